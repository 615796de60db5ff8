"""The figures that a text states: its numbers, less dates, years, footnote marks, labels and quotations."""

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import NamedTuple

from core.numbers import PrintedNumber, numbers_in

UNSUPPORTED = "⚠ unsupported"
WRONG_PERIOD = "⚠ wrong period"
MARKS = (UNSUPPORTED, WRONG_PERIOD)
_MONTHS = (
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december|"
    r"jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\.?"
)
_COUNTED = r"(?:months?|weeks?|days?|quarters?|years?|filings?|periods?|companies|segments?|points? in time|sources?)"
_LABELS = (
    r"10-?[qk]|8-?k|20-?f|form|item|note|page|pages|section|part|topic|asu|asc|rule|exhibit|regulation|article|table|"
    r"footnote|figure|fas|ifrs|level|phase|chapter|title|no\.|nos\.|s&p|russell|nasdaq|covid|question|step|version"
)
_ASIDE = re.compile(
    rf"\[\^?\d+\](?:\([^)]*\))?|\^\d+\^|<sup>.*?</sup>|\]\([^)]*\)|https?://\S+|`[^`]*`"  # footnotes, links, code
    rf"|\b{_MONTHS}\s+\d{{1,2}}(?:st|nd|rd|th)?\b(?:\s*,?\s*(?:19|20)\d\d\b)?|\b\d{{1,2}}\s+{_MONTHS}\s+(?:19|20)\d\d\b"
    rf"|\b{_MONTHS}\s+(?:19|20)\d\d\b"
    r"|\b(?:19|20)\d\d-\d\d-\d\d\b|\b\d{1,2}/\d{1,2}/\d{2,4}\b"
    r"|\b(?:fy|cy)\s?['’]?\d{2,4}\b|(?<![\d.,$€£¥])\b(?:h[12]|q[1-4]|[1-4]q|[12]h|9m)\b(?:\s?['’]?\d{2,4})?"
    rf"|\b(?:{_LABELS})\s?[-#]?\s?\d+[a-z]?(?:[.:-]\d+)*\b"
    rf"|(?<![\d.,])\d{{1,3}}[-\s]{_COUNTED}\b|\b\d+(?:st|nd|rd|th)\b|(?<![\d.,])\d{{1,3}} of (?:the )?\d{{1,3}}\b"
    r"|\btop \d+\b"
    r"|^[ \t]*(?:[-*+][ \t]+)?\d{1,2}[.)][ \t]|^[ \t]*[-*+](?=[ \t])",  # a list's mark
    re.IGNORECASE | re.MULTILINE,
)
_YEAR = re.compile(r"^(?:19|20)\d\d$")
_QUOTED = re.compile(r"\"[^\"\n]{3,}\"|^[ \t]*>.*$", re.MULTILINE)
_CURLY = re.compile(r"[“”]")
_UNIT_AFTER = re.compile(
    r"^\s?(?:x\b|times\b|days\b|basis points|bps\b|percentage|points\b|pp\b|shares\b)", re.IGNORECASE
)
_SCALED = re.compile(r"(?:(?:thousand|million|billion|trillion)s?|\d\s?(?:bn|mn|[bmkt]))\)?$", re.IGNORECASE)
SMALL = 100  # a bare whole number under it counts things: filings, quarters, places in a ranking


class Quotation(NamedTuple):
    """Words in quotation marks, or a block quote, and where they stand."""

    text: str
    start: int
    end: int


class Said(NamedTuple):
    """A figure that a text states: the number and where it stands; `mark` is where a remark on it belongs."""

    number: PrintedNumber
    mark: int


def quotations(markdown: str) -> tuple[Quotation, ...]:
    """Everything that the text presents as quoted, in order; a quotation within another is part of it."""
    found = [Quotation(match[0], *match.span()) for match in _QUOTED.finditer(markdown)]
    return tuple(sorted([*found, *_curly(markdown)], key=lambda quotation: quotation.start))


def _curly(markdown: str) -> Iterator[Quotation]:
    """What stands between curly quotation marks, the inner ones of “a deal (the “Deal”)” included."""
    opened: list[int] = []
    for match in _CURLY.finditer(markdown):
        if match[0] == "“":
            opened.append(match.start())
        elif opened:
            start = opened.pop()
            if not opened:
                yield Quotation(markdown[start : match.end()], start, match.end())


def figures_said(text: str, aside: Iterable[tuple[int, int]] = ()) -> tuple[Said, ...]:
    """The figures in a text, in order.

    Args:
        text: Markdown.
        aside: places to leave out besides dates, years, labels and footnotes: quotations that were checked, formulas.
    """
    return tuple(_said(text, masked(text, aside)))


def masked(text: str, aside: Iterable[tuple[int, int]] = ()) -> str:
    """The text with dates, labels, footnotes and the like blanked, and the places given besides."""
    letters = list(text)
    for start, end in [*(match.span() for match in _ASIDE.finditer(text)), *aside]:
        letters[start:end] = " " * (end - start)
    return "".join(letters)


def _said(text: str, left: str) -> Iterator[Said]:
    for number in numbers_in(left):
        if not is_figure(number, left[number.end :], left[: number.start]):
            continue
        number = number._replace(start=number.end - len(number.text))  # blanks before it may stand for a date
        yield Said(number, _mark_place(text, number.end))


def is_figure(number: PrintedNumber, after: str = "", before: str = "") -> bool:
    """Whether a number states an amount: not a bare year, and not a small bare count of things."""
    digits = re.sub(r"[^\d.,]", "", number.text)
    if (
        number.percent
        or number.money
        or is_scaled(number)
        or "." in digits
        or "," in digits
        or _UNIT_AFTER.match(after)
    ):
        return True
    if re.match(r"[\w’']", after[:1] or " ") or re.search(r"\w-$", before[-2:]):
        return False  # part of a word: "3M", "COVID-19"
    return not _YEAR.match(digits) and abs(Decimal(digits or 0)) >= SMALL


def is_scaled(number: PrintedNumber) -> bool:
    """Whether a word of scale stands with a number: "$5 million", "$5M"."""
    return bool(_SCALED.search(number.text))


def _mark_place(text: str, end: int) -> int:
    """After the number, and the bold or bracket that closes on it."""
    match = re.match(r"\s?(?:x\b|days\b)?(?:\*\*|__|\*|_)?", text[end:])
    return end + (match.end() if match and match[0].strip() else 0)


def marked(text: str, remarks: Iterable[tuple[int, str]]) -> str:
    """The text with a remark after each place: "$5 ⚠ unsupported"."""
    for place, remark in sorted(remarks, reverse=True):
        text = f"{text[:place]} {remark}{text[place:]}"
    return text


def without_marks(text: str) -> str:
    """The text as it was before it was marked, so that auditing twice marks once."""
    for mark in MARKS:
        text = text.replace(f" {mark}", "")
    return text
