"""Statements that a page break parts from their title, and pages whose last line lost part of a figure."""

from datetime import date
from decimal import Decimal

from core.filings import Fact, Form, Statement
from core.ontology import load_ontology
from ingest.facts import table_facts
from tests.ingest.grid import filing, page

Q2 = filing(Form.TEN_Q, 2023, 2, date(2023, 6, 30))

INCOME = """
                        TILLOW MILLS, INC.
               CONDENSED CONSOLIDATED STATEMENTS OF INCOME
                    (In millions, except per share data)
                                      Six Months Ended June 30,
                                          2023           2022
Net sales                            $     900      $     820
Income tax expense                          20             18
Net income                           $      90      $      80
Diluted net income per share         $    1.10      $    1.00
"""
TITLE = """
                        TILLOW MILLS, INC.
              CONDENSED CONSOLIDATED BALANCE SHEETS
"""
ASIDE = """
                          (In millions)
"""
BALANCE = """
                                       June 30,     December 31,
                                         2023           2022
Cash                                 $      50      $      40
Total assets                         $     500      $     450
Total liabilities                          300            260
Total stockholders' equity                 200            190
Total liabilities and stockholders' equity $ 500    $     450
"""


def read(*drawings: str) -> tuple[Fact, ...]:
    pages = [page(drawing, number) for number, drawing in enumerate(drawings, 1)]
    return table_facts(pages, Q2, load_ontology())


def test_a_title_that_ends_the_page_before_names_the_statement_and_its_scale() -> None:
    facts = read(INCOME + TITLE + ASIDE, BALANCE)
    assets = {f.period.end.year: f for f in facts if f.concept == "Assets"}
    assert {f.statement for f in assets.values()} == {Statement.BALANCE}
    assert {year: f.value for year, f in assets.items()} == {2023: Decimal("500e6"), 2022: Decimal("450e6")}


def test_a_title_is_carried_over_a_page_that_holds_but_its_scale() -> None:
    assert {f.statement for f in read(INCOME + TITLE, ASIDE, BALANCE) if f.page == 3} == {Statement.BALANCE}


def test_headings_stay_with_the_title_that_ends_the_page_before() -> None:
    headings, _, rows = BALANCE.partition("Cash ")
    facts = read(INCOME + TITLE + ASIDE + headings, "Cash " + rows)
    assert {(f.period.end, f.value) for f in facts if f.concept == "Assets"} == {
        (date(2023, 6, 30), Decimal("500e6")),
        (date(2022, 12, 31), Decimal("450e6")),
    }


def test_lines_of_contents_at_the_end_of_a_page_are_no_title() -> None:
    contents = """
Item 1.  Financial Statements
Condensed Consolidated Balance Sheets                              3
Condensed Consolidated Statements of Cash Flows                    7
"""
    table = """
                                      Six Months Ended June 30,
(in millions)                             2023           2022
Operating activities of the mill     $     900      $     820
Dyes                                        20             18
Looms                                $      90      $      80
"""
    assert {f.statement for f in read(contents, table, INCOME) if f.page == 2} == {None}


def test_a_line_or_two_of_a_statement_on_the_next_page_are_still_of_it() -> None:
    cash = """
              CONDENSED CONSOLIDATED STATEMENTS OF CASH FLOWS
                            (In millions)
                                      Six Months Ended June 30,
                                          2023           2022
Net cash provided by operating activities $ 100     $     110
Net cash used in investing activities      (60)           (50)
Net cash used in financing activities      (30)           (20)
"""
    rest = """
Looms bought on credit               $       5      $       4
"""
    assert {f.statement for f in read(INCOME, cash, rest) if f.page == 3} == {Statement.CASH_FLOW}


def test_a_figure_in_brackets_whose_comma_was_lost_is_one() -> None:
    torn = BALANCE.replace(
        "Total stockholders' equity                 200            190",
        "Accumulated other comprehensive loss   (7 603)        (7 036)",
    ).replace("Cash                                 $      50", "Cash                                 $  21,879")
    facts = read(INCOME, TITLE + ASIDE + torn)
    assert {f.period.end.year: f.value for f in facts if f.label == "Accumulated other comprehensive loss"} == {
        2023: Decimal("-7603e6"),
        2022: Decimal("-7036e6"),
    }
    assert {f.period.end.year for f in facts if f.concept == "Assets"} == {2023, 2022}


def test_a_last_row_of_small_amounts_below_a_gap_is_no_page_number() -> None:
    rows = BALANCE.partition("Total liabilities and")[0]
    last = "\nTotal capital                        $     200      $     190\n"
    facts = read(INCOME + TITLE + ASIDE + rows + last)
    assert {f.value for f in facts if f.label == "Total capital"} == {Decimal("200e6"), Decimal("190e6")}


def test_pages_that_a_footer_names_are_no_amounts() -> None:
    footer = "\n\nSee Notes to the Statements on pages 54 – 117\n"
    facts = read(INCOME + footer, TITLE + ASIDE + BALANCE)
    assert {f.value for f in facts if f.label == "Net sales"} == {Decimal("900e6"), Decimal("820e6")}
