from datetime import date

import pytest

from core.periods import FiscalCalendar, FiscalPeriod, Period, duration, near


@pytest.mark.parametrize(
    ("start", "end", "months"),
    [
        (None, date(2022, 9, 30), 0),
        (date(2022, 7, 1), date(2022, 9, 30), 3),
        (date(2023, 4, 2), date(2023, 7, 1), 3),
        (date(2022, 9, 25), date(2023, 7, 1), 9),
        (date(2018, 2, 4), date(2019, 2, 2), 12),
        (date(2022, 1, 30), date(2023, 2, 4), 12),
    ],
)
def test_months_of_calendar_and_thirteen_week_periods(start: date | None, end: date, months: int) -> None:
    assert Period(end, start).months == months


def test_period_is_named_as_filings_name_it() -> None:
    assert duration(date(2022, 9, 30), 9).name == "nine months ended September 30, 2022"
    assert duration(date(2022, 12, 31), 12).name == "year ended December 31, 2022"
    assert Period(date(2022, 9, 30)).name == "as of September 30, 2022"


def test_calendar_duration_starts_on_the_first_of_a_month() -> None:
    assert duration(date(2022, 9, 30), 9).start == date(2022, 1, 1)
    assert duration(date(2023, 2, 28), 3).start == date(2022, 12, 1)


def test_weekly_duration_counts_thirteen_weeks_a_quarter() -> None:
    assert duration(date(2023, 7, 1), 3).start == date(2023, 4, 2)


def test_fiscal_labels_follow_the_issuer_not_the_calendar() -> None:
    calendar = FiscalCalendar(date(2023, 7, 1), FiscalPeriod(2023, 3))
    assert calendar.label_of(date(2022, 9, 24)) == FiscalPeriod(2022, 4)
    assert calendar.fiscal(duration(date(2022, 12, 31), 3)) == FiscalPeriod(2023, 1)
    assert calendar.fiscal(duration(date(2023, 7, 1), 9)) is None
    assert near(calendar.end_of(FiscalPeriod(2022, 4)), date(2022, 9, 24))


def test_twelve_months_to_midyear_are_no_fiscal_year() -> None:
    calendar = FiscalCalendar(date(2023, 7, 1), FiscalPeriod(2023, 3))
    assert calendar.fiscal(duration(date(2023, 7, 1), 12)) is None
    assert calendar.fiscal(duration(date(2022, 9, 30), 12)) == FiscalPeriod(2022)


def test_labels_read_as_analysts_write_them() -> None:
    assert (FiscalPeriod(2022, 3).label, FiscalPeriod(2022).label) == ("Q3 2022", "FY2022")
