"""Labels as issuers print them, brought to one form, so that a handful of synonyms covers what hundreds print."""

import re
import unicodedata

_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_NOTE = re.compile(r"[,;–—-]?\s*\bsee (?:also )?notes?\b.*|[,;–—-]?\s*\bnotes? \d[\d, and]*$", re.IGNORECASE)
_PAR = re.compile(
    r"[,:;–—-]?\s*(?:[$€£]\s?[\d.,]+ (?:par|stated)|(?:no )?par value|without par|authorized|issued[,:]).*$"
)
_ALLOWANCE = re.compile(
    r"[,;:–—-]?\s*\b(?:net of|less|including|includes|excluding|exclusive of|inclusive of|after|before|of)\s+"
    r"(?:the |an |any |related |estimated )?"
    r"(?:allowances?|accumulated|reserves?|unamortized|depreciation|amortization|refunds|discounts?|"
    r"cash (?:and restricted cash )?(?:acquired|divested|sold)|amounts? (?:capitalized|shown)|tax|taxes|income tax|income taxes|"
    r"capitalized interest|interest capitalized|issuance costs|debt issuance|items shown|stock-based|share-based|current portion of)"
    r"\b.*$"
)
_TAIL_EXCLUSION = re.compile(
    r",\s*(?:excluding|exclusive of|including|inclusive of)\b(?!.*(?:noncontrolling|minority|restricted)).*$"
)
_PUNCTUATION = re.compile(r"[^\w%$&/]+")
_MARKS = re.compile(r"[*†‡§^~¹²³⁴⁵⁶⁷⁸⁹]+|(?<=[a-z])\d{1,2}$")
_FILLER = frozenset({"the", "a", "an", "our", "its", "their", "s"})
_KEEP_S = frozenset({"less", "gross", "basis", "plus", "class", "loss", "series", "business", "previous", "surplus"})

_EARNINGS = re.compile(
    r"(?<!retained )(?<!accumulated )(?<!reinvested )(?<!undistributed )(?<!cumulative )\bearnings\b(?! (?:retained|reinvested|employed))"
)
_REWRITES: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), replacement)
    for pattern, replacement in (
        (r"\bnon[- ](?=controlling|current|redeemable|operating|interest|cash|marketable)", "non"),
        (r"\bpre[- ]tax\b", "pretax"),
        (r"\bpaid[- ]in\b", "paid in"),
        (r"\b(?:stock|share|unit)holders?'?s?'?|\bshare ?owners?'?s?'?|\b(?:members|owners)'", "holders"),
        (r"\b(?:property|properties)(?:,| and)? plant,?(?: and|,)? equipment\b", "ppe"),
        (r"\b(?:plant|plants),? propert(?:y|ies),?(?: and)? equipment\b", "ppe"),
        (r"\bland,? buildings?,?(?: and)? equipment\b|\bpropert(?:y|ies),? buildings?,?(?: and)? equipment\b", "ppe"),
        (r"\b(?:property|properties|premises)(?: and|,)? equipment\b", "ppe"),
        (r"\bplant and equipment\b", "ppe"),
        (r"\bnet \(?loss\)?(?:es)?\b(?! (?:on|and))", "net income"),
        (r"\boperating loss(?:es)?\b", "operating income"),
        (r"\bcomprehensive loss(?:es)?\b", "comprehensive income"),
        (
            r"\bloss(?:es)? (?=before|from (?:continuing |discontinued )?operations|from discontinued|attributable|per |available)",
            "income ",
        ),
        (r"\b(?:income|profit) ?/ ?loss\b|\b(?:income|profit) or loss\b", "income"),
        (r"\bincome ?/ ?expense\b", "income"),
        (r"\bassuming (?:full )?dilution\b|\bfully diluted\b", "diluted"),
        (r"\bminority interests?\b", "noncontrolling interest"),
        (r"\bamortisation\b", "amortization"),
        (r"\bcap ex\b", "capex"),
        (r"\bcash ?flows?\b", "cash flow"),
        (r"\bt(?:otal)? o(?:f|verall) all\b", "total"),
    )
)


def canonical(label: str) -> str:
    """A label's one form: lower case, singular, without brackets, footnote marks, allowances, par values and filler.

    "Accounts receivable, net of allowance of $51 and $80" becomes "account receivable", "Net earnings (loss)"
    "net income", "Total shareholders' equity" "total holder equity". Synonyms and labels take the same way.
    """
    text = unicodedata.normalize("NFKC", label).lower().replace("’", "'").replace("`", "'").replace("&", " and ")
    text = _MARKS.sub("", text.strip(" .:;,*_"))
    text = _BRACKETS.sub(" ", _BRACKETS.sub(" ", text))
    text = re.sub(r"[()\[\]]", " ", re.sub(r"[‐-―−]", "-", text))
    text = re.sub(r"\s+", " ", text).strip()
    for cut in (_NOTE, _PAR, _ALLOWANCE, _TAIL_EXCLUSION):
        text = cut.sub("", text) or text
    text = _EARNINGS.sub("income", text)
    for pattern, replacement in _REWRITES:
        text = pattern.sub(replacement, text)
    return " ".join(singular(word) for word in _PUNCTUATION.sub(" ", text).split() if word not in _FILLER)


def singular(word: str) -> str:
    """A plural without its ending, crudely: what matters is that both sides of a comparison lose the same."""
    if len(word) < 4 or not word.endswith("s") or word in _KEEP_S or word.endswith(("ss", "us", "is")):
        return word
    if word.endswith("ies"):
        return word[:-3] + "y"
    return word[:-2] if word.endswith(("xes", "sses", "ches", "shes")) else word[:-1]
