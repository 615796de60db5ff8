"""The statements of Quillhaven's annual report, as rows of tables: three years, two balance sheets."""

from scripts.sample_filings.books import Balances, Flows
from scripts.sample_filings.paper import Row
from scripts.sample_filings.quillhaven_books import BALANCES, OPENING, SEGMENTS, YEARS
from scripts.sample_filings.wording import day

COLUMNS: tuple[Flows, ...] = (YEARS[2024], YEARS[2023], YEARS[2022])
SHEETS: tuple[Balances, ...] = (BALANCES[2024], BALANCES[2023])


def income_rows() -> list[Row]:
    """The statement of operations."""
    flows = COLUMNS
    return [
        Row("Revenues:"),
        Row("Products", tuple(f.sales[0] + f.sales[1] for f in flows), 1, dollar=True),
        Row("Services", tuple(f.sales[2] for f in flows), 1),
        Row("Total revenues", tuple(f.revenue for f in flows), total=True),
        Row("Cost of revenues", tuple(f.cost for f in flows)),
        Row("Gross profit", tuple(f.gross_profit for f in flows), total=True),
        Row("Operating expenses:"),
        Row("Research and development", tuple(f.research for f in flows), 1),
        Row("Selling, general and administrative", tuple(f.selling for f in flows), 1),
        Row("Amortization of intangible assets", tuple(f.amortization for f in flows), 1),
        Row("Restructuring charges", tuple(f.restructuring for f in flows), 1),
        Row("Total operating expenses", tuple(f.operating_expenses for f in flows), total=True),
        Row("Income from operations", tuple(f.operating_income for f in flows)),
        Row("Interest expense", tuple(-f.interest for f in flows)),
        Row("Other income, net", tuple(f.other_income for f in flows)),
        Row("Income before income taxes", tuple(f.pretax for f in flows), total=True),
        Row("Income tax expense", tuple(-f.tax for f in flows)),
        Row("Net income including noncontrolling interests", tuple(f.net_income for f in flows), total=True),
        Row("Less: net income attributable to noncontrolling interests", tuple(f.noncontrolling for f in flows)),
        Row(
            "Net income attributable to Quillhaven Instruments Corporation",
            tuple(f.attributable for f in flows), total=True, dollar=True,
        ),
        Row("Net income per share attributable to Quillhaven Instruments Corporation:"),
        Row("Basic", tuple(str(f.per_share(f.shares)) for f in flows), 1, dollar=True),
        Row("Diluted", tuple(str(f.per_share(f.diluted_shares)) for f in flows), 1, dollar=True),
        Row("Weighted-average shares used in computing net income per share:"),
        Row("Basic", tuple(f.shares for f in flows), 1),
        Row("Diluted", tuple(f.diluted_shares for f in flows), 1),
    ]  # fmt: skip


def comprehensive_rows() -> list[Row]:
    """The statement of comprehensive income."""
    flows = COLUMNS
    others = tuple(f.noncontrolling for f in flows)
    whole = tuple(f.net_income + f.hedges for f in flows)
    return [
        Row("Net income including noncontrolling interests", tuple(f.net_income for f in flows), dollar=True),
        Row("Foreign currency translation adjustments", tuple(f.hedges for f in flows), 1),
        Row("Comprehensive income including noncontrolling interests", whole, total=True),
        Row("Less: comprehensive income attributable to noncontrolling interests", others),
        Row(
            "Comprehensive income attributable to Quillhaven Instruments Corporation",
            tuple(f.attributable + f.hedges for f in flows), total=True, dollar=True,
        ),
    ]  # fmt: skip


def balance_rows() -> list[Row]:
    """The balance sheet."""
    sheets = SHEETS
    return [
        Row("Assets"),
        Row("Current assets:"),
        Row("Cash and cash equivalents", tuple(b.cash for b in sheets), 1, dollar=True),
        Row("Accounts receivable, net of allowances of $9 and $8", tuple(b.receivables for b in sheets), 1),
        Row("Inventories", tuple(b.inventories for b in sheets), 1),
        Row("Prepaid expenses and other current assets", tuple(b.prepaid for b in sheets), 1),
        Row("Total current assets", tuple(b.current_assets for b in sheets), total=True),
        Row("Property, plant and equipment, net", tuple(b.plant for b in sheets)),
        Row("Operating lease right-of-use assets", tuple(b.leases for b in sheets)),
        Row("Goodwill", tuple(b.goodwill for b in sheets)),
        Row("Intangible assets, net", tuple(b.intangibles for b in sheets)),
        Row("Other assets", tuple(b.other for b in sheets)),
        Row("Total assets", tuple(b.assets for b in sheets), total=True, dollar=True),
        Row("Liabilities and equity"),
        Row("Current liabilities:"),
        Row("Accounts payable", tuple(b.payables for b in sheets), 1, dollar=True),
        Row("Accrued expenses and other current liabilities", tuple(b.accrued for b in sheets), 1),
        Row("Deferred revenue", tuple(b.deferred_revenue for b in sheets), 1),
        Row("Current portion of long-term debt", tuple(b.current_debt for b in sheets), 1),
        Row("Current operating lease liabilities", tuple(b.current_leases for b in sheets), 1),
        Row("Total current liabilities", tuple(b.current_liabilities for b in sheets), total=True),
        Row("Long-term debt", tuple(b.debt for b in sheets)),
        Row("Operating lease liabilities, non-current", tuple(b.long_leases for b in sheets)),
        Row("Deferred income tax liabilities", tuple(b.deferred_tax for b in sheets)),
        Row("Other liabilities", tuple(b.other_liabilities for b in sheets)),
        Row("Total liabilities", tuple(b.liabilities for b in sheets), total=True),
        Row("Commitments and contingencies (Note 7)"),
        Row("Equity:"),
        Row("Common stock, $0.01 par value; 400 shares authorized", tuple(b.common for b in sheets), 1),
        Row("Additional paid-in capital", tuple(b.paid_in for b in sheets), 1),
        Row("Retained earnings", tuple(b.retained for b in sheets), 1),
        Row("Accumulated other comprehensive loss", tuple(b.accumulated for b in sheets), 1),
        Row("Treasury stock, at cost", tuple(-b.treasury for b in sheets), 1),
        Row(
            "Total Quillhaven Instruments Corporation stockholders’ equity",
            tuple(b.company_equity for b in sheets), total=True,
        ),
        Row("Noncontrolling interests", tuple(b.noncontrolling for b in sheets), 1),
        Row("Total equity", tuple(b.equity for b in sheets), total=True),
        Row("Total liabilities and equity", tuple(b.liabilities + b.equity for b in sheets), total=True, dollar=True),
    ]  # fmt: skip


