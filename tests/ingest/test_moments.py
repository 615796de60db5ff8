"""Balances of cash below the flows: dated from the period, wherever the page ends."""

from datetime import date
from decimal import Decimal

import pytest

from core.filings import Fact, Form, Statement
from core.ontology import load_ontology
from ingest.facts import table_facts
from tests.ingest.grid import filing, page

FY = filing(Form.TEN_K, 2023, None, date(2023, 12, 31))
HEADINGS = """
                                                              Years Ended December 31,
                                                                 2023           2022
"""
FLOWS = f"""
                        TILLOW MILLS, INC.
               CONSOLIDATED STATEMENTS OF CASH FLOWS
                         (In millions)
{HEADINGS}
Cash flows from operating activities:
   Net income                                                $   120        $   110
   Restricted cash                                                (5)            (4)
      Net cash provided by operating activities                  115            106
Cash flows from investing activities:
   Capital expenditures                                          (60)           (55)
      Net cash used in investing activities                      (60)           (55)
"""
BOTH_ENDS = """
Cash, cash equivalents and restricted cash, beginning of period  475            400
Cash, cash equivalents and restricted cash, end of period    $   555        $   475
"""
CONSISTS = """
   Cash and cash equivalents                                 $   500        $   450
   Restricted cash                                                55             25
"""
FLUSH = """
Cash and cash equivalents                                    $   500        $   450
Restricted cash                                                   55             25
"""
TOTAL = """
   Total cash, cash equivalents and restricted cash          $   555        $   475
"""


def read(*drawings: str) -> tuple[Fact, ...]:
    return table_facts([page(drawing, n) for n, drawing in enumerate(drawings, 1)], FY, load_ontology())


def on(facts: tuple[Fact, ...], label: str, number: int) -> list[tuple[str, int, Decimal, str | None]]:
    chosen = [f for f in facts if f.label.startswith(label) and f.page == number]
    return [(f.period.end.isoformat(), f.period.months, f.value, f.concept) for f in chosen]


@pytest.mark.parametrize(
    "rest",
    [
        "Reconciliation to the balance sheets:" + CONSISTS + TOTAL,
        "Cash, cash equivalents and restricted cash at end of period consist of:" + CONSISTS + TOTAL,
        BOTH_ENDS + "Consisting of:" + CONSISTS,
        BOTH_ENDS + FLUSH,
        HEADINGS + BOTH_ENDS + "Consisting of:" + CONSISTS,
    ],
)
def test_what_cash_consists_of_on_the_next_page_is_dated_at_the_end(rest: str) -> None:
    facts = read(FLOWS, rest)
    assert on(facts, "Cash and cash equivalents", 2) == [
        ("2023-12-31", 0, Decimal("500e6"), "CashAndCashEquivalentsAtCarryingValue"),
        ("2022-12-31", 0, Decimal("450e6"), "CashAndCashEquivalentsAtCarryingValue"),
    ]
    assert [cells[:3] for cells in on(facts, "Restricted cash", 2)] == [
        ("2023-12-31", 0, Decimal("55e6")),
        ("2022-12-31", 0, Decimal("25e6")),
    ]
    assert {f.statement for f in facts} == {Statement.CASH_FLOW}
    assert [cells[1] for cells in on(facts, "Restricted cash", 1)] == [12, 12]


def test_a_total_that_stands_under_no_heading_is_a_balance_too() -> None:
    flush = TOTAL.replace("   Total", "Total").replace("cash      ", "cash         ")
    facts = read(FLOWS, "Reconciliation to the balance sheets:" + CONSISTS + flush)
    assert on(facts, "Total cash", 2)[0][:3] == ("2023-12-31", 0, Decimal("555e6"))


def test_what_cash_consisted_of_at_the_beginning_is_dated_there() -> None:
    facts = read(FLOWS, "Cash, cash equivalents and restricted cash, beginning of period:" + CONSISTS + BOTH_ENDS)
    assert on(facts, "Cash and cash equivalents", 2)[0][:3] == ("2022-12-31", 0, Decimal("500e6"))
    assert on(facts, "Cash, cash equivalents and restricted cash, beginning", 2)[0][:3] == (
        "2022-12-31", 0, Decimal("475e6"),
    )  # fmt: skip


@pytest.mark.parametrize("over", ["", "                                                     Years Ended December 31,"])
def test_kinds_of_cash_added_up_in_a_note_are_of_the_last_day_of_each_year(over: str) -> None:
    drawing = f"""
             Reconciliation of Cash, Cash Equivalents and Restricted Cash
(In millions)
{over}
                                                       2023            2022
Cash and cash equivalents                            $ 1,250         $ 1,100
Restricted cash included in other assets                  40              35
Total cash, cash equivalents and restricted cash     $ 1,290         $ 1,135
"""
    facts = table_facts([page(drawing)], FY, load_ontology())
    assert {(f.period.start, f.period.end) for f in facts} == {(None, date(2023, 12, 31)), (None, date(2022, 12, 31))}
    assert [f.value for f in facts if f.label.startswith("Total")] == [Decimal("1290e6"), Decimal("1135e6")]


def test_pay_in_cash_is_no_cash_that_is_held() -> None:
    drawing = """
(In millions)                                          2023            2022
Cash compensation                                    $ 1,250         $ 1,100
Cash bonuses                                              40              35
"""
    assert not table_facts([page(drawing)], FY, load_ontology())
