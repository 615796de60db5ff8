from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from agents.audit import audit
from agents.audit_computed import mistimed
from core.answers import Answer, AnswerStatus, Figure, Grounding
from core.periods import Period, duration
from tests.agents.test_audit import figure_of

Q3, NINE, HALF = (duration(date(2022, 9, 30), months) for months in (3, 9, 6))
LAST, YEAR, YEAR_BEFORE = duration(date(2021, 9, 30), 3), duration(date(2021, 12, 31), 12), Period(date(2020, 12, 31))
FIRST_HALF = duration(date(2022, 6, 30), 6)
CLOSE, OPEN = Period(date(2022, 9, 30)), Period(date(2022, 6, 30))


def of(*periods: Period | None) -> tuple[Figure, ...]:
    return tuple(Figure("input", Decimal(1), "USD", period) for period in periods)


def computed(period: Period | None, inputs: tuple[Figure, ...]) -> Figure:
    return Figure("ratio", Decimal(1), "x", period, formula="1 ÷ 1", inputs=inputs)


@pytest.mark.parametrize(
    ("period", "inputs"),
    [
        (Q3, (Q3, Q3)),
        (Q3, (LAST, Q3)),
        (Q3, (Q3, CLOSE, OPEN)),
        (YEAR, (YEAR, Period(date(2021, 12, 31)), YEAR_BEFORE)),
        (CLOSE, (CLOSE, CLOSE)),
        (Q3, (NINE, FIRST_HALF)),
        (NINE, (duration(date(2022, 3, 31), 3), duration(date(2022, 6, 30), 3), Q3)),
        (duration(date(2022, 9, 30), 12), (YEAR, NINE, duration(date(2021, 9, 30), 9))),
        (Q3, (None, None)),
        (None, (Q3, NINE)),
    ],
    ids=[
        "quarter", "growth", "with an average", "year with an average", "balances", "what is left", "a sum",
        "brought forward", "no periods", "no period",
    ],
)  # fmt: skip
def test_a_computation_over_its_own_period_is_let_pass(period, inputs):
    assert mistimed(computed(period, of(*inputs)), of(*inputs)) == ""


@pytest.mark.parametrize(
    ("period", "inputs", "said"),
    [
        (Q3, (NINE, NINE), "nine months"),
        (Q3, (LAST, LAST), "none of its inputs"),
        (Q3, (Q3, NINE), "against each other"),
        (YEAR, (Q3, Q3), "none of its inputs"),
        (CLOSE, (OPEN, OPEN), "none of its inputs"),
    ],
    ids=["nine months for a quarter", "the year before", "mixed", "a quarter for the year", "another day"],
)
def test_a_computation_over_another_period_is_stopped(period, inputs, said):
    assert said in mistimed(computed(period, of(*inputs)), of(*inputs))


def margin(shelf, period: Period) -> Figure:
    revenue = figure_of(shelf, "Revenues", period)
    value = Decimal(revenue.value) * 2
    written = f"${revenue.value.scaleb(-6):,f} million + ${revenue.value.scaleb(-6):,f} million"
    return Figure("Twice revenue", value, "USD", period, formula=written, inputs=(revenue,), scale=6)


def test_a_computed_figure_of_a_period_not_asked_for_is_marked(shelf):
    answer = Answer("It was $6,620 million.", AnswerStatus.ANSWERED, figures=(margin(shelf, NINE),))
    assert audit(answer, [NINE], shelf).figures[0].grounding is Grounding.COMPUTED
    assert audit(answer, [Q3], shelf).figures[0].grounding is Grounding.WRONG_PERIOD


def test_a_computed_figure_that_claims_another_period_than_its_inputs_is_marked(shelf):
    lying = replace(margin(shelf, NINE), period=Q3)
    answer = Answer("It was $6,620 million.", AnswerStatus.ANSWERED, figures=(lying,))
    result = audit(answer, [Q3], shelf)
    assert result.figures[0].grounding is Grounding.WRONG_PERIOD
    assert "wrong period" in result.markdown
