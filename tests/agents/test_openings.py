"""Balances at the beginning of a period; formulas written in a question with signs, sums and brackets."""

from decimal import Decimal

import pytest

from agents.grammar import read_question
from core.ontology import load_ontology


@pytest.mark.parametrize(
    ("question", "year", "quarter"),
    [
        ("What were inventories at the beginning of FY2019?", 2018, None),
        ("What was cash as of the start of fiscal year 2020?", 2019, None),
        ("What were total assets at the beginning of Q1 2023?", 2022, 4),
        ("What were total assets at the start of the third quarter of 2022?", 2022, 2),
        ("What were inventories at the end of FY2019?", 2019, None),
        ("How did revenue change from the beginning of 2019?", 2019, None),
    ],
)
def test_the_beginning_of_a_period_is_the_end_of_the_one_before(question, year, quarter):
    (asked,) = read_question(question, load_ontology()).periods
    assert (asked.year, asked.quarter) == (year, quarter)


def test_a_balance_at_the_beginning_of_the_year(ask):
    answer = ask("What were Tramontane's inventories at the beginning of FY2021?", "tram-10k").answer
    assert answer.headline.value == Decimal(800)


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("What is the debt ratio (total liabilities / total assets)?", "debt ratio"),
        ("What is the equity multiplier (total assets / total equity)?", "equity multiplier"),
    ],
)
def test_a_sign_between_two_totals_is_no_part_of_their_names(question, name):
    formula = read_question(question, load_ontology()).formula
    assert formula is not None and formula.name == name
    assert len(formula.inputs) == 2


def test_the_sum_of_two_costs_as_a_percentage_of_sales():
    formula = read_question("What was SG&A plus R&D as a percentage of net sales?", load_ontology()).formula
    assert formula is not None and formula.unit == "%"
    assert [item.concept for item in formula.inputs] == [
        "SellingGeneralAndAdministrativeExpense",
        "ResearchAndDevelopmentExpense",
        "Revenues",
    ]
