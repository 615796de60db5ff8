from datetime import date

import pytest

from core.periods import FiscalPeriod
from ingest.fiscal import last_year_end, months_to_date, quarterly_period, stated_year_end, year_name


def test_the_quarter_counts_from_the_last_annual_report() -> None:
    text = "see the Annual Report on Form 10-K for the fiscal year ended June 30, 2022."
    assert quarterly_period(text, date(2022, 9, 30)) == FiscalPeriod(2023, 1)
    assert quarterly_period(text, date(2023, 3, 31)) == FiscalPeriod(2023, 3)


def test_a_year_of_52_weeks_moves_its_end_by_days() -> None:
    text = "Annual Report on Form 10-K for the fiscal year ended September 24, 2022"
    assert quarterly_period(text, date(2022, 12, 31)) == FiscalPeriod(2023, 1)
    assert quarterly_period(text, date(2023, 7, 1)) == FiscalPeriod(2023, 3)


def test_quarters_of_twelve_weeks_are_counted_too() -> None:
    text = "Annual Report for the fiscal year ended August 28, 2022"
    ends = [date(2022, 11, 20), date(2023, 2, 12), date(2023, 5, 7)]
    assert [quarterly_period(text, end).quarter for end in ends] == [1, 2, 3]


def test_a_december_issuer_whose_year_ends_in_early_january() -> None:
    assert year_name("", date(2023, 1, 1)) == 2022
    text = "Annual Report on Form 10-K for the fiscal year ended January 1, 2023"
    assert quarterly_period(text, date(2023, 7, 2)) == FiscalPeriod(2023, 2)


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("fiscal 2022 ended January 28, 2023 and fiscal 2021 ended January 29, 2022", 2022),
        ("Fiscal year 2023, which ended on January 28, 2023, had 52 weeks.", 2023),
        ('the fiscal year ended January 28, 2023 ("fiscal 2022")', 2022),
        ("52 weeks ended January 28, 2023 (fiscal 2023)", 2023),
        ("In fiscal 2023 sales fell; fiscal 2023 had fewer weeks than fiscal 2022.", 2023),
        ("In fiscal 2022 sales fell; fiscal 2022 had fewer weeks than 2021.", 2022),
        ("2022 represents the 52 weeks ended January 28, 2023.", 2022),
        ("fiscal 2023 sales fell compared to fiscal 2022 in the year ended January 28, 2023", 2023),
        ("Sales fell in 2022 compared to sales of 2021; in 2022 we opened shops.", 2022),
        ("nothing is said", 2023),
    ],
)
def test_a_year_that_ends_in_january_is_called_what_the_issuer_calls_it(text: str, year: int) -> None:
    assert year_name(text, date(2023, 1, 28)) == year


def test_a_quarter_takes_the_later_year_that_is_named_with_it() -> None:
    text = (
        "fiscal year ended January 28, 2023. In the second quarter of fiscal 2024 sales fell by 7% from the second"
        " quarter of fiscal 2023 and from the second quarter of fiscal 2022."
    )
    assert quarterly_period(text, date(2023, 7, 29)) == FiscalPeriod(2024, 2)


def test_the_stated_end_of_the_year_serves_where_no_report_is_named() -> None:
    text = "Our fiscal year ends on the Sunday nearest to June 30."
    assert stated_year_end(text) == (6, 30)
    assert last_year_end(text, date(2022, 12, 31)) == date(2022, 6, 30)
    assert quarterly_period(text, date(2022, 12, 31)) == FiscalPeriod(2023, 2)


def test_year_to_date_columns_serve_where_the_text_names_no_year() -> None:
    text = "Three Months Ended Nine Months Ended Three Months Ended Nine Months Ended"
    assert months_to_date(text) == 9
    assert quarterly_period(text, date(2022, 3, 31)).quarter == 3
    assert months_to_date("Thirteen Weeks Ended Twenty-Six Weeks Ended") == 6
    assert months_to_date("39 weeks ended") == 9


def test_without_a_word_the_calendar_counts() -> None:
    assert quarterly_period("", date(2022, 6, 30)) == FiscalPeriod(2022, 2)


def test_the_tagged_year_end_is_taken_first() -> None:
    assert quarterly_period("", date(2022, 12, 31), year_end=stated_year_end("fiscal year ends June 30")) == (2023, 2)
