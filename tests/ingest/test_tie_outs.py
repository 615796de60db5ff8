from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from core.filings import Fact, Statement
from core.ontology import load_ontology
from core.periods import Period, duration
from ingest.reader import read_filing
from ingest.tie_outs import CHANGE_IN_CASH, tie_outs

END = date(2022, 12, 31)
PRETAX = "IncomeLossFromContinuingOperationsBeforeIncomeTaxesExtraordinaryItemsNoncontrollingInterest"


def fact(concept: str, millions: int, period: Period, statement: Statement = Statement.BALANCE) -> Fact:
    value = Decimal(millions) * 10**6
    return Fact("f", concept, value, "USD", period, 4, concept=concept, statement=statement, scale=6)


def checked(*facts: Fact) -> dict[str, bool]:
    return {t.name: t.ok for t in tie_outs(facts, load_ontology())}


@pytest.mark.parametrize(("equity", "ok"), [(200, True), (201, True), (230, False)])
def test_assets_are_liabilities_and_equity_within_rounding(equity: int, ok: bool) -> None:
    at = Period(END)
    found = checked(fact("Assets", 500, at), fact("Liabilities", 300, at), fact("StockholdersEquity", equity, at))
    assert found == {"Total assets = liabilities + equity": ok}


def test_what_stands_between_liabilities_and_equity_may_be_added() -> None:
    at = Period(END)
    facts = [fact("Assets", 500, at), fact("Liabilities", 300, at), fact("StockholdersEquity", 190, at)]
    assert not all(checked(*facts).values())
    assert all(checked(*facts, fact("RedeemableNoncontrollingInterestEquityCarryingAmount", 10, at)).values())


@pytest.mark.parametrize("tax", [20, -20])
def test_a_tax_is_taken_away_however_it_is_bracketed(tax: int) -> None:
    year = duration(END, 12)
    income = Statement.INCOME
    found = checked(fact("NetIncomeLoss", 80, year, income), fact(PRETAX, 100, year, income),
                    fact("IncomeTaxExpenseBenefit", tax, year, income))  # fmt: skip
    assert found == {"Net income = income before tax - income tax": True}


def test_the_movement_of_cash_is_its_change() -> None:
    year, flow = duration(END, 12), Statement.CASH_FLOW
    cash = "CashAndCashEquivalentsAtCarryingValue"
    found = checked(
        fact("NetCashProvidedByUsedInOperatingActivities", 90, year, flow),
        fact("NetCashProvidedByUsedInInvestingActivities", -50, year, flow),
        fact("NetCashProvidedByUsedInFinancingActivities", -30, year, flow),
        fact(CHANGE_IN_CASH, 10, year, flow),
        fact(cash, 25, Period(END), flow),
        fact(cash, 15, Period(date(2021, 12, 31)), flow),
    )
    assert len(found) == 2 and all(found.values())


@pytest.mark.parametrize(("label", "ok"), [("Reclassification to assets held for sale", True), ("Other", False)])
def test_cash_moved_to_assets_held_for_sale_is_no_gap(label: str, ok: bool) -> None:
    year, flow = duration(END, 12), Statement.CASH_FLOW
    cash = "CashAndCashEquivalentsAtCarryingValue"
    found = checked(
        fact(CHANGE_IN_CASH, 10, year, flow),
        Fact("f", label, Decimal(-3_000_000), "USD", year, 4, statement=flow, scale=6),
        fact(cash, 22, Period(END), flow),
        fact(cash, 15, Period(date(2021, 12, 31)), flow),
    )
    assert found == {"Change in cash = cash at the end - cash at the beginning": ok}


def test_quarters_add_up_to_the_year_to_date() -> None:
    first, second, half = duration(date(2022, 3, 31), 3), duration(date(2022, 6, 30), 3), duration(date(2022, 6, 30), 6)
    sales = [fact("Revenues", v, p, Statement.INCOME) for v, p in ((10, first), (12, second), (22, half))]
    assert checked(*sales) == {"Revenue: 6 months = 3 months + 3 months": True}
    assert not all(checked(*sales[:2], fact("Revenues", 30, half, Statement.INCOME)).values())


def test_what_does_not_add_up_over_time_is_not_added() -> None:
    first, second, half = duration(date(2022, 3, 31), 3), duration(date(2022, 6, 30), 3), duration(date(2022, 6, 30), 6)
    shares = "WeightedAverageNumberOfSharesOutstandingBasic"
    assert checked(*(fact(shares, 10, p, Statement.INCOME) for p in (first, second, half))) == {}


def test_nothing_is_checked_where_a_part_is_missing() -> None:
    assert checked(fact("Assets", 500, Period(END)), fact("Liabilities", 300, Period(END))) == {}


def test_tagged_filings_hang_together(filings_dir: Path) -> None:
    quality = read_filing(filings_dir / "ixbrl/AAPL_10-Q_2023-07-01.html").filing.quality
    assert len(quality.tie_outs) >= 8
    assert quality.score == 1.0
