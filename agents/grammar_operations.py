"""What a question wants done with its figures: level, change, growth, trend, ranking, average, share, verdict, why."""

import re
from dataclasses import dataclass
from enum import StrEnum


class Operation(StrEnum):
    """What is done with the figures once they are found."""

    LEVEL = "level"
    CHANGE = "change"
    GROWTH = "growth"
    TREND = "trend"
    HIGHEST = "highest"
    LOWEST = "lowest"
    RANK = "rank"
    AVERAGE = "average"
    TOTAL = "total"
    SHARE = "share"
    CAGR = "cagr"


class Claim(StrEnum):
    """What a yes-or-no question claims of the figures."""

    ROSE = "rose"
    FELL = "fell"
    ROSE_EVERY_TIME = "rose every time"
    FELL_EVERY_TIME = "fell every time"
    POSITIVE = "positive"
    NEGATIVE = "negative"
    CHANGED = "changed"
    EXISTS = "exists"
    ABOVE = "above"
    BELOW = "below"


class Basis(StrEnum):
    """Against what a change is measured."""

    YEAR = "year over year"
    SEQUENCE = "period over period"


@dataclass(frozen=True)
class Wanted:
    """The operation, the basis of a change where the question says it, a claim to judge, and whether reasons are asked."""

    operation: Operation
    basis: Basis | None = None
    claim: Claim | None = None
    threshold: str | None = None
    reasons: bool = False
    years: int | None = None


