from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from core.filings import BBox, Fact, Form, Statement
from core.periods import Period
from ingest.layout import Line, PageLayout, Word
from ingest.passages import TARGET, passages_of
from ingest.reader import read_filing

SENTENCE = "Revenue of the segment rose because more people rode, and Inc. or U.S. names end no sentence. "


def page(number: int, lines: Sequence[str]) -> PageLayout:
    layout = tuple(Line((Word(text, BBox(50, 20.0 * i, 500, 20.0 * i + 10)),)) for i, text in enumerate(lines))
    return PageLayout(number, 612, 792, "\n".join(lines), layout)


def test_passages_are_runs_of_one_pages_text_in_whole_sentences() -> None:
    pages = [page(n, [SENTENCE.strip() + f" Number {i}." for i in range(40)]) for n in (1, 2)]
    passages = passages_of("f", Form.OTHER, pages, ())
    assert {p.page for p in passages} == {1, 2}
    assert [p.ordinal for p in passages] == list(range(len(passages)))
    for passage in passages:
        assert passage.text in pages[passage.page - 1].text
        assert len(passage.text) <= TARGET
        assert passage.text.rstrip().endswith(".")
        assert passage.text.startswith(("Revenue", "Number"))


def test_a_heading_goes_with_what_follows_it() -> None:
    lines = [
        SENTENCE * 9,
        "Liquidity and Capital Resources",
        "Cash was ample during the whole of the period under review.",
    ]
    passages = passages_of("f", Form.OTHER, [page(1, lines)], ())
    assert passages[-1].text.startswith("Liquidity and Capital Resources\nCash was ample")
    assert passages[-1].section == "Liquidity and Capital Resources"


def test_each_passage_has_the_boxes_of_its_lines() -> None:
    passages = passages_of("f", Form.OTHER, [page(1, ["First line of prose here.", "Second line of prose here."])], ())
    assert passages[0].bboxes == (BBox(50, 0, 500, 10), BBox(50, 20, 500, 30))


def test_a_row_is_never_cut() -> None:
    rows = [f"Payments for the acquisition of things of kind {i} (1,234) (5,678)" for i in range(60)]
    for passage in passages_of("f", Form.OTHER, [page(1, rows)], ()):
        assert set(passage.text.split("\n")) <= set(rows)


def test_passages_on_a_statements_rows_bear_the_statement() -> None:
    lines = [f"Line {i} 5 4" for i in range(10)] + [SENTENCE * 9]
    facts = [
        Fact("f", "Line", Decimal(5), "USD", Period(date(2022, 9, 30)), 1, statement=Statement.CASH_FLOW,
             bbox=BBox(400, 20.0 * i, 420, 20.0 * i + 10))
        for i in range(10)
    ]  # fmt: skip
    passages = passages_of("f", Form.OTHER, [page(1, lines), page(2, lines)], facts)
    assert passages[0].statement is Statement.CASH_FLOW
    assert all(p.statement is None for p in passages if p.page == 2)


def test_the_contents_and_running_heads_are_left_out(
    make_pdf: Callable[..., bytes], save: Callable[[str, bytes], Path]
) -> None:
    contents = ["TABLE OF CONTENTS", *(f"Item {n}. The title of an item {n * 4}" for n in range(1, 8))]
    words = ("warp", "weft", "loom", "yarn", "cloth")
    body = [["Tillow Mills, Inc.", f"The prose of this page is about {word} alone.", "Foot 1"] for word in words]
    reading = read_filing(save("a.pdf", make_pdf([contents, *body])))
    text = "\n".join(p.text for p in reading.passages)
    assert "Item 3" not in text and "Tillow Mills, Inc." not in text
    assert all(f"is about {word}" in text for word in words)


def test_passages_of_a_real_filing_are_found_again_on_their_pages(filings_dir: Path) -> None:
    reading = read_filing(filings_dir / "kgrag-10q/pdfs/2023 Q3 AAPL.pdf")
    texts = {page.number: page.text for page in reading.pages}
    assert all(p.text in texts[p.page] for p in reading.passages)
    assert all(p.bboxes for p in reading.passages if len(p.text) > 300)
    statements = {p.statement for p in reading.passages}
    assert {Statement.INCOME, Statement.BALANCE, Statement.CASH_FLOW} <= statements


@pytest.mark.parametrize(
    "words",
    [
        "decided in Doe v. Northwind Corp. and Southwind Inc. Group, et al. Plaintiffs asked for damages",
        "sold by J. P. Weaver & Co. New York and St. Paul, as Mr. Weaver, Jr. Chairman, said",
        "under Exhibit No. 12 and Sec. 7 of the U.S. Internal Revenue Code, Fig. A, of Sept. 30 and Vol. II",
        "before the U.S. District Court, N.D. Cal. Division, and the 9th Cir. Court of Appeals",
        "the Dept. of Labor and Northwind Mfg. Partners, Bros. Weaver Intl. Holdings L.P. Units",
    ],
)
def test_an_abbreviation_ends_no_sentence(words: str) -> None:
    lines = [f"The matter of paragraph {i} was {words} and no more than that here." for i in range(30)]
    for passage in passages_of("f", Form.OTHER, [page(1, lines)], ()):
        assert passage.text.startswith("The matter") and passage.text.rstrip().endswith("here.")
