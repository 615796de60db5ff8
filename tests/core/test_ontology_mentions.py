"""What a question asks for, in the words of people who ask."""

import pytest

from core.ontology import load_ontology

ONTOLOGY = load_ontology()


@pytest.mark.parametrize(
    ("question", "ids"),
    [
        ("What is the FY2018 capex for Rainhill?", ["PaymentsToAcquirePropertyPlantAndEquipment"]),
        ("R&D and SG&A last quarter", ["ResearchAndDevelopmentExpense", "SellingGeneralAndAdministrativeExpense"]),
        ("year end net PPNE", ["PropertyPlantAndEquipmentNet"]),
        ("D&A (from cash flow statement)", ["DepreciationDepletionAndAmortization"]),
        ("How did cash from operations change?", ["NetCashProvidedByUsedInOperatingActivities"]),
        ("COGS vs. EPS", ["CostOfRevenue", "EarningsPerShareDiluted"]),
        ("Which category grew by top line?", ["Revenues"]),
        ("How much went into share buybacks?", ["PaymentsForRepurchaseOfCommonStock"]),
        ("What about stock repurchases and inventory levels?", ["PaymentsForRepurchaseOfCommonStock", "InventoryNet"]),
        ("effective tax rate", ["effective_tax_rate"]),
        ("What is the free-cash-flow?", ["free_cash_flow"]),
        ("the working capital ratio", ["current_ratio"]),
        ("Is working capital positive?", ["working_capital"]),
        ("fixed asset turnover", ["fixed_asset_turnover"]),
        ("asset turnover", ["asset_turnover"]),
        ("net income margin", ["net_margin"]),
        ("net income attributable to shareholders", ["NetIncomeLoss"]),
        ("capex as a % of revenue", ["capex_intensity"]),
        ("Capital expenditures as a percent of the revenue", ["capex_intensity"]),
        ("Is it a capital-intensive business?", ["capex_intensity"]),
        ("total stockholders' equity", ["StockholdersEquity"]),
        ("total current liabilities", ["LiabilitiesCurrent"]),
        ("any drop in Cash & Cash equivalents", ["CashAndCashEquivalentsAtCarryingValue"]),
        ("changes in inventory levels", ["InventoryNet"]),
        ("How fast did adjusted EPS grow?", []),
        ("unadjusted operating income", ["OperatingIncomeLoss"]),
        ("the statement of cash flows and the balance sheet", []),
        ("same-store sales and sales taxes", []),
        ("the sale of a business", []),
        ("the insurance reserve liability of an asset", []),
        ("How much did it pay for property, plant and equipment?", ["PaymentsToAcquirePropertyPlantAndEquipment"]),
        ("net interest margin", ["NetInterestMargin"]),
        ("What are the company's total liabilities?", ["Liabilities"]),
        ("What are the risk factors?", []),
    ],
)
def test_mentions(question: str, ids: list[str]):
    assert [m.id for m in ONTOLOGY.mentions(question)] == ids


def test_a_mention_bears_its_place():
    (mention,) = ONTOLOGY.mentions("What was Rainhill's free cash flow?")
    assert (
        mention.text == "free cash flow"
        and "What was Rainhill's free cash flow?"[mention.start : mention.end] == mention.text
    )


def test_words_within_words_are_not_mentions():
    assert ONTOLOGY.mentions("salesperson, revenuers and epsilon") == ()


def test_a_query_grows_by_the_words_of_the_statement():
    words = ONTOLOGY.expansion("What was the capex?")
    assert {"purchases", "property", "equipment", "flows"} <= set(words)


def test_a_ratio_brings_its_inputs():
    words = ONTOLOGY.expansion("Is the quick ratio healthy?")
    assert {"receivable", "liabilities", "current", "balance"} <= set(words)


def test_a_query_without_figures_stays_as_it_is():
    assert ONTOLOGY.expansion("Who is the chief executive?") == ()
