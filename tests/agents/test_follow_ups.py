"""Questions that lean on the one before: the year or quarter before it, another company, another line, why."""

from decimal import Decimal

import pytest


def follow(ask, *questions):
    """Asks the questions one after the other in one conversation; the last answer."""
    runs = ()
    for question in questions:
        runs = (*runs, ask(question, history=runs))
    return runs[-1].answer


@pytest.mark.parametrize(
    ("first", "then", "value"),
    [
        ("What was Ferrowick's revenue in Q3 2022?", "And the quarter before?", 1100),
        ("What was Ferrowick's revenue in Q3 2022?", "and the year before?", 900),
        ("What was Ferrowick's revenue in Q3 2022?", "And a year earlier?", 900),
        ("What was Ferrowick's revenue in Q3 2022?", "What about the previous quarter?", 1100),
        ("What was Ferrowick's revenue in Q1 2022?", "and the next quarter?", 1100),
        ("What was Ferrowick's revenue in Q3 2022?", "And net income?", 15),
        ("What was Ferrowick's revenue in Q3 2022?", "and in Q1?", 1000),
        ("What was Tramontane's net income in FY2021?", "And the year before?", 280),
        ("What were Ferrowick's revenues in Q2 2022?", "And its operating cash flow?", 150),
    ],
)
def test_a_follow_up_is_answered_from_the_question_before(ask, first, then, value):
    assert follow(ask, first, then).headline.value == Decimal(value)


def test_the_same_is_asked_of_another_company(ask):
    answer = follow(ask, "What was Ferrowick's net income in Q2 2022?", "Same for Tramontane in FY2021")
    assert answer.headline.value == 400


def test_why_asks_for_the_reasons_of_what_was_asked_before(ask):
    answer = follow(ask, "How did Ferrowick's revenue change in Q3 2022?", "Why?")
    assert "primarily due to crossings" in answer.markdown


def test_two_steps_back_are_counted_from_the_step_before(ask):
    answer = follow(
        ask, "What was Ferrowick's revenue in Q3 2022?", "And the quarter before?", "And the quarter before?"
    )
    assert answer.headline.value == 1000


def test_the_last_few_are_not_moved_into_the_year_asked_before(ask):
    answer = follow(ask, "What was Ferrowick's revenue in Q2 2022?", "What about the last two quarters?")
    assert [row.label.split(" (")[0] for row in answer.table.rows] == ["Q2 2022", "Q3 2022"]
