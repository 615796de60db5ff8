"""Periods told by where they begin or end: "year to date", "trailing twelve months", "a year ago", "last two years"."""

import re
from collections.abc import Sequence
from dataclasses import replace

from agents.periods_asked import PeriodAsked, Span, same_day

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
_ONE_YEAR = r"(?:a|one) year (?:ago|earlier|before|prior)"
_PRIOR_YEAR = r"(?:last|prior|previous|preceding)[ -](?:fiscal |financial )?year"
_YEAR_BEFORE = re.compile(
    rf"\b(?:the |its |their )?(?:(?:same|comparable|corresponding|equivalent|like) (?:fiscal )?"
    rf"(?:quarter|period|three months)(?:,? (?:of|in|for|from))? (?:the )?(?:{_PRIOR_YEAR}|{_ONE_YEAR}|year before)"
    rf"|(?:year[ -]ago|year[ -]earlier|(?:prior|previous|preceding)[ -]year(?:['\u2019]s)?) (?:quarter|period)"
    rf"|(?:prior|previous|preceding) (?P<span>(?:fiscal |financial )?(?:year|quarter))(?![\w'\u2019-])"
    rf"|{_ONE_YEAR}\b|year (?:before|prior)(?=\s*(?:[?.,;!]|$|and\b|at\b)))",
    re.IGNORECASE,
)
_COMPARES = re.compile(
    r"\b(?:than|to|with|from|against|versus|vs\.?|over|since|on|like|unlike|relative|compar\w+|beat|above|below"
    r"|and (?:how|why))"
    r"\s+(?:(?:the|its|their|that|those|in|of|for|at|was|were|it was)\s+)*$",
    re.IGNORECASE,
)
_JOINS = re.compile(r"\b(?:and|or|plus)(?:\s+(?:in|for|of|also|that|the|its))*\s*$|[,&/]\s*$", re.IGNORECASE)
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
    before = _year_before(text)
    if asked:
        return _with_the_one_before(text, asked, before)
    if before and before["span"] is None:
        return (replace(_of(before, _length_of(before)), ago=1),)
    if match := _AGO.search(text):
        return (replace(_of(match, Span.OPEN), ago=_YEARS_BACK[match["count"].lower()]),)
    if (match := _LAST_FEW.search(text)) and not _COMPOUND.search(text):
        return _last_few(match)
    if match := _PRIOR.search(text):
        return (replace(_of(match, _SPANS[match["span"].lower()]), back=1),)
    if before:
        return (_back(before),)
    match = _LAST_YEAR.search(text)
    return (_of(match, Span.YEAR),) if match else ()


def _year_before(text: str) -> re.Match[str] | None:
    """Where a year (or quarter) before is named as a period itself; None where it is what another is held against."""
    found = _YEAR_BEFORE.finditer(text)
    return next((match for match in found if not _COMPARES.search(text[: match.start()])), None)


def _length_of(match: re.Match[str]) -> Span:
    return Span.QUARTER if "quarter" in match[0].lower() or "three months" in match[0].lower() else Span.OPEN


def _back(match: re.Match[str]) -> PeriodAsked:
    """As "the prior quarter", "the prior fiscal year"; "the prior year" is a year before what is reported on."""
    words = match["span"].lower()
    if words == "year":
        return replace(_of(match, Span.OPEN), ago=1)
    return replace(_of(match, _SPANS[words.split()[-1]]), back=1)


def _with_the_one_before(
    text: str, asked: Sequence[PeriodAsked], match: re.Match[str] | None
) -> tuple[PeriodAsked, ...]:
    """A period that is named, and the same a year before it where that is asked for beside it: "and a year earlier"."""
    if len(asked) != 1 or match is None or match.start() < asked[0].start or not _JOINS.search(text[: match.start()]):
        return tuple(asked)
    one, sequence = asked[0], (match["span"] or "").lower() == "quarter"
    if one.year is None or one.month or (sequence and one.span is not Span.QUARTER):
        return tuple(asked)
    day = same_day(one.day, one.day.year - 1) if one.day else None
    earlier = replace(one, text=match[0], start=match.start(), year=one.year - 1, day=day)
    if sequence:
        last = (one.quarter or 1) == 1
        earlier = replace(earlier, year=one.year - last, quarter=4 if last else (one.quarter or 1) - 1)
    return (earlier, one)


def _last_few(match: re.Match[str]) -> tuple[PeriodAsked, ...]:
    """The years or quarters that end with the latest, oldest first."""
    said = (match["count"] or match["count2"]).lower()
    count = _COUNTS.get(said) or int(said)
    return tuple(replace(_of(match, _SPANS[match["span"].lower()]), back=back) for back in range(count - 1, -1, -1))


def relative_places(text: str) -> tuple[tuple[int, int], ...]:
    """Where such periods are named."""
    found = [match for rx in (_TO_DATE, _TRAILING, _AGO, _LAST_FEW) for match in rx.finditer(text)]
    before = _year_before(text)
    return tuple(match.span() for match in (*found, *([before] if before else ())))


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
