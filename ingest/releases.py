"""The period that an earnings release (alone, or inside an 8-K) reports on, from its headline and first sentences."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from core.periods import DAYS_A_QUARTER, FiscalPeriod
from ingest.cover import flat, has_cover
from ingest.dates import DATE, dates_in, parse_date
from ingest.fiscal import ORDINALS, year_name

OPENING = 2_500  # characters of a release that hold its headline and first sentences
HEADLINES = 1_200  # of these, characters that hold the headlines
REPORTED_WITHIN = 100  # days from a period's end to the release of its results
_YEAR = r"(20\d\d)"
_QUARTER = r"(first|second|third|fourth|1st|2nd|3rd|4th)"
_AND_YEAR = r"(?:\s+(?:and|&)\s+(?:full|fiscal)[\s-]+year)?"
_RESULTS = re.compile(r"\b(?:results|earnings|sales|revenues?|net income|eps)\b", re.IGNORECASE)
_YEAR_QUARTER = re.compile(rf"\b(?:fiscal\s+)?{_YEAR}\s+{_QUARTER}[\s-]*quarter", re.IGNORECASE)
_QUARTER_YEAR = re.compile(
    rf"\b{_QUARTER}[\s-]*quarter{_AND_YEAR}\s*,?\s*(?:of\s+|for\s+)?(?:fiscal\s+)?(?:year\s+)?{_YEAR}", re.IGNORECASE
)
_QUARTER_SHORT = re.compile(rf"\b(?:Q([1-4])\s*(?:FY|fiscal\s+)?\s?{_YEAR}|([1-4])Q\s?{_YEAR})\b")
_QUARTER_ALONE = re.compile(
    rf"\b(?:(?:results|earnings)\s+for\s+(?:the|its|our)\s+)?{_QUARTER}[\s-]*(?:fiscal[\s-]+)?quarter{_AND_YEAR}"
    r"(?=\s+(?:\w+\s+){0,4}(?:results|earnings)|\s+ended)",
    re.IGNORECASE,
)
_YEAR_ONLY = re.compile(rf"\b(?:full|fiscal)[\s-]+year\s+{_YEAR}\s+(?:\w+\s+){{0,4}}results", re.IGNORECASE)
_PERIOD_ENDED = re.compile(
    rf"\b(?:quarter|year|months|weeks|period)[\w\s“”\"(),-]{{0,70}}?\bended:?\s+({DATE})", re.IGNORECASE
)


_ANNOUNCES = re.compile(
    r"\b(?:(?:today|is|are)\s+)?(?:announc(?:ed?s?|ing)|report(?:ed|s|ing)?|releas(?:ed?s?|ing)|issued)\b"
    r"[^.]{0,120}\b(?:results|earnings)\b",
    re.IGNORECASE,
)
_NO_RELEASE = re.compile(r"\btranscripts?\b|\bannual\s+report\s+to\b|\bprospectus\b", re.IGNORECASE)


class Released(NamedTuple):
    """What a release reports on: its period and when that ended, each None where not found."""

    period: FiscalPeriod | None
    end: date | None


def released_period(pages: Sequence[str]) -> Released:
    """The period of an earnings release; of none where the pages do not announce results of a period."""
    text = flat(" ".join(pages))
    for start in _openings(pages):
        opening = text[start : start + OPENING]
        if not _RESULTS.search(opening):
            continue
        named = _named_period(opening[:HEADLINES])
        alone = _QUARTER_ALONE.search(opening[:HEADLINES])
        quarter = named.quarter if named else ORDINALS[alone[1].lower()] if alone else None
        end = _end_of(text[start:], opening, named)
        if named:
            return Released(named, end)
        if quarter and end:
            year_end = end + timedelta(days=round((4 - quarter) * DAYS_A_QUARTER))
            return Released(FiscalPeriod(year_name(text, year_end, quarter), quarter), end)
    return Released(None, None)


def is_release(pages: Sequence[str]) -> bool:
    """Whether the pages are an earnings release by itself: it announces results on its first page, under a date."""
    opening = flat(" ".join(pages[:2]))[:OPENING]
    announces = _ANNOUNCES.search(opening) is not None and any(dates_in(opening))
    other = has_cover(pages) or _NO_RELEASE.search(opening) is not None
    return announces and not other and released_period(pages).period is not None


def _openings(pages: Sequence[str]) -> Iterator[int]:
    """Where a release may begin: the first page, and any that is headed as an exhibit or a release."""
    start = 0
    for number, page in enumerate(pages):
        page = flat(page)
        opening = page[:400].lower()
        commission = "securities and exchange commission" in opening
        if (number == 0 and not commission) or re.search(r"exhibit 99|for immediate release|news release", opening):
            yield start
        start += len(page) + 1


def _named_period(opening: str) -> FiscalPeriod | None:
    """The quarter, else the year, that the opening names first."""
    quarters = [(m.start(), m[1], m[2]) for m in _YEAR_QUARTER.finditer(opening)]
    quarters += [(m.start(), m[2], m[1]) for m in _QUARTER_YEAR.finditer(opening)]
    quarters += [(m.start(), m[2] or m[4], m[1] or m[3]) for m in _QUARTER_SHORT.finditer(opening)]
    if quarters:
        _, year, quarter = min(quarters)
        return FiscalPeriod(int(year), ORDINALS.get(quarter.lower()) or int(quarter))
    year_only = _YEAR_ONLY.search(opening)
    return FiscalPeriod(int(year_only[1])) if year_only else None


def _end_of(text: str, opening: str, period: FiscalPeriod | None) -> date | None:
    """The period's end: as "quarter ended …" says, else the date named most, else the last calendar quarter's.

    It lies within REPORTED_WITHIN days before the release, whose own date is the first of the opening.
    """
    released = next((found.day for found in dates_in(opening)), None)
    for named in (_PERIOD_ENDED.findall(opening), _PERIOD_ENDED.findall(text), [m[0] for m in _each_date(text)]):
        days = Counter(day for day in map(parse_date, named) if day and _reported(day, released))
        if days:
            return max(days, key=lambda day: (days[day], day))
    return _calendar_quarter_before(released) if released and period else None


def _each_date(text: str) -> Iterator[re.Match[str]]:
    return re.finditer(DATE, text, re.IGNORECASE)


def _reported(day: date, released: date | None) -> bool:
    return released is None or 3 <= (released - day).days <= REPORTED_WITHIN


def _calendar_quarter_before(day: date) -> date:
    first = date(day.year, (day.month - 1) // 3 * 3 + 1, 1)
    return first - timedelta(days=1)
