"""The statements of Marrowby's quarterly reports, as rows of tables."""

from scripts.sample_filings.books import Balances, Flows, together
from scripts.sample_filings.marrowby_books import BALANCES, OPENING, QUARTERS, SEGMENTS
from scripts.sample_filings.paper import Heads, Row
from scripts.sample_filings.wording import day

WEEKS = {1: "Thirteen Weeks Ended", 2: "Twenty-Six Weeks Ended", 3: "Thirty-Nine Weeks Ended"}


def year_to_date(year: int, quarter: int) -> Flows:
    """The fiscal year so far."""
    return together(QUARTERS[f"{year} Q{n}"] for n in range(1, quarter + 1))


def columns(quarter: int) -> tuple[Flows, ...]:
    """This year's and last year's quarter, then both years to date where that is another period."""
    now = (QUARTERS[f"2024 Q{quarter}"], QUARTERS[f"2023 Q{quarter}"])
    return now if quarter == 1 else (*now, year_to_date(2024, quarter), year_to_date(2023, quarter))


def heads(quarter: int) -> Heads:
    """The headings over `columns`."""
    spans = ((WEEKS[1], 2),) if quarter == 1 else ((WEEKS[1], 2), (WEEKS[quarter], 2))
    return Heads(spans, tuple(day(flows.end) for flows in columns(quarter)))


def income_rows(flows: tuple[Flows, ...]) -> list[Row]:
    """The statement of income."""
    return [
        Row("Net sales", tuple(f.revenue for f in flows), dollar=True),
        Row("Cost of sales, including buying and occupancy costs", tuple(f.cost for f in flows)),
        Row("Gross profit", tuple(f.gross_profit for f in flows), total=True),
        Row("Selling, general and administrative expenses", tuple(f.selling for f in flows)),
        Row("Amortization of intangible assets", tuple(f.amortization for f in flows)),
        Row("Operating income", tuple(f.operating_income for f in flows), total=True),
        Row("Interest expense", tuple(f.interest for f in flows)),
        Row("Other income, net", tuple(-f.other_income for f in flows)),
        Row("Income before income taxes", tuple(f.pretax for f in flows), total=True),
        Row("Provision for income taxes", tuple(f.tax for f in flows)),
        Row("Net income", tuple(f.net_income for f in flows), total=True, dollar=True),
        Row("Earnings per share:"),
        Row("Basic", tuple(str(f.per_share(f.shares)) for f in flows), indent=1, dollar=True),
        Row("Diluted", tuple(str(f.per_share(f.diluted_shares)) for f in flows), indent=1, dollar=True),
        Row("Weighted-average shares outstanding:"),
        Row("Basic", tuple(f.shares for f in flows), indent=1),
        Row("Diluted", tuple(f.diluted_shares for f in flows), indent=1),
    ]


def comprehensive_rows(flows: tuple[Flows, ...]) -> list[Row]:
    """The statement of comprehensive income."""
    return [
        Row("Net income", tuple(f.net_income for f in flows), dollar=True),
        Row("Other comprehensive income (loss):"),
        Row("Unrealized gain (loss) on fuel hedges, net of tax", tuple(f.hedges for f in flows), indent=1),
        Row("Comprehensive income", tuple(f.net_income + f.hedges for f in flows), total=True, dollar=True),
    ]


def balance_columns(quarter: int) -> tuple[Balances, ...]:
    """This quarter's end, the fiscal year's end before it, and the end of last year's quarter."""
    return BALANCES[f"2024 Q{quarter}"], BALANCES["2023 Q4"], BALANCES[f"2023 Q{quarter}"]


def balance_rows(sheets: tuple[Balances, ...]) -> list[Row]:
    """The balance sheet."""
    return [
        Row("ASSETS"),
        Row("Current assets:"),
        Row("Cash and cash equivalents", tuple(b.cash for b in sheets), 1, dollar=True),
        Row("Receivables, net", tuple(b.receivables for b in sheets), 1),
        Row("Merchandise inventories", tuple(b.inventories for b in sheets), 1),
        Row("Prepaid expenses and other current assets", tuple(b.prepaid for b in sheets), 1),
        Row("Total current assets", tuple(b.current_assets for b in sheets), 2, total=True),
        Row("Property and equipment, net", tuple(b.plant for b in sheets)),
        Row("Operating lease right-of-use assets", tuple(b.leases for b in sheets)),
        Row("Goodwill", tuple(b.goodwill for b in sheets)),
        Row("Intangible assets, net", tuple(b.intangibles for b in sheets)),
        Row("Other assets", tuple(b.other for b in sheets)),
        Row("Total assets", tuple(b.assets for b in sheets), total=True, dollar=True),
        Row("LIABILITIES AND SHAREHOLDERS’ EQUITY"),
        Row("Current liabilities:"),
        Row("Accounts payable", tuple(b.payables for b in sheets), 1, dollar=True),
        Row("Accrued liabilities", tuple(b.accrued for b in sheets), 1),
        Row("Gift card liabilities", tuple(b.deferred_revenue for b in sheets), 1),
        Row("Current portion of long-term debt", tuple(b.current_debt for b in sheets), 1),
        Row("Current portion of operating lease liabilities", tuple(b.current_leases for b in sheets), 1),
        Row("Total current liabilities", tuple(b.current_liabilities for b in sheets), 2, total=True),
        Row("Long-term debt, less current portion", tuple(b.debt for b in sheets)),
        Row("Long-term operating lease liabilities", tuple(b.long_leases for b in sheets)),
        Row("Deferred income tax liabilities", tuple(b.deferred_tax for b in sheets)),
        Row("Other long-term liabilities", tuple(b.other_liabilities for b in sheets)),
        Row("Total liabilities", tuple(b.liabilities for b in sheets), 2, total=True),
        Row("Commitments and contingencies (Note 6)"),
        Row("Shareholders’ equity:"),
        Row("Common stock, $0.01 par value; 150,000 shares authorized", tuple(b.common for b in sheets), 1),
        Row("Additional paid-in capital", tuple(b.paid_in for b in sheets), 1),
        Row("Retained earnings", tuple(b.retained for b in sheets), 1),
        Row("Accumulated other comprehensive income", tuple(b.accumulated for b in sheets), 1),
        Row("Treasury stock, at cost", tuple(-b.treasury for b in sheets), 1),
        Row("Total shareholders’ equity", tuple(b.equity for b in sheets), 2, total=True),
        Row(
            "Total liabilities and shareholders’ equity",
            tuple(b.liabilities + b.equity for b in sheets), total=True, dollar=True,
        ),
    ]  # fmt: skip


