import pytest

from core.filings import Form
from ingest.contents import Mark, lines_in, marks_of
from ingest.sections import Outline, ends_in_figure, is_heading

CONTENTS = """TABLE OF CONTENTS
PART I
Item 1. Financial Statements 3
Item 2. Management's Discussion and Analysis of
Financial Condition and Results of Operations 17
Item 3. Quantitative and Qualitative Disclosures About Market Risk 29
Item 4. Controls and Procedures 30
PART II
Item 1. Legal Proceedings 31
Signatures 40"""
PROSE = "The following prose goes on for long enough to be taken for a sentence of a filing."


def sections(form: Form, *pages: str) -> list[str]:
    lines = [lines_in(page) for page in pages]
    outline = Outline(form)
    roles = [role for page, marks in zip(lines, marks_of(lines), strict=True) for role in outline.roles(page, marks)]
    return [role.section for role in roles if not role.skip]


def test_lines_keep_their_places() -> None:
    text = "  one \n\n two"
    assert [text[line.start : line.end] for line in lines_in(text)] == ["one", "two"]


def test_the_table_of_contents_is_marked_and_names_no_section() -> None:
    marks = marks_of([lines_in(CONTENTS)])[0]
    assert set(marks) == {Mark.CONTENTS}
    assert sections(Form.TEN_Q, CONTENTS, PROSE) == ["Cover page"]


def test_a_table_of_contents_without_the_word_item_is_found_by_its_rising_numbers() -> None:
    page = "Item Page\n" + "\n".join(f"{n} Title of a section {n * 3}" for n in range(1, 12))
    assert set(marks_of([lines_in(page)])[0]) == {Mark.CONTENTS}


def test_a_page_of_short_items_is_no_table_of_contents() -> None:
    page = "\n".join(f"Item {n}. Title\nNone." for n in range(3, 9))
    assert Mark.CONTENTS not in marks_of([lines_in(page)])[0]


def test_what_pages_repeat_at_their_edges_is_marked() -> None:
    pages = [
        lines_in(f"Tillow Mills, Inc.\nbody {word}\n{PROSE}\nmore\nend\nlast\n{n}") for n, word in enumerate("abcde")
    ]
    marks = marks_of(pages)
    assert all(page[0] is Mark.EDGE and page[-1] is Mark.EDGE for page in marks)
    assert all(page[2] is Mark.BODY for page in marks[:1])


def test_items_notes_and_headings_nest() -> None:
    page = f"PART I\nItem 1. Financial Statements\nNote 5 – Income Taxes\n{PROSE}\nUncertain Tax Positions\n{PROSE}"
    assert sections(Form.TEN_Q, page)[-1] == (
        "Part I, Item 1. Financial Statements › Note 5 – Income Taxes › Uncertain Tax Positions"
    )


def test_an_item_without_a_title_takes_that_of_the_form() -> None:
    assert (
        sections(Form.TEN_Q, f"PART I\nItem 2\n{PROSE}")[-1] == "Part I, Item 2. Management's Discussion and Analysis"
    )
    assert sections(Form.TEN_K, f"Item 1A.\n{PROSE}")[-1] == "Item 1A. Risk Factors"


def test_a_reference_to_an_item_is_no_heading() -> None:
    page = f"Item 2. Properties\nas described in Part I,\nItem 1A of the annual report\n{PROSE}"
    assert set(sections(Form.TEN_K, page)[1:]) == {"Item 2. Properties"}


@pytest.mark.parametrize(
    ("line", "after", "heading"),
    [
        ("Liquidity and Capital Resources", PROSE, True),
        ("Note 2 – Revenue", "Net sales are", True),
        ("Three Months Ended", "September 30, 2022", False),
        ("Total Assets 500", PROSE, False),
        ("Greater China:", "Net sales $ 15,758", False),
        ("This is a sentence about Revenue.", PROSE, False),
        ("and Foreign Exchange", PROSE, False),
    ],
)
def test_what_reads_as_a_heading(line: str, after: str, heading: bool) -> None:
    assert is_heading(line, after) is heading


