"""Whether a number in a text shows a figure: its value as printed, its scale, its sign."""

import re
from decimal import Decimal

from agents.audit_text import Said, is_scaled
from core.answers import Figure
from core.numbers import PrintedNumber

SCALES = (0, 3, 6, 9)
_SCALE_NAMED = re.compile(
    r"(?:\bin\s+|\(|\b[A-Z]{3}\s+|[$€£¥]\s?)(?:[A-Z]{3}\s+|[$€£¥]\s?)?(?:thousands?|millions?|billions?|mn|bn|m\b)",
    re.IGNORECASE,
)
_NEGATIVE = re.compile(
    r"\b(?:loss|losses|lost|used|negative|outflows?|deficit|decreas\w+|declin\w+|fell|fall|drop\w*|lower|down|paid|"
    r"payments?|spent|spending|repurchas\w+|expenses?|costs?|purchases?|burn\w*|reduc\w+|shrank|less|contract\w+|"
    r"benefit|unfavorable|shortfall|minus|outlays?)\b|[−-]\s*$",
    re.IGNORECASE,
)
_BREAK = re.compile(r"[.!?;](?=\s)|[\n|]")


def shows(said: Said, text: str, figure: Figure) -> bool:
    """Whether a number in a text shows a figure.

    A number without a word of scale may stand for millions only in a table, or where the text names the scale. A
    negative figure needs its sign, brackets, or a word beside it such as "loss" or "decreased".
    """
    number = said.number
    if not _value_shown(number, figure, text):
        return False
    if number.value < 0:
        return figure.value <= 0
    return figure.value >= 0 or bool(_NEGATIVE.search(_clause(text, number)))


def _value_shown(number: PrintedNumber, figure: Figure, text: str) -> bool:
    rate = figure.unit in ("%", "pp", "percentage points")
    if number.percent != rate and (number.percent or number.money):
        return False
    if value_at(number.value, figure.value, number.half):
        return True
    if rate or is_scaled(number) or "/" in figure.unit:
        return False
    scaled = any(value_at(number.value, figure.value.scaleb(-scale), number.half) for scale in SCALES)
    return scaled and _scale_may_be_named(number, text)


def _scale_may_be_named(number: PrintedNumber, text: str) -> bool:
    start = text.rfind("\n", 0, number.start) + 1
    line = text[start : text.find("\n", number.end) if "\n" in text[number.end :] else len(text)]
    return "|" in line or bool(_SCALE_NAMED.search(text))


def _clause(text: str, number: PrintedNumber) -> str:
    """The sentence, or the table's row, around a number."""
    before = [match.end() for match in _BREAK.finditer(text, 0, number.start)]
    after = _BREAK.search(text, number.end)
    start = before[-1] if before else 0
    if start and text[start - 1] == "|":
        start = text.rfind("\n", 0, number.start) + 1
    return text[start : after.start() if after else len(text)]


def value_at(value: Decimal, other: Decimal, half: Decimal) -> bool:
    """Whether two values are the same to within a margin, their signs aside."""
    return abs(abs(value) - abs(other)) <= half
