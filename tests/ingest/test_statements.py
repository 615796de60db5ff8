"""Which tables are the primary statements: by their titles, or by all of their lines."""

from datetime import date

from core.filings import Fact, Filing, Form, Statement
from core.ontology import load_ontology
from ingest.facts import table_facts
from tests.ingest.grid import filing, page

FY = filing(Form.TEN_K, 2023, None, date(2023, 12, 31))

RESULTS = """
                       TILLOW MACHINES INC.
      Consolidated Results of Operations for the Years Ended December 31
(Dollars in millions except per share data)       2023        2022        2021
Sales and revenues:
  Sales of machines                            $63,869     $56,574     $48,188
  Total sales and revenues                      67,060      59,427      50,971
Operating costs:
  Cost of goods sold                            42,767      41,350      35,513
  Total operating costs                         54,094      51,523      44,093
Operating profit                                12,966       7,904       6,878
Provision for income taxes                       2,781       2,067       1,742
Profit                                         $10,335      $6,705      $6,489
Profit per common share                         $20.24      $12.72      $11.93
"""
POSITION = """
              Consolidated Financial Position at December 31
(Dollars in millions)                                         2023        2022
Cash and cash equivalents                                   $6,978      $7,004
Inventories                                                 16,565      16,270
Goodwill                                                     5,308       5,288
Total assets                                               $87,476     $81,943
Accounts payable                                             7,906       8,689
Long-term debt                                              24,472      25,714
Total liabilities                                           67,973      66,052
Total shareholders' equity                                  19,503      15,891
Total liabilities and shareholders' equity                 $87,476     $81,943
"""


def read(one: Filing, *drawings: str) -> tuple[Fact, ...]:
    pages = [page(drawing, number) for number, drawing in enumerate(drawings, 1)]
    return table_facts(pages, one, load_ontology())


def statements(facts: tuple[Fact, ...]) -> dict[int, set[Statement | None]]:
    return {number: {f.statement for f in facts if f.page == number} for number in {f.page for f in facts}}


def test_statements_under_titles_that_are_not_known_are_told_by_their_lines() -> None:
    facts = read(FY, RESULTS, POSITION)
    assert statements(facts) == {1: {Statement.INCOME}, 2: {Statement.BALANCE}}
    assert {f.label for f in facts if f.concept == "NetIncomeLoss"} == {"Profit"}


def test_one_table_alone_that_looks_like_a_statement_is_none() -> None:
    assert statements(read(FY, RESULTS)) == {1: {None}}


def test_a_table_of_results_is_no_statement_where_the_statement_itself_is_titled() -> None:
    titled = RESULTS.replace("Consolidated Results of Operations for", "Consolidated Statements of Income for")
    facts = read(FY, RESULTS, titled, POSITION)
    assert statements(facts) == {1: {None}, 2: {Statement.INCOME}, 3: {Statement.BALANCE}}


def test_selected_data_are_no_statement() -> None:
    selected = RESULTS.replace("Consolidated Results of Operations for", "Selected Financial Data for")
    assert statements(read(FY, selected, POSITION))[1] == {None}


def test_the_end_of_a_sentence_about_a_statement_is_no_title() -> None:
    costs = """
Share-based compensation by line item in our
condensed consolidated statements of income (in millions):
                                                  2023        2022        2021
Cost of revenue                                   $193        $213        $352
Research and development                         3,305       2,606       5,754
Total revenue and profit costs                  $4,060      $3,351      $7,111
"""
    assert statements(read(FY, costs, POSITION)) == {1: {None}, 2: {None}}
