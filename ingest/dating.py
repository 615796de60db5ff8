"""From a heading to a period: the dates that it names, or that the filing's own calendar gives it."""

import calendar
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property

from core.filings import Filing, Form, Statement
from core.periods import FiscalPeriod, Period, duration, near
from ingest.headings import Heading, dates_in
from ingest.layout import PageLayout

FLOWS = {Statement.INCOME, Statement.CASH_FLOW, Statement.COMPREHENSIVE_INCOME}
LATE = 45  # days after the period's end that a filing's own figures may still be dated
SNAP = 10  # days that a year of 52 or 53 weeks moves its end


@dataclass(frozen=True)
class Calendar:
    """What a filing's periods are resolved against.

    `known` counts the whole dates that the filing prints; `anchor_year` is the bare year ("2019") by which its tables
    mean the fiscal year that it reports on.
    """

    filing: Filing
    known: Mapping[date, int] = field(default_factory=dict)
    anchor_year: int | None = None

    @property
    def is_annual(self) -> bool:
        """Whether the filing reports on a fiscal year."""
        if self.filing.form is Form.TEN_K:
            return True
        of_results = self.filing.form is Form.EIGHT_K and self.filing.fiscal_year is not None
        return (self.filing.form is Form.OTHER or of_results) and self.filing.fiscal_quarter is None

    def period(self, heading: Heading, statement: Statement | None, default_months: int | None = None) -> Period | None:
        """The period that a column is of; None where that is not certain."""
        if heading.change:
            return None
        months = self._months(heading, statement, default_months)
        if months is None:
            return None
        end = self._end(heading, months)
        if end is None or self._is_late(end):
            return None
        return duration(end, months)

    def before(self, period: Period) -> date:
        """The day on which a duration's opening balances stand: the last before it, as the filing dates it."""
        first = period.start or period.end
        return self.snapped(first - timedelta(days=1))

    def snapped(self, day: date) -> date:
        """The day near this one on which a period of this filing would end.

        Periods end with the month or, in years of 52 or 53 weeks, on one weekday: the filing prints the date.
        """
        if self.ends_with_month:
            return _nearest_month_end(day)
        end = self.filing.period_end
        candidates = [known for known in self._near(day) if end is None or known.weekday() == end.weekday()]
        return max(candidates, key=lambda known: (self.known[known], -abs((known - day).days)), default=day)

    @cached_property
    def ends_with_month(self) -> bool:
        """Whether the issuer's periods end with the month, not on a weekday: told by the dates of earlier years."""
        end = self.filing.period_end
        if end is None or not _ends_month(end):
            return False
        weight = {True: 0, False: 0}
        for years in range(1, 4):
            for known in self._near(end - timedelta(days=round(365.25 * years))):
                if _ends_month(known) or known.weekday() == end.weekday():
                    weight[_ends_month(known)] += self.known[known]
        return weight[True] >= weight[False]

    def _near(self, day: date) -> list[date]:
        return [known for known in self.known if near(known, day, SNAP)]

    def _is_late(self, end: date) -> bool:
        return self.filing.period_end is not None and end > self.filing.period_end + timedelta(days=LATE)

    def _months(self, heading: Heading, statement: Statement | None, default: int | None) -> int | None:
        if statement is Statement.BALANCE:
            return 0
        if heading.to_date:
            return 3 * self.filing.fiscal_quarter if self.filing.fiscal_quarter else None
        if heading.months:
            return heading.months
        if statement in FLOWS:
            return 12 if self.is_annual else None
        if heading.months == 0:
            return 0
        return default

    def _end(self, heading: Heading, months: int) -> date | None:
        if heading.date:
            return heading.date
        if heading.year is None:
            return None
        if heading.month:
            return None
        if self.filing.fiscal_quarter is None and not self.is_annual:
            return None  # what its own period is was not found: it dates nothing
        if heading.quarter:
            return self._quarter_end(FiscalPeriod(heading.year, heading.quarter))
        if self.is_annual and months not in (0, 12):
            return None
        return self._year_end(heading.year, months)

    def _quarter_end(self, period: FiscalPeriod) -> date | None:
        fiscal = self.filing.calendar
        return self.snapped(fiscal.end_of(period)) if fiscal else None

    def _year_end(self, year: int, months: int) -> date | None:
        """Bare years: of the fiscal year in an annual report; elsewhere of the same weeks in that year."""
        end = self.filing.period_end
        anchor = self.anchor_year or self.filing.fiscal_year
        if end is None or anchor is None:
            return None
        if not self.is_annual and (months == 0 or (months == 12 and self.filing.fiscal_quarter not in (None, 4))):
            return None
        day = end.replace(year=end.year + year - anchor, day=min(end.day, 28))
        return self.snapped(day + timedelta(days=end.day - min(end.day, 28)))


def known_dates(pages: Iterable[PageLayout]) -> Mapping[date, int]:
    """The whole dates that a filing prints, and how often."""
    return Counter(day for page in pages for line in page.lines for day in dates_in(line.text))


def _nearest_month_end(day: date) -> date:
    ends = [_month_end(day), _month_end(day.replace(day=1) - timedelta(days=1))]
    return min(ends, key=lambda end: abs((end - day).days))


def _month_end(day: date) -> date:
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])


def _ends_month(day: date) -> bool:
    return (day + timedelta(days=1)).day == 1
