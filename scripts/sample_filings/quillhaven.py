"""The annual report of Quillhaven Instruments Corporation (invented)."""

from collections.abc import Mapping

from reportlab.platypus import Flowable

from scripts.sample_filings.cover import Cover, contents, cover
from scripts.sample_filings.expected import Expected, of_balances, of_cash, of_flows
from scripts.sample_filings.paper import Heads, Row, bound, centred, heading, new_page, paragraphs, table
from scripts.sample_filings.quillhaven_books import SCALE, YEARS
from scripts.sample_filings.quillhaven_statements import (
    COLUMNS,
    SHEETS,
    balance_rows,
    cash_rows,
    comprehensive_rows,
    equity_rows,
    income_rows,
    segment_rows,
)
from scripts.sample_filings.quillhaven_words import BUSINESS, LEGAL, RISKS, liquidity_text, results_text
from scripts.sample_filings.wording import day, percent

COMPANY = "Quillhaven Instruments Corporation"
NAME = "quillhaven-2024-10k.pdf"
IN_MILLIONS = "(In millions, except per share amounts)"
_ITEMS = ("Item 1. B", "Item 1A.", "Item 2. P", "Item 3. L", "Item 5.", "Item 7. M", "Item 7A.", "Item 8.", "Item 9A.")
_YEARS = Heads((("Year Ended December 31,", 3),), ("2024", "2023", "2022"))


def ten_k() -> bytes:
    """The annual report of 2024, as a PDF."""
    front = cover(
        Cover("10-K", "For the fiscal year ended December 31, 2024", COMPANY, "QHVN", "Delaware", "001-99824",
              "200 Larkmoor Avenue, Estwick, Ohio 43999", "136,904,118 shares of common stock", "January 31, 2025")
    )  # fmt: skip

    def content(pages: Mapping[str, int]) -> list[Flowable]:
        return [*front, *contents(_ITEMS, pages), *_part_one(), *_discussion(), *_statements(), *_notes()]

    return bound("Form 10-K for the fiscal year ended December 31, 2024", COMPANY, content)


def expected() -> list[Expected]:
    """What the statements of the report say."""
    return [*of_flows(COLUMNS, SCALE), *of_cash(COLUMNS, SCALE), *of_balances(SHEETS, SCALE)]


def _part_one() -> list[Flowable]:
    risks = [flowable for title, text in RISKS for flowable in (*heading(title), *paragraphs(text))]
    return [
        *new_page(), *centred("PART I"), *heading("Item 1. Business"), *paragraphs(*BUSINESS),
        *heading("Item 1A. Risk Factors"), *risks,
        *heading("Item 2. Properties"),
        *paragraphs("We own plants in Ohio, Denmark and Malaysia and lease 41 service centers."),
        *heading("Item 3. Legal Proceedings"), *paragraphs(LEGAL),
        *centred("PART II"), *heading("Item 5. Market for Registrant’s Common Equity"),
        *paragraphs(
            "Our common stock is listed on the Sample Exchange. In October 2024 our board authorized repurchases of up "
            "to $400 million, of which $310 million remained at December 31, 2024."
        ),
    ]  # fmt: skip


def _discussion() -> list[Flowable]:
    flows = COLUMNS
    rates = [
        Row("Gross margin", tuple(f"{percent(f.gross_profit, f.revenue)}%" for f in flows)),
        Row("Research and development", tuple(f"{percent(f.research, f.revenue)}%" for f in flows)),
        Row("Operating margin", tuple(f"{percent(f.operating_income, f.revenue)}%" for f in flows)),
        Row("Effective tax rate", tuple(f"{percent(f.tax, f.pretax)}%" for f in flows)),
    ]
    free = [
        Row("Net cash provided by operating activities", tuple(f.operating_cash for f in flows), dollar=True),
        Row("Purchases of property, plant and equipment", tuple(-f.capex for f in flows)),
        Row("Free cash flow (non-GAAP)", tuple(f.operating_cash - f.capex for f in flows), total=True, dollar=True),
    ]
    return [
        *new_page(), *heading("Item 7. Management’s Discussion and Analysis of Financial Condition"),
        *heading("Results of Operations"), *table(_YEARS, rates), *paragraphs(*results_text()),
        *heading("Liquidity and Capital Resources"), *paragraphs(*liquidity_text()),
        *paragraphs("Free cash flow is a non-GAAP measure: cash from operations less capital expenditures."),
        *table(_YEARS, free),
        *heading("Item 7A. Quantitative and Qualitative Disclosures About Market Risk"),
        *paragraphs(
            "About 46% of our revenues are in currencies other than the U.S. dollar, mainly the euro. A 10% stronger "
            "dollar would have lowered 2024 revenues by about $103 million and operating income by about $21 million."
        ),
    ]  # fmt: skip


