"""What a matter is asked for: of currencies what they did to the results, of debt what is outstanding on a day."""

import re

from agents.extract_asked import Asked
from agents.extract_words import AHEAD

_EFFECT, _AMOUNT_OF_IT, _MEANS, _STANDING = 0.6, 0.3, 1.2, 0.5
_CURRENCY = re.compile(
    r"\b(?:foreign (?:currenc\w+|exchange)|exchange rates?|currenc(?:y|ies)|U\.S\. dollar)\b", re.IGNORECASE
)
_DID = re.compile(
    r"\b(?:(?:un)?favou?rabl[ey]|adverse(?:ly)?|negative(?:ly)?|positive(?:ly)?|reduced|increased|decreased|lowered|"
    r"lower|higher|weakness|strengthen(?:ed|ing)|weaken(?:ed|ing)|offset|benefit(?:ed|s)?|headwinds?|tailwinds?|"
    r"(?:impact|effect)s? (?:of|from|on)|did not have)\b",
    re.IGNORECASE,
)
_PROTECTS = re.compile(
    r"\b(?:hedg\w+|derivatives?|forward contracts?|forwards|swaps?|to protect|(?:is|are|be) exposed|represents?|"
    r"remeasur\w+|translat(?:ed|ion of)|functional currenc\w+|effective tax rate|assumed?|hypothetical)\b",
    re.IGNORECASE,
)
_ASKS_FOR_MEANS = re.compile(
    r"\b(?:hedg\w+|derivatives?|exposure|exposed|polic\w+|risks?|sensitiv\w+)\b", re.IGNORECASE
)
_SUM = r"[$€£¥]\s?\d[\d.,]*(?:\s(?:billion|million|thousand))?"
_AMOUNT = re.compile(rf"{_SUM}|\d\s?(?:%|percent\b|basis points)")
_STANDS = re.compile(
    rf"{_SUM}[^.;]{{0,100}}\b(?:outstanding|remain(?:s|ed|ing)?|undrawn|unused|available)\b|"
    rf"\b(?:outstanding|remaining|undrawn|unused|available)\b[^.;]{{0,60}}{_SUM}",
    re.IGNORECASE,
)
_AS_OF = re.compile(r"^(?:As of|At) [A-Z][a-z]+ \d", re.IGNORECASE)
_OWED = ("debt", "credit facilities", "share repurchases")


def stated(sentence: str, asked: Asked) -> float:
    """What it is worth that a sentence states what is asked of its matter; below zero for what it is hedged with."""
    names = [topic.name for topic in asked.topics]
    if "foreign exchange" in names and not _ASKS_FOR_MEANS.search(asked.question):
        return _effect(sentence)
    if any(name in _OWED for name in names) and _STANDS.search(sentence) and _AS_OF.search(sentence):
        return _STANDING
    return 0.0


def _effect(sentence: str) -> float:
    """What became of the results through currencies, most with its amount; not what may, nor what guards against it."""
    if _PROTECTS.search(sentence):
        return -_MEANS
    if AHEAD.search(sentence) or not (_CURRENCY.search(sentence) and _DID.search(sentence)):
        return 0.0
    return _EFFECT + (_AMOUNT_OF_IT if _AMOUNT.search(sentence) else 0.0)
