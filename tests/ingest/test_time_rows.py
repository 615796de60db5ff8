"""Times down the side of a table: each case is one way in which issuers print quarterly figures."""

from datetime import date
from decimal import Decimal

import pytest

from core.filings import Fact, Filing, Form
from core.ontology import load_ontology
from ingest.facts import table_facts
from tests.ingest.grid import filing, page

FY = filing(Form.TEN_K, 2023, None, date(2023, 12, 31))
FY_JUNE = filing(Form.TEN_K, 2023, None, date(2023, 6, 30))


def read(one: Filing, *drawings: str) -> tuple[Fact, ...]:
    pages = [page(drawing, number) for number, drawing in enumerate(drawings, 1)]
    return table_facts(pages, one, load_ontology())


def figures(facts: tuple[Fact, ...], label: str) -> dict[tuple[str, int], Decimal]:
    return {(f.period.end.isoformat(), f.period.months): f.value for f in facts if f.label == label}


RIDERS = {
    ("2023-03-31", 3): Decimal("13494e3"),
    ("2022-03-31", 3): Decimal("21211e3"),
    ("2023-06-30", 3): Decimal("17142e3"),
    ("2022-06-30", 3): Decimal("8688e3"),
    ("2023-09-30", 3): Decimal("18942e3"),
    ("2022-09-30", 3): Decimal("12513e3"),
}


@pytest.mark.parametrize(
    "quarters",
    [
        ("Three Months Ended March 31", "Three Months Ended June 30", "Three Months Ended September 30"),
        ("Quarter ended March 31", "Quarter ended June 30", "Quarter ended September 30"),
        ("Q1", "Q2", "Q3"),
        ("First quarter", "Second quarter", "Third quarter"),
    ],
)
def test_quarters_down_the_side_are_of_what_the_table_is_called(quarters: tuple[str, str, str]) -> None:
    one, two, three = (quarter.ljust(34) for quarter in quarters)
    facts = read(
        FY,
        f"""
Demand recovered in the second half of the year, as the figures of each quarter show.
                                                       Ferry Riders
                                                                 2022 to 2023 %
                                       2023          2022            Change
                                      (in thousands, except percentages)
{one}   13,494        21,211           (36.4)%
{two}   17,142         8,688            97.3%
{three}   18,942        12,513            51.4%
""",
    )
    assert figures(facts, "Ferry Riders") == RIDERS
    assert {f.unit for f in facts} == {""}


def test_a_name_over_the_labels_is_what_the_quarters_are_of() -> None:
    facts = read(
        FY,
        """
Ferry Riders (in thousands)            2023          2022
Quarter ended March 31               13,494        21,211
Quarter ended June 30                17,142         8,688
Quarter ended September 30           18,942        12,513
""",
    )
    assert figures(facts, "Ferry Riders") == RIDERS


def test_a_title_says_what_quarters_are_of_and_the_full_year_is_told_apart() -> None:
    facts = read(
        FY,
        """
Net sales by quarter
(in millions)
                                       2023          2022
Q1                                  $ 1,494       $ 1,211
Q2                                    1,142         1,688
Q3                                    1,942         1,513
Q4                                    1,728         1,552
Total                               $ 6,306       $ 5,964
""",
    )
    assert {f.concept for f in facts} == {"Revenues"}
    found = figures(facts, "Net sales")
    assert found["2023-12-31", 3] == Decimal("1728e6")
    assert found["2023-12-31", 12] == Decimal("6306e6")
    assert len(found) == 10


SELECTED = """
Selected Quarterly Financial Data (Unaudited)
(in thousands, except per share data)
                                  Net        Gross        Net       Basic     Diluted
                                 sales      profit      income       EPS        EPS
2023
First quarter                  $ 500,100   $ 200,100   $ 40,000   $ 0.40     $ 0.39
Second quarter                   510,200     205,100     42,000     0.42       0.41
Third quarter                    520,300     210,100     44,000     0.44       0.43
Fourth quarter                   530,400     215,100     46,000     0.46       0.45
2022
First quarter                  $ 400,100   $ 150,100   $ 30,000   $ 0.30     $ 0.29
Second quarter                   410,200     155,100     32,000     0.32       0.31
"""


def test_quarters_under_their_year_with_measures_over_the_columns() -> None:
    facts = read(FY, SELECTED)
    assert figures(facts, "Net sales") == {
        ("2023-03-31", 3): Decimal("500100e3"),
        ("2023-06-30", 3): Decimal("510200e3"),
        ("2023-09-30", 3): Decimal("520300e3"),
        ("2023-12-31", 3): Decimal("530400e3"),
        ("2022-03-31", 3): Decimal("400100e3"),
        ("2022-06-30", 3): Decimal("410200e3"),
    }
    assert {f.concept for f in facts if f.label == "Diluted EPS"} == {"EarningsPerShareDiluted"}
    assert figures(facts, "Diluted EPS")["2023-12-31", 3] == Decimal("0.45")
    assert {f.unit for f in facts if f.label == "Diluted EPS"} == {"USD/share"}


def test_days_under_quarter_ended_are_three_months_and_not_a_year() -> None:
    facts = read(
        FY,
        """
Selected Quarterly Financial Data (in millions)
Quarter Ended                    Revenues    Operating income    Net income
March 31, 2023                  $   500         $   100            $  40
June 30, 2023                       510             105               42
September 30, 2023                  520             110               44
""",
    )
    assert figures(facts, "Revenues") == {
        ("2023-03-31", 3): Decimal("500e6"),
        ("2023-06-30", 3): Decimal("510e6"),
        ("2023-09-30", 3): Decimal("520e6"),
    }


def test_days_without_a_span_are_no_years() -> None:
    facts = read(
        FY,
        """
Results of the line (in millions):
                                 Revenues    Operating income    Net income
March 31, 2023                  $   500         $   100            $  40
June 30, 2023                       510             105               42
September 30, 2023                  520             110               44
""",
    )
    assert not facts


def test_quarters_by_day_fall_within_a_fiscal_year_that_begins_in_the_year_before() -> None:
    facts = read(
        FY_JUNE,
        """
Net sales by quarter (in millions)     Fiscal 2023    Fiscal 2022
Quarter ended September 30            $ 1,494       $ 1,211
Quarter ended December 31               1,142         1,688
Quarter ended March 31                  1,942         1,513
Quarter ended June 30                   1,728         1,552
""",
    )
    found = figures(facts, "Net sales")
    assert found["2022-09-30", 3] == Decimal("1494e6")
    assert found["2022-12-31", 3] == Decimal("1142e6")
    assert found["2023-03-31", 3] == Decimal("1942e6")
    assert found["2021-12-31", 3] == Decimal("1688e6")


def test_columns_of_one_year_under_high_and_low_are_no_measures() -> None:
    facts = read(
        FY,
        """
Prices of our common stock (in millions, except prices):
                                          2023                     2022
                                     High        Low          High        Low
First Quarter                      $ 30.25     $ 20.10      $ 25.40     $ 18.10
Second Quarter                       31.25       21.10        26.40       19.10
""",
    )
    assert not facts


def test_dollar_amounts_that_a_scale_leaves_out_are_whole() -> None:
    facts = read(
        FY,
        """
                                      Year Ended December 31,
                                       2023          2022
                            (in thousands, except for dollar amounts and percentages)
Active riders                        18,728        12,552
Revenue per active rider           $  51.79      $  45.40
""",
    )
    assert {f.label: f.value for f in facts if f.heading.endswith("2023")} == {
        "Active riders": Decimal("18728e3"),
        "Revenue per active rider": Decimal("51.79"),
    }
