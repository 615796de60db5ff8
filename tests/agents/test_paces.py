"""One measure's pace against another's; what no balance answers; names that are places."""

from datetime import date

import pytest

from agents.breakdown import segments_of
from agents.calendar import Target
from agents.finder import Desk
from agents.formulas import ratio_formula
from agents.grammar import read_question
from agents.indexes import FactIndex
from agents.pointed import counting
from agents.ratio_checks import meaningless
from agents.ratio_names import ratio_known
from agents.synthesis_growing import apart
from core.filings import Form, Statement
from core.ontology import load_ontology
from tests.agents.conftest import filing, passages, row

DUE = "Of our long-term debt an amount of $75 million matures and is due in 2025, and $140 million within five years."
END, BEFORE = date(2022, 12, 31), date(2021, 12, 31)
REPORT = filing("tin-10k", "Tinwhistle Toys, Inc.", Form.TEN_K, 2022, None, END)


def yearly(label, cells, concept=None, page=4, statement=Statement.INCOME):
    return row(
        REPORT, label, [(END, 12, cells[0]), (BEFORE, 12, cells[1])], concept=concept, statement=statement, page=page
    )


@pytest.fixture
def tin(shelf):
    facts = yearly("Revenue", ("1,200", "1,000"), "Revenues") + yearly("Net income", ("110", "100"), "NetIncomeLoss")
    facts += yearly("Cost of services", ("300", "280")) + yearly("Cost of equipment", ("200", "190"))
    facts += yearly("Operating income", ("150", "200"), "OperatingIncomeLoss")
    facts += row(
        REPORT, "Long-term debt", [(END, 0, "500")], concept="LongTermDebtNoncurrent", statement=Statement.BALANCE
    )
    shelf.add(REPORT, facts, passages(REPORT, "Item 7 · Debt", 9, DUE))
    return REPORT


@pytest.mark.parametrize(
    ("question", "verdict"),
    [
        ("Did Tinwhistle's net income grow faster than its revenue in FY2022?", "No."),
        ("Did Tinwhistle's revenue grow faster than its net income in FY2022?", "Yes."),
        ("Did Tinwhistle's net income grow slower than its revenue in FY2022?", "Yes."),
        ("Did Tinwhistle's revenue outpace its operating income in FY2022?", "Yes."),
        ("Did Tinwhistle's operating income fall faster than its net income in FY2022?", "Yes."),
    ],
)
def test_paces_are_compared_by_growth(ask, tin, question, verdict):
    assert ask(question, tin.id).answer.markdown.startswith(verdict)


@pytest.mark.parametrize(
    "question",
    [
        "What is the amount of Tinwhistle's long-term debt due within the next five years?",
        "How much of Tinwhistle's debt matures in 2025?",
    ],
)
def test_what_falls_due_is_no_balance(ask, tin, question):
    answer = ask(question, tin.id).answer
    assert answer.headline is None
    assert not answer.figures
    assert DUE in answer.markdown


def test_the_debt_itself_is_still_a_balance():
    assert read_question("What was long-term debt at the end of 2022?", load_ontology()).line_items


def test_regions_are_names_of_places_alone():
    lines = [("Domestic Streaming", "60"), ("International Streaming", "30"), ("Domestic Rental", "10")]
    facts = [fact for label, cell in lines for fact in row(REPORT, label, [(END, 12, cell)], page=8)]
    facts += row(REPORT, "Total revenue", [(END, 12, "100")], concept="Revenues", page=8)
    index, target = FactIndex(facts), Target(END, 12, "FY2022")
    assert segments_of(index, "Revenues", target, "Which region had the highest revenue?") == ()
    assert len(segments_of(index, "Revenues", target, "Which segment had the highest revenue?")) == 3


def test_the_steps_from_one_result_to_another_are_no_segments():
    lines = [("Interest expense", "(20)", "InterestExpense"), ("Other items", "120", None)]
    facts = [f for label, cell, c in lines for f in row(REPORT, label, [(END, 12, cell)], concept=c, page=8)]
    facts += row(REPORT, "Operating income", [(END, 12, "100")], concept="OperatingIncomeLoss", page=8)
    assert segments_of(FactIndex(facts), "OperatingIncomeLoss", Target(END, 12, "FY2022"), "which segment") == ()


def test_times_are_no_things_to_count():
    held = passages(REPORT, "Item 1", 2, "We had 46,000 full-time employees and sold toys many times over this year.")
    assert counting("How many times has it sold its inventory in 2022?", held, 3) == ()


def test_an_issuer_with_costs_in_several_lines_is_not_said_to_have_none(shelf, tin):
    ontology = load_ontology()
    ratio = ratio_known(ratio_formula("gross_margin", ontology), "", ontology)
    assert meaningless(Desk(shelf, ontology, (tin,)), tin, ratio) == ""


def test_the_names_before_a_line_are_kept_whole():
    names = ["United States revenue", "Non-United States revenue"]
    assert [apart(name, names) for name in names] == ["United States", "Non-United States"]
