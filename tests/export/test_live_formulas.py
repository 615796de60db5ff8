from decimal import Decimal

import pytest

from core.answers import Figure
from export.live_formulas import live_formula

CELLS = ("A1", "A2", "A3")


def money(value: str, label: str = "Revenue", scale: int = 6) -> Figure:
    return Figure(label, Decimal(value), "USD", scale=scale)


def computed(formula: str, value: str, *inputs: Figure, unit: str = "USD") -> Figure:
    return Figure("Computed", Decimal(value), unit, formula=formula, inputs=inputs)


def live(figure: Figure) -> str:
    return (live_formula(figure, CELLS) or "").replace(" ", "")


BIG, SMALL = money("8343000000"), money("8073000000")


@pytest.mark.parametrize(
    ("formula", "value", "unit", "expected"),
    [
        ("(8,343 - 8,073) / 8,073", "3.344481605351170568561872909", "%", "(A1-A2)/A2"),
        ("$8,343 million − $8,073 million", "270000000", "USD", "A1-A2"),
        ("Revenue $8,343 million ÷ Revenue $8,073 million", "1.033444816053511705685618729", "x", "A1/A2"),
        ("average(Revenue: $8,343 million, $8,073 million)", "8208000000", "USD", "AVERAGE(A1,A2)"),
        (
            "Revenue growth = (8,343 - 8,073) / 8,073 × 100",
            "3.344481605351170568561872909",
            "%",
            "((A1-A2)/A2*100)/100",
        ),
        ("365 × Revenue $8,343 million ÷ Revenue $8,073 million", "377.2073578595317725752508362", "days", "365*A1/A2"),
    ],
)
def test_printed_formula_becomes_cells(formula: str, value: str, unit: str, expected: str) -> None:
    assert live(computed(formula, value, BIG, SMALL, unit=unit)) == expected


def test_rounded_result_is_still_recognised() -> None:
    assert live(computed("(8,343 - 8,073) / 8,073", "3.3", BIG, SMALL, unit="%")) == "(A1-A2)/A2"


def test_formula_in_words_falls_back_on_what_gives_the_value() -> None:
    assert (
        live(computed("growth of the third quarter", "3.344481605351170568561872909", BIG, SMALL, unit="%"))
        == "(A1-A2)/ABS(A2)"
    )


def test_year_less_nine_months() -> None:
    year, part, rest = money("31877000000"), money("23270000000"), "8607000000"
    assert live(computed("the year less nine months", rest, year, part)) == "A1-A2"


def test_amount_paid_out_enters_as_a_positive_amount() -> None:
    capex, cash = money("-252000000", "Purchases"), money("642000000", "Cash")
    figure = computed("Cash $642 million − Purchases $252 million", "390000000", cash, capex)
    assert live(figure) == "A1-ABS(A2)"


def test_formula_that_gives_another_value_is_never_written() -> None:
    assert live_formula(computed("(8,343 - 8,073) / 8,073", "47.11", BIG, SMALL, unit="%"), CELLS) is None


@pytest.mark.parametrize("formula", ['HYPERLINK("http://x")', "__import__('os')", "9^9^9^9^9", "(" * 5000, "", "1/0"])
def test_hostile_formula_text_is_never_written(formula: str) -> None:
    assert live_formula(computed(formula, "47", money("2"), money("3")), CELLS) is None
