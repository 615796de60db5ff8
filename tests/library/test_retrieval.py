"""Search over a small annual report made by hand: cover, business, discussion, three statements, a note."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from core.filings import Fact, Hit, ReadFiling, Statement
from core.periods import Period
from library.library import MOST_OPENED, Library
from library.vectors import VectorStore

MakeReading = Callable[..., tuple[ReadFiling, Path]]
YEAR = Period(date(2023, 12, 31), date(2023, 1, 1))
INCOME = """Consolidated Statements of Operations
Net sales $ 8,343 $ 7,100
Cost of goods sold 5,000 4,400
Gross profit 3,343 2,700
Operating income 1,200 950
Net income $ 900 $ 700"""
BALANCE = """Consolidated Balance Sheets
Cash and cash equivalents $ 512 $ 498
Inventories 320 300
Total current assets 1,410 1,302
Property, plant and equipment, net 2,210 2,054
Total current liabilities 880 815"""
CASH = """Consolidated Statements of Cash Flows
Net income $ 900 $ 700
Depreciation and amortization 210 190
Deferred income taxes (22) (15)
Stock-based compensation 41 38
Change in receivables (50) (44)
Change in inventories (20) (11)
Change in accounts payable 30 $ 43
Net cash provided by operating activities $ 1,044 $ 901
Payments for acquisitions (23) (13)
Repayments of long-term debt (100) (100)
Dividends paid (80) (75)
Repurchases of common stock (150) (120)
Net cash used in financing activities (330) (295)
Purchases of property, plant and equipment (410) (377)
Net cash used in investing activities (433) (390)"""
PAGES = (
    "Northwind Tooling annual report for the fiscal year ended December 31, 2023.",
    "Item 1. Business. We make drills. Demand is cyclical: builders buy fewer drills in a downturn.",
    "Management's discussion. Capital expenditures, cash flow and property, plant and equipment are discussed with our "
    "capital expenditure plans. Capital expenditures were for property and equipment of the Bergen plant.",
    "Management's discussion. Operating margin rose, driven by cheaper steel and lower freight.",
    INCOME,
    BALANCE,
    CASH,
    "Note 12. The company is a defendant in legal proceedings over drill handles; contingencies are not material.",
)
LINES = {
    5: (Statement.INCOME, ["Revenues", "CostOfRevenue", "GrossProfit", "OperatingIncomeLoss", "NetIncomeLoss"]),
    6: (
        Statement.BALANCE,
        [
            "CashAndCashEquivalentsAtCarryingValue",
            "InventoryNet",
            "AssetsCurrent",
            "PropertyPlantAndEquipmentNet",
            "LiabilitiesCurrent",
        ],
    ),
}


def facts_of(filing: str) -> tuple[Fact, ...]:
    return tuple(
        Fact(filing, concept, Decimal(1), "USD", YEAR, page, concept=concept, statement=statement)
        for page, (statement, concepts) in LINES.items()
        for concept in concepts
    )


@pytest.fixture
def annual(make_reading: MakeReading) -> tuple[ReadFiling, Path]:
    reading, path = make_reading("annual.txt", PAGES)
    return replace(reading, facts=facts_of(reading.filing.id)), path


@pytest.fixture
def search(library: Library, annual: tuple[ReadFiling, Path]) -> Callable[[str], list[int]]:
    filing = library.add(*annual)
    return lambda query: [hit.passage.page for hit in library.search(query, [filing.id])]


@pytest.mark.parametrize(
    ("query", "page"),
    [
        ("What is the FY2023 capital expenditure amount? Rely on the cash flow statement.", 7),
        ("What was cash from operations in 2023?", 7),
        ("How much cash was used in investing activities?", 7),
        ("Which of operating, investing and financing activities brought in the most?", 7),
        ("What is the year end net PP&E? Answer in USD millions.", 6),
        ("What is the quick ratio?", 6),
        ("What was revenue in fiscal 2023?", 5),
        ("What drove the operating margin change?", 4),
        ("Is the business subject to cyclicality?", 2),
        ("Are there any ongoing legal battles?", 8),
    ],
)
def test_the_page_that_answers_comes_first(query: str, page: int, search: Callable[[str], list[int]]) -> None:
    assert search(query)[0] == page


def test_a_judgement_wants_the_three_statements(search: Callable[[str], list[int]]) -> None:
    assert {5, 6, 7} <= set(search("Is Northwind a capital-intensive business?")[:4])


def test_a_proviso_about_the_answer_is_not_searched_for(search: Callable[[str], list[int]]) -> None:
    plain = search("Is the operating margin improving?")
    assert search("Is the operating margin improving? If that is not a useful metric, then explain why.") == plain


def test_a_statement_is_known_by_its_title_where_no_fact_names_it(search: Callable[[str], list[int]]) -> None:
    assert search("How much did it pay for property, plant and equipment, by the statement of cash flows?")[0] == 7


def test_hits_come_best_first_and_no_text_twice(library: Library, annual: tuple[ReadFiling, Path]) -> None:
    reading, path = annual
    again = tuple(replace(p, ordinal=p.ordinal + len(PAGES), text=p.text.replace(" ", "  ")) for p in reading.passages)
    filing = library.add(replace(reading, passages=reading.passages + again), path)
    hits = library.search("drills", [filing.id], k=30)
    texts = [" ".join(hit.passage.text.split()) for hit in hits]
    assert len(texts) == len(set(texts)) > 1
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    assert [len(library.search("drills", [filing.id], k)) for k in (0, 1, 2)] == [0, 1, 2]


def test_a_question_of_odd_characters_finds_nothing_or_something_but_never_fails(
    library: Library, annual: tuple[ReadFiling, Path]
) -> None:
    filing = library.add(*annual)
    for query in ("", "   ", "?!…", "\x00", "日本", "x" * 10000):
        assert isinstance(library.search(query, [filing.id]), list)


def test_an_empty_library_has_no_hits(library: Library) -> None:
    assert library.search("revenue") == []


def test_a_filing_without_passages_has_no_hits(library: Library, make_reading: MakeReading) -> None:
    reading, path = make_reading()
    filing = library.add(replace(reading, passages=()), path)
    assert library.search("revenue", [filing.id]) == []


@pytest.fixture
def many(library: Library, make_reading: MakeReading) -> Library:
    companies = ("Aurora Foods", "Borealis Energy", "Cassini Air", "Delphi Stores")
    for year in (2021, 2022, 2023):
        for company in companies:
            topic = "Refinery outages cut output." if company == "Borealis Energy" else "Nothing of note."
            text = f"{company} in {year}. Revenue was steady. {topic}"
            library.add(*make_reading(f"{company} {year}.txt", [text], company, year))
    return library


def found_in(library: Library, hits: list[Hit]) -> set[str]:
    names = {filing.id: filing.name for filing in library.filings()}
    return {names[hit.passage.filing] for hit in hits}


def test_many_filings_are_narrowed_to_the_company_and_year_named(many: Library) -> None:
    hits = many.search("What was Cassini's revenue in FY2022?")
    assert found_in(many, hits[:1]) == {"Cassini Air 2022.txt"}
    assert found_in(many, hits) == {f"Cassini Air {y}.txt" for y in (2021, 2022, 2023)}
    assert found_in(many, many.search("Delphi Stores revenue")) == {
        f"Delphi Stores {y}.txt" for y in (2021, 2022, 2023)
    }


def test_of_many_filings_those_whose_words_fit_are_opened_and_no_more(
    many: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    nearest = VectorStore.nearest

    def watched(self: VectorStore, index: str, *arguments: object) -> object:
        opened.append(index)
        return nearest(self, index, *arguments)

    monkeypatch.setattr(VectorStore, "nearest", watched)
    hits = many.search("refinery outages", k=3)
    assert found_in(many, hits) == {f"Borealis Energy {year}.txt" for year in (2021, 2022, 2023)}
    assert len(opened) == MOST_OPENED < len(many.filings())