def cash_rows() -> list[Row]:
    """The statement of cash flows."""
    flows = COLUMNS
    opening = (BALANCES[2023].cash, BALANCES[2022].cash, OPENING.cash)
    return [
        Row("Cash flows from operating activities:"),
        Row("Net income including noncontrolling interests", tuple(f.net_income for f in flows), 1, dollar=True),
        Row("Adjustments to reconcile net income to net cash from operating activities:"),
        Row("Depreciation and amortization", tuple(f.depreciation + f.amortization for f in flows), 1),
        Row("Stock-based compensation", tuple(f.compensation for f in flows), 1),
        Row("Deferred income taxes", tuple(f.deferred_tax for f in flows), 1),
        Row("Changes in operating assets and liabilities:"),
        Row("Accounts receivable", tuple(-f.receivables for f in flows), 1),
        Row("Inventories", tuple(-f.inventories for f in flows), 1),
        Row("Prepaid expenses and other current assets", tuple(-f.prepaid for f in flows), 1),
        Row("Accounts payable", tuple(f.payables for f in flows), 1),
        Row("Accrued expenses and other current liabilities", tuple(f.accrued for f in flows), 1),
        Row("Deferred revenue", tuple(f.deferred_revenue for f in flows), 1),
        Row("Net cash provided by operating activities", tuple(f.operating_cash for f in flows), total=True),
        Row("Cash flows from investing activities:"),
        Row("Purchases of property, plant and equipment", tuple(-f.capex for f in flows), 1),
        Row("Acquisitions, net of cash acquired", tuple(-f.acquisition for f in flows), 1),
        Row("Net cash used in investing activities", tuple(f.investing_cash for f in flows), total=True),
        Row("Cash flows from financing activities:"),
        Row("Proceeds from issuance of long-term debt", tuple(f.borrowed for f in flows), 1),
        Row("Repayments of long-term debt", tuple(-f.repaid for f in flows), 1),
        Row("Repurchases of common stock", tuple(-f.repurchases for f in flows), 1),
        Row("Dividends paid", tuple(-f.dividends for f in flows), 1),
        Row("Taxes paid on net settlement of share awards", tuple(-f.withheld for f in flows), 1),
        Row("Distributions to noncontrolling interests", tuple(-f.distributions for f in flows), 1),
        Row("Net cash used in financing activities", tuple(f.financing_cash for f in flows), total=True),
        Row("Net (decrease) increase in cash and cash equivalents", tuple(f.cash for f in flows), total=True),
        Row("Cash and cash equivalents at beginning of year", opening),
        Row(
            "Cash and cash equivalents at end of year",
            tuple(cash + f.cash for cash, f in zip(opening, flows, strict=True)), total=True, dollar=True,
        ),
    ]  # fmt: skip


def equity_rows() -> list[Row]:
    """The statement of equity over three years: its parts, and the total."""
    rows = [Row(f"Balance at {day(OPENING.at)}", _parts(OPENING), dollar=True)]
    for year, f in YEARS.items():
        awards = f.compensation - f.withheld
        rows += [
            Row("Net income", (None, None, f.attributable, None, None, f.noncontrolling, f.net_income)),
            Row("Other comprehensive income (loss)", (None, None, None, f.hedges, None, None, f.hedges)),
            Row("Dividends declared", (None, None, -f.dividends, None, None, None, -f.dividends)),
            Row("Repurchases of common stock", (None, None, None, None, -f.repurchases, None, -f.repurchases)),
            Row("Stock-based compensation, net", (None, awards, None, None, None, None, awards)),
            Row("Distributions", (None, None, None, None, None, -f.distributions, -f.distributions)),
            Row(f"Balance at {day(f.end)}", _parts(BALANCES[year]), total=True, dollar=True),
        ]
    return rows


def segment_rows() -> list[Row]:
    """Revenues and income from operations by segment, which sum to the company's."""
    flows = COLUMNS
    unallocated = tuple(f.operating_income - sum(f.segment_income) for f in flows)
    return [
        Row("Revenues:"),
        *(Row(name, tuple(f.sales[n] for f in flows), 1) for n, name in enumerate(SEGMENTS)),
        Row("Total revenues", tuple(f.revenue for f in flows), total=True, dollar=True),
        Row("Income from operations:"),
        *(Row(name, tuple(f.segment_income[n] for f in flows), 1) for n, name in enumerate(SEGMENTS)),
        Row("Corporate, restructuring and unallocated", unallocated, 1),
        Row("Total income from operations", tuple(f.operating_income for f in flows), total=True, dollar=True),
    ]


def _parts(b: Balances) -> tuple[int, ...]:
    return b.common, b.paid_in, b.retained, b.accumulated, -b.treasury, b.noncontrolling, b.equity