def _titled(title: str, subtitle: str = IN_MILLIONS) -> list[Flowable]:
    return [*new_page(), *centred("QUILLHAVEN INSTRUMENTS CORPORATION", title, subtitle)]


def _statements() -> list[Flowable]:
    sheets = Heads((("As of December 31,", 2),), ("2024", "2023"))
    parts = (
        "Common Stock",
        "Paid-in Capital",
        "Retained Earnings",
        "Accum. OCL",
        "Treasury Stock",
        "Noncontrolling Interests",
        "Total Equity",
    )
    return [
        *new_page(), *heading("Item 8. Financial Statements and Supplementary Data"),
        *centred("REPORT OF INDEPENDENT REGISTERED PUBLIC ACCOUNTING FIRM"),
        *paragraphs(
            "We have audited the consolidated balance sheets of the company as of December 31, 2024 and 2023 and the "
            "related consolidated statements for each of the three years in the period ended December 31, 2024. In our "
            "opinion they present fairly, in all material respects, its financial position and results.",
        ),
        *_titled("CONSOLIDATED STATEMENTS OF OPERATIONS"), *table(_YEARS, income_rows()),
        *_titled("CONSOLIDATED STATEMENTS OF COMPREHENSIVE INCOME"), *table(_YEARS, comprehensive_rows()),
        *_titled("CONSOLIDATED BALANCE SHEETS"), *table(sheets, balance_rows()),
        *_titled("CONSOLIDATED STATEMENTS OF CASH FLOWS", "(In millions)"), *table(_YEARS, cash_rows()),
        *_titled("CONSOLIDATED STATEMENTS OF EQUITY", "(In millions)"), *table(Heads((), parts), equity_rows()),
    ]  # fmt: skip


def _notes() -> list[Flowable]:
    sheet, before = SHEETS
    debt = [
        Row("4.10% notes due 2028", (500, 500), dollar=True),
        Row("Term loan due 2026", tuple(b.debt + b.current_debt - fixed for b, fixed in ((sheet, 500), (before, 500)))),
        Row("Total debt", tuple(b.debt + b.current_debt for b in (sheet, before)), total=True),
        Row("Less: current portion", tuple(-b.current_debt for b in (sheet, before))),
        Row("Long-term debt", tuple(b.debt for b in (sheet, before)), total=True, dollar=True),
    ]
    return [
        *new_page(), *centred("NOTES TO CONSOLIDATED FINANCIAL STATEMENTS"),
        *heading("Note 1. Summary of Significant Accounting Policies"),
        *paragraphs(
            "Revenues from products are recognized when control passes to the customer, usually on shipment; revenues "
            "from service contracts over the term of the contract. Inventories are stated at the lower of cost, by the "
            "first-in, first-out method, and net realizable value."
        ),
        *heading("Note 2. Segments"),
        *paragraphs("We report three segments: Laboratory, Process and Services (in millions)."),
        *table(_YEARS, segment_rows()),
        *heading("Note 3. Restructuring"),
        *paragraphs(
            f"In 2023 we closed a plant in Estwick, Ohio, and recorded restructuring charges of "
            f"${YEARS[2023].restructuring} million, of which $33 million was severance. The program ended in 2024."
        ),
        *heading("Note 4. Acquisition"),
        *paragraphs(
            f"On May 2, 2022 we acquired Halden Optics for ${YEARS[2022].acquisition} million, net of cash acquired. "
            f"Goodwill of ${YEARS[2022].bought_goodwill} million was assigned to the Laboratory segment."
        ),
        *heading("Note 5. Debt"), *paragraphs("Debt consisted of the following (in millions):"),
        *table(Heads((), (day(sheet.at), day(before.at))), debt),
        *heading("Note 6. Income Taxes"),
        *paragraphs(
            *(
                f"The effective tax rate was {percent(f.tax, f.pretax)}% in {f.end.year}, against the federal "
                f"statutory "
                "rate of 21.0%."
                for f in COLUMNS
            )
        ),
        *heading("Note 7. Commitments and Contingencies"), *paragraphs(LEGAL),
        *heading("Item 9A. Controls and Procedures"),
        *paragraphs(
            "Management concluded that disclosure controls and internal control over financial reporting were "
            "effective "
            "at December 31, 2024."
        ),
        *heading("SIGNATURES"),
        *paragraphs(f"Pursuant to the requirements of the Securities Exchange Act of 1934, signed for {COMPANY}."),
    ]  # fmt: skip
