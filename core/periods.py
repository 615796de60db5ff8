"""Periods as filings print them, and fiscal periods as issuers count them."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

DAYS_A_MONTH = 30.4375
DAYS_A_QUARTER = 91.3125
MONTHS_IN_WORDS = {3: "three months", 6: "six months", 9: "nine months", 12: "year"}


@dataclass(frozen=True, order=True)
class Period:
    """A span of time, or an instant (a balance-sheet date) where `start` is None; both days inclusive."""

    end: date
    start: date | None = None

    @property
    def months(self) -> int:
        """Whole months spanned: 0 for an instant; a 13-week quarter is 3, a 53-week year 12."""
        if self.start is None:
            return 0
        return round((self.end - self.start).days / DAYS_A_MONTH)

    @property
    def is_instant(self) -> bool:
        """Whether this is a point in time, as on a balance sheet."""
        return self.start is None

    @property
    def name(self) -> str:
        """As a filing would print it: "three months ended September 30, 2022", "as of September 30, 2022"."""
        day = f"{self.end:%B} {self.end.day}, {self.end.year}"
        if self.is_instant:
            return f"as of {day}"
        return f"{MONTHS_IN_WORDS.get(self.months, f'{self.months} months')} ended {day}"


class FiscalPeriod(NamedTuple):
    """An issuer's own label: fiscal year, and quarter 1 to 4 (None for the whole year)."""

    year: int
    quarter: int | None = None

    @property
    def label(self) -> str:
        """As "Q3 2022" or "FY2022"."""
        return f"Q{self.quarter} {self.year}" if self.quarter else f"FY{self.year}"


class FiscalCalendar(NamedTuple):
    """An issuer's calendar, anchored at one known period: the fiscal period that ends on `end`.

    A 52/53-week year moves its ends by a few days, so quarters are counted by rounding, never by month.
    """

    end: date
    period: FiscalPeriod

    def label_of(self, end: date) -> FiscalPeriod:
        """The fiscal year and quarter of the quarter that ends on (about) `end`."""
        anchor = self.period.year * 4 + (self.period.quarter or 4) - 1
        index = anchor + round((end - self.end).days / DAYS_A_QUARTER)
        return FiscalPeriod(index // 4, index % 4 + 1)

    def end_of(self, period: FiscalPeriod) -> date:
        """About when a fiscal period ends: exact for calendar issuers to within days, so compare with `near`."""
        anchor = self.period.year * 4 + (self.period.quarter or 4)
        quarters = period.year * 4 + (period.quarter or 4) - anchor
        return self.end + timedelta(days=round(quarters * DAYS_A_QUARTER))

    def fiscal(self, period: Period) -> FiscalPeriod | None:
        """The issuer's label of a printed period; None for one that is neither quarter, year nor instant."""
        label = self.label_of(period.end)
        if period.months in (0, 3):
            return label
        if period.months == 12 and label.quarter == 4:
            return FiscalPeriod(label.year)
        return None


def near(one: date, other: date, days: int = 10) -> bool:
    """Whether two period ends are the same but for the weekday on which a 52/53-week year ends."""
    return abs((one - other).days) <= days


def duration(end: date, months: int) -> Period:
    """The period of whole months that ends on `end`; an instant for 0 months.

    The start is counted back in calendar months where `end` is a month's end, else in weeks (13 a quarter).
    """
    if months == 0:
        return Period(end)
    if (end + timedelta(days=1)).day != 1:
        return Period(end, end - timedelta(days=round(months / 3 * 91) - 1))
    first = end.year * 12 + end.month - months
    return Period(end, date(first // 12, first % 12 + 1, 1))
