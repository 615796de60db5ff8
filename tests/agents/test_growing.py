"""What grew most is told by growth, not by size; a change with one of its periods missing is no answer."""

from datetime import date
from decimal import Decimal

import pytest

from agents.grammar_operations import Operation, wanted_in
from core.answers import AnswerStatus
from core.filings import Form
from tests.agents.conftest import filing, row

END, BEFORE, FIRST = date(2022, 12, 31), date(2021, 12, 31), date(2020, 12, 31)


@pytest.fixture
def quarry(shelf):
    """An annual report with two segments: the larger one shrinks, the smaller one grows."""
    report = filing("quarry-10k", "Quarrystone Materials, Inc.", Form.TEN_K, 2022, None, END)
    facts = []
    for label, cells, concept in (
        ("Gravel", ("700", "800", "750"), None),
        ("Slate", ("300", "200", "180"), None),
        ("Total revenue", ("1,000", "1,000", "930"), "Revenues"),
    ):
        spans = [(end, 12, cell) for end, cell in zip((END, BEFORE, FIRST), cells, strict=True)]
        facts += row(report, label, spans, concept=concept, page=30)
    shelf.add(report, facts)
    return report


@pytest.mark.parametrize(
    ("question", "operation"),
    [
        ("Which segment grew fastest?", Operation.HIGHEST),
        ("Which segment's revenue grew the most?", Operation.HIGHEST),
        ("Which segment had the highest sales growth?", Operation.HIGHEST),
        ("Which region saw the largest increase in revenue?", Operation.HIGHEST),
        ("Which segment declined the most?", Operation.LOWEST),
        ("Which segment had the largest decrease in revenue?", Operation.LOWEST),
        ("Which segment grew the least?", Operation.LOWEST),
        ("Which segment dragged down growth?", Operation.LOWEST),
        ("Rank the segments by revenue growth", Operation.RANK),
    ],
)
def test_growth_is_what_is_ranked(question, operation):
    wanted = wanted_in(question)
    assert (wanted.operation, wanted.by_growth) == (operation, True)


@pytest.mark.parametrize(
    "question",
    [
        "Which segment had the highest revenue?",
        "What was the largest expense and how did it change?",
        "How did it grow?",
    ],
)
def test_a_level_is_ranked_where_growth_is_not_asked_for(question):
    assert not wanted_in(question).by_growth


def test_the_segment_that_grew_most_is_not_the_largest(ask, quarry):
    answer = ask("Which segment of Quarrystone grew the most in 2022?", quarry.id).answer
    assert answer.markdown.startswith("Slate had the highest growth of revenue: +50.0%")
    assert answer.headline.value == Decimal("50.0")
    assert all(figure.grounded for figure in answer.figures)


def test_the_segment_that_fell_most(ask, quarry):
    answer = ask("Which segment of Quarrystone declined the most in 2022?", quarry.id).answer
    assert answer.markdown.startswith("Gravel had the largest decline in revenue: -12.5%")


def test_the_year_that_grew_most_has_the_year_before_beside_it(ask, quarry):
    answer = ask("In which year did Quarrystone's revenue grow the fastest, 2021 or 2022?", quarry.id).answer
    assert answer.markdown.startswith("FY2021 had the highest growth of revenue: +7.5%")


@pytest.mark.parametrize(
    "question",
    [
        "How did Quarrystone's revenue change from 2017 to 2022?",
        "What was the growth of Quarrystone's revenue between 2022 and 2025?",
        "What is the CAGR of Quarrystone's revenue from 2018 to 2022?",
        "Did Quarrystone's revenue grow from 2018 to 2022?",
    ],
)
def test_a_change_without_one_of_its_periods_is_said_first_and_has_no_headline(ask, quarry, question):
    answer = ask(question, quarry.id).answer
    assert answer.status is AnswerStatus.PARTIAL
    assert answer.headline is None
    assert answer.markdown.startswith("No filing of Quarrystone")
    assert "cannot be computed" in answer.markdown
    assert "Yes." not in answer.markdown and "No. " not in answer.markdown


def test_a_change_between_periods_that_are_there_stands(ask, quarry):
    answer = ask("How did Quarrystone's revenue change from 2020 to 2022?", quarry.id).answer
    assert answer.status is AnswerStatus.ANSWERED
    assert answer.headline.value == Decimal("7.5")
