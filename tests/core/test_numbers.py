from decimal import Decimal

import pytest

from core.numbers import display, numbers_in, parse_cell, tabular


@pytest.mark.parametrize(
    ("printed", "value"),
    [
        ("$ 4,295", "4295"),
        ("(524)", "-524"),
        ("$ (495)", "-495"),
        ("$(0.61)", "-0.61"),
        ("15.7%", "15.7"),
        ("(15.7)%", "-15.7"),
        (".5", "0.5"),
        ("−3", "-3"),
        ("—", "0"),
        ("$ —", "0"),
    ],
)
def test_cell_is_read_with_its_sign(printed: str, value: str) -> None:
    assert parse_cell(printed) == Decimal(value)


@pytest.mark.parametrize("printed", ["", " ", "N/M", "n.a.", "June 30", "10-K", "1.2.3", "Note 4"])
def test_cell_without_a_number_is_missing_not_zero(printed: str) -> None:
    assert parse_cell(printed) is None


def test_numbers_in_a_sentence_come_in_units_of_one() -> None:
    found = numbers_in("Revenue was $6,854 million, up 136%, against a loss of $(0.61) a share and (495) before.")
    assert [(n.value, n.percent) for n in found] == [
        (Decimal(6854000000), False),
        (Decimal(136), True),
        (Decimal("-0.61"), False),
        (Decimal(-495), False),
    ]
    assert found[0].money and not found[1].money


def test_half_of_the_last_printed_digit_is_known() -> None:
    assert numbers_in("$1.5 billion")[0].half == Decimal(50_000_000)


@pytest.mark.parametrize(
    ("value", "unit", "scale", "text"),
    [
        ("8343000000", "USD", 6, "$8,343 million"),
        ("-495000000", "USD", 6, "-$495 million"),
        ("-0.61", "USD/share", 0, "-$0.61"),
        ("1.2", "USD/share", 0, "$1.20"),
        ("15.70", "%", 0, "15.7%"),
        ("1979299000", "shares", 3, "1,979,299 thousand shares"),
        ("5000000", "CHF", 6, "CHF 5 million"),
        ("119", "", 0, "119"),
    ],
)
def test_display_prints_as_filings_do(value: str, unit: str, scale: int, text: str) -> None:
    assert display(Decimal(value), unit, scale) == text


def test_negative_figures_stand_in_brackets_in_tables() -> None:
    assert tabular(Decimal(-495000000), 6) == "(495)"
    assert tabular(Decimal(8343000000), 6) == "8,343"


def test_short_scales_count_after_an_amount_of_money_alone() -> None:
    text = "$8.3B, $495M, -$5 bn and $1.2k; not 3M, 10-K or $5 Basic"
    assert [str(number.value.normalize()) for number in numbers_in(text)][:4] == [
        "8.3E+9",
        "4.95E+8",
        "-5E+9",
        "1.2E+3",
    ]
    assert all(number.value < 1000 for number in numbers_in("3M, 10-K, $5 Basic, 7 B"))
