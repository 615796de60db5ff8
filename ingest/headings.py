"""What a column's heading says of its period: "Three Months Ended September 30," over "2022"."""

import calendar
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

_NAMES = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_TAILS = ("uary", "ruary", "ch", "il", "", "e", "y", "ust", "t(?:ember)?|tember", "ober", "ember", "ember")
_MONTH = "(" + "|".join(f"{n}(?:{t})?" for n, t in zip(_NAMES, _TAILS, strict=True)) + r")\b\.?"
_YEAR = r"((?:19|20)\d\d)(?!\d|,\d|\.\d)"
_DATE = re.compile(rf"\b{_MONTH}\s*(\d{{1,2}})(?!\d)\s*,?(?:\s*{_YEAR})?", re.IGNORECASE)
_DAY_FIRST = re.compile(rf"\b(\d{{1,2}})\s+{_MONTH},?(?:\s+{_YEAR})?", re.IGNORECASE)
_MONTH_YEAR = re.compile(rf"\b{_MONTH},?\s+{_YEAR}", re.IGNORECASE)
_MONTH_ALONE = re.compile(rf"(?:^|ended\s+){_MONTH}\s*$", re.IGNORECASE)
_SLASHED = re.compile(r"\b(\d{1,2})/(\d{1,2})/((?:19|20)?\d\d)\b")
_YEARS = re.compile(rf"(?<![\d,.$]){_YEAR}")
_AND_YEARS = re.compile(rf"(?:,|\band\b|&|,\s*and\b)\s*{_YEAR}", re.IGNORECASE)

_ASIDES = r"(?:\([^()]*\)\s*)?"
_FROM_TO = re.compile(
    rf"\bfrom\s+{_MONTH}\s*(\d{{1,2}}),?\s+(?:{_YEAR}\s+)?{_ASIDES}(?:through|to)\s+{_MONTH}\s*(\d{{1,2}}),?\s+{_YEAR}"
    rf"|\b{_MONTH}\s*(\d{{1,2}}),?\s+(?:{_YEAR}\s+)?{_ASIDES}through\s+{_MONTH}\s*(\d{{1,2}}),?\s+{_YEAR}",
    re.IGNORECASE,
)
_DAYS_A_MONTH = 30.4

