"""Dates as filings print them: "September 30, 2022", "Sept. 30, 2022", "30 June 2022"."""

import re
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?"
    r"|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\.?"
)
DATE = rf"(?:{MONTH}\s*\d{{1,2}}\s*,?\s*(?:19|20)\d\d|\d{{1,2}}(?:st|nd|rd|th)?\s+{MONTH},?\s+(?:19|20)\d\d)"
_DATE = re.compile(rf"\b{DATE}\b", re.IGNORECASE)
SLASHED = r"\d{1,2}/\d{1,2}/(?:19|20)\d\d"
_SLASHED = re.compile(rf"\s*{SLASHED}\s*")
_PARTS = re.compile(r"[A-Za-z]{3,}|\d+")


class PrintedDate(NamedTuple):
    """A date in running text and its place there."""

    day: date
    start: int
    end: int


def month_number(word: str) -> int | None:
    """1 for "January", "Jan" or "Jan."; None for another word."""
    word = word.strip(". ").lower()
    return next((i for i, month in enumerate(MONTHS, 1) if len(word) >= 3 and month.startswith(word[:4])), None)


def parse_date(text: str) -> date | None:
    """The date that `text` is, "9/30/2023" too; None where it is none (the 31st of a month of 30 days too)."""
    month = day = year = 0
    slashed = [int(part) for part in text.split("/")] if _SLASHED.fullmatch(text) else []
    if slashed:
        month, day, year = slashed
    for part in [] if slashed else _PARTS.findall(text):
        if part.isdigit():
            day, year = (day, int(part)) if len(part) == 4 else (int(part), year)
        else:
            month = month or month_number(part) or 0
    try:
        return date(year, month, day)
    except ValueError:
        return None


def dates_in(text: str) -> Iterator[PrintedDate]:
    """Every whole date in a text, in order."""
    for match in _DATE.finditer(text):
        day = parse_date(match[0])
        if day:
            yield PrintedDate(day, match.start(), match.end())
