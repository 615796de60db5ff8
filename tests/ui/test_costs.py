from decimal import Decimal

import pytest

from core.estimates import Estimate
from ui.costs import estimate_words, money, spent


@pytest.mark.parametrize(
    ("amount", "said"),
    [("0.00001", "less than $0.0001"), ("0.0021", "$0.0021"), ("1234.5", "$1,234.50"), ("0", "$0.0000")],
)
def test_money_is_shown_as_finely_as_it_is_small(amount: str, said: str) -> None:
    assert money(Decimal(amount)) == said


def test_cost_that_is_unknown_is_not_shown_as_nothing() -> None:
    assert spent(1200, Decimal(0)) == "1,200 tokens so far, at a price not set"
    assert "the cost is unknown" in estimate_words(Estimate(1234, 567, None, ""), Decimal(1))


def test_without_a_model_nothing_is_said_of_cost() -> None:
    assert spent(0, Decimal(0)) == ""
    assert estimate_words(Estimate(0, 0, Decimal(0), ""), Decimal(1)) == ""


def test_estimate_says_tokens_dollars_and_the_limit() -> None:
    said = estimate_words(Estimate(2149, 612, Decimal("0.0054"), ""), Decimal(1))
    assert (
        said == "The next question may read about 2,100 tokens and write 600: $0.0054. It ends at $1.00 at the latest."
    )
