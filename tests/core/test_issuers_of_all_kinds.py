"""What a line is called by banks, insurers, landlords, utilities, airlines and issuers under IFRS."""

import pytest

from core.filings import Statement
from core.ontology import load_ontology

INCOME, BALANCE, CASH = Statement.INCOME, Statement.BALANCE, Statement.CASH_FLOW
CAPEX, PROPERTY = "PaymentsToAcquirePropertyPlantAndEquipment", "PropertyPlantAndEquipmentNet"


@pytest.mark.parametrize(
    ("label", "parents", "statement", "concept"),
    [
        ("Tax charge", (), INCOME, "IncomeTaxExpenseBenefit"),
        ("Finance income", (), INCOME, "InvestmentIncomeInterest"),
        ("Net finance costs", (), INCOME, "InterestIncomeExpenseNonoperatingNet"),
        ("Result from operating activities", (), INCOME, "OperatingIncomeLoss"),
        ("Loss for the year", (), INCOME, "NetIncomeLoss"),
        ("Equity holders of the parent", ("Profit for the year attributable to:",), INCOME, "NetIncomeLoss"),
        ("Borrowings", ("Non-current liabilities",), BALANCE, "LongTermDebtNoncurrent"),
        ("Borrowings", ("Current liabilities",), BALANCE, "DebtCurrent"),
        ("Net assets", (), BALANCE, "StockholdersEquityIncludingPortionAttributableToNoncontrollingInterest"),
        ("Share capital", ("Equity",), BALANCE, "CommonStockValue"),
        ("Cash at bank and in hand", (), BALANCE, "CashAndCashEquivalentsAtCarryingValue"),
        ("Net cash (outflow)/inflow from financing activities", (), CASH, "NetCashProvidedByUsedInFinancingActivities"),
        ("Equity dividends paid", (), CASH, "PaymentsOfDividends"),
        ("Purchase of own shares", (), CASH, "PaymentsForRepurchaseOfCommonStock"),
        ("Bank premises and equipment, net", (), BALANCE, PROPERTY),
        ("Net earned premiums", (), INCOME, "PremiumsEarnedNet"),
        ("Total claims and expenses", (), INCOME, "CostsAndExpenses"),
        ("Net investment in real estate", (), BALANCE, PROPERTY),
        ("Real estate, net", (), BALANCE, PROPERTY),
        ("Mortgage notes payable, net", (), BALANCE, "LongTermDebtNoncurrent"),
        ("Distributions paid on common shares", (), CASH, "PaymentsOfDividends"),
        ("Additions to real estate", (), CASH, CAPEX),
        ("Total utility plant, net", (), BALANCE, PROPERTY),
        ("Gross additions to property, plant and equipment", (), CASH, CAPEX),
        ("Spare parts and supplies, net", ("Current assets",), BALANCE, "InventoryNet"),
        ("Cost of product sales", (), INCOME, "CostOfRevenue"),
    ],
)
def test_a_label_means_the_line_that_analysts_ask_for(
    label: str, parents: tuple[str, ...], statement: Statement, concept: str
) -> None:
    assert load_ontology().concept_of(label, parents, statement, "USD") == concept


@pytest.mark.parametrize("label", ["Finance income", "Net assets", "Share capital", "Tax"])
def test_words_that_mean_a_line_on_its_statement_only_are_none_in_the_notes(label: str) -> None:
    assert load_ontology().concept_of(label, (), None, "USD") is None
