"""Parts compared: the difference of two, a share of a result, a measure of the issuer's own; small changes."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from agents.grammar import read_question
from agents.grammar_format import format_in
from agents.operations import Operation
from agents.synthesis_points import in_points
from core.answers import AnswerStatus
from core.filings import Filing, Form, Kind, Statement
from core.ontology import load_ontology
from tests.agents.conftest import filing, passages, row

END, BEFORE = date(2023, 12, 31), date(2022, 12, 31)


@pytest.fixture
def wharf(shelf):
    """A year of an operator of ports: two segments with revenue, operating income and a measure of its own."""
    report = filing("wharf-10k", "Oldhaven Wharves, Inc.", Form.TEN_K, 2023, None, END)
    facts = []
    for label, concept, cells in (
        ("Revenue", "Revenues", ("9,000", "10,000")),
        ("Operating income", "OperatingIncomeLoss", ("800", "1,000")),
        ("Net income", "NetIncomeLoss", ("450", "502")),
    ):
        spans = [(BEFORE, 12, cells[0]), (END, 12, cells[1])]
        facts += row(report, label, spans, concept=concept, statement=Statement.INCOME)
    for label, concept, by_part in (
        ("Revenue", "Revenues", {"Piers": ("6,000", "6,500"), "Cranes": ("3,000", "3,500")}),
        ("Operating income", "OperatingIncomeLoss", {"Piers": ("700", "1,200"), "Cranes": ("100", "(200)")}),
    ):
        for part, cells in by_part.items():
            spans = [(BEFORE, 12, cells[0]), (END, 12, cells[1])]
            facts += row(report, label, spans, concept=concept, page=20, segment=part)
    for part, cells in {"Piers": ("90", "95"), "Cranes": ("120", "110")}.items():
        spans = [(BEFORE, 12, cells[0]), (END, 12, cells[1])]
        own = row(report, part, spans, page=21, segment=part)
        facts += [replace(fact, parents=("Adjusted berth EBITDAR",)) for fact in own]
    shelf.add(report, facts)
    return shelf


def test_the_difference_between_two_segments_is_computed(ask, wharf):
    answer = ask("What is the difference between Piers and Cranes revenue in 2023?", "wharf-10k", on=wharf).answer
    assert answer.headline.value == 3000
    assert any(figure.formula for figure in answer.figures)


def test_by_how_much_one_outperformed_the_other(ask, wharf):
    question = "By how much did Piers outperform Cranes in operating income at Oldhaven in 2023?"
    assert ask(question, "wharf-10k", on=wharf).answer.headline.value == 1400


def test_a_segments_share_of_the_operating_income(ask, wharf):
    answer = ask("Piers share of Oldhaven's operating income in 2023", "wharf-10k", on=wharf).answer
    assert answer.headline.value == 120


def test_the_segment_with_the_highest_measure_of_the_issuers_own(ask, wharf):
    question = "Which segment had the highest adjusted berth EBITDAR in 2023?"
    assert ask(question, "wharf-10k", on=wharf).answer.markdown.startswith("Cranes had the highest")


def test_a_measure_that_no_table_divides_is_not_answered_with_the_whole(ask, wharf):
    question = "Which segment had the highest organic sales growth at Oldhaven in 2023?"
    assert ask(question, "wharf-10k", on=wharf).answer.headline is None


def test_the_segment_that_lost_money(ask, wharf):
    answer = ask("Which Oldhaven segment lost money in 2023?", "wharf-10k", on=wharf).answer
    assert "Cranes, -$200 million" in answer.markdown


def test_a_small_change_of_a_rate_is_no_zero(ask, wharf):
    answer = ask("How did Oldhaven's net margin change in 2023?", "wharf-10k", on=wharf).answer
    assert "rose by 0.02 percentage points" in answer.markdown
    assert all(figure.grounded for figure in answer.figures)


@pytest.mark.parametrize(("value", "text"), [("-0.038", "-0.04"), ("1.26", "1.3"), ("0", "0.0")])
def test_percentage_points_have_as_many_decimals_as_they_need(value, text):
    assert in_points(Decimal(value)) == text


def test_per_dollar_of_revenue_is_a_ratio(ask, wharf):
    answer = ask("How much operating income did Oldhaven have per dollar of revenue in 2023?", "wharf-10k", on=wharf)
    assert answer.answer.headline.value == 10


def test_debt_that_one_has_maturing_is_no_balance_of_debt():
    intent = read_question("How much debt does Oldhaven have maturing within one year?", load_ontology(), [(19, 27)])
    assert not intent.line_items and not intent.ratios


def test_one_decimal_percent_asks_for_per_cent():
    assert format_in("the ratio of SG&A to revenue, rounded to one decimal percent").percent
    assert not format_in("the change in one decimal percentage points").percent


def test_a_share_repurchase_is_no_share_of_anything():
    assert read_question("Describe the share repurchases", load_ontology()).wanted.operation is Operation.LEVEL


def test_a_report_without_a_fiscal_period_is_summed_up_in_its_own_words(ask, shelf):
    report = Filing(
        "quay-8k", "quay-8k.pdf", "Quayside Lamps, Inc.", Form.EIGHT_K, Kind.PDF, 3, "quay-8k", None, None, END
    )
    said = "On December 31, 2023, the board of the company appointed Ada Fenn as its next chief executive officer."
    shelf.add(report, [], passages(report, "Item 5.02 Departure of Directors", 2, said))
    answer = ask("Summarize the 8-K dated 2023-12-31", "quay-8k", on=shelf).answer
    assert answer.status is AnswerStatus.ANSWERED and "Ada Fenn" in answer.markdown


def test_revenue_by_product_line_is_a_breakdown(ask, shelf):
    report = filing("lamp-10k", "Wickerley Lamps, Inc.", Form.TEN_K, 2023, None, END)
    facts = row(report, "Revenue", [(END, 12, "100")], concept="Revenues", statement=Statement.INCOME)
    for part, cell in (("Product", "60"), ("Service", "40")):
        facts += row(report, part, [(END, 12, cell)], concept="Revenues", page=4, segment=part)
    for part, cell in (("Lamps", "50"), ("Shades", "30"), ("Repairs", "20")):
        facts += row(report, part, [(END, 12, cell)], page=30, segment=part)
    facts += row(report, "Total revenue", [(END, 12, "100")], concept="Revenues", page=30)
    shelf.add(report, facts)
    answer = ask("List Wickerley's revenue by product line in 2023", "lamp-10k", on=shelf).answer
    assert {f.label for f in answer.figures} == {"Lamps revenue", "Shades revenue", "Repairs revenue"}