def _rx(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


_OPERATIONS = (
    (Operation.CAGR, _rx(r"\bCAGR\b|compound(?:ed)? annual(?:ized)? growth")),
    (Operation.RANK, _rx(r"\brank(?:ing|ed)?\b|\border(?:ed)? (?:the|by|from)\b|\bsort\b")),
    (
        Operation.AVERAGE,
        _rx(
            r"\b(?:\d|two|three|four|five)[\s-]*(?:year|quarter|yr)s?\s+average|\baverage\b(?! (?:total|accounts|inventor|invested|pp|property|asset|equity|share|number|of the beginning|common|diluted|basic|daily|monthly|balance|room|revenue per|selling|price))|\bmean\b(?! that)"
        ),
    ),
    (
        Operation.SHARE,
        _rx(
            r"\b(?:share|proportion|fraction) of (?:the )?(?:total|overall|company|consolidated|net sales|revenue|sales)|\bwhat (?:percent(?:age)?|share|proportion|fraction|%) of\b|\bcontribut(?:e[sd]?|ion) to total|\bas a (?:share|proportion|percentage|percent|%) of (?:the )?total"
        ),
    ),
    (
        Operation.HIGHEST,
        _rx(
            r"\b(?:highest|largest|biggest|greatest|the most|top|peak(?:ed)?|maximum|strongest|best|higher|larger|bigger|more than (?:the other|one))\b(?! recent| significant| important| materially?)"
        ),
    ),
    (Operation.LOWEST, _rx(r"\b(?:lowest|smallest|the least|minimum|weakest|worst|bottom|lower|smaller)\b")),
    (
        Operation.GROWTH,
        _rx(
            r"\bgrowth\b|\bgr[eo]w(?:n|ing|s)?\b|\b(?:percent(?:age)?|%) (?:change|increase|decrease)|\byear[\s-]over[\s-]year|\bYoY\b|\bquarter[\s-]over[\s-]quarter|\bQoQ\b|\brate of change|\bshr[aiu]nk|by what percent"
        ),
    ),
    (
        Operation.CHANGE,
        _rx(
            r"\b(?:chang(?:e[sd]?|ing)|increas(?:e[sd]?|ing)|decreas(?:e[sd]?|ing)|reduc(?:e[sd]?|ing|tions?)|declin(?:e[sd]?|ing)|r[io]se|risen|f[ae]ll(?:en)?|drop(?:ped)?|differ(?:ence|s)?|improv(?:e[sd]?|ing)|worsen(?:ed)?|compar(?:e[sd]?|ison|ing)|contrast|versus|vs\.?|delta|swing|expand(?:ed)?|contract(?:ed)?|deteriorat\w+|up or down)\b"
        ),
    ),
    (
        Operation.TREND,
        _rx(
            r"\b(?:trends?|over time|over the (?:reported|reporting|past|last|years?|quarters?|period)|across (?:the |these |those )?(?:quarters?|years?|periods?|filings?)|evol(?:ve[sd]?|ution|ving)|fluctuat\w+|histor(?:y|ical(?:ly)?)|pattern|quarter to quarter|between (?:the )?(?:quarters|years|periods)|each (?:quarter|year|period)|every (?:quarter|year|period)|shift(?:ed|s)?|var(?:y|ied|ies)|develop(?:ed|ment)?|trajectory|progress\w*|moved?|movements?)\b"
        ),
    ),
    (Operation.TOTAL, _rx(r"\b(?:combined|sum of|altogether|in total over|cumulative)\b")),
)
_SEQUENCE = _rx(
    r"\b(?:between (?:the )?quarters|quarter[\s-](?:over|to|on)[\s-]quarter|QoQ|sequential(?:ly)?|consecutive|"
    r"(?:from|to|than|with|against|compared? (?:to|with)) (?:the )?(?:previous|prior|preceding|last) quarters?|"
    r"across (?:the |these |those )?quarters|over (?:the )?(?:reported|these|last \w+|past \w+) quarters?|each quarter|every quarter|quarterly trend)\b"
)
_YEAR = _rx(
    r"\byear[\s-](?:over|on)[\s-]year|\bYoY\b|\b(?:from|than|to|with|against) (?:the )?(?:prior|previous|last|same) year|\byear[\s-]ago|same (?:quarter|period|three months)|\bannual growth"
)
_REASONS = _rx(
    r"\bwhy\b|\bwhat (?:drove|caused|led|explains?|is behind|was behind|factors|contributed|influenced)|\bdrivers?\b(?! (?:cost|pay|earning|incentive|insurance|suppl))|\b(?:key|main|major|principal|primary)\s+(?:factors?|reasons?|causes?|elements?)|"
    r"\bfactors?\s+(?:behind|contributing|for|that|influenc\w+|driv\w+|affect\w+)|\breasons?\b|\bcauses?d?\b|\bdue to\b|\bbecause of\b|\bexplain\b|\bimplications?\b|\bsuggest\b|"
    r"\bindicate\b|\brepercussions?\b|\bconsequences?\b|\bimpact(?:s|ed)?\b|\bdriven by\b|\bdriving\b|\battribut(?:ed|able) to (?:what|which)"
)
_YES_NO = _rx(
    r"^\W*(?:(?:so|and|but|then|also|in \w+|for \w+|according to [^,]+|based on [^,]+|looking at [^,]+),?\s+)?(?:is|are|was|were|did|do|does|has|have|had|can|could|will|would|should)\b"
)
_CLAIMS = (
    (
        Claim.ROSE_EVERY_TIME,
        _rx(
            r"\b(?:gr[eo]w|ris|ros|increas|improv|expand)\w*\b.{0,60}\b(?:every|each|consecutive|all|consistently|steadily|always|without exception)\b|\b(?:every|each|consistently|steadily|always)\b.{0,40}\b(?:gr[eo]w|ris|ros|increas|improv)"
        ),
    ),
    (
        Claim.FELL_EVERY_TIME,
        _rx(
            r"\b(?:f[ae]ll|declin|decreas|drop|shr[aiu]nk)\w*\b.{0,60}\b(?:every|each|consecutive|all|consistently|steadily|always)\b"
        ),
    ),
    (
        Claim.ABOVE,
        _rx(
            r"\b(?:more|greater|higher|larger) than\s+(?P<limit>[$\d][\d.,]*\s*(?:%|percent|thousand|million|billion)?)|\b(?:exceed(?:s|ed)?|above|over|at least)\s+(?P<limit2>[$\d][\d.,]*\s*(?:%|percent|thousand|million|billion)?)(?!\s*(?:years?|quarters?|months?))"
        ),
    ),
    (
        Claim.BELOW,
        _rx(
            r"\b(?:less|lower|smaller|fewer) than\s+(?P<limit>[$\d][\d.,]*\s*(?:%|percent|thousand|million|billion)?)|\b(?:below|under)\s+(?P<limit2>[$\d][\d.,]*\s*(?:%|percent|thousand|million|billion)?)"
        ),
    ),
    (
        Claim.POSITIVE,
        _rx(
            r"\bpositive\b|\bprofitable\b|\bin the black\b|\bmake (?:a )?profit|\bmade (?:a )?profit|\bearn(?:ed)? (?:a )?profit|\bbreak even"
        ),
    ),
    (
        Claim.NEGATIVE,
        _rx(
            r"\bnegative\b|\bunprofitable\b|\bin the red\b|\b(?:make|made|report(?:ed)?|post(?:ed)?|incur(?:red)?) (?:a )?(?:net |operating )?loss\b|\blos(?:e|ing) money"
        ),
    ),
    (
        Claim.FELL,
        _rx(
            r"\b(?:f[ae]ll(?:en)?|declin\w+|decreas\w+|drop(?:ped)?|shr[aiu]nk|lower|down|worsen\w*|deteriorat\w+|contract(?:ed|ing)?|reduc\w+|slow(?:ed|ing)?)\b"
        ),
    ),
    (
        Claim.ROSE,
        _rx(r"\b(?:gr[eo]w(?:n|ing|th)?|r[io]se|risen|increas\w+|improv\w+|higher|up|expand\w*|accelerat\w+)\b"),
    ),
    (
        Claim.CHANGED,
        _rx(
            r"\b(?:chang\w+|fluctuat\w+|differ\w*|consistent|stable|alterations?|movements?|trends?|shift\w*|var(?:y|ied))\b"
        ),
    ),
    (Claim.EXISTS, _rx(r"")),
)
_EITHER = _rx(
    r"\b(?:increas|r[io]s|gr[eo]w|improv|up|higher)\w*,? or (?:an? )?(?:decreas|f[ae]ll|declin|worsen|down|lower)"
)
_YEARS = _rx(
    r"\b(?P<count>\d|two|three|four|five)[\s-]*(?:year|yr)s?\s+average|\bover the (?:past|last) (?P<count2>\d|two|three|four|five) (?:fiscal )?years"
)
_NUMBERS = {"two": 2, "three": 3, "four": 4, "five": 5}


def wanted_in(question: str) -> Wanted:
    """What the question wants done, read from its verbs and adverbs."""
    operation = next((op for op, pattern in _OPERATIONS if pattern.search(question)), Operation.LEVEL)
    if operation is Operation.CHANGE and _OPERATIONS[-2][1].search(question):
        operation = Operation.TREND
    basis = Basis.SEQUENCE if _SEQUENCE.search(question) else Basis.YEAR if _YEAR.search(question) else None
    claim, threshold = _claim(question)
    return Wanted(operation, basis, claim, threshold, bool(_REASONS.search(question)), _years(question))


def _claim(question: str) -> tuple[Claim | None, str | None]:
    if not _YES_NO.search(question) and not re.search(
        r"[.,:]\s+(?:is|are|was|were|did|does|has|have)\s+\w", question, re.I
    ):
        return None, None
    if _EITHER.search(question):
        return Claim.CHANGED, None
    for claim, pattern in _CLAIMS:
        match = pattern.search(question)
        if match:
            groups = match.groupdict()
            return claim, groups.get("limit") or groups.get("limit2")
    return None, None


def _years(question: str) -> int | None:
    match = _YEARS.search(question)
    if not match:
        return None
    count = (match["count"] or match["count2"]).lower()
    return int(count) if count.isdigit() else _NUMBERS[count]
