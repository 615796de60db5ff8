"""The quarterly reports of Marrowby Home & Garden, Inc. (invented)."""

from collections.abc import Mapping

from reportlab.platypus import Flowable

from scripts.sample_filings.cover import Cover, contents, cover
from scripts.sample_filings.expected import Expected, of_balances, of_cash, of_flows
from scripts.sample_filings.marrowby_books import BALANCES, QUARTERS, SCALE
from scripts.sample_filings.marrowby_statements import (
    WEEKS,
    balance_columns,
    balance_rows,
    cash_rows,
    columns,
    comprehensive_rows,
    equity_rows,
    heads,
    income_rows,
    segment_rows,
    year_to_date,
)
from scripts.sample_filings.marrowby_words import LEGAL, liquidity_text, margin_text, risks, sales_text
from scripts.sample_filings.paper import Heads, Row, bound, centred, heading, new_page, paragraphs, table
from scripts.sample_filings.wording import day, millions

COMPANY = "Marrowby Home & Garden, Inc."
IN_THOUSANDS = "(In thousands, except per share data) (Unaudited)"
_ITEMS = ("Item 1. F", "Item 2. M", "Item 3.", "Item 4.", "Item 1. L", "Item 1A.", "Item 2. U", "SIGNATURES")


def name(quarter: int) -> str:
    """The file's name."""
    return f"marrowby-2024-q{quarter}.pdf"


def ten_q(quarter: int) -> bytes:
    """The report of a quarter of fiscal 2024, as a PDF."""
    end = QUARTERS[f"2024 Q{quarter}"].end
    front = cover(
        Cover("10-Q", f"For the quarterly period ended {day(end)}", COMPANY, "MRWB", "Vermont", "001-99817",
              "14 Orchard Row, Tarnbridge, Vermont 05099", "50,116,402 shares of common stock", day(end))
    )  # fmt: skip

    def content(pages: Mapping[str, int]) -> list[Flowable]:
        parts = (_statements(quarter), _notes(quarter), _discussion(quarter), _part_two(quarter))
        return [*front, *contents(_ITEMS, pages), *(flowable for part in parts for flowable in part)]

    return bound(f"Form 10-Q for the quarter ended {day(end)}", COMPANY, content)


def expected(quarter: int) -> list[Expected]:
    """What the statements of a quarter's report say."""
    flows = columns(quarter)
    to_date = (year_to_date(2024, quarter), year_to_date(2023, quarter))
    return [*of_flows(flows, SCALE), *of_cash(to_date, SCALE), *of_balances(balance_columns(quarter), SCALE)]


def _titled(title: str) -> list[Flowable]:
    return [*new_page(), *centred("MARROWBY HOME & GARDEN, INC.", title, IN_THOUSANDS)]


def _statements(quarter: int) -> list[Flowable]:
    sheets = balance_columns(quarter)
    to_date = Heads(((WEEKS[quarter], 2),), tuple(day(year_to_date(y, quarter).end) for y in (2024, 2023)))
    parts = ("Common Stock", "Paid-in Capital", "Retained Earnings", "Accumulated OCI", "Treasury Stock", "Total")
    return [
        *new_page(), *centred("PART I. FINANCIAL INFORMATION"), *heading("Item 1. Financial Statements"),
        *centred("MARROWBY HOME & GARDEN, INC.", "CONDENSED CONSOLIDATED STATEMENTS OF INCOME", IN_THOUSANDS),
        *table(heads(quarter), income_rows(columns(quarter))),
        *_titled("CONDENSED CONSOLIDATED STATEMENTS OF COMPREHENSIVE INCOME"),
        *table(heads(quarter), comprehensive_rows(columns(quarter))),
        *_titled("CONDENSED CONSOLIDATED BALANCE SHEETS"),
        *table(Heads((), tuple(day(sheet.at) for sheet in sheets)), balance_rows(sheets)),
        *_titled("CONDENSED CONSOLIDATED STATEMENTS OF CASH FLOWS"), *table(to_date, cash_rows(quarter)),
        *_titled("CONDENSED CONSOLIDATED STATEMENTS OF SHAREHOLDERS’ EQUITY"),
        *table(Heads((), parts), equity_rows(quarter)),
    ]  # fmt: skip


