"""Periods asked for, brought to an issuer's own calendar."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from agents.grammar_periods import MONTHS_OF, PeriodAsked, Span, periods_in
from core.filings import Filing, Form
from core.periods import FiscalCalendar, FiscalPeriod, Period, duration, near

_NAMES = {6: "first half", 9: "first nine months"}


@dataclass(frozen=True)
class Target:
    """A period to look for in an issuer's filings: when it ends (to within days), how long it is, what it is called.

    `months` is 3, 6, 9 or 12 (0 for a balance-sheet day alone); a balance-sheet line is looked up at its end.
    """

    end: date
    months: int
    label: str

    @property
    def period(self) -> Period:
        """The period itself, to within the days that a 52/53-week calendar moves."""
        return duration(self.end, self.months)

    def back(self, periods: int = 1, months: int | None = None) -> "Target":
        """The same kind of period so many years (or spans of `months`) earlier."""
        days = round(periods * (months or 12) * 365.25 / 12)
        return Target(_month_end(self.end - timedelta(days=days), self.end), self.months, "")


def _month_end(end: date, like: date) -> date:
    """The nearest end of a month where the issuer's periods end with the month; else the day itself."""
    if (like + timedelta(days=1)).day != 1:
        return end
    ahead = (end.replace(day=1) + timedelta(days=32)).replace(day=1) - timedelta(days=1)
    before = end.replace(day=1) - timedelta(days=1)
    return min((ahead, before), key=lambda day: abs((day - end).days))


def own_target(filing: Filing) -> Target | None:
    """What the filing itself reports on: its quarter, or its year; None where its period was not found."""
    if filing.period_end is None:
        return None
    months = 3 if filing.fiscal_quarter and filing.form is not Form.TEN_K else 12
    return Target(filing.period_end, months, label_of(filing, filing.period_end, months))


def label_of(filing: Filing, end: date, months: int) -> str:
    """A period in the issuer's own count, "Q3 2022", "FY2022", "first nine months of 2022"; else a date."""
    if filing.calendar is None:
        return f"{end.isoformat()}"
    fiscal = filing.calendar.label_of(end)
    if months == 12 and fiscal.quarter == 4:
        return FiscalPeriod(fiscal.year).label
    if months in (0, 3):
        return fiscal.label
    if months == 3 * (fiscal.quarter or 0):
        return f"{_NAMES[months]} of {fiscal.year}"
    if months == 6 and fiscal.quarter == 4:
        return f"second half of {fiscal.year}"
    if months == 12:
        return f"TTM {fiscal.label}"
    return f"{months} months to {end.isoformat()}"


def targets_of(asked: PeriodAsked, filings: Sequence[Filing], default: int = 3) -> tuple[Target, ...]:
    """How a named period may be read for one issuer: in its own count first, by the calendar second.

    Args:
        asked: the period as the question names it.
        filings: the issuer's filings; the latest with a known period gives its calendar.
        default: months, where the words leave it open (a lone month).

    Returns:
        The readings, best first; empty where neither can be formed ("Q3" without a year: the latest one).
    """
    known = [filing for filing in filings if filing.calendar]
    if not known:
        return ()
    latest = max(known, key=lambda filing: filing.period_end or date.min)
    if (
        asked.quarter is None
        and asked.month is None
        and asked.day is None
        and (relative := _from_latest(asked, latest))
    ):
        return (relative,)
    if asked.day is not None:
        return (_target(latest, asked.day, asked.months),)
    if asked.month is not None:
        return tuple(
            _target(latest, end, _to_date(latest, end) if asked.to_date else _months(asked, default))
            for end in _ends_in(asked, latest)
        )
    return tuple(_counted(asked, latest))


