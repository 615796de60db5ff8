"""What labels mean, as issuers of many kinds print them."""

import pytest

from core.filings import Statement
from core.labels import canonical
from core.ontology import load_ontology

ONTOLOGY = load_ontology()
INCOME, BALANCE, CASH_FLOW = Statement.INCOME, Statement.BALANCE, Statement.CASH_FLOW


@pytest.mark.parametrize(
    ("label", "id"),
    [
        ("Net sales", "Revenues"),
        ("Total net revenue", "Revenues"),
        ("Revenues", "Revenues"),
        ("Total revenues, net of interest expense", "Revenues"),
        ("Sales and other operating revenues (1)", "Revenues"),
        ("Cost of sales (exclusive of depreciation and amortization)", "CostOfRevenue"),
        ("Cost of revenues, excluding depreciation shown separately below", "CostOfRevenue"),
        ("Cost of goods sold, including buying and occupancy costs", "CostOfRevenue"),
        ("Research, development and engineering", "ResearchAndDevelopmentExpense"),
        ("Selling, general & administrative expenses", "SellingGeneralAndAdministrativeExpense"),
        ("Operating, general and administrative", "SellingGeneralAndAdministrativeExpense"),
        ("Interest expense and other financing charges", "InterestExpense"),
        ("Applicable income tax expense", "IncomeTaxExpenseBenefit"),
        ("Gain (loss) from discontinued operations, net of tax", "IncomeLossFromDiscontinuedOperationsNetOfTax"),
        ("Profit", "NetIncomeLoss"),
        ("Net loss and comprehensive loss", "NetIncomeLoss"),
        ("Income from operations", "OperatingIncomeLoss"),
        ("Operating (loss) income", "OperatingIncomeLoss"),
        ("Loss from operations", "OperatingIncomeLoss"),
        ("Earnings from operations", "OperatingIncomeLoss"),
        ("Earnings before provision for taxes on income", "IncomeLossFromContinuingOperationsBeforeIncomeTaxes"
         "ExtraordinaryItemsNoncontrollingInterest"),
        ("Income tax expense (benefit)", "IncomeTaxExpenseBenefit"),
        ("Provision for (benefit from) income taxes", "IncomeTaxExpenseBenefit"),
        ("Net income (loss)", "NetIncomeLoss"),
        ("Net loss", "NetIncomeLoss"),
        ("Net earnings attributable to Rainhill Foods, Inc.", "NetIncomeLoss"),
        ("Net income including noncontrolling interests", "ProfitLoss"),
        ("Consolidated net income", "ProfitLoss"),
        ("Less: net loss attributable to non-controlling interests, net of tax",
         "NetIncomeLossAttributableToNoncontrollingInterest"),
        ("Net income available to common shareholders", "NetIncomeLossAvailableToCommonStockholdersBasic"),
        ("Net earnings from continuing operations", "IncomeLossFromContinuingOperations"),
        ("Loss from discontinued operations, net of tax", "IncomeLossFromDiscontinuedOperationsNetOfTax"),
    ],
)  # fmt: skip
def test_income_statement_labels(label: str, id: str):
    assert ONTOLOGY.concept_of(label, (), INCOME, "USD") == id


