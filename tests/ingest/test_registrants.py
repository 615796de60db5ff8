"""Combined filings: the statements of a parent and of its subsidiary in one report."""

from datetime import date
from decimal import Decimal

from core.filings import Fact, Form, Statement
from core.ontology import load_ontology
from ingest.facts import table_facts
from ingest.passages import passages_of
from tests.ingest.grid import filing, page

FY = filing(Form.TEN_K, 2023, None, date(2023, 12, 31))
PARENT, SUBSIDIARY = "NORTHWELD HOLDINGS, INC.", "NORTHWELD POWER COMPANY AND SUBSIDIARIES"


def income(name: str, revenue: int) -> str:
    return f"""
                        {name}
               CONSOLIDATED STATEMENTS OF INCOME
                        (In millions)
                              Years Ended December 31,
                               2023            2022
Operating revenues           $ {revenue}           $ {revenue - 10}
Operating income               100              90
Income taxes                    10               9
Net income                   $  {revenue // 10}           $  40
"""


def balance(name: str, assets: int) -> str:
    return f"""
                        {name}
                  CONSOLIDATED BALANCE SHEETS
                        (In millions)
                                  December 31,
                               2023            2022
Cash                         $  20           $  10
Total assets                 $ {assets}           $ {assets - 10}
Total liabilities              300             290
Total liabilities and equity $ {assets}           $ {assets - 10}
"""


def read(*drawings: str) -> tuple[Fact, ...]:
    return table_facts([page(drawing, n) for n, drawing in enumerate(drawings, 1)], FY, load_ontology())


def of(facts: tuple[Fact, ...], concept: str) -> set[tuple[str | None, Statement | None, Decimal]]:
    return {(f.segment, f.statement, f.value) for f in facts if f.concept == concept and f.period.end.year == 2023}


BOTH = {
    (None, Statement.INCOME, Decimal("900e6")),
    (SUBSIDIARY, Statement.INCOME, Decimal("600e6")),
}


def test_the_second_registrants_statements_bear_its_name() -> None:
    facts = read(income(PARENT, 900), balance(PARENT, 800), income(SUBSIDIARY, 600), balance(SUBSIDIARY, 500))
    assert of(facts, "Revenues") == BOTH
    assert {(segment, value) for segment, _, value in of(facts, "Assets")} == {
        (None, Decimal("800e6")),
        (SUBSIDIARY, Decimal("500e6")),
    }


def test_statements_of_both_registrants_by_turns() -> None:
    facts = read(income(PARENT, 900), income(SUBSIDIARY, 600), balance(PARENT, 800), balance(SUBSIDIARY, 500))
    assert of(facts, "Revenues") == BOTH


def test_pages_of_the_second_registrants_statements_are_not_the_issuers() -> None:
    drawings = (income(PARENT, 900), balance(PARENT, 800), income(SUBSIDIARY, 600), balance(SUBSIDIARY, 500))
    pages = [page(drawing, n) for n, drawing in enumerate(drawings, 1)]
    facts = table_facts(pages, FY, load_ontology())
    found = {passage.page: passage.statement for passage in passages_of("f", Form.TEN_K, pages, facts)}
    assert found == {1: Statement.INCOME, 2: Statement.BALANCE, 3: None, 4: None}


def test_one_registrant_under_two_forms_of_its_name_is_one() -> None:
    facts = read(income(PARENT, 900), balance("Northweld Holdings, Inc. and Subsidiaries", 800))
    assert {f.segment for f in facts} == {None}


def test_another_name_over_one_statement_alone_makes_no_registrant() -> None:
    facts = read(income(PARENT, 900), balance(PARENT, 800), income("ITEM 8. NORTHWELD GROUP", 900))
    assert {f.segment for f in facts if f.page < 3} == {None}
    assert not any(f.segment == "ITEM 8. NORTHWELD GROUP" for f in facts)


def test_the_summed_up_figures_of_guarantors_are_not_the_issuers() -> None:
    facts = read(
        """
Our senior notes are guaranteed by each of our domestic subsidiaries. The summarized
financial information of us and our guarantor subsidiaries, on a combined basis, is:
                                        December 31,
                                            2023
Balance Sheet (In millions)
Total assets                             $ 4,749
Total liabilities                          1,617

                                         Year Ended
                                        December 31,
                                            2023
Income Statement (In millions)
Net revenues                             $ 3,586
Operating loss                              (222)
Loss from continuing operations             (520)
Net loss                                    (310)
"""
    )
    assert {f.segment for f in facts} == {"Guarantors"}
    assert {f.statement for f in facts} == {None}
    assert [f.value for f in facts if f.label == "Net revenues"] == [Decimal("3586e6")]
