"""The verbs and adverbs by which questions say what they want done with figures."""

import re

from agents.operations import Claim, Operation


def _rx(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


OPERATIONS = (
    (
        Operation.WITHOUT,
        re.compile(r"\b(?:excluding|excl\.?|except(?: for)?|other than|without|ex)\s+(?:its |the )?(?=[A-Z])"),
    ),
    (Operation.CAGR, _rx(r"\bCAGR\b|compound(?:ed)? annual(?:ized)? growth")),
    (Operation.RANK, _rx(r"\brank(?:ing|ed)?\b|\border(?:ed)? (?:the|by|from)\b|\bsort\b")),
    (
        Operation.AVERAGE,
        _rx(
            r"\b(?:\d|two|three|four|five)[\s-]*(?:year|quarter|yr)s?\s+average|\baverage\b(?! (?:total|accounts|"
            r"inventor|invested|pp|property|asset|equity|share|number|of the beginning|common|diluted|basic|daily|"
            r"monthly|balance|room|revenue per|selling|price))|\bmean\b(?! that)"
        ),
    ),
    (
        Operation.SHARE,
        _rx(
            r"\b(?:share|proportion|fraction) of\s+(?:the |its )?(?:total|overall|company|consolidated|net sales|"
            r"revenue|sales|(?:operating|gross|net) (?:income|profit)|profits?\b|assets)|"
            r"\bwhat (?:percent(?:age)?|share|proportion|fraction|%) of\b|\bcontribut(?:e[sd]?|ion) to total|"
            r"\bas a (?:share|proportion|percentage|percent|%) of (?:the )?total|"
            r"\b(?:represent|account(?:s|ed|ing)? for|mak(?:es?|ing) up|made up|compris|constitut|contribut)\w*\s+"
            r"(?:[\w-]+ ){0,3}?\d+(?:\.\d+)?\s*(?:%|percent)"
        ),
    ),
    (
        Operation.HIGHEST,
        _rx(
            r"\b(?:highest|largest|biggest|greatest|(?<!used )(?<!lost )(?<!burned )(?<!consumed )the most|"
            r"top|peak(?:ed)?|maximum|strongest|fast(?:est|er)|quickest|steepest|sharpest|best|higher|larger|"
            r"bigger|more than (?:the other|one)|"
            r"(?:gr[eo]w|grown|increased|rose|improved|gained|expanded|declined|fell|dropped|shrank|decreased) most)\b"
            r"(?! recent| significant| important| materially?)"
        ),
    ),
    (
        Operation.LOWEST,
        _rx(
            r"\b(?:lowest|smallest|slowest|the least|minimum|weakest|worst|bottom|lower|smaller|"
            r"drag(?:ged|s|ging)? (?:down|on)|weigh(?:ed|s|ing)? (?:down|on)|"
            r"(?:used|consumed|burn(?:ed|t)?|lost) the most)\b"
        ),
    ),
    (
        Operation.GROWTH,
        _rx(
            r"\bgrowth\b|\bgr[eo]w(?:n|ing|s)?\b|\b(?:percent(?:age)?|%) (?:change|increase|decrease)|"
            r"\byear[\s-]over[\s-]year|\bYoY\b|\bquarter[\s-]over[\s-]quarter|\bQoQ\b|\brate of change|\bshr[aiu]nk|"
            r"by what percent"
        ),
    ),
    (
        Operation.CHANGE,
        _rx(
            r"\b(?:chang(?:e[sd]?|ing)|increas(?:e[sd]?|ing)|decreas(?:e[sd]?|ing)|reduc(?:e[sd]?|ing|tions?)|"
            r"declin(?:e[sd]?|ing)|r[io]se|risen|f[ae]ll(?:en)?|drop(?:ped)?|differ(?:ence|s)?|improv(?:e[sd]?|ing)|"
            r"worsen(?:ed)?|compar(?:e[sd]?|ison|ing)|contrast|versus|vs\.?|delta|swing|expand(?:ed)?|"
            r"contract(?:ed)?|deteriorat\w+|widen(?:ed|ing)?|narrow(?:ed|ing)?|up or down)\b"
        ),
    ),
    (
        Operation.TREND,
        _rx(
            r"\b(?:trends?|over time|by (?:the )?(?:quarter|year)\b(?! end)|"
            r"over the (?:reported|reporting|past|last|years?|quarters?|period)|across (?:the "
            r"|these |those )?(?:quarters?|years?|periods?|filings?)|evol(?:ve[sd]?|ution|ving)|fluctuat\w+|"
            r"histor(?:y|ical(?:ly)?)|patterns?|quarter to quarter|between (?:the )?(?:quarters|years|periods)|each "
            r"(?:quarter|year|period)|every (?:quarter|year|period)|shift(?:ed|s)?|var(?:y|ied|ies)|develop(?:ed|"
            r"ment)?|trajectory|progress\w*|moved?|movements?)\b"
        ),
    ),
    (
        Operation.TOTAL,
        _rx(
            r"\b(?:combined|sum of|altogether|in total(?= (?:over|from|between|for|across|during))|cumulative(?:ly)?)\b"
        ),
    ),
)
SEQUENCE = _rx(
    r"\b(?:between (?:the )?quarters|quarter[\s-](?:over|to|on)[\s-]quarter|QoQ|sequential(?:ly)?|consecutive|"
    r"(?:from|to|than|with|against|compared? (?:to|with)) (?:the )?(?:previous|prior|preceding|last) quarters?|"
    r"across (?:the |these |those )?quarters|over (?:the )?(?:reported|these|last \w+|past \w+) quarters?|"
    r"each quarter|every quarter|quarterly trend)\b"
)
YEAR = _rx(
    r"\byear[\s-](?:over|on)[\s-]year|\bYoY\b|\b(?:from|than|to|with|against) (?:the )?(?:prior|previous|"
    r"last|same) year|\byear[\s-]ago|same (?:quarter|period|three months)|\bannual growth"
)
_CONDITION = _rx(
    r"\bif\b[^.?!;]*\b(?:not|isn't|aren't|no)\b[^.?!;]*\b(?:useful|relevant|meaningful|applicable|appropriate|available)\b"
    r"[^.?!;]*"
)


def without_condition(question: str) -> str:
    """A question without what to do should its measure be of no use: "if it is not useful, explain why"."""
    return _CONDITION.sub(" ", question)


REASONS = _rx(
    r"\bwhy\b|\bwhat (?:drove|caused|led|explains?|is behind|was behind|factors|contributed|influenced)|"
    r"\bdrivers?\b(?! (?:cost|pay|earning|incentive|insurance|suppl))|\b(?:key|main|major|principal|"
    r"primary)\s+(?:factors?|reasons?|causes?|elements?)|"
    r"\bfactors?\s+(?:behind|contributing|for|that|influenc\w+|driv\w+|affect\w+)|\breasons?\b|\bcauses?d?\b|"
    r"\bdue to\b|\bbecause of\b|\b(?:nature|purpose) (?:and|&|of)\b|\bexplain\b|\bimplications?\b|\bsuggest\b|"
    r"\baffect(?:s|ed)?\b|\bfocus(?:es|ed)?\b|\bpriorit(?:y|ies)\b|\bconsists? of\b|"
    r"\bindicate\b|\brepercussions?\b|\bconsequences?\b|\bimpact(?:s|ed)?\b|\bdriven by\b|\bdriving\b|"
    r"\battribut(?:ed|able) to (?:what|which)"
)
BY_MUCH = _rx(
    r"\bby how (?:much|many)\b(?! percent)|\bhow much (?:more|less|higher|lower|larger|smaller)\b|"
    r"\bhow (?:much|many)\b(?!.{0,80}\b(?:gr[eo]w|percent|%)).{0,80}\b(?:increase|rise|fall|decline|decrease|drop|"
    r"change|improve|worsen|widen|narrow|shrink)\b"
)
_MOST = (
    r"(?:highest|largest|biggest|greatest|strongest|steepest|sharpest|fastest|quickest|best|lowest|weakest|slowest|"
    r"smallest)"
)
_LESS = r"(?:declin\w*|decreas\w*|drop(?:ped|s)?|f[ae]ll(?:en|s)?|shr[aiu]nk|reduc\w+|contract(?:ed|ion)|deteriorat\w+)"
_MORE = r"(?:gr[eo]w(?:n|th|ing|s)?|increas\w*|r[io]se(?:n)?|improv\w*|gain(?:s|ed)?|expan\w+|chang\w+|accelerat\w+)"
_ADVERB = r"(?:the )?(?:most|fastest|quickest|least|slowest|more|faster|quicker|strongest)"
GROWN = _rx(
    rf"\b{_MOST}(?:[- ](?!and\b|or\b)[\w%-]+){{0,4}}?[- ](?:{_MORE}|{_LESS})\b|"
    rf"\b(?:{_MORE}|{_LESS})(?: (?:its|their|the) \w+| [\w-]+){{0,2}}? {_ADVERB}\b|\bmost improved\b|"
    rf"\bby (?:[\w-]+ ){{0,3}}(?:growth|change|increase|decline)\b|"
    rf"\b(?:drag(?:ged|s|ging)? (?:down|on)|weigh(?:ed|s|ing)? on)\b.{{0,40}}\bgrowth\b"
)
FALLEN = _rx(
    rf"\b{_MOST}(?:[- ][\w%-]+){{0,4}}?[- ]{_LESS}\b|\b{_LESS}(?: [\w-]+){{0,3}}? {_ADVERB}\b|"
    rf"\b(?:drag(?:ged|s|ging)?|weigh(?:ed|s|ing)?) (?:down|on)\b"
)
LEAST = _rx(r"\b(?:least|slowest|lowest|smallest|weakest)\b")
THAN_THEN = _rx(r"\bthan\s+(?:(?:in|at|for|during|on|by|it|they|a|the|its|last|one)\b|[QH]\d|(?:FY)?\s?\d)")
YES_NO = _rx(
    r"^\W*(?:(?:so|and|but|then|also|in \w+|for \w+|according to [^,]+|based on [^,]+|looking at "
    r"[^,]+),?\s+)?(?:is|are|was|were|did|do|does|has|have|had|can|could|will|would|should)\b"
)
CLAIMS = (
    (
        Claim.ROSE_EVERY_TIME,
        _rx(
            r"\b(?:gr[eo]w|ris|ros|increas|improv|expand)\w*\b.{0,60}\b(?:every|each|consecutive|all|consistently|"
            r"steadily|always|without exception)\b|\b(?:every|each|consistently|steadily|"
            r"always)\b.{0,40}\b(?:gr[eo]w|ris|ros|increas|improv)"
        ),
    ),
    (
        Claim.FELL_EVERY_TIME,
        _rx(
            r"\b(?:f[ae]ll|declin|decreas|drop|shr[aiu]nk)\w*\b.{0,60}\b(?:every|each|consecutive|all|consistently|"
            r"steadily|always)\b"
        ),
    ),
    (
        Claim.ABOVE,
        _rx(
            r"\b(?:more|greater|higher|larger) than\s+(?P<limit>[$\d][\d.,]*\s*(?:%|percent|thousand|million|"
            r"billion)?)|\b(?:exceed(?:s|ed)?|above|over|at least)\s+(?P<limit2>[$\d][\d.,]*\s*(?:%|percent|thousand|"
            r"million|billion)?)(?!\s*(?:years?|quarters?|months?))"
        ),
    ),
    (
        Claim.BELOW,
        _rx(
            r"\b(?:less|lower|smaller|fewer) than\s+(?P<limit>[$\d][\d.,]*\s*(?:%|percent|thousand|million|"
            r"billion)?)|\b(?:below|under)\s+(?P<limit2>[$\d][\d.,]*\s*(?:%|percent|thousand|million|billion)?)"
        ),
    ),
    (
        Claim.POSITIVE,
        _rx(
            r"\bpositive\b|\bprofitable\b|\bin the black\b|\bbreak even|\b(?:make|made|earn(?:ed)?|turn(?:ed)?|"
            r"report(?:ed)?|post(?:ed)?|generate[ds]?|have|had|show(?:ed|n)?) an? (?:\w+ )?(?:profit|gain)"
        ),
    ),
    (
        Claim.NEGATIVE,
        _rx(
            r"\bnegative\b|\bunprofitable\b|\bin the red\b|\b(?:make|made|report(?:ed)?|post(?:ed)?|incur(?:red)?) "
            r"(?:an? )?(?:\w+ )?loss\b|\blos(?:e|ing) money"
        ),
    ),
    (
        Claim.FELL,
        _rx(
            r"\b(?:f[ae]ll(?:en)?|declin\w+|decreas\w+|drop(?:ped)?|shr[aiu]nk|lower|down|worsen\w*|deteriorat\w+|"
            r"contract(?:ed|ing)?|reduc\w+|slow(?:ed|ing)?|smaller|less|narrow\w*|fewer|weaker)\b"
        ),
    ),
    (
        Claim.ROSE,
        _rx(
            r"\b(?:gr[eo]w(?:n|ing|th)?|r[io]se|risen|increas\w+|improv\w+|higher|up|expand\w*|accelerat\w+|"
            r"widen\w*|larger|bigger|greater|more|stronger|deepen\w*|outpac\w*|outgr[eo]w)\b"
        ),
    ),
    (
        Claim.CHANGED,
        _rx(
            r"\b(?:chang\w+|fluctuat\w+|differ\w*|consistent|stable|alterations?|movements?|trends?|shift\w*|var(?:y|"
            r"ied))\b"
        ),
    ),
    (Claim.EXISTS, _rx(r"")),
)
EITHER = _rx(
    r"\b(?:increas|r[io]s|gr[eo]w|improv|up|higher)\w*,? or (?:an? )?(?:decreas|f[ae]ll|declin|worsen|down|lower)"
)
YEARS = _rx(
    r"\b(?P<count>\d|two|three|four|five)[\s-]*(?:year|yr)s?\s+average|\bover the (?:past|last) "
    r"(?P<count2>\d|two|three|four|five) (?:fiscal )?years"
)
NUMBERS = {"two": 2, "three": 3, "four": 4, "five": 5}
