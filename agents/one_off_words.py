"""How filings name what distorts a change: a changed business model, an extra week, a deal, a new rule, currency."""

import re
from functools import lru_cache

CURRENCY = "currency"
_MODEL = (
    r"(?i:\bbusiness model changes?\b|\bchang\w+ (?:in|to|of) (?:our|the|its) (?:\w+ )?(?:business|merchant) model|"
    r"\bmerchant model|\bfrom (?:an )?agent to (?:a )?principal|\bprincipal (?:rather than|instead of) (?:an )?agent)"
)
_WEEK = (
    r"(?i:\b5[23]rd[- ]week|\b5[23][- ]weeks?\b|\bfifty-(?:second|third) week|"
    r"\b(?:extra|additional) (?:selling |fiscal )?(?:week|day)\b|\b14th week|\b14[- ]weeks?\b|"
    r"\bfourteen(?:th)?[- ]weeks?)"
)
_ACQUISITION = (
    r"(?:\b(?!(?:Traffic|Customer|User|Subscriber|Client|Content|Talent|Member|Player)\b)[A-Z][\w.&-]+"
    r"(?:,? (?:and|&) [A-Z][\w.&-]+)* acquisitions?\b(?! costs?| expenses?)|"
    r"(?i:\bacquisitions? of\b|\bacquired (?:in|business|compan|during|on)))"
)
_DIVESTITURE = (
    r"(?i:\bdivest\w+|\bdeconsolidat\w+|\bdisposition of|\bdisposal of (?:the|our|its)|\b(?:spin|split)-?offs?\b|"
    r"\bsales? of (?:the|our|its|a) (?:[\w&.-]+ ){1,6}(?:business|segment|division|operations|unit|brand|rights)\b)"
)
_ACCOUNTING = (
    r"(?i:\b(?:adopti(?:on|ng)|adopted) (?:of )?(?:the |a |this )?(?:new |asc|asu|accounting|revenue|lease|updated)|"
    r"\bnew (?:revenue|lease|accounting|revenue accounting)(?: recognition)? (?:standard|guidance)|"
    r"\bchange in (?:the )?(?:accounting|presentation|classification|revenue recognition)|"
    r"\b(?:change in (?:the )?)?(?:estimated )?useful li(?:fe|ves)\b)"
)
_ONE_TIME = (
    r"(?i:\bone-time|\bnon-?recurring|\baccruals? made for the resolution|\b(?:goodwill )?impairment charges?|"
    r"\bgoodwill impairment|\bTax (?:Cuts and Jobs )?Act\b|\bTCJA\b|\bemployee severance|\brestructuring charges?)"
)
_CURRENCY = (
    r"(?i:\bforeign (?:currenc\w+|exchange)|\bcurrency (?:impact|effect|translation|headwind|tailwind)|"
    r"\bexchange rates?\b|\bconstant[- ]currency|\b(?:strong|weak)(?:er|ening)? (?:of the )?U\.?S\.? dollar)"
)
KINDS = ("business model", "extra week", "acquisition", "divestiture", "accounting", "one-time item", CURRENCY)
"""Those that distort most first."""
_PATTERNS = tuple(
    re.compile(pattern) for pattern in (_MODEL, _WEEK, _ACQUISITION, _DIVESTITURE, _ACCOUNTING, _ONE_TIME, _CURRENCY)
)
_ANY = re.compile("|".join(pattern.pattern for pattern in _PATTERNS))
_NO_EFFECT = re.compile(
    r"\b(?:not (?:material|significant|meaningful)|immaterial|insignificant|"
    r"no (?:material|significant) (?:impact|effect))\b",
    re.IGNORECASE,
)
_AHEAD = re.compile(r"\b(?:expects?|anticipates?|believes?|may|could|will|would|might)\b", re.IGNORECASE)


@lru_cache(maxsize=4096)
def kinds_in(text: str) -> tuple[str, ...]:
    """The kinds of one-offs that a sentence says to have had an effect, the weightiest first."""
    if not may_name_one(text) or _NO_EFFECT.search(text) or _AHEAD.search(text):
        return ()
    return tuple(kind for kind, pattern in zip(KINDS, _PATTERNS, strict=True) if pattern.search(text))


@lru_cache(maxsize=16384)
def may_name_one(text: str) -> bool:
    """Whether a text has any of the words; quick, for whole passages."""
    return _ANY.search(text) is not None
