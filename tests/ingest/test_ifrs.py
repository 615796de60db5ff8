"""Statements as issuers outside the United States print them: each case is one habit of theirs."""

from datetime import date
from decimal import Decimal

import pytest

from core.filings import Fact, Filing, Form, Kind
from core.ontology import load_ontology
from core.settling import settled
from ingest.facts import table_facts
from tests.ingest.grid import page

HALF = Filing("f", "f.pdf", "Tillow Mills", Form.OTHER, Kind.PDF, 1, "", 2023, 2, date(2023, 6, 30), "GBP")
YEAR = Filing("f", "f.pdf", "Tillow Mills", Form.OTHER, Kind.PDF, 1, "", 2023, None, date(2023, 12, 31), "EUR")


def read(one: Filing, drawing: str) -> tuple[Fact, ...]:
    return settled(table_facts([page(drawing)], one, load_ontology()), load_ontology())


def of(facts: tuple[Fact, ...], concept: str) -> list[tuple[str, int, Decimal]]:
    return [(f.period.end.isoformat(), f.period.months, f.value) for f in facts if f.concept == concept]


INCOME_ROWS = """
Revenue                                 4             1,200          1,100
Operating profit                                        300            260
Finance costs                           6               (40)           (38)
Profit before taxation                                  260            222
Tax expense                             7               (50)           (42)
Profit for the period                                   210            180
Attributable to:
   Owners of the parent                                 200            172
   Non-controlling interests                             10              8
"""
HALVES = [("2023-06-30", 6, Decimal("1200e6")), ("2022-06-30", 6, Decimal("1100e6"))]


@pytest.mark.parametrize(
    "headings",
    [
        """
                  Condensed consolidated income statement
                  for the six months ended 30 June 2023
                                                      30 June        30 June
                                      Notes            2023           2022
                                                        £m             £m
""",
        """
                  Condensed consolidated income statement
                                                    Six months     Six months
                                                       ended          ended
                                                      30 June        30 June
                                                       2023           2022
                                       Note         £ million      £ million
""",
    ],
)
def test_dates_over_three_lines_and_a_scale_below_them(headings: str) -> None:
    facts = read(HALF, headings + INCOME_ROWS)
    assert of(facts, "Revenues") == HALVES
    assert {f.segment for f in facts} == {None}


def test_a_result_belongs_to_the_owners_and_to_others() -> None:
    headings = """
                     Consolidated income statement
                  for the year ended 31 December 2023
                                      Notes            2023           2022
                                                    EUR million    EUR million
"""
    facts = read(YEAR, headings + INCOME_ROWS)
    assert of(facts, "ProfitLoss")[0] == ("2023-12-31", 12, Decimal("210e6"))
    assert of(facts, "NetIncomeLoss")[0] == ("2023-12-31", 12, Decimal("200e6"))
    assert of(facts, "NetIncomeLossAttributableToNoncontrollingInterest")[0][2] == Decimal("10e6")
    assert of(facts, "InterestExpense")[0][2] == Decimal("-40e6")
    assert {f.concept for f in facts if f.label == "Tax expense"} == {"IncomeTaxExpenseBenefit"}


def test_pence_are_hundredths_of_a_pound() -> None:
    facts = read(
        HALF,
        """
                  Condensed consolidated income statement
                  for the six months ended 30 June 2023
                                      Notes            2023           2022
                                                        £m             £m
Revenue                                 4             1,200          1,100
Profit for the period                                   210            180
Earnings per share
   Basic                                8             12.3p          11.1p
   Diluted                              8             (1.2)p         (1.1p)
Dividend per share (pence)              9               5.5              5
""",
    )
    assert of(facts, "EarningsPerShareBasic")[0][2] == Decimal("0.123")
    assert [cells[2] for cells in of(facts, "EarningsPerShareDiluted")] == [Decimal("-0.012"), Decimal("-0.011")]
    assert [cells[2] for cells in of(facts, "CommonStockDividendsPerShareDeclared")] == [
        Decimal("0.055"), Decimal("0.05"),
    ]  # fmt: skip
    assert {f.unit for f in facts if f.label == "Basic"} == {"GBP/share"}


def test_cash_at_a_day_is_a_balance() -> None:
    facts = read(
        YEAR,
        """
                     Consolidated cash flow statement
                  for the year ended 31 December 2023
                                      Notes            2023           2022
                                                        €m             €m
Cash flows from operating activities
   Cash generated from operations      14              400            380
   Net cash inflow from operating activities           320            304
Cash flows from investing activities
   Purchase of property, plant and equipment          (100)           (95)
Cash flows from financing activities
   Dividends paid to owners of the parent              (90)           (85)
Net increase in cash and cash equivalents               10             60
Cash and cash equivalents at 1 January                  90             30
Cash and cash equivalents at 31 December               100             90
""",
    )
    assert of(facts, "CashCashEquivalentsRestrictedCashAndRestrictedCashEquivalents") == [
        ("2022-12-31", 0, Decimal("90e6")),
        ("2021-12-31", 0, Decimal("30e6")),
        ("2023-12-31", 0, Decimal("100e6")),
        ("2022-12-31", 0, Decimal("90e6")),
    ]
    assert of(facts, "PaymentsOfDividends")[0][2] == Decimal("-90e6")
    assert of(facts, "NetCashProvidedByUsedInOperatingActivities")[0][2] == Decimal("320e6")
