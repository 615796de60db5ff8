"""The line items and ratios as data: whole, consistent, and quick to find by tag."""

import re

import pytest

from core.filings import Statement
from core.ontology import load_ontology

ONTOLOGY = load_ontology()


def test_the_scored_line_items_are_there():
    wanted = {
        "Revenues", "CostOfRevenue", "GrossProfit", "ResearchAndDevelopmentExpense", "OperatingIncomeLoss",
        "SellingGeneralAndAdministrativeExpense", "OperatingExpenses", "InterestExpense", "IncomeTaxExpenseBenefit",
        "NetIncomeLoss", "EarningsPerShareBasic", "EarningsPerShareDiluted", "Assets", "AssetsCurrent", "Liabilities",
        "LiabilitiesCurrent", "StockholdersEquity", "LiabilitiesAndStockholdersEquity", "InventoryNet", "Goodwill",
        "CashAndCashEquivalentsAtCarryingValue", "AccountsReceivableNetCurrent", "AccountsPayableCurrent",
        "PropertyPlantAndEquipmentNet", "LongTermDebtNoncurrent", "NetCashProvidedByUsedInOperatingActivities",
        "PaymentsToAcquirePropertyPlantAndEquipment", "PaymentsForRepurchaseOfCommonStock", "PaymentsOfDividends",
        "ShareBasedCompensation",
    }  # fmt: skip
    assert wanted <= set(ONTOLOGY.line_items)


def test_no_tag_means_two_line_items():
    tags = [tag for item in ONTOLOGY.line_items.values() for tag in (item.id, *item.tags)]
    assert sorted(tags) == sorted(set(tags))


def test_substitutes_and_conditions_name_line_items():
    known = set(ONTOLOGY.line_items)
    for item in ONTOLOGY.line_items.values():
        assert set(item.instead) <= known, item.id
    for ratio in ONTOLOGY.ratios.values():
        named = {*ratio.optional, *ratio.meaningless_without, *ratio.meaningless_with, *ratio.printed_as}
        assert named <= known, ratio.id


def test_formulas_are_written_over_line_items_alone():
    for ratio in ONTOLOGY.ratios.values():
        words = set(re.findall(r"[A-Za-z_]+", ratio.formula)) - {"avg", "change", "prior"}
        assert words == set(ratio.inputs) and words <= set(ONTOLOGY.line_items), ratio.id
        assert ratio.formula.count("(") == ratio.formula.count(")"), ratio.id


def test_a_ratio_of_ratios_is_written_out():
    formula = ONTOLOGY.ratios["cash_conversion_cycle"].formula
    assert "change(InventoryNet)" in formula and "days_" not in formula
    assert "ShortTermBorrowings" in ONTOLOGY.ratios["net_debt"].optional


def test_a_ratio_that_can_mean_nothing_says_why():
    for ratio in ONTOLOGY.ratios.values():
        if ratio.meaningless_without or ratio.meaningless_with:
            assert ratio.note.endswith("."), ratio.id


@pytest.mark.parametrize(
    ("id", "additive"),
    [
        ("Revenues", True),
        ("PaymentsToAcquirePropertyPlantAndEquipment", True),
        ("EarningsPerShareDiluted", False),
        ("WeightedAverageNumberOfDilutedSharesOutstanding", False),
        ("Assets", False),
        ("EffectiveIncomeTaxRateContinuingOperations", False),
        ("CashCashEquivalentsRestrictedCashAndRestrictedCashEquivalents", False),
    ],
)
def test_only_flows_of_money_add_up_over_time(id: str, additive: bool):
    assert ONTOLOGY.line_items[id].additive is additive


@pytest.mark.parametrize(
    ("tag", "id"),
    [
        ("us-gaap:Revenues", "Revenues"),
        ("us-gaap:RevenueFromContractWithCustomerExcludingAssessedTax", "Revenues"),
        ("us-gaap:CostOfGoodsAndServicesSold", "CostOfRevenue"),
        ("PaymentsToAcquireProductiveAssets", "PaymentsToAcquirePropertyPlantAndEquipment"),
        ("us-gaap:ProfitLoss", "ProfitLoss"),
        ("amzn:FulfillmentCosts", None),
    ],
)
def test_a_tag_finds_its_line_item(tag: str, id: str | None):
    assert ONTOLOGY.concept_of_tag(tag) == id


def test_a_line_item_stands_on_its_own_statement_first():
    net_income = ONTOLOGY.line_items["NetIncomeLoss"]
    assert net_income.statements[0] is net_income.statement is Statement.INCOME
    assert Statement.CASH_FLOW in net_income.statements