_NUMBERS = {
    "three": 3, "six": 6, "nine": 9, "twelve": 12, "thirteen": 13, "fourteen": 14, "twenty-six": 26,
    "twenty-seven": 27, "thirty-nine": 39, "forty": 40, "fifty-two": 52, "fifty-three": 53,
}  # fmt: skip
_COUNT = "(" + "|".join([n.replace("-", r"[\s-]*") for n in _NUMBERS] + [r"\d{1,2}"]) + ")"
_SPAN = re.compile(rf"\b{_COUNT}[\s-]+(months?|weeks?)\b(?:[\s-]*(?:periods?))?", re.IGNORECASE)
_QUARTERS = re.compile(
    r"\b(?:fiscal\s+)?(?:quarters?|quarterly)(?:\s+periods?)?\s+end(?:ed|ing)\b|^\s*(?:for the )?quarters?\s*$",
    re.IGNORECASE,
)
_SEVERAL = re.compile(
    r"\b(?:three|six|nine|twelve|thirteen|twenty-six|thirty-nine|\d+)(?:[\s-]+(?:months?|weeks?))?\s*(?:,|and|or|&)\s+"
    r"(?:three|six|nine|twelve|thirteen|twenty-six|thirty-nine|\d+)[\s-]+(?:months?|weeks?)",
    re.IGNORECASE,
)
_AT_END = re.compile(r"\b(?:at|as of)\s+(?:the\s+)?(?:fiscal\s+)?(?:year[\s-]?end|end\s+of)\b", re.IGNORECASE)
_BROKEN = re.compile(r"^\W*\d{1,2}\s*,(?:\s*(?:19|20)\d\d)?\W*$")
_YEARS_ENDED = re.compile(
    r"\b(?:(?:fiscal|calendar)[\s-]+years?(?:[\s-]+end(?:ed|ing)?)?|years?[\s-]+end(?:ed|ing)?)\b"
    r"|^\s*(?:for the )?years?(?=\s*$|\s+\d{4}\b)|\b(?:full|total)[\s-]+(?:fiscal\s+)?year\b",
    re.IGNORECASE,
)
_FISCAL = re.compile(r"\b(?:fiscal|fy)\s*'?(?=\d|$)", re.IGNORECASE)
_SHORT_FISCAL = re.compile(r"\bfy\s*'?(\d\d)\b", re.IGNORECASE)
_ORDINAL = {"first": 1, "second": 2, "third": 3, "fourth": 4, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4}
_ORDINAL_QUARTER = re.compile(rf"\b({'|'.join(_ORDINAL)})[\s-]+(?:fiscal\s+)?quarter\b", re.IGNORECASE)
_Q = re.compile(r"\b(?:q([1-4])|([1-4])q)\s*(?:fy)?\s*'?((?:19|20)?\d\d)?(?!\d)", re.IGNORECASE)
_TO_DATE = re.compile(r"\byear[\s-]to[\s-]date\b|\bytd\b", re.IGNORECASE)
_INSTANT = re.compile(r"\b(?:as\s+of|as\s+at|at(?=\s+[a-z]{3,9}\.?\s+\d)|balances?\s+at)\b", re.IGNORECASE)
_FOR = re.compile(r"\b(?:for|ended|ending|through)\b", re.IGNORECASE)
_CHANGE = re.compile(
    r"%|\bpercent(?:age)?\b|\bchanges?\b|\bvariance\b|\b(?:in|de)crease\b|\bvs?\.|\bversus\b|\bgrowth\b|\bbetter\b"
    r"|\bfavorable\b|\bbasis\s+points\b|\bb/\(?w\)?|\bcompared\b|\bnotes?\b(?!\s+(?:pay|rec))|\bpage\b",
    re.IGNORECASE,
)
_CURRENCY = (
    r"(?:\b(?:US|C|A|HK|S))?[$€£¥]\s?['’]?(?:mn?|bn|k|000s?)?(?!\w)"
    r"|\b(?:USD|EUR|GBP|CHF|JPY|SEK|NOK|DKK|CAD|AUD|CNY|RMB|HKD|INR|KRW|BRL|euros?)\b(?:\s?(?:mn?|bn|k)\b)?"
)
_SCALE = re.compile(rf"(?:{_CURRENCY}|\b(?:in|thousands?|millions?|billions?)\b|[^\w%])+", re.IGNORECASE)
_NOISE = re.compile(
    rf"{_CURRENCY}"
    r"|\b(?:unaudited|audited|amounts?|the|of|and|for|ended|ending|in|period|totals?|consolidated|as|reported|dollars?"
    r"|thousands?|millions?|billions?|fiscal|years?)\b|[^\w\s&/’'-]|(?<!\w)[-&/](?!\w)|\b(?:[a-z]|\d{1,2})\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Heading:
    """What words over a column say; None and False where they say nothing. `rest` are the words that remain.

    `months` is 0 for nothing but an instant ("As of"); `to_date` means "year to date", months not said.
    `change` marks a column that is no period's figure: a change, a percentage, a note's number.
    """

    months: int | None = None
    month: int | None = None
    day: int | None = None
    year: int | None = None
    quarter: int | None = None
    to_date: bool = False
    change: bool = False
    rest: str = ""

    @property
    def says_period(self) -> bool:
        """Whether any word names a time; "As of" alone names none."""
        return bool(self.months or self.month or self.year or self.quarter or self.to_date)

    @property
    def date(self) -> date | None:
        """The day named; the month's last where only month and year are."""
        if self.year is None or self.month is None:
            return None
        last = calendar.monthrange(self.year, self.month)[1]
        return date(self.year, self.month, min(self.day or last, last))


@lru_cache(maxsize=20_000)
def read_heading(text: str) -> Heading:
    """Reads one chunk of a heading. Where it names several years ("June 30, 2023 and 2022") it names none.

    Nor does it name a day where it names several ("January 1, 2023 and January 2, 2022").
    """
    change = bool(_CHANGE.search(text) or _BROKEN.match(text))
    rest, months = _read_months(text)
    rest, quarter, short_year = _read_quarter(rest)
    instant = bool(_INSTANT.search(rest)) and months is None
    rest = _INSTANT.sub(" ", rest)
    rest, month, day, years = _read_date(rest)
    if short_year:
        years.append(short_year)
    to_date = bool(_TO_DATE.search(text))
    if quarter and months is None and not to_date:
        months = 3
    return Heading(
        months=0 if instant and months is None else months,
        month=month,
        day=day,
        year=years[0] if len(set(years)) == 1 else None,
        quarter=quarter,
        to_date=to_date,
        change=change,
        rest=" ".join(_NOISE.sub(" ", _TO_DATE.sub(" ", rest)).split()),
    )


def _read_months(text: str) -> tuple[str, int | None]:
    if _AT_END.search(text):
        return _FISCAL.sub(" ", _YEARS_ENDED.sub(" ", _AT_END.sub(" ", text))), 0
    if _SEVERAL.search(text):
        return _SEVERAL.sub(" ", text), None
    match = _SPAN.search(text)
    if match:
        count = re.sub(r"[\s-]+", "-", match[1].lower())
        number = _NUMBERS.get(count) or (int(count) if count.isdigit() else 0)
        months = round(number / 4.345) if match[2].lower().startswith("week") else number
        return _YEARS_ENDED.sub(" ", _SPAN.sub(" ", text)), months if months in (3, 6, 9, 12) else None
    if _ORDINAL_QUARTER.search(text) or _TO_DATE.search(text):
        return text, None
    if _QUARTERS.search(text):
        return _QUARTERS.sub(" ", text), 3
    if _YEARS_ENDED.search(text) or _FISCAL.search(text):
        return _FISCAL.sub(" ", _SHORT_FISCAL.sub(r"20\1", _YEARS_ENDED.sub(" ", text))), 12
    return text, None


def _read_quarter(text: str) -> tuple[str, int | None, int | None]:
    match = _ORDINAL_QUARTER.search(text)
    if match:
        return _ORDINAL_QUARTER.sub(" ", text), _ORDINAL[match[1].lower()], None
    match = _Q.search(text)
    if match:
        year = int(match[3]) if match[3] else None
        return _Q.sub(" ", text), int(match[1] or match[2]), year + 2000 if year and year < 100 else year
    return text, None, None


def _read_date(text: str) -> tuple[str, int | None, int | None, list[int]]:
    """The text without its dates; the last month and day named, and all years."""
    days: list[tuple[int, int | None]] = []
    years: list[int] = []
    for match in _SLASHED.finditer(text):
        if 1 <= int(match[1]) <= 12:
            days.append((int(match[1]), int(match[2])))
            years.append(int(match[3]) + (2000 if len(match[3]) == 2 else 0))
    text = _SLASHED.sub(" ", text)
    for pattern, name, number in ((_DATE, 1, 2), (_DAY_FIRST, 2, 1)):
        for match in pattern.finditer(text):
            if 1 <= int(match[number]) <= 31:
                days.append((_month(match[name]), int(match[number])))
                years += [int(match[3])] if match[3] else []
        text = pattern.sub(" ", text)
    for match in _MONTH_YEAR.finditer(text):
        days.append((_month(match[1]), None))
        years.append(int(match[2]))
    text = _MONTH_YEAR.sub(" ", text)
    if not days and (alone := _MONTH_ALONE.search(text)):
        days.append((_month(alone[1]), None))
        text = text[: alone.start(1)]
    years += [int(match[1]) for match in _YEARS.finditer(text)]
    month, day = days[0] if len(set(days)) == 1 else (None, None)
    return _YEARS.sub(" ", text), month, day, years


def _month(name: str) -> int:
    return _NAMES.index(name[:3].lower()) + 1


def stacked(headings: Iterable[Heading]) -> Heading:
    """Headings over one column, top to bottom, as one: what stands lower says it more exactly."""
    whole = Heading()
    for lower in headings:
        whole = replace(
            whole,
            months=whole.months if lower.months is None or (lower.months == 0 and whole.months) else lower.months,
            month=lower.month or whole.month,
            day=lower.day if lower.month else whole.day,
            year=lower.year or whole.year,
            quarter=lower.quarter or whole.quarter,
            to_date=lower.to_date or whole.to_date,
            change=lower.change or whole.change,
            rest=f"{whole.rest} {lower.rest}".strip(),
        )
    return whole


def is_scale(text: str) -> bool:
    """Whether words are a currency or a scale and nothing else: "£m", "EUR million"."""
    return bool(_SCALE.fullmatch(text))


def spanned(text: str) -> Heading | None:
    """What "Period from April 1, 2023 through December 31, 2023" says; None for other words.

    A span that is not of whole quarters is no period's: its column counts as one of changes.
    """
    match = _FROM_TO.search(text)
    if match is None:
        return None
    month, day, year, last_month, last_day, last_year = match.groups()[:6] if match[1] else match.groups()[6:]
    last = Heading(month=_month(last_month), day=int(last_day), year=int(last_year))
    before = (_month(month), int(day)) > (_month(last_month), int(last_day))  # of two days one year is printed
    first = Heading(month=_month(month), day=int(day), year=int(year) if year else int(last_year) - before)
    if first.date is None or last.date is None:
        return None
    months = round((last.date - first.date).days / _DAYS_A_MONTH)
    whole = months in (3, 6, 9, 12)
    rest = read_heading(_FROM_TO.sub(" ", text)).rest
    return replace(last, months=months if whole else None, change=not whole, rest=rest)


def dates_in(text: str) -> list[date]:
    """Every whole date that the text names."""
    found = []
    for match in _DATE.finditer(text):
        if match[3] and 1 <= int(match[2]) <= 31:
            found.append(Heading(month=_month(match[1]), day=int(match[2]), year=int(match[3])).date)
    return [day for day in found if day]
