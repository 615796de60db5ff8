"""The periods that a sentence names: "for the nine months ended July 1, 2023", "in the third quarter of 2022"."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from core.filings import Fact, Filing
from core.periods import FiscalPeriod, Period, duration, near
from ingest.dates import DATE, parse_date
from ingest.fiscal import MONTH_WORDS, ORDINALS

_PERIODS = re.compile(
    rf"(?P<count>three|six|nine|twelve)[\s-]+months?\s+(?:periods?\s+)?ended\s+(?P<ended>{DATE})"
    rf"|(?:fiscal\s+)?(?P<span>quarter|year)s?\s+ended\s+(?P<closed>{DATE})"
    rf"|\b(?:as\s+of|at)\s+(?P<at>{DATE})"
    r"|\b(?P<ordinal>first|second|third|fourth)\s+(?:fiscal\s+)?quarters?\s+of\s+(?:fiscal\s+)?(?:year\s+)?(?P<quarter>20\d\d)"
    r"|\bfirst\s+(?P<months>three|six|nine)\s+months\s+of\s+(?:fiscal\s+)?(?:year\s+)?(?P<ytd>20\d\d)"
    r"|\b(?:in|for|during)\s+(?:the\s+)?(?:full[\s-]+)?(?:fiscal\s+)?(?:years?\s+)?(?P<year>20\d\d)\b(?!\s*(?:notes|form))",
    re.IGNORECASE,
)
_AND_YEAR = re.compile(r"(?:,?\s*and)\s+(?:(?:fiscal\s+)?(?P<year>20\d\d)\b|(?P<date>" + DATE + "))", re.IGNORECASE)


_YEARS = re.compile(r"20\d\d")


class KnownPeriods(NamedTuple):
    """The periods of a filing's tables, by which what its sentences say is dated, those of most facts first."""

    filing: Filing
    periods: tuple[Period, ...]

    def named_in(self, sentence: str) -> Iterator[Period | None]:
        """The periods in order, None for one that cannot be dated; "… ended June 30, 2022 and 2021" names two."""
        for match in _PERIODS.finditer(sentence):
            period = self._dated(match)
            yield period
            more = _AND_YEAR.match(sentence, match.end())
            if more:
                yield self._earlier(period, more, int(_YEARS.findall(match[0])[-1]))

    def _dated(self, match: re.Match[str]) -> Period | None:
        if match["at"]:
            return self._ended(match["at"], 0)
        if match["closed"]:
            return self._ended(match["closed"], 3 if match["span"].lower() == "quarter" else 12)
        if match["ended"]:
            return self._ended(match["ended"], MONTH_WORDS[match["count"].lower()])
        if match["ordinal"]:
            return self._labelled(FiscalPeriod(int(match["quarter"]), ORDINALS[match["ordinal"].lower()]), 3)
        if match["months"]:
            months = MONTH_WORDS[match["months"].lower()]
            return self._labelled(FiscalPeriod(int(match["ytd"]), months // 3), months)
        return self._labelled(FiscalPeriod(int(match["year"]), 4), 12)

    def _ended(self, printed: str, months: int) -> Period | None:
        end = parse_date(printed)
        if end is None:
            return None
        same = (period for period in self.periods if period.end == end and period.months == months)
        return next(same, None) or duration(end, months)

    def _labelled(self, label: FiscalPeriod, months: int) -> Period | None:
        """The period of the tables that the issuer's calendar gives this label."""
        calendar = self.filing.calendar
        if calendar is None:
            return None
        same = (p for p in self.periods if p.months == months and calendar.label_of(p.end) == label)
        return next(same, None)

    def _earlier(self, period: Period | None, more: re.Match[str], named: int) -> Period | None:
        """The same span as many years away as the year is from the one named first, or one that ends on a date."""
        if period is None:
            return None
        if more["date"]:
            return self._ended(more["date"], period.months)
        end = _in_year(period.end, period.end.year + int(more["year"]) - named)
        same = (p for p in self.periods if p.months == period.months and near(p.end, end))
        return next(same, None) or duration(end, period.months)


def known_periods(filing: Filing, facts: Sequence[Fact]) -> KnownPeriods:
    """The periods of a filing's primary statements."""
    counts = Counter(fact.period for fact in facts if fact.statement)
    return KnownPeriods(filing, tuple(period for period, _ in counts.most_common()))


def _in_year(day: date, year: int) -> date:
    return day.replace(year=year, day=28) if (day.month, day.day) == (2, 29) else day.replace(year=year)