@pytest.mark.parametrize(
    ("label", "id"),
    [
        ("Accounts receivable, net of allowance of $51 and $80", "AccountsReceivableNetCurrent"),
        ("Receivables, less allowances of $12", "AccountsReceivableNetCurrent"),
        ("Merchandise inventories", "InventoryNet"),
        ("Land, buildings, and equipment, net of accumulated depreciation", "PropertyPlantAndEquipmentNet"),
        ("Property, plant and equipment (PP&E) — net", "PropertyPlantAndEquipmentNet"),
        ("Premises and equipment", "PropertyPlantAndEquipmentNet"),
        ("Accounts payable", "AccountsPayableCurrent"),
        ("Inventories", "InventoryNet"),
        ("Other assets", "OtherAssetsNoncurrent"),
        ("Total shareowners’ equity", "StockholdersEquity"),
        ("Total shareholders’ equity attributable to Rainhill Foods", "StockholdersEquity"),
        ("Total partners’ capital", "StockholdersEquity"),
        ("Notes payable, less current portion", "LongTermDebtNoncurrent"),
        ("Total Rainhill Foods, Inc. stockholders’ equity", "StockholdersEquity"),
        ("Total equity", "StockholdersEquityIncludingPortionAttributableToNoncontrollingInterest"),
        ("Total liabilities and shareholders’ investment", "LiabilitiesAndStockholdersEquity"),
        ("Total liabilities, redeemable noncontrolling interests, and equity", "LiabilitiesAndStockholdersEquity"),
        ("Long-term debt, net of current portion", "LongTermDebtNoncurrent"),
        ("Retained earnings (accumulated deficit)", "RetainedEarningsAccumulatedDeficit"),
        ("Common stock and additional paid-in capital, $0.00001 par value: 50,400,000 shares authorized",
         "CommonStocksIncludingAdditionalPaidInCapital"),
        ("Deposits", "Deposits"),
    ],
)  # fmt: skip
def test_balance_sheet_labels(label: str, id: str):
    assert ONTOLOGY.concept_of(label, (), BALANCE, "USD") == id


@pytest.mark.parametrize(
    ("label", "id"),
    [
        ("Purchases of property and equipment", "PaymentsToAcquirePropertyPlantAndEquipment"),
        ("Payments for acquisition of property, plant and equipment", "PaymentsToAcquirePropertyPlantAndEquipment"),
        ("Purchases of property, plant and equipment (PP&E)", "PaymentsToAcquirePropertyPlantAndEquipment"),
        ("Additions to property and equipment", "PaymentsToAcquirePropertyPlantAndEquipment"),
        ("Capital expenditures", "PaymentsToAcquirePropertyPlantAndEquipment"),
        ("Net cash inflow from operating activities", "NetCashProvidedByUsedInOperatingActivities"),
        ("Amortization of stock-based compensation", "ShareBasedCompensation"),
        ("Purchase of shares", "PaymentsForRepurchaseOfCommonStock"),
        ("Cash generated by operating activities", "NetCashProvidedByUsedInOperatingActivities"),
        ("Net cash flows from operations", "NetCashProvidedByUsedInOperatingActivities"),
        ("Net cash (used in) provided by investing activities", "NetCashProvidedByUsedInInvestingActivities"),
        ("Cash generated by/(used in) financing activities", "NetCashProvidedByUsedInFinancingActivities"),
        ("Net cash provided by operating activities of continuing operations",
         "NetCashProvidedByUsedInOperatingActivitiesContinuingOperations"),
        ("Accounts payable", "IncreaseDecreaseInAccountsPayable"),
        ("(Increase) decrease in accounts receivable, net", "IncreaseDecreaseInAccountsReceivable"),
        ("Inventories", "IncreaseDecreaseInInventories"),
        ("Depreciation and amortization", "DepreciationDepletionAndAmortization"),
        ("Net income", "NetIncomeLoss"),
        ("Deferred income taxes", "DeferredIncomeTaxExpenseBenefit"),
        ("Cash, cash equivalents and restricted cash, end of period",
         "CashCashEquivalentsRestrictedCashAndRestrictedCashEquivalents"),
    ],
)  # fmt: skip
def test_cash_flow_labels(label: str, id: str):
    assert ONTOLOGY.concept_of(label, (), CASH_FLOW, "USD") == id


@pytest.mark.parametrize(
    ("label", "parents", "unit", "id"),
    [
        ("Basic", ("Earnings per share:",), "", "EarningsPerShareBasic"),
        ("Diluted", ("Net income per share attributable to common stockholders:",), "USD/share",
         "EarningsPerShareDiluted"),
        ("Basic", ("Weighted-average shares outstanding:",), "", "WeightedAverageNumberOfSharesOutstandingBasic"),
        ("Diluted (in shares)", ("Shares used in computing earnings per share:",), "shares",
         "WeightedAverageNumberOfDilutedSharesOutstanding"),
        ("Earnings per common share — assuming dilution", (), "USD/share", "EarningsPerShareDiluted"),
        ("Continuing operations", ("Diluted earnings per share",), "USD/share",
         "IncomeLossFromContinuingOperationsPerDilutedShare"),
        ("Basic", (), "", None),
        ("Dividends declared per common share", (), "USD/share", "CommonStockDividendsPerShareDeclared"),
    ],
)  # fmt: skip
def test_per_share_rows_take_their_meaning_from_their_headings(
    label: str, parents: tuple[str, ...], unit: str, id: str | None
):
    assert ONTOLOGY.concept_of(label, parents, INCOME, unit) == id


