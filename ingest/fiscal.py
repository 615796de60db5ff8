"""Which fiscal year and quarter a report covers, as its issuer counts them.

The end of the fiscal year comes from what the filing says of its last annual report or of its year; the quarter from
the time since then, else from the months that its year-to-date columns cover; the year's name from what the issuer
calls it ("fiscal 2022 ended January 28, 2023"), which goes either way where years end early in a calendar year.
"""

import re
from collections import Counter
from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple

from core.periods import DAYS_A_QUARTER, FiscalPeriod
from ingest.dates import DATE, MONTH, month_number, parse_date

ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4}
AMBIGUOUS_MONTHS = 5  # a year that ends in one of the first five months is named by its start or by its end
TURN_OF_YEAR_DAYS = 10  # a 52/53-week year of a December issuer may end in early January
OFTEN = 5  # mentions of a year-end that make a report one of that year
MONTH_WORDS = {"three": 3, "six": 6, "nine": 9, "twelve": 12}
_YEAR = r"(?:20\d\d|19\d\d)"
_YEAR_ENDED = re.compile(rf"(?:fiscal\s+)?years?\s+ended\s*:?\s*({DATE})", re.IGNORECASE)
_YEAR_ENDS = re.compile(
    rf"fiscal\s+year\s+(?:that\s+)?(?:ends?|ending|ended)\b(?P<text>[^.]{{0,60}}?\b{MONTH}\s*(?:\d{{1,2}}\b)?)",
    re.IGNORECASE,
)
_NAMED_THEN_ENDED = re.compile(
    rf"\bfiscal\s+(?:years?\s+)?({_YEAR})\b(?P<between>[^.;]{{0,80}}?)\b(?:ended|ending|ends|end)\b(?:\s+on)?\s+({DATE})",
    re.IGNORECASE,
)
_NOT_ITS_NAME = re.compile(r"\b(?:compared|from|over|than|versus|since|before|after|prior|fiscal)\b", re.IGNORECASE)
_YEAR_THEN_ENDED = re.compile(
    rf"\b({_YEAR})[”\"’]?\s+(?:represents?|refers?\s+to|relates?\s+to|means|consist(?:s|ed)\s+of|is|was)\s+"
    rf"(?:(?!{_YEAR})[^.;]){{0,40}}?\b(?:weeks|years?)(?:\s+period)?\s+(?:ended|ending)\s+(?:on\s+)?({DATE})",
    re.IGNORECASE,
)
_YEAR_ALONE = re.compile(rf"\b(?:in|for|during|of|to|from)\s+({_YEAR})\b")
_ENDED_THEN_NAMED = re.compile(
    rf"(?:year|weeks|months)\s+(?:ended|ending)\s+({DATE})\s*[,(]\s*(?:which\s+is\s+|referred\s+to\s+as\s+|our\s+|the\s+)?[“\"‘']?"
    rf"\s*fiscal\s+(?:year\s+)?({_YEAR})",
    re.IGNORECASE,
)
_QUARTER_OF = re.compile(
    rf"\b(first|second|third|fourth)\s+(?:fiscal\s+)?quarter(?:s)?\s+(?:of\s+|ended\s+)?(?:our\s+)?(fiscal\s+)?(?:year\s+)?({_YEAR})\b",
    re.IGNORECASE,
)
_QUARTER_SHORT = re.compile(rf"\b(?:Q([1-4])\s+(?:FY\s?)?({_YEAR})|([1-4])Q\s?({_YEAR}))\b")
_FISCAL_YEAR = re.compile(rf"\b(?:fiscal\s+(?:years?\s+)?|FY\s?)({_YEAR})\b", re.IGNORECASE)
_SPAN = re.compile(
    r"\b(?:(three|six|nine|twelve)[\s-]+(?:fiscal\s+)?months?|(\d{2}|twelve|thirteen|twenty-six|thirty-nine|fifty-two)[\s-]+weeks?)"
    r"\s+(?:periods?\s+)?ended\b",
    re.IGNORECASE,
)
_WEEK_WORDS = {"twelve": 12, "thirteen": 13, "twenty-six": 26, "thirty-nine": 39, "fifty-two": 52}


class YearEnd(NamedTuple):
    """A fiscal year's end within a calendar year; `day` is that of one year where years end on a weekday."""

    month: int
    day: int

    def in_year(self, year: int) -> date:
        """That day in a calendar year (the last of February in a year without the 29th)."""
        day = min(self.day, 28) if self.month == 2 else self.day
        return date(year, self.month, day)


def quarter_between(year_end: date, end: date) -> int | None:
    """The quarter that ends on `end`, where the year before ended on `year_end`; None where none does."""
    quarter = round((end - year_end).days / DAYS_A_QUARTER)
    return quarter if 1 <= quarter <= 4 else None


def last_year_end(text: str, end: date) -> date | None:
    """The end of the fiscal year before the period that ends on `end`, as the filing dates it."""
    found = Counter(day for day in map(parse_date, _YEAR_ENDED.findall(text)) if day)
    before = {day: count for day, count in found.items() if 20 <= (end - day).days <= 330}
    if before:
        return max(before, key=lambda day: (before[day], day))
    stated = stated_year_end(text)
    return year_end_before(stated, end) if stated else None


def reported_year_end(text: str) -> date | None:
    """The latest year-end that a report names over and over, as an annual report does; None where there is none."""
    found = Counter(day for day in map(parse_date, _YEAR_ENDED.findall(text)) if day)
    often = [day for day, count in found.items() if count >= OFTEN]
    return max(often, default=None)


