"""Two lines, one line item: which of them means it."""

from datetime import date
from decimal import Decimal

from core.filings import Fact, Source, Statement
from core.ontology import load_ontology
from core.periods import Period, duration
from core.settling import settled

YEAR = duration(date(2024, 12, 31), 12)
INCOME, BALANCE, CASH_FLOW = Statement.INCOME, Statement.BALANCE, Statement.CASH_FLOW


def fact(
    label: str, value: int, concept: str | None, statement: Statement | None = INCOME, period: Period = YEAR
) -> Fact:
    return Fact("f", label, Decimal(value), "USD", period, page=1, concept=concept, statement=statement)


def concepts(*facts: Fact) -> list[str | None]:
    return [f.concept for f in settled(facts, load_ontology())]


def test_net_income_is_the_groups_where_the_companys_own_is_printed():
    assert concepts(
        fact("Net income", 110, "NetIncomeLoss"),
        fact("Net income attributable to Rainhill", 100, "NetIncomeLoss"),
        fact("Net income", 110, "NetIncomeLoss", CASH_FLOW),
    ) == ["ProfitLoss", "NetIncomeLoss", "ProfitLoss"]


def test_net_income_alone_is_the_companys():
    assert concepts(fact("Net income", 110, "NetIncomeLoss"), fact("Net income", 110, "NetIncomeLoss", CASH_FLOW)) == [
        "NetIncomeLoss",
        "NetIncomeLoss",
    ]


def test_the_total_is_revenue_and_the_part_is_not():
    assert concepts(fact("Net sales", 90, "Revenues"), fact("Total revenue", 100, "Revenues")) == [None, "Revenues"]


def test_lines_with_the_same_amount_keep_their_claim():
    lines = fact("Revenue", 100, "Revenues"), fact("Total revenue", 100, "Revenues")
    assert concepts(*lines) == ["Revenues", "Revenues"]


def test_property_without_net_is_gross_where_net_follows():
    net = "PropertyPlantAndEquipmentNet"
    lines = (
        fact("Property, plant and equipment", 90, net, BALANCE, Period(YEAR.end)),
        fact("Property, plant and equipment — net", 50, net, BALANCE, Period(YEAR.end)),
    )
    assert concepts(*lines) == ["PropertyPlantAndEquipmentGross", net]


def test_equity_without_a_name_is_the_groups_where_the_companys_is_named():
    lines = (
        fact("Total Rainhill Inc. stockholders’ equity", 50, "StockholdersEquity", BALANCE, Period(YEAR.end)),
        fact("Total stockholders’ equity", 60, "StockholdersEquity", BALANCE, Period(YEAR.end)),
    )
    whole = "StockholdersEquityIncludingPortionAttributableToNoncontrollingInterest"
    assert concepts(*lines) == ["StockholdersEquity", whole]


def test_what_neither_words_nor_the_usual_name_decide_stays():
    lines = fact("Interest on notes", 3, "InterestExpense"), fact("Interest on leases", 1, "InterestExpense")
    assert concepts(*lines) == ["InterestExpense", "InterestExpense"]


def test_the_usual_name_of_a_line_item_comes_before_a_rarer_one():
    owed = "ContractWithCustomerLiabilityCurrent"
    lines = (
        fact("Unredeemed gift card liabilities", 4, owed, BALANCE, Period(YEAR.end)),
        fact("Deferred revenue", 9, owed, BALANCE, Period(YEAR.end)),
    )
    assert concepts(*lines) == [None, owed]


def test_other_lines_of_one_kind_are_none_of_them_the_whole():
    other = "IncreaseDecreaseInOtherOperatingAssets"
    lines = (
        fact("Other current assets", 4, other, CASH_FLOW),
        fact("Other long-term assets", 9, other, CASH_FLOW),
    )
    assert concepts(*lines) == [None, None]


def test_a_line_of_another_statement_gives_way_to_the_items_own():
    lines = (
        fact("Income from unconsolidated affiliates", 147, "IncomeLossFromEquityMethodInvestments"),
        fact("Income from unconsolidated affiliates", -96, "IncomeLossFromEquityMethodInvestments", CASH_FLOW),
    )
    assert concepts(*lines) == ["IncomeLossFromEquityMethodInvestments", None]


def test_net_income_on_the_statement_of_equity_may_leave_out_redeemable_interests():
    lines = (
        fact("Net loss including noncontrolling interests", -120, "ProfitLoss"),
        fact("Net loss attributable to Rainhill", -100, "NetIncomeLoss"),
        fact("Net loss", -110, "NetIncomeLoss", Statement.EQUITY),
    )
    assert concepts(*lines) == ["ProfitLoss", "NetIncomeLoss", None]


def test_amounts_of_other_periods_are_no_conflict():
    earlier = duration(date(2023, 12, 31), 12)
    lines = fact("Net sales", 90, "Revenues", period=earlier), fact("Total revenue", 100, "Revenues")
    assert concepts(*lines) == ["Revenues", "Revenues"]


def test_notes_and_tagged_facts_stay():
    note = fact("Net sales", 100, "Revenues", None)
    tagged = Fact(
        "f", "Net sales", Decimal(80), "USD", YEAR, 1, concept="Revenues", statement=INCOME, source=Source.XBRL
    )
    assert concepts(note, tagged, fact("Total revenue", 100, "Revenues")) == ["Revenues"] * 3


def test_only_the_line_that_differs_loses():
    cash = "CashCashEquivalentsRestrictedCashAndRestrictedCashEquivalents"
    assert concepts(
        fact("End of period", 80, cash, CASH_FLOW),
        fact("Cash and cash equivalents", 60, cash, CASH_FLOW),
        fact("Total cash and restricted cash", 80, cash, CASH_FLOW),
    ) == [cash, None, cash]


def test_a_part_printed_in_a_note_is_not_the_line_of_the_statement():
    spent = "ResearchAndDevelopmentExpense"
    lines = fact("Research and development", 90, spent), fact("Research and development", 20, spent, None)
    assert concepts(*lines) == [spent, None]


def test_a_note_that_agrees_with_the_statement_keeps_its_claim_for_other_years_too():
    earlier = duration(date(2019, 12, 31), 12)
    lines = (
        fact("Research and development", 90, "ResearchAndDevelopmentExpense"),
        fact("Research and development", 90, "ResearchAndDevelopmentExpense", None),
        fact("Research and development", 70, "ResearchAndDevelopmentExpense", None, earlier),
    )
    assert concepts(*lines) == ["ResearchAndDevelopmentExpense"] * 3
