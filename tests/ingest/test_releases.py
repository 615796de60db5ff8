from datetime import date

import pytest

from core.periods import FiscalPeriod
from ingest.releases import released_period

SENTENCE = "{place} ({day}) – Tillow Mills, Inc. (NYSE: TLLW) today announced {what}."


@pytest.mark.parametrize(
    ("opening", "period", "end"),
    [
        ("Tillow Reports Fourth Quarter and Full Year 2022 Results. " + SENTENCE.format(
            place="AKRON", day="February 8, 2023", what="results for the quarter and year ended December 31, 2022"),
         FiscalPeriod(2022, 4), date(2022, 12, 31)),
        ("March 9, 2023 Tillow Announces Fourth Quarter Fiscal 2022 Results for the thirteen-week period"
         " (“fourth quarter”) ended January 28, 2023 compared to the period ended January 29, 2022.",
         FiscalPeriod(2022, 4), date(2023, 1, 28)),
        ("2023 Second-Quarter reported sales growth of 6.3%. AKRON (July 20, 2023) – results for second quarter 2023.",
         FiscalPeriod(2023, 2), date(2023, 6, 30)),
        ("Tillow reports Q3 2023 earnings. AKRON, November 2, 2023. Quarter ended September 30, 2023.",
         FiscalPeriod(2023, 3), date(2023, 9, 30)),
        ("Tillow Reports Second Quarter Results. AKRON, August 3, 2023 - for the three months ended June 30, 2023.",
         FiscalPeriod(2023, 2), date(2023, 6, 30)),
    ],
)  # fmt: skip
def test_the_period_of_an_earnings_release(opening: str, period: FiscalPeriod, end: date) -> None:
    assert released_period([opening, "Net sales 5 4"]) == (period, end)


def test_a_release_inside_an_8k_is_found_behind_its_cover() -> None:
    cover = "UNITED STATES SECURITIES AND EXCHANGE COMMISSION FORM 8-K Date of report: May 4, 2023. Item 2.02 Results"
    exhibit = (
        "Exhibit 99.1 Tillow Reports First Quarter 2023 Results. AKRON, May 4, 2023. Quarter ended March 31, 2023."
    )
    assert released_period([cover, exhibit]) == (FiscalPeriod(2023, 1), date(2023, 3, 31))


def test_an_announcement_that_is_no_release_of_results_has_no_period() -> None:
    assert released_period(["Tillow appoints a new chair. AKRON, May 4, 2023. She joined in the second quarter."]) == (
        None,
        None,
    )
