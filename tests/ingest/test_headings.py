"""What the words over a column say of its period."""

from datetime import date

import pytest

from ingest.columns import Chunk, Span
from ingest.heading_places import assign
from ingest.headings import dates_in, read_heading, spanned, stacked


@pytest.mark.parametrize(
    ("text", "months"),
    [
        ("Three Months Ended September 30,", 3),
        ("Six months ended", 6),
        ("9 Months Ended", 9),
        ("Year ended December 31,", 12),
        ("Twelve Months Ended", 12),
        ("Twenty-six Weeks Ended", 6),
        ("14 Weeks Ended", 3),
        ("53 Weeks Ended", 12),
        ("Quarters ended June 30, 2023 and 2022", 3),
        ("FOURTH QUARTER", 3),
        ("3Q23", 3),
        ("Fiscal 2018", 12),
        ("FY22", 12),
        ("As of December 31, 2021", 0),
        ("at the end of fiscal years 2022 and 2021", 0),
        ("three and nine months ended", None),
        ("Remaining life (in years)", None),
        ("11.6 years", None),
        ("Common Stock", None),
    ],
)
def test_months_of_a_heading(text: str, months: int | None) -> None:
    assert read_heading(text).months == months


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("September 30, 2022", date(2022, 9, 30)),
        ("Sept. 30, 2022", date(2022, 9, 30)),
        ("30 September 2022", date(2022, 9, 30)),
        ("12/31/2022", date(2022, 12, 31)),
        ("May 2022", date(2022, 5, 31)),
        ("June 30,", None),
        ("January 1, 2023 and January 2, 2022", None),
    ],
)
def test_date_of_a_heading(text: str, day: date | None) -> None:
    assert read_heading(text).date == day


@pytest.mark.parametrize(
    "text", ["% Change", "2022 vs. 2021", "Increase (Decrease)", "Percent to Sales", "Note", "29, 2022"]
)
def test_a_heading_that_is_of_no_period(text: str) -> None:
    assert read_heading(text).change


def test_a_year_is_not_read_from_a_larger_number() -> None:
    assert read_heading("Notes due 2,022").year is None


def test_the_lower_level_completes_the_upper() -> None:
    heading = stacked(read_heading(text) for text in ("Three Months Ended", "July 1,", "2023"))
    assert (heading.months, heading.date) == (3, date(2023, 7, 1))


def test_dates_in_running_text() -> None:
    assert dates_in("Balance, March 31, 2021 (restated June 2022)") == [date(2021, 3, 31)]


@pytest.mark.parametrize(
    ("text", "months", "change"),
    [
        ("Period from April 1, 2023 through December 31, 2023", 9, False),
        ("For the period from January 1, 2023 to March 31, 2023", 3, False),
        ("Period from February 2, 2021 (inception) through December 31, 2021", None, True),
    ],
)
def test_a_span_between_two_days(text: str, months: int | None, change: bool) -> None:
    heading = spanned(text)
    assert heading is not None
    assert (heading.months, heading.change, heading.rest) == (months, change, "")
    assert heading.date is not None and heading.date.month in (3, 12)


def test_words_that_name_one_day_are_no_span() -> None:
    assert spanned("Nine months through September 30, 2023") is None


COLUMNS = [Span(100 + 60 * i, 150 + 60 * i, 150 + 60 * i) for i in range(6)]


def test_centred_headings_share_the_columns() -> None:
    chunks = [Chunk("Three Months Ended", 95, 215), Chunk("Six Months Ended", 215, 335), Chunk("Year Ended", 335, 455)]
    assert assign(chunks, COLUMNS) == (0, 0, 1, 1, 2, 2)


def test_headings_in_line_with_the_right_end_of_what_they_span() -> None:
    chunks = [Chunk("Three Months Ended", 140, 210), Chunk("Six Months Ended", 260, 330)]
    assert assign(chunks, COLUMNS[:4]) == (0, 0, 1, 1)


def test_words_that_do_not_speak_of_time_head_the_column_they_stand_over() -> None:
    chunks = [Chunk("2022", 130, 150), Chunk("Percent", 175, 209)]
    assert assign(chunks[1:], COLUMNS[:4]) == (None, 0, None, None)