def cash_rows(quarter: int) -> list[Row]:
    """The statement of cash flows, for the year to date."""
    flows = (year_to_date(2024, quarter), year_to_date(2023, quarter))
    opening = (BALANCES["2023 Q4"].cash, OPENING.cash)
    closing = tuple(cash + f.cash for cash, f in zip(opening, flows, strict=True))
    return [
        Row("OPERATING ACTIVITIES"),
        Row("Net income", tuple(f.net_income for f in flows), dollar=True),
        Row("Adjustments to reconcile net income to net cash provided by operating activities:"),
        Row("Depreciation and amortization", tuple(f.depreciation + f.amortization for f in flows), 1),
        Row("Share-based compensation", tuple(f.compensation for f in flows), 1),
        Row("Deferred income taxes", tuple(f.deferred_tax for f in flows), 1),
        Row("Changes in operating assets and liabilities:"),
        Row("Receivables", tuple(-f.receivables for f in flows), 1),
        Row("Merchandise inventories", tuple(-f.inventories for f in flows), 1),
        Row("Prepaid expenses and other current assets", tuple(-f.prepaid for f in flows), 1),
        Row("Accounts payable", tuple(f.payables for f in flows), 1),
        Row("Accrued liabilities", tuple(f.accrued for f in flows), 1),
        Row("Gift card liabilities", tuple(f.deferred_revenue for f in flows), 1),
        Row("Net cash provided by operating activities", tuple(f.operating_cash for f in flows), total=True),
        Row("INVESTING ACTIVITIES"),
        Row("Purchases of property and equipment", tuple(-f.capex for f in flows)),
        Row("Acquisition of business, net of cash acquired", tuple(-f.acquisition for f in flows)),
        Row("Net cash used in investing activities", tuple(f.investing_cash for f in flows), total=True),
        Row("FINANCING ACTIVITIES"),
        Row("Proceeds from issuance of senior notes", tuple(f.borrowed for f in flows)),
        Row("Repayments of long-term debt", tuple(-f.repaid for f in flows)),
        Row("Repurchases of common stock", tuple(-f.repurchases for f in flows)),
        Row("Dividends paid", tuple(-f.dividends for f in flows)),
        Row("Taxes paid on net settlement of share awards", tuple(-f.withheld for f in flows)),
        Row("Net cash provided by (used in) financing activities", tuple(f.financing_cash for f in flows), total=True),
        Row("Net increase (decrease) in cash and cash equivalents", tuple(f.cash for f in flows), total=True),
        Row("Cash and cash equivalents, beginning of period", opening),
        Row("Cash and cash equivalents, end of period", closing, total=True, dollar=True),
    ]


def equity_rows(quarter: int) -> list[Row]:
    """The statement of shareholders' equity for the quarter: its parts, and the total."""
    before = BALANCES["2023 Q4" if quarter == 1 else f"2024 Q{quarter - 1}"]
    after, flows = BALANCES[f"2024 Q{quarter}"], QUARTERS[f"2024 Q{quarter}"]
    awards = flows.compensation - flows.withheld
    return [
        Row(f"Balance at {day(before.at)}", _parts(before), dollar=True),
        Row("Net income", (None, None, flows.net_income, None, None, flows.net_income)),
        Row("Other comprehensive income (loss)", (None, None, None, flows.hedges, None, flows.hedges)),
        Row("Dividends declared", (None, None, -flows.dividends, None, None, -flows.dividends)),
        Row("Repurchases of common stock", (None, None, None, None, -flows.repurchases, -flows.repurchases)),
        Row("Share-based compensation, net of shares withheld", (None, awards, None, None, None, awards)),
        Row(f"Balance at {day(after.at)}", _parts(after), total=True, dollar=True),
    ]


def _parts(sheet: Balances) -> tuple[int, ...]:
    return sheet.common, sheet.paid_in, sheet.retained, sheet.accumulated, -sheet.treasury, sheet.equity


def segment_rows(flows: tuple[Flows, ...]) -> list[Row]:
    """Net sales and operating income by segment, which sum to the company's."""
    rows = [Row("Net sales:")]
    rows += [Row(name, tuple(f.sales[n] for f in flows), 1) for n, name in enumerate(SEGMENTS)]
    rows += [Row("Total net sales", tuple(f.revenue for f in flows), total=True, dollar=True), Row("Operating income:")]
    rows += [Row(name, tuple(f.segment_income[n] for f in flows), 1) for n, name in enumerate(SEGMENTS)]
    unallocated = tuple(f.operating_income - sum(f.segment_income) for f in flows)
    rows.append(Row("Corporate and unallocated", unallocated, 1))
    rows.append(Row("Total operating income", tuple(f.operating_income for f in flows), total=True, dollar=True))
    return rows