def _notes(quarter: int) -> list[Flowable]:
    sheet, flows = BALANCES[f"2024 Q{quarter}"], QUARTERS[f"2024 Q{quarter}"]
    debt = [
        Row("Term loan due 2027", (0 if quarter > 1 else sheet.debt + sheet.current_debt,), dollar=True),
        Row("6.25% senior notes due 2032", (300_000 if quarter > 1 else 0,)),
        Row("Equipment loans", (sheet.debt + sheet.current_debt - 300_000 if quarter > 1 else 0,)),
        Row("Total debt", (sheet.debt + sheet.current_debt,), total=True),
        Row("Less: current portion", (-sheet.current_debt,)),
        Row("Long-term debt, less current portion", (sheet.debt,), total=True, dollar=True),
    ]
    return [
        *new_page(), *centred("NOTES TO CONDENSED CONSOLIDATED FINANCIAL STATEMENTS", "(Unaudited)"),
        *heading("Note 1. Basis of Presentation"),
        *paragraphs(
            f"{COMPANY} (“Marrowby”, “we”, “our”) sells plants, garden supplies and home goods at stores and "
            f"online. Our "
            "fiscal year ends on the Saturday nearest January 31. Fiscal 2023 had 53 weeks and ended on February 3, "
            "2024; fiscal 2024 has 52 weeks and ends on February 1, 2025.",
            "These statements are condensed and unaudited. In our opinion they contain all adjustments, consisting of "
            "normal recurring adjustments, that are necessary for a fair statement.",
        ),
        *heading("Note 2. Revenue"),
        *paragraphs(
            "We recognize net sales when the customer takes possession of the merchandise. Gift cards are recognized "
            f"when they are redeemed. Gift card liabilities were {millions(sheet.deferred_revenue)} at {day(sheet.at)}."
        ),
        *heading("Note 3. Segments"),
        *paragraphs("We have three reportable segments: Garden Centers, Home Stores and Digital."),
        *table(heads(quarter), segment_rows(columns(quarter))),
        *heading("Note 4. Debt"), *table(Heads((), (day(sheet.at),)), debt),
        *paragraphs(*([_refinancing()] if quarter > 1 else ["The term loan bears interest at a margin over SOFR."])),
        *heading("Note 5. Income Taxes"),
        *paragraphs(
            f"The provision for income taxes was {millions(flows.tax)} on income before income taxes of "
            f"{millions(flows.pretax)}. Unrecognized tax benefits did not change materially in the quarter."
        ),
        *heading("Note 6. Commitments and Contingencies"), *paragraphs(LEGAL[quarter]),
        *(_acquisition(flows.acquisition, flows.bought_goodwill) if quarter == 3 else []),
    ]  # fmt: skip


def _refinancing() -> str:
    return (
        "On June 6, 2024 we issued $300.0 million of 6.25% senior notes due 2032 and repaid $240.0 million of the term "
        "loan. The balance of the term loan was converted into equipment loans."
    )


def _acquisition(price: int, goodwill: int) -> list[Flowable]:
    return [
        *heading("Note 7. Acquisition"),
        *paragraphs(
            f"On August 19, 2024 we acquired Fennick Nurseries, a grower of live plants, for {millions(price)} "
            f"in cash. "
            f"Goodwill of {millions(goodwill)} was assigned to the Garden Centers segment and is deductible for tax."
        ),
    ]


def _discussion(quarter: int) -> list[Flowable]:
    flows = columns(quarter)
    rates = [
        Row("Gross margin", tuple(_rate(f.gross_profit, f.revenue) for f in flows)),
        Row("Selling, general and administrative expenses", tuple(_rate(f.selling, f.revenue) for f in flows)),
        Row("Operating income", tuple(_rate(f.operating_income, f.revenue) for f in flows)),
        Row("Net income", tuple(_rate(f.net_income, f.revenue) for f in flows)),
    ]
    return [
        *new_page(), *heading("Item 2. Management’s Discussion and Analysis of Financial Condition"),
        *paragraphs(
            "This discussion contains forward-looking statements. Actual results may differ because of the risks in "
            "Part II, Item 1A."
        ),
        *heading("Results of Operations"), *paragraphs("As a percentage of net sales:"), *table(heads(quarter), rates),
        *heading("Net sales"), *paragraphs(*sales_text(quarter)),
        *heading("Gross margin and expenses"), *paragraphs(*margin_text(quarter)),
        *heading("Liquidity and Capital Resources"), *paragraphs(*liquidity_text(quarter)),
        *heading("Item 3. Quantitative and Qualitative Disclosures About Market Risk"),
        *paragraphs(
            "We hedge part of the fuel that our deliveries need. A change of 10% in the price of diesel would change "
            "annual cost of sales by about $1.1 million. We have no material exposure to foreign currency."
        ),
        *heading("Item 4. Controls and Procedures"),
        *paragraphs(
            "Our chief executive officer and chief financial officer concluded that our disclosure controls and "
            "procedures were effective at the end of the period. There was no change in internal control over "
            "financial "
            "reporting in the quarter that materially affected it."
        ),
    ]  # fmt: skip


def _rate(part: int, whole: int) -> str:
    return f"{part * 100 / whole:.1f}%"


def _part_two(quarter: int) -> list[Flowable]:
    flows = QUARTERS[f"2024 Q{quarter}"]
    bought = f"We repurchased common stock for {millions(flows.repurchases)} in the quarter."
    risk_text = [flowable for title, text in risks(quarter) for flowable in (*heading(title), *paragraphs(text))]
    return [
        *new_page(), *centred("PART II. OTHER INFORMATION"), *heading("Item 1. Legal Proceedings"),
        *paragraphs("The matters in Note 6 of the financial statements are incorporated here by reference."),
        *heading("Item 1A. Risk Factors"), *risk_text,
        *heading("Item 2. Unregistered Sales of Equity Securities and Use of Proceeds"),
        *paragraphs(bought if flows.repurchases else "We repurchased no common stock in the quarter."),
        *heading("SIGNATURES"),
        *paragraphs(f"Pursuant to the requirements of the Securities Exchange Act of 1934, signed for {COMPANY}."),
    ]  # fmt: skip
