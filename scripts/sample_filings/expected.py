"""What a reader of a sample filing should find: the model's own figures, by line item and period."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from scripts.sample_filings.books import Balances, Flows

FLOW_CONCEPTS = {
    "revenue": "Revenues",
    "cost": "CostOfRevenue",
    "gross_profit": "GrossProfit",
    "operating_income": "OperatingIncomeLoss",
    "pretax": "IncomeLossFromContinuingOperationsBeforeIncomeTaxesExtraordinaryItemsNoncontrollingInterest",
    "tax": "IncomeTaxExpenseBenefit",
    "attributable": "NetIncomeLoss",
}
CASH_CONCEPTS = {
    "operating_cash": "NetCashProvidedByUsedInOperatingActivities",
    "investing_cash": "NetCashProvidedByUsedInInvestingActivities",
    "financing_cash": "NetCashProvidedByUsedInFinancingActivities",
    "capex": "PaymentsToAcquirePropertyPlantAndEquipment",
    "compensation": "ShareBasedCompensation",
    "repurchases": "PaymentsForRepurchaseOfCommonStock",
    "dividends": "PaymentsOfDividends",
}
BALANCE_CONCEPTS = {
    "cash": "CashAndCashEquivalentsAtCarryingValue",
    "receivables": "AccountsReceivableNetCurrent",
    "inventories": "InventoryNet",
    "current_assets": "AssetsCurrent",
    "plant": "PropertyPlantAndEquipmentNet",
    "goodwill": "Goodwill",
    "assets": "Assets",
    "payables": "AccountsPayableCurrent",
    "current_liabilities": "LiabilitiesCurrent",
    "debt": "LongTermDebtNoncurrent",
    "liabilities": "Liabilities",
    "company_equity": "StockholdersEquity",
}


class Expected(NamedTuple):
    """A figure of a filing's primary statements, in units of one (dollars); `start` is None for a balance."""

    concept: str
    value: Decimal
    start: date | None
    end: date


def of_flows(columns: Iterable[Flows], scale: int) -> list[Expected]:
    """The income statement's figures of each of its columns, and earnings per share."""
    found = []
    for flows in columns:
        found += [_of(flows, name, concept, scale) for name, concept in FLOW_CONCEPTS.items()]
        basic, diluted = flows.per_share(flows.shares), flows.per_share(flows.diluted_shares)
        found.append(Expected("EarningsPerShareBasic", basic, flows.start, flows.end))
        found.append(Expected("EarningsPerShareDiluted", diluted, flows.start, flows.end))
    return found


def of_cash(columns: Iterable[Flows], scale: int) -> list[Expected]:
    """The cash-flow statement's figures of each of its columns."""
    return [_of(flows, name, concept, scale) for flows in columns for name, concept in CASH_CONCEPTS.items()]


def of_balances(columns: Iterable[Balances], scale: int) -> list[Expected]:
    """The balance sheet's figures at each of its dates."""
    return [
        Expected(concept, Decimal(getattr(balances, name)).scaleb(scale), None, balances.at)
        for balances in columns
        for name, concept in BALANCE_CONCEPTS.items()
    ]


def _of(flows: Flows, name: str, concept: str, scale: int) -> Expected:
    return Expected(concept, Decimal(getattr(flows, name)).scaleb(scale), flows.start, flows.end)
