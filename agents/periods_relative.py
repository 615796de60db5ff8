"""Periods told by what they end or begin with: "year to date", "trailing twelve months", "a year ago", "last year"."""

import re
from collections.abc import Sequence
from dataclasses import replace

from agents.periods_asked import PeriodAsked, Span

_TO_DATE = re.compile(
    r"\byear[\s-]to[\s-]date\b|\bYTD\b|\bthis (?:fiscal )?year so far\b|\bso far this year\b", re.IGNORECASE
)
_TRAILING = re.compile(
    r"\bTTM\b|\bLTM\b|\btrailing[\s-](?:year|annual|(?:four|4)[\s-]quarters?)\b"
    r"|\b(?:trailing|last|past|previous|preceding|rolling)[\s-](?:twelve|12)[\s-]months?\b",
    re.IGNORECASE,
)
_AGO = re.compile(
    r"(?<!than )(?<!to )(?<!with )(?<!from )(?<!against )(?<!versus )(?<!vs )(?<!vs\. )(?<!over )"
    r"\b(?P<count>a|one|1|two|2|three|3) years? (?:ago|earlier|before|prior)\b",
    re.IGNORECASE,
)
_LAST_YEAR = re.compile(
    r"(?<!than )(?<!to )(?<!with )(?<!from )(?<!against )(?<!versus )(?<!vs )(?<!vs\. )(?<!over )(?<!same )(?<!of )"
    r"\b(?:in |for |during )?(?:its |their |the )?(?:last|latest|most recent) "
    r"(?:full |completed |fiscal |financial )*year\b(?! (?:end|ago))",
    re.IGNORECASE,
)
_YEARS_BACK = {"a": 1, "one": 1, "1": 1, "two": 2, "2": 2, "three": 3, "3": 3}


def as_relative(text: str, asked: Sequence[PeriodAsked]) -> tuple[PeriodAsked, ...]:
    """The periods named, as the year to date or the twelve months that end with them where the text says so.

    Where it names none, the one that it tells by its distance from the latest report.
    """
    if match := _TO_DATE.search(text):
        return tuple(map(_to_date, asked)) or (_of(match, Span.QUARTER, to_date=True),)
    if match := _TRAILING.search(text):
        return tuple(map(_trailing, asked)) or (_of(match, Span.TRAILING),)
    if asked:
        return tuple(asked)
    if match := _AGO.search(text):
        return (replace(_of(match, Span.OPEN), ago=_YEARS_BACK[match["count"].lower()]),)
    match = _LAST_YEAR.search(text)
    return (_of(match, Span.YEAR),) if match else ()


def relative_places(text: str) -> tuple[tuple[int, int], ...]:
    """Where such periods are named."""
    return tuple(match.span() for rx in (_TO_DATE, _TRAILING, _AGO) for match in rx.finditer(text))


def _of(match: re.Match[str], span: Span, to_date: bool = False) -> PeriodAsked:
    return PeriodAsked(match[0].strip(), match.start(), span, to_date=to_date)


def _to_date(asked: PeriodAsked) -> PeriodAsked:
    """A quarter, or a month, as the year to date that ends with it."""
    if asked.span is Span.OPEN:
        return replace(asked, to_date=True)
    if asked.span is not Span.QUARTER or asked.quarter is None:
        return asked
    return replace(asked, span={2: Span.HALF, 3: Span.NINE_MONTHS, 4: Span.YEAR}.get(asked.quarter, Span.QUARTER))


def _trailing(asked: PeriodAsked) -> PeriodAsked:
    """A quarter, or a day, as the twelve months that end with it; a year is twelve months as it is."""
    return asked if asked.span is Span.YEAR and not asked.day else replace(asked, span=Span.TRAILING)