@pytest.mark.parametrize(
    ("line", "ends"), [("Net sales $ 5", True), ("Margin 4.5%", True), ("Other —", True), ("in 2022 compared", False)]
)
def test_a_row_ends_in_a_figure(line: str, ends: bool) -> None:
    assert ends_in_figure(line) is ends


ROWS = "\n".join(f"Line number {n} of the statement 1,{n}00 2,{n}00" for n in range(10, 24))


def test_the_title_of_a_statement_is_its_heading_whatever_stood_before() -> None:
    balance = f"Consolidated Balance Sheets at December 31\nTillow Mills, Inc.\n{ROWS}\nLIABILITIES AND EQUITY\n{ROWS}"
    cash = f"Tillow Mills, Inc. and subsidiaries\nConsolidated Statements of Cash Flows (Unaudited)\n{ROWS}"
    opinion = f"Item 8. Financial Statements\nBasis for Opinion\n{PROSE}"
    notes = f"{PROSE}\n{PROSE}\nNote 1. Basis of Presentation\n{PROSE}"
    first, second = sections(Form.TEN_K, opinion, balance), sections(Form.TEN_K, opinion, balance, cash)
    assert first[2].endswith("› Basis for Opinion")
    assert set(first[3:]) == {"Item 8. Financial Statements › Consolidated Balance Sheets at December 31"}
    assert second[-1] == "Item 8. Financial Statements › Consolidated Statements of Cash Flows"
    after = sections(Form.TEN_K, opinion, balance, cash, notes)[-4:]
    assert after[0] == "Item 8. Financial Statements"
    assert after[-1] == "Item 8. Financial Statements › Note 1. Basis of Presentation"


def test_a_statement_that_goes_on_on_the_next_page_keeps_its_heading() -> None:
    balance = f"Item 8. Financial Statements\nConsolidated Balance Sheets\n{ROWS}"
    assert sections(Form.TEN_K, balance, ROWS)[-1].endswith("› Consolidated Balance Sheets")


def test_an_index_of_the_statements_is_none_of_them() -> None:
    listed = ("Report of the Auditor 50", "Consolidated Balance Sheets 52", "Consolidated Statements of Income F-53")
    page = "Item 8. Financial Statements\n" + "\n".join(listed * 2)
    assert sections(Form.TEN_K, page)[-1] == "Item 8. Financial Statements"


def test_a_sentence_on_a_statement_is_no_title_of_one() -> None:
    page = (
        f"Item 7. Discussion\nOur consolidated balance sheets show more.\nNotes to the statements of cash flows\n{ROWS}"
    )
    assert sections(Form.TEN_K, page)[-1] == "Item 7. Discussion"


def test_notes_with_a_number_alone_are_told_by_their_order() -> None:
    page = (
        f"PART I\nItem 1. Financial Statements\n1. Organization and summary of policies\n{PROSE}\n"
        f"2. Supplemental data\n{PROSE}\nIn its second step the company took stock of these:\n"
        f"1. Identify the contract\n{PROSE}\n7. Determine the price\n{PROSE}\n3. Subsequent Events\nA Purchase\n{PROSE}"
    )
    assert list(dict.fromkeys(section.partition(" › ")[2] for section in sections(Form.TEN_Q, page))) == [
        "",
        "1. Organization and summary of policies",
        "2. Supplemental data",
        "3. Subsequent Events",
        "3. Subsequent Events › A Purchase",
    ]


def test_a_list_of_steps_is_no_row_of_notes() -> None:
    page = f"PART I\nItem 1. Financial Statements\n{PROSE}\n1. Identify the contract\n{PROSE}\n2. Allocate it\n{PROSE}"
    assert not any("Identify" in section or "Allocate" in section for section in sections(Form.TEN_Q, page))