@pytest.mark.parametrize(
    ("label", "parents", "statement", "id"),
    [
        ("Total", ("Current assets:",), BALANCE, "AssetsCurrent"),
        ("Term debt", ("Current liabilities:",), BALANCE, "LongTermDebtCurrent"),
        ("Term debt", ("Non-current liabilities:",), BALANCE, "LongTermDebtNoncurrent"),
        ("Marketable securities", ("Current assets:",), BALANCE, "ShortTermInvestments"),
        ("Marketable securities", ("Non-current assets:",), BALANCE, "LongTermInvestments"),
        ("Long-term debt", ("Current liabilities:",), BALANCE, "LongTermDebtNoncurrent"),
        ("Other", ("Investing activities:",), CASH_FLOW, "PaymentsForProceedsFromOtherInvestingActivities"),
        ("Other", ("Financing activities:",), CASH_FLOW, "ProceedsFromPaymentsForOtherFinancingActivities"),
        ("Deferred income taxes", ("Other liabilities",), BALANCE, "DeferredIncomeTaxLiabilitiesNet"),
        ("Other assets", ("Changes in assets:",), CASH_FLOW, "IncreaseDecreaseInOtherOperatingAssets"),
    ],
)  # fmt: skip
def test_headings_narrow_the_choice(label: str, parents: tuple[str, ...], statement: Statement, id: str):
    assert ONTOLOGY.concept_of(label, parents, statement, "USD") == id


@pytest.mark.parametrize(
    ("label", "parents", "statement"),
    [
        ("Americas net sales", (), None),
        ("Net sales", ("Americas",), None),
        ("Revenues", ("Delivery",), None),
        ("Products", ("Cost of sales:",), INCOME),
        ("Total segment operating income", (), None),
        ("Adjusted operating income", (), None),
        ("Operating income", ("Adjusted (non-GAAP)",), None),
        ("Organic net sales", (), None),
        ("Net income excluding special items", (), None),
        ("Income before taxes", ("Discontinued operations",), INCOME),
        ("Other assets", ("Cash flows from investing activities:",), CASH_FLOW),
        ("Common stock and common stock equivalents (C)", (), None),
        ("Balance at beginning of period", (), None),
        ("Beginning restricted cash", (), None),
        ("Common stock subject to repurchase", (), None),
        ("Goodwill", ("Assets acquired:",), None),
        ("Commercial paper", ("Marketable debt securities",), None),
        ("Short-term borrowings", ("Interest expense",), None),
        ("Amortization of right-of-use assets", ("Finance leases",), None),
        ("Operating leases", ("Weighted-average discount rate",), None),
        ("Revenues, excluding hedging effect", (), None),
        ("Purchases of property and equipment", ("Non-cash investing and financing activities:",), CASH_FLOW),
        ("Store counts", (), None),
        ("", (), None),
        ("Total", (), None),
    ],
)
def test_what_is_not_the_whole_issuer_or_not_gaap_has_no_concept(
    label: str, parents: tuple[str, ...], statement: Statement | None
):
    assert ONTOLOGY.concept_of(label, parents, statement, "USD") is None


def test_a_share_of_sales_is_not_the_amount():
    assert ONTOLOGY.concept_of("Gross margin", (), None, "USD") == "GrossProfit"
    assert ONTOLOGY.concept_of("Gross margin", (), None, "%") is None
    assert ONTOLOGY.concept_of("Net income", (), INCOME, "%") is None


def test_tax_in_a_name_is_not_cut_away():
    assert canonical("Income before taxes") != canonical("Income")
    assert canonical("Income from continuing operations, net of tax") == "income from continuing operation"