def stated_year_end(text: str) -> YearEnd | None:
    """The month (and day) that "our fiscal year ends on …" names most."""
    found = Counter[YearEnd]()
    for match in _YEAR_ENDS.finditer(text):
        words = re.findall(rf"\b({MONTH})\s*(\d{{1,2}})?\b", match["text"], re.IGNORECASE)
        month = month_number(words[-1][0]) if words else None
        if month:
            day = int(words[-1][1]) if words[-1][1] else 31
            found[YearEnd(month, min(day, 30 if month in (4, 6, 9, 11) else 28 if month == 2 else 31))] += 1
    return found.most_common(1)[0][0] if found else None


def year_end_before(year_end: YearEnd, end: date) -> date:
    """The last fiscal year-end that lies more than 20 days before `end`."""
    return max(
        day for year in (end.year - 2, end.year - 1, end.year) if (end - (day := year_end.in_year(year))).days > 20
    )


def months_to_date(text: str) -> int | None:
    """The months that the longest columns cover, told by how often "nine months ended" and its like are printed."""
    counts = Counter[int]()
    for months, weeks in _SPAN.findall(text):
        if months:
            counts[MONTH_WORDS[months.lower()]] += 1
        else:
            number = _WEEK_WORDS.get(weeks.lower()) or int(weeks if weeks.isdigit() else 0)
            counts[round(number / 13) * 3] += 1
    often = [
        months for months, count in counts.items() if months in (3, 6, 9, 12) and count * 8 >= max(counts.values())
    ]
    return max(often, default=None)


def year_name(text: str, year_end: date, quarter: int | None = None) -> int:
    """What the issuer calls the fiscal year that ends on `year_end`; `quarter` is the report's, if it is of one."""
    if year_end.month == 1 and year_end.day <= TURN_OF_YEAR_DAYS:
        return year_end.year - 1
    if year_end.month > AMBIGUOUS_MONTHS:
        return year_end.year
    offset = _defined_offset(text)
    if offset is not None:
        return year_end.year + offset
    candidates = (year_end.year - 1, year_end.year)
    named = _by_quarter(text, candidates, quarter) or _most_named(_FISCAL_YEAR, text, candidates)
    return named or _most_named(_YEAR_ALONE, text, candidates) or year_end.year


def _defined_offset(text: str) -> int | None:
    """0 where a fiscal year bears the year in which it ends, -1 where that in which it begins; None if unsaid."""
    offsets = Counter[int]()
    for match in _NAMED_THEN_ENDED.finditer(text):
        between = match["between"]
        if not re.search(DATE, between, re.IGNORECASE) and not _NOT_ITS_NAME.search(between):
            _count_offset(offsets, match[3], match[1])
    for match in _ENDED_THEN_NAMED.finditer(text):
        _count_offset(offsets, match[1], match[2])
    if not offsets:
        for match in _YEAR_THEN_ENDED.finditer(text):
            _count_offset(offsets, match[2], match[1])
    return offsets.most_common(1)[0][0] if offsets else None


def _count_offset(offsets: Counter[int], printed: str, year: str) -> None:
    day = parse_date(printed)
    if day and int(year) - day.year in (-1, 0):
        offsets[int(year) - day.year] += 1


def _by_quarter(text: str, years: tuple[int, int], quarter: int | None) -> int | None:
    """The later year that "third quarter of fiscal …" names often enough; what is earlier is compared with."""
    counts = Counter(period.year for period in quarters_named(text) if period.quarter == (quarter or 4))
    total = sum(counts[year] for year in years)
    often = [year for year in years if counts[year] * 5 >= max(total, 1) and counts[year]]
    return max(often, default=None)


def _most_named(pattern: re.Pattern[str], text: str, years: tuple[int, int]) -> int | None:
    counts = Counter(int(year) for year in pattern.findall(text))
    best = max(reversed(years), key=lambda year: counts[year])
    return best if counts[best] else None


def quarters_named(text: str) -> Iterable[FiscalPeriod]:
    """Every "third quarter of (fiscal) 2022", "Q3 2022" and "3Q2022" of a text."""
    for ordinal, _, year in _QUARTER_OF.findall(text):
        yield FiscalPeriod(int(year), ORDINALS[ordinal.lower()])
    for q1, y1, q2, y2 in _QUARTER_SHORT.findall(text):
        yield FiscalPeriod(int(y1 or y2), int(q1 or q2))


def quarterly_period(text: str, end: date, year_end: YearEnd | None = None) -> FiscalPeriod:
    """The fiscal quarter that ends on `end`, from the filing's text (and its tagged year-end, where there is one).

    Falls back on the calendar where the text says nothing of the fiscal year.
    """
    before = last_year_end(text, end) if year_end is None else year_end_before(year_end, end)
    quarter = quarter_between(before, end) if before else None
    columns = months_to_date(text)
    if before is None and columns and columns < 12:
        quarter = columns // 3
        before = end - timedelta(days=round(quarter * DAYS_A_QUARTER))
    if before is None or quarter is None:
        return FiscalPeriod(end.year, (end.month + 2) // 3)
    this_year = _year_after(before)
    return FiscalPeriod(year_name(text, this_year, quarter), quarter)


def _year_after(day: date) -> date:
    try:
        return day.replace(year=day.year + 1)
    except ValueError:
        return day.replace(year=day.year + 1, day=28)
