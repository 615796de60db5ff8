"""Periods told by where they begin or end: "year to date", "trailing twelve months", "a year ago", "last two years"."""

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
_LAST_FEW = re.compile(
    r"\b(?:(?:last|past|latest|most recent|previous|preceding|prior)\s+(?P<count>two|three|four|five|six|eight|[2-8])|"
    r"(?P<count2>two|three|four|five|six|eight|[2-8])\s+(?:most recent|latest|last))\s+"
    r"(?:full |completed |reported |fiscal |financial |consecutive )*(?P<span>year|quarter)s\b",
    re.IGNORECASE,
)
_PRIOR = re.compile(
    r"\b(?:in|for|during) (?:the|its|their) (?:prior|previous|preceding) (?:fiscal |financial )?"
    r"(?P<span>year|quarter)\b",
    re.IGNORECASE,
)
_COMPOUND = re.compile(r"\bCAGR\b|\bcompound", re.IGNORECASE)  # over so many years, between years that it names itself
_SPANS = {"year": Span.YEAR, "quarter": Span.QUARTER}
_COUNTS = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "eight": 8}
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
    if (match := _LAST_FEW.search(text)) and not _COMPOUND.search(text):
        return _last_few(match)
    if match := _PRIOR.search(text):
        return (replace(_of(match, _SPANS[match["span"].lower()]), back=1),)
    match = _LAST_YEAR.search(text)
    return (_of(match, Span.YEAR),) if match else ()


def _last_few(match: re.Match[str]) -> tuple[PeriodAsked, ...]:
    """The years or quarters that end with the latest, oldest first."""
    said = (match["count"] or match["count2"]).lower()
    count = _COUNTS.get(said) or int(said)
    return tuple(replace(_of(match, _SPANS[match["span"].lower()]), back=back) for back in range(count - 1, -1, -1))


def relative_places(text: str) -> tuple[tuple[int, int], ...]:
    """Where such periods are named."""
    return tuple(match.span() for rx in (_TO_DATE, _TRAILING, _AGO, _LAST_FEW) for match in rx.finditer(text))


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