def _from_latest(asked: PeriodAsked, latest: Filing) -> Target | None:
    """A period told by its distance from the latest report alone; None for one that is named."""
    own = own_target(latest)
    if own is None or asked.year is not None:
        return None
    if asked.back is not None:
        return _latest_but(asked.back, asked, latest)
    if asked.ago:
        earlier = own.back(asked.ago)
        return _target(latest, earlier.end, 3 if asked.span is Span.QUARTER else own.months)
    if asked.to_date:
        return _target(latest, own.end, _to_date(latest, own.end))
    return _target(latest, own.end, 12) if asked.span is Span.TRAILING else None


def _latest_but(back: int, asked: PeriodAsked, latest: Filing) -> Target | None:
    """The year or quarter that lies so many before the latest one that has ended."""
    if latest.calendar is None or latest.period_end is None:
        return None
    if asked.span is Span.QUARTER:
        return _target(latest, Target(latest.period_end, 3, "").back(back, 3).end, 3)
    year = _year_of(asked, latest, latest.calendar) - back
    return _target(latest, latest.calendar.end_of(FiscalPeriod(year)), 12)


def _months(asked: PeriodAsked, default: int) -> int:
    return default if asked.span is Span.OPEN else asked.months


def _to_date(filing: Filing, end: date) -> int:
    """Months from the start of the fiscal year to the end of a quarter."""
    return 3 * (filing.calendar.label_of(end).quarter or 4) if filing.calendar else 3


def _counted(asked: PeriodAsked, filing: Filing) -> list[Target]:
    calendar = filing.calendar
    if calendar is None or filing.period_end is None:
        return []
    year = asked.year or _year_of(asked, filing, calendar)
    quarter = asked.quarter or 4
    fiscal = calendar.end_of(FiscalPeriod(year, quarter))
    by_calendar = _calendar_end(year, quarter, calendar)
    ends = [by_calendar, fiscal] if asked.fiscal is False else [fiscal, by_calendar]
    if asked.fiscal and asked.quarter:
        ends = [fiscal]  # said to be the issuer's own
    shift = (
        year - calendar.end_of(FiscalPeriod(year)).year
    )  # of a year that is called otherwise than the one it ends in
    if shift and asked.fiscal is not False:
        ends.insert(1, calendar.end_of(FiscalPeriod(year + shift, quarter)))
    apart = [end for place, end in enumerate(ends) if not any(near(end, other) for other in ends[:place])]
    return [_target(filing, end, asked.months) for end in apart]


def _year_of(asked: PeriodAsked, filing: Filing, calendar: FiscalCalendar) -> int:
    """The latest year in which the quarter has ended by the filing's period end."""
    label = calendar.label_of(filing.period_end or date.min)
    return label.year if (asked.quarter or 4) <= (label.quarter or 4) else label.year - 1


def _target(filing: Filing, end: date, months: int) -> Target:
    return Target(end, months, label_of(filing, end, months))


def _calendar_end(year: int, quarter: int, calendar: FiscalCalendar) -> date:
    """The issuer's quarter end that lies nearest the calendar quarter's."""
    month = quarter * 3
    end = (date(year, month, 28) + timedelta(days=5)).replace(day=1) - timedelta(days=1)
    label = calendar.label_of(end)
    return calendar.end_of(FiscalPeriod(label.year, label.quarter))


def _ends_in(asked: PeriodAsked, filing: Filing) -> list[date]:
    month = asked.month or 12
    end = filing.period_end or date.today()
    year = asked.year or (end.year if month <= end.month else end.year - 1)
    last = (date(year, month, 28) + timedelta(days=5)).replace(day=1) - timedelta(days=1)
    if filing.calendar is None:
        return [last]
    label = filing.calendar.label_of(last)
    snapped = filing.calendar.end_of(FiscalPeriod(label.year, label.quarter))
    return [snapped if near(snapped, last, 20) else last]


def target_named(text: str, filing: Filing) -> Target | None:
    """The first reading of a period written as a tool's argument: "Q3 2022", "FY2021", "2022-09-30", "latest"."""
    asked = periods_in(text)
    if not asked:
        return own_target(filing)
    readings = targets_of(asked[0], [filing], default=MONTHS_OF[Span.QUARTER])
    return readings[0] if readings else own_target(filing)
