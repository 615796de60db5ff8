from datetime import date

import pytest

from ingest.dates import dates_in, month_number, parse_date


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("September 30, 2022", date(2022, 9, 30)),
        ("Sept. 30, 2022", date(2022, 9, 30)),
        ("30 June 2022", date(2022, 6, 30)),
        ("December 31 , 2018", date(2018, 12, 31)),
        ("9/30/2023", date(2023, 9, 30)),
        ("13/30/2023", None),
        ("February 30, 2022", None),
        ("fiscal 2022", None),
    ],
)
def test_printed_dates(text: str, day: date | None) -> None:
    assert parse_date(text) == day


def test_dates_are_found_in_order() -> None:
    found = [d.day for d in dates_in("from May 1, 2022 to 3 June 2023, not June 31, 2023")]
    assert found == [date(2022, 5, 1), date(2023, 6, 3)]


def test_a_word_that_is_no_month() -> None:
    assert month_number("Maybe") is None
    assert month_number("May") == 5