@pytest.mark.parametrize(
    ("label", "statement", "id"),
    [
        ("Sales to customers", INCOME, "Revenues"),
        ("Marketing, general, and administrative", INCOME, "SellingGeneralAndAdministrativeExpense"),
        ("Consolidated net income attributable to Rainhill", INCOME, "NetIncomeLoss"),
        ("Net earnings per share (Diluted)", INCOME, "EarningsPerShareDiluted"),
        ("Income before provision/(benefit) for taxes on income and equity in earnings of affiliates", INCOME,
         "IncomeLossFromContinuingOperationsBeforeIncomeTaxesExtraordinaryItemsNoncontrollingInterest"),
        ("Purchase of property, plant, and equipment, and other intangible assets", CASH_FLOW,
         "PaymentsToAcquirePropertyPlantAndEquipment"),
        ("Additions to property and equipment, net of $35 and $46 of non-cash capital expenditures", CASH_FLOW,
         "PaymentsToAcquirePropertyPlantAndEquipment"),
        ("Property and equipment additions included in accounts payable", CASH_FLOW, None),
        ("Repurchases of common stock, net of excise taxes", CASH_FLOW, "PaymentsForRepurchaseOfCommonStock"),
        ("Repurchases of common stock for tax withholdings", CASH_FLOW,
         "PaymentsRelatedToTaxWithholdingForShareBasedCompensation"),
        ("Dividends paid on common and preferred stock", CASH_FLOW, "PaymentsOfDividends"),
        ("Dividends paid to noncontrolling interests", CASH_FLOW, "PaymentsToMinorityShareholders"),
        ("Preferred dividends", CASH_FLOW, None),
        ("Long-term debt due within one year", BALANCE, "LongTermDebtCurrent"),
        ("Current maturities of long-term debt and finance lease obligations", BALANCE, "LongTermDebtCurrent"),
        ("Long-term debt and finance lease obligations, less current maturities", BALANCE, "LongTermDebtNoncurrent"),
        ("Equity attributable to shareowners of Rainhill", BALANCE, "StockholdersEquity"),
        ("Cost of services", INCOME, "CostOfServices"),
    ],
)  # fmt: skip
def test_families_of_labels(label: str, statement: Statement, id: str | None):
    assert ONTOLOGY.concept_of(label, (), statement) == id


def test_a_note_on_deferred_taxes_is_no_statement():
    assert ONTOLOGY.concept_of("Depreciation and amortization", ("Deferred tax liabilities:",), None, "USD") is None


def test_a_heading_that_names_several_parts_of_the_balance_sheet_is_not_one_of_them():
    heading = "Liabilities, redeemable non-controlling interests and equity"
    assert ONTOLOGY.concept_of("Accounts payable", (heading,), BALANCE, "USD") == "AccountsPayableCurrent"


@pytest.mark.parametrize(
    ("label", "parents", "id"),
    [
        ("Deposits", ("Liabilities",), "Deposits"),
        ("Deposits", ("Other assets",), None),
        ("Trade and other accounts receivable, less allowance of $10", (), "AccountsReceivableNetCurrent"),
        ("Inventories, principally average cost", (), "InventoryNet"),
        ("Property, plant and equipment, at cost, less accumulated depreciation", (), "PropertyPlantAndEquipmentNet"),
        ("Property, plant and equipment, at cost", (), "PropertyPlantAndEquipmentGross"),
    ],
)
def test_balance_sheet_families(label: str, parents: tuple[str, ...], id: str | None):
    assert ONTOLOGY.concept_of(label, parents, BALANCE, "USD") == id


@pytest.mark.parametrize(
    ("parents", "id"),
    [
        ((), "StockholdersEquityIncludingPortionAttributableToNoncontrollingInterest"),
        (("Retained earnings:",), None),
    ],
)
def test_a_balance_on_the_statement_of_equity_is_total_equity(parents: tuple[str, ...], id: str | None):
    assert ONTOLOGY.concept_of("Balance as of December 31, 2024", parents, Statement.EQUITY, "USD") == id


def test_the_change_in_cash_may_be_named_by_what_it_stands_under() -> None:
    concept = load_ontology().concept_of(
        "Net increase (decrease) for the period", ("Cash and cash equivalents",), Statement.CASH_FLOW, "USD"
    )
    assert concept is not None and concept.endswith("PeriodIncreaseDecreaseIncludingExchangeRateEffect")
