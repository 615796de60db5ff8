"""Labels as issuers print them, brought to one form, so that a handful of synonyms covers what hundreds print."""

import re
import unicodedata
from typing import NamedTuple

_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_NOTE = re.compile(r"[,;-]?\s*\bsee (?:also )?notes?\b.*|[,;-]?\s*\bnotes? \d[\d, and]*$")
_PAR_VALUE = re.compile(
    r"[,:;-]?\s*(?:[$€£]\s?[\d.,]+ (?:par|stated)|\d[\d.,]* (?:million |billion )?shares|shares of \d|"
    r"(?:no )?par value|without par|(?:shares )?authorized|issued[,:]).*$"
)
_NET_OF = re.compile(
    r"[,;:-]?\s*\b(?:net of|less|including|includes|excluding|exclusive of|inclusive of)\s+"
    r"(?:the |an |any |related |estimated )?"
    r"(?:allowances?|accumulated|reserves?|unamortized|depreciation|amortization|refunds|discounts?|tax(?:es)?|"
    r"income tax(?:es)?|cash (?:and restricted cash )?(?:acquired|divested|sold)|amounts? (?:capitalized|shown)|"
    r"capitalized interest|interest capitalized|portion capitalized|reissuances|[$€£]?\d[\d.,]*|"
    r"(?:finance|capital) leases?|proceeds|sales|dispos|issuance costs|debt issuance|costs$|items shown|"
    r"stock-based|share-based|current portion of)\b.*$"
)
_AT_COST = re.compile(r",? at (?:original )?cost,? (?:less|net of) (?:accumulated|allowances?|depreciation)\b.*$")
_ASIDE = re.compile(
    r",\s*(?:excluding|exclusive of|including|inclusive of)\b(?!.*(?:controlling|minority|restricted)).*$"
)
_EARNINGS = re.compile(
    r"(?<!retained )(?<!accumulated )(?<!reinvested )(?<!undistributed )(?<!cumulative )"
    r"\bearnings\b(?! (?:retained|reinvested|employed))"
)
_PUNCTUATION = re.compile(r"[^\w%$/]+|/(?!\w)|(?<!\w)/")
_MARKS = re.compile(r"[*†‡§^~¹²³⁴⁵⁶⁷⁸⁹]+|(?<=[a-z])\d{1,2}$")
_DASHES = re.compile(r"[\u2010-\u2015\u2212]")
_FILLER = frozenset({"the", "a", "an", "our", "its", "their", "s"})
_SINGULAR = frozenset({"less", "gross", "basis", "plus", "class", "loss", "series", "business", "previous", "surplus"})


class _Rewrite(NamedTuple):
    """Words that mean the same. `trigger` is a plain string without which the pattern cannot match."""

    trigger: str
    pattern: re.Pattern[str]
    replacement: str


_REWRITES = tuple(
    _Rewrite(trigger, re.compile(pattern), replacement)
    for trigger, pattern, replacement in (
        ("non", r"\bnon[- ](?=controlling|current|redeemable|operating|interest|cash|marketable|trade)", "non"),
        ("pre", r"\bpre[- ](?=tax|opening)", "pre"),
        ("hold", r"\b(?:stock|share|unit)holders?'?s?'?", "holders"),
        ("owner", r"\bshare ?owners?'?s?'?|\bowners'", "holders"),
        ("members'", r"\bmembers'", "holders"),
        (
            "equipment",
            r"\b(?:property|properties|land|premises),?(?: buildings?| plant)?(?:,| and|, and)* equipment\b",
            "ppe",
        ),
        ("equipment", r"\bplants?,? propert(?:y|ies)(?:,| and|, and)* equipment\b|\bplant and equipment\b", "ppe"),
        ("equipment", r"\bproperty and ppe\b", "ppe"),
        ("pp and e", r"\bpp and e\b", "ppe"),
        ("loss", r"\bnet loss(?:es)?\b(?! (?:on|and))", "net income"),
        ("loss", r"\b(operating|comprehensive) loss(?:es)?\b", r"\1 income"),
        (
            "loss",
            r"\bloss(?:es)? (?=before|from (?:continuing |discontinued )?operations|attributable|per |avail)",
            "income ",
        ),
        ("loss", r"\b(?:income|profit|income) ?(?:/|or) ?loss\b", "income"),
        ("income", r"\bincome ?/ ?expense\b", "income"),
        ("dilut", r"\bassuming (?:full )?dilution\b|\bfully diluted\b", "diluted"),
        ("minority", r"\bminority interests?\b", "noncontrolling interest"),
        ("isation", r"isation\b", "ization"),
        ("cap", r"\bcap[ -]ex\b", "capex"),
        ("cash", r"\bcash ?flows?\b", "cash flow"),
        ("after", r",? after[- ]tax$", ""),
    )
)


def canonical(label: str) -> str:
    """A label's one form: lower case, singular, without brackets, footnote marks, allowances, par values and filler.

    "Accounts receivable, net of allowance of $51 and $80" becomes "account receivable", "Net earnings (loss)"
    "net income", "Total shareholders' equity" "total holder equity". Synonyms and labels take the same way.
    """
    text = label if label.isascii() else _DASHES.sub("-", unicodedata.normalize("NFKC", label).replace("’", "'"))
    text = text.lower().replace("&", " and ")
    text = _MARKS.sub("", text.strip(" .:;,*_")).replace("(diluted)", "diluted").replace("(basic)", "basic")
    if "(" in text or "[" in text:
        text = _BRACKETS.sub(" ", _BRACKETS.sub(" ", text))
        text = text.replace("(", " ").replace(")", " ")
    text = _cut(_AT_COST.sub(" net", " ".join(text.split())))
    if "earnings" in text:
        text = _EARNINGS.sub("income", text)
    for rewrite in _REWRITES:
        if rewrite.trigger in text:
            text = rewrite.pattern.sub(rewrite.replacement, text)
    return " ".join(singular(word) for word in _PUNCTUATION.sub(" ", text).split() if word not in _FILLER)


def _cut(text: str) -> str:
    """Without what an issuer adds behind a line's name: a note's number, a par value, what the amount is net of."""
    cuts = (
        ("note", _NOTE),
        ("par", _PAR_VALUE),
        ("stated", _PAR_VALUE),
        ("authorized", _PAR_VALUE),
        ("issued", _PAR_VALUE),
    )
    for trigger, pattern in (*cuts, ("net of", _NET_OF), ("less", _NET_OF), ("clu", _NET_OF), ("clu", _ASIDE)):
        if trigger in text:
            text = pattern.sub("", text) or text
    return text


def singular(word: str) -> str:
    """A plural without its ending, crudely: what matters is that both sides of a comparison lose the same."""
    if len(word) < 4 or not word.endswith("s") or word in _SINGULAR or word.endswith(("ss", "us", "is")):
        return word
    if word.endswith("ies"):
        return word[:-3] + "y"
    return word[:-2] if word.endswith(("xes", "sses", "ches", "shes")) else word[:-1]
