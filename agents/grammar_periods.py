"""Periods as people ask for them: "Q3 2022", "FY2019", "the June quarter", "first half of 2023", "latest", dates."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from agents.periods_asked import MONTHS_OF, PeriodAsked, Span
from agents.periods_relative import as_relative, relative_places

__all__ = ["MONTHS_OF", "PeriodAsked", "Span", "period_places", "periods_in"]

MONTHS = {
    name: number
    for number, name in enumerate(
        "january february march april may june july august september october november december".split(), 1
    )
}
_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|"
    r"oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_ORDINALS = {"first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4, "last": 4}
_COUNTS = {"three": 3, "six": 6, "nine": 9, "twelve": 12, "thirteen": 13, "twentysix": 26, "thirtynine": 39}
_YEAR = (
    r"(?:(?:FY|CY)\s?['\u2019]?|(?:fiscal|calendar|financial)(?:\s+years?)?\s+|years?\s+)?(?P<year>(?:19|20)\d\d)(?!\d)"
)
_SHORT = r"(?:(?:(?:of|in)\s+)?(?:FY|CY)\s?)?['\u2019]?(?P<short>\d\d)(?!\d|[,.]\d|\s?%)"
_COUNTED_BY = r"(?:(?:fiscal|calendar)\s+)?"
_ORDINAL = r"(?P<ordinal>first|second|third|fourth|1st|2nd|3rd|4th)"
_AND_ORDINALS = (
    r"(?:\s*(?:,|\bto\b|\band\b|\bor\b|\bthrough\b|\bversus\b|\bvs\.?|\bwith\b|\bthan\b|\bagainst\b|&)"
    r"+\s*(?:(?:in|the)\s+)*(?:first|second|third|fourth|1st|2nd|3rd|4th))+"
)
_OF = r"(?:\s+(?:of|in|for|from))?(?:\s+(?:the|its|their))?\s*"
_LENGTH = (
    r"(?P<length>thirteen|twenty[\s-]?six|thirty[\s-]?nine|fifty[\s-]?two|fifty[\s-]?three|three|six|nine|"
    r"twelve|3|6|9|12|13|26|39|52|53)[\s-]+(?P<of>months?|weeks?)"
)
YEAR_FIRST, LAST_TWO_DIGITS = "year and quarter", "last two digits"
_HAS_QUARTER = re.compile(rf"(?:\bF?Q[1-4]|\b[1-4]Q|\bquarter){_OF}(?:FY|fiscal|calendar)?\s*$", re.IGNORECASE)
_HAS_YEAR = re.compile(rf"{_OF}{_YEAR}", re.IGNORECASE)
_PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, re.compile(pattern, re.IGNORECASE))
    for name, pattern in (
        (
            "ended",
            (
                rf"(?:{_LENGTH}|(?P<word>(?:fiscal\s+)?quarter|(?:fiscal\s+)?year|half)(?:ly)?(?:\s+period)?)\s+(?:ended|"
                rf"ending|to)\s+{_MONTH}\s+(?P<day>\d{{1,2}}),?\s+(?P<year>\d{{4}})"
            ),
        ),
        (
            "ended_month",
            (
                rf"(?:{_LENGTH}|(?P<word>quarter|year|half))\s+(?:ended|ending|"
                rf"to)\s+(?:in\s+)?{_MONTH}(?:,?\s+(?:of\s+)?(?P<year>\d{{4}}))?"
            ),
        ),
        ("month_quarter", rf"{_MONTH}(?:\s+(?P<year>\d{{4}}))?\s+quarter(?:{_OF}{_YEAR.replace('year>', 'year2>')})?"),
        ("iso", r"(?P<year>(?:19|20)\d\d)-(?P<mm>\d\d)-(?P<day>\d\d)"),
        ("iso", r"(?<![\d/])(?P<mm>\d{1,2})/(?P<day>\d{1,2})/(?P<year>(?:19|20)\d\d)(?![\d/])"),
        ("date", rf"{_MONTH}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>\d{{4}})"),
        (YEAR_FIRST, rf"{_YEAR}(?:['\u2019]s)?[\s,]*(?:Q(?P<q>[1-4])\b|\b{_ORDINAL}[\s-]+quarter)"),
        ("quarter", rf"\b{_COUNTED_BY}F?Q(?P<q>[1-4])\b(?:{_OF}{_YEAR}|\s?{_SHORT})?"),
        ("quarter", rf"\b{_COUNTED_BY}(?P<q>[1-4])Q(?:{_OF}{_YEAR}|\s?{_SHORT})?"),
        ("quarter", rf"\b{_ORDINAL}(?={_AND_ORDINALS}\s+(?:fiscal\s+|calendar\s+)?quarter)"),
        ("quarter", rf"\b{_COUNTED_BY}{_ORDINAL}[\s-]+(?:fiscal[\s-]+|calendar[\s-]+)?quarter(?:{_OF}{_YEAR})?"),
        (
            "half",
            (
                rf"\b(?:H(?P<q>[12])|(?P<ordinal>first|second|1st|2nd)[\s-]+half|half[\s-]year)\b"
                rf"(?:{_OF}{_YEAR}|\s?{_SHORT})?"
            ),
        ),
        ("half", rf"\b(?P<q>[12])H\b(?:{_OF}{_YEAR})?"),
        ("half", rf"\b(?:first\s+)?(?:six|6)[\s-]+months?(?:{_OF}{_YEAR})?"),
        ("nine", rf"\b(?:9M|(?:first\s+)?(?:nine|9)[\s-]+months?)\b(?:{_OF}{_YEAR})?"),
        ("month_year", rf"\b{_MONTH}\s+(?:of\s+)?(?P<year>(?:19|20)\d\d)"),
        ("year", r"\b(?:FY|fiscal(?:\s+year)?|CY)\s?['\u2019]?(?P<year>(?:19|20)\d\d|\d\d)\b"),
        ("year", rf"(?<![\d$€£.,-]){_YEAR}"),
        ("year", r"(?<=(?:19|20)\d\d-)(?P<year>(?:19|20)\d\d)(?![\d-])"),
        (LAST_TWO_DIGITS, r"(?<=(?:19|20)\d\d[-\u2010-\u2013/])(?P<short>\d\d)(?![\d-])"),
        (LAST_TWO_DIGITS, r"(?<=(?:19|20)\d\d/\d\d/)(?P<short>\d\d)(?![\d/-])"),
    )
)
LONGEST_RANGE = 12  # years
_RANGE = re.compile(r"^\s*(?:[-\u2010-\u2015]|to|through|thru|until)\s*(?:the\s+)?$", re.IGNORECASE)
_AMOUNT_AFTER = re.compile(r"\s*(?:million|billion|thousand|%|percent|shares|stores|employees)", re.IGNORECASE)


def periods_in(text: str) -> tuple[PeriodAsked, ...]:
    """Every period that the text names, in order, none twice; a range of years or quarters is spelt out."""
    asked = tuple(_unique(_spelt_out(text, _shared_years(_found(text)))))
    return as_relative(text, asked)


def period_places(text: str) -> tuple[tuple[int, int], ...]:
    """Where periods are named, each time that one is."""
    return tuple((*((asked.start, end) for end, asked in _found(text)), *relative_places(text)))


def _found(text: str) -> list[tuple[int, PeriodAsked]]:
    """The periods as they stand, by place, each with its end."""
    taken: list[tuple[int, int]] = []
    found: list[tuple[int, PeriodAsked]] = []
    for name, pattern in _PATTERNS:
        for match in pattern.finditer(text):
            if any(match.start() < end and start < match.end() for start, end in taken):
                continue
            asked = None if _is_torn(name, match) else _read(name, match)
            if asked is not None and not _AMOUNT_AFTER.match(text, match.end()):
                taken.append(match.span())
                found.append((match.end(), asked))
    return sorted(found, key=lambda pair: pair[1].start)


def _is_torn(name: str, match: re.Match[str]) -> bool:
    """Whether the year is the quarter's before it, or the quarter's year follows: "Q1 2022, Q2 2022".

    Or whether two digits after a year are no later year, as in "2022-09".
    """
    text = match.string
    if name == LAST_TWO_DIGITS:
        return not 0 < int(match[0]) - int(text[match.start() - 3 : match.start() - 1]) <= LONGEST_RANGE
    return name == YEAR_FIRST and bool(_HAS_QUARTER.search(text[: match.start()]) or _HAS_YEAR.match(text, match.end()))


def _read(name: str, match: re.Match[str]) -> PeriodAsked | None:
    groups = match.groupdict()
    year = _year(groups)
    base = PeriodAsked(match[0].strip(), match.start(), Span.YEAR, year, fiscal=_fiscal(match[0]))
    if name in ("ended", "ended_month"):
        return _ended(base, groups)
    if name == "month_quarter":
        return replace(base, span=Span.QUARTER, month=_month(groups["month"]))
    if name in ("iso", "date"):
        return _on_day(base, groups, Span.DAY)
    if name == "month_year":
        return replace(base, span=Span.OPEN, month=_month(groups["month"]))
    if name in ("quarter", YEAR_FIRST):
        return replace(base, span=Span.QUARTER, quarter=_ordinal(groups))
    if name == "half":
        return replace(base, span=Span.HALF, quarter=2 * (_ordinal(groups) or 1))
    if name == "nine":
        return replace(base, span=Span.NINE_MONTHS, quarter=3)
    return base


def _ended(base: PeriodAsked, groups: dict[str, str | None]) -> PeriodAsked | None:
    span = _span_of(groups)
    if groups.get("day"):
        return _on_day(base, groups, span)
    return replace(base, span=span, month=_month(groups["month"]))


def _span_of(groups: dict[str, str | None]) -> Span:
    word = (groups.get("word") or "").lower()
    if word:
        return Span.QUARTER if "quarter" in word else Span.HALF if "half" in word else Span.YEAR
    length = re.sub(r"[\s-]", "", groups.get("length") or "12").lower()
    count = int(length) if length.isdigit() else _COUNTS.get(length, 52)
    months = round(count / 4.345) if (groups.get("of") or "").lower().startswith("week") else count
    return next((span for span, size in MONTHS_OF.items() if size == months), Span.YEAR)


def _on_day(base: PeriodAsked, groups: dict[str, str | None], span: Span) -> PeriodAsked | None:
    month = int(groups.get("mm") or 0) or _month(groups.get("month"))
    try:
        day = date(base.year or 0, month or 0, int(groups["day"] or 0))
    except ValueError:
        return None
    return replace(base, span=span, day=day)


def _year(groups: dict[str, str | None]) -> int | None:
    digits = groups.get("year") or groups.get("year2") or groups.get("short")
    if digits is None:
        return None
    return int(digits) if len(digits) == 4 else 2000 + int(digits) if int(digits) < 70 else 1900 + int(digits)


def _fiscal(text: str) -> bool | None:
    if re.search(r"\bFY|\bFQ|fiscal|financial", text, re.IGNORECASE):
        return True
    return False if re.search(r"\bCY|calendar", text, re.IGNORECASE) else None


def _month(text: str | None) -> int | None:
    return next((number for name, number in MONTHS.items() if text and name.startswith(text.lower()[:3])), None)


def _ordinal(groups: dict[str, str | None]) -> int | None:
    if groups.get("q"):
        return int(groups["q"] or 0)
    return _ORDINALS.get((groups.get("ordinal") or "").lower())


def _shared_years(found: list[tuple[int, PeriodAsked]]) -> list[tuple[int, PeriodAsked]]:
    """As in "Q1 and Q2 2022", "Q3 of 2021 and 2022": a year or quarter that stands once serves its neighbours."""
    shared: list[tuple[int, PeriodAsked]] = []
    later: int | None = None
    for end, asked in reversed(found):
        if asked.year is None and later is not None:
            asked = replace(asked, year=later)
        later = asked.year or later
        shared.append((end, asked))
    shared.reverse()
    for place, (end, asked) in enumerate(shared[1:], 1):
        before = shared[place - 1][1]
        if asked.year is None and asked.month is None:
            shared[place] = end, replace(asked, year=before.year)
        elif _bare_year(asked) and before.span in (Span.QUARTER, Span.HALF, Span.NINE_MONTHS) and before.day is None:
            shared[place] = end, replace(before, year=asked.year, text=f"{before.text} {asked.text}", start=asked.start)
    return shared


def _bare_year(asked: PeriodAsked) -> bool:
    return asked.span is Span.YEAR and asked.day is None and asked.text.isdigit()


def _spelt_out(text: str, found: list[tuple[int, PeriodAsked]]) -> Iterator[PeriodAsked]:
    for place, (_end, asked) in enumerate(found):
        if place and _RANGE.match(text[found[place - 1][0] : asked.start]):
            yield from _between(found[place - 1][1], asked)
        yield asked


def _between(first: PeriodAsked, last: PeriodAsked) -> Iterator[PeriodAsked]:
    if first.year is None or last.year is None or first.span is not last.span or first.day or last.day:
        return
    if first.span is Span.YEAR:
        for year in range(first.year + 1, min(last.year, first.year + LONGEST_RANGE)):
            yield replace(last, year=year, text=f"FY{year}" if last.fiscal else str(year))
    elif first.span is Span.QUARTER and first.quarter and last.quarter:
        end = last.year * 4 + last.quarter - 1
        for index in range(first.year * 4 + first.quarter, min(end, first.year * 4 + 16)):
            yield replace(last, year=index // 4, quarter=index % 4 + 1, text=f"Q{index % 4 + 1} {index // 4}")


def _unique(asked: Iterator[PeriodAsked]) -> Iterator[PeriodAsked]:
    seen: set[tuple[object, ...]] = set()
    for one in asked:
        key = (one.span, one.year, one.quarter, one.day, one.month, one.ago, one.back)
        if key not in seen:
            seen.add(key)
            yield one
