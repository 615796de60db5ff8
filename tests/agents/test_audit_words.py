from decimal import Decimal

import pytest

from agents.audit_text import figures_said
from agents.audit_words import amounts_in_words, figures_claimed
from agents.claim_words import Bound, bound_of


@pytest.mark.parametrize(
    ("text", "told", "value"),
    [
        ("Net income doubled.", "doubled", 100),
        ("Revenue tripled in 2021.", "tripled", 200),
        ("The loss halved.", "halved", 50),
        ("Revenue fell by one third.", "one third", "33.3"),
        ("Net income grew by nearly a quarter.", "a quarter", 25),
        ("Services were two-fifths of net sales.", "two-fifths of", 40),
    ],
)
def test_an_amount_told_in_words_is_a_percentage_with_what_the_word_leaves_open(text, told, value):
    (said,) = amounts_in_words(text)
    assert (said.number.text, said.number.percent) == (told, True)
    assert abs(said.number.value - Decimal(value)) <= said.number.half


@pytest.mark.parametrize(
    ("text", "least", "most"), [("more than doubled", 100, 200), ("nearly doubled", 76, 100), ("doubled", 88, 112)]
)
def test_what_a_multiple_leaves_open_depends_on_the_words_before_it(text, least, most):
    number = amounts_in_words(f"Net income {text}.")[0].number
    assert (number.value - number.half, number.value + number.half) == (least, most)


@pytest.mark.parametrize(
    "text",
    [
        "Over the first three quarters of 2022, revenue rose.",
        "We doubled down on safety.",
        "Revenue rose in a quarter of heavy rain.",
        "The last two quarters of the year were strong.",
        "A third party holds the assets.",
        "One half-year later it rose.",
    ],
)
def test_periods_and_turns_of_phrase_are_no_amounts(text):
    assert amounts_in_words(text) == ()


def test_amounts_in_words_stand_among_the_printed_ones_in_order():
    text = "Revenue doubled to $20 million, and costs rose by a third to $12 million."
    assert [said.number.text for said in figures_claimed(text)] == ["doubled", "$20 million", "a third", "$12 million"]
    assert len(figures_said(text)) == 2


@pytest.mark.parametrize(
    ("before", "bound"),
    [
        ("revenue of more than ", Bound.LEAST),
        ("revenue was just over ", Bound.LEAST),
        ("sales exceeded ", Bound.LEAST),
        ("revenue was nearly ", Bound.MOST),
        ("slightly below ", Bound.MOST),
        ("revenue was about ", Bound.NONE),
        ("revenue was ", Bound.NONE),
    ],
)
def test_a_bound_is_told_by_the_words_before_it(before, bound):
    assert bound_of(before) is bound
