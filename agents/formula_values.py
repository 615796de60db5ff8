"""What a formula comes to: Decimal arithmetic that minds units, and the formula with its figures written out."""

import re
from collections.abc import Callable, Container, Mapping
from decimal import Decimal
from typing import NamedTuple

from agents.formula_tree import Average, Change, Constant, Expression, Formula, Input, Named, Operation
from core.answers import Figure, Grounding
from core.errors import MissingInputs, NotComparable
from core.numbers import display, grouped
from core.periods import Period

Lookup = Callable[[Input], Figure | None]
"""Finds the figure of an input; None where the filings do not give it."""

_SIGNS = {"+": "+", "-": "−", "*": "×", "/": "÷"}
_BINDING = {"+": 1, "-": 1, "*": 2, "/": 2}
_WHOLE = 3
_CURRENCY = re.compile(r"^[A-Z]{3}$")


class _Value(NamedTuple):
    """A part's value and unit, its text, and how strongly that text binds (3: needs no brackets, 0: always)."""

    value: Decimal
    unit: str
    text: str
    binding: int = _WHOLE


def evaluate(formula: Formula, lookup: Lookup) -> Figure:
    """Computes a formula over the figures that `lookup` gives.

    Args:
        formula: its inputs are looked up once each. Amounts paid out and costs enter as positive amounts.
        lookup: gives the figure of an input, in units of one, or None.

    Returns:
        A computed figure: its value unrounded (a percentage is 1.9 for 1.9%), its formula with every input written
        out in the issuer's scale, and its inputs with their own citations.

    Raises:
        MissingInputs: some figures are not there; `missing` names them all.
        NotComparable: units or currencies do not fit together, or a divisor is zero.
    """
    figures = _looked_up(formula, lookup)
    result = _value(_without_zeros(formula.expression, figures.keys()), figures)
    value, unit = _in_unit(result, formula.unit)
    inputs = tuple(figures.values())
    return Figure(
        label=formula.name,
        value=value,
        unit=unit,
        period=_period(formula, figures),
        formula=result.text,
        inputs=inputs,
        grounding=Grounding.COMPUTED,
        scale=max((figure.scale for figure in inputs), default=0) if _CURRENCY.match(unit) else 0,
    )


def _looked_up(formula: Formula, lookup: Lookup) -> Mapping[Input, Figure]:
    found = {item: lookup(item) for item in formula.inputs}
    figures = {item: figure for item, figure in found.items() if figure is not None}
    optional = [item for item in found if item.concept in formula.optional]
    spared = set(optional) if any(item in figures for item in optional) else set()
    missing = tuple(_described(item) for item in found if item not in figures and item not in spared)
    if missing:
        raise MissingInputs(f"{formula.name} cannot be computed: not found are {', '.join(missing)}.", missing)
    return figures


_ZERO = Constant(Decimal(0))


def _without_zeros(expression: Expression, known: Container[Input]) -> Expression:
    """The expression without the optional inputs that the issuer does not print, which count as zero."""
    match expression:
        case Input():
            return expression if expression in known else _ZERO
        case Operation(sign, left, right):
            one, other = _without_zeros(left, known), _without_zeros(right, known)
            if sign in "+-" and other == _ZERO:
                return one
            return other if sign == "+" and one == _ZERO else Operation(sign, one, other)
        case Average(operands):
            kept = tuple(_without_zeros(operand, known) for operand in operands)
            return _ZERO if all(operand == _ZERO for operand in kept) else Average(kept)
        case Change(earlier, later):
            one, other = _without_zeros(earlier, known), _without_zeros(later, known)
            return _ZERO if one == _ZERO and other == _ZERO else Change(one, other)
        case Named(name, inner):
            kept_inner = _without_zeros(inner, known)
            return _ZERO if kept_inner == _ZERO else Named(name, kept_inner)
        case _:
            return expression


def _described(item: Input) -> str:
    words = f"{item.phrase} ({item.period.label})" if item.period else item.phrase
    return f"{words}, {item.back} period{'s' if item.back > 1 else ''} earlier" if item.back else words


def _period(formula: Formula, figures: Mapping[Input, Figure]) -> Period | None:
    """The latest duration among the inputs, else the latest instant."""
    periods = [figure.period for item, figure in figures.items() if figure.period and not item.back]
    durations = [period for period in periods if not period.is_instant]
    return max(durations or periods, key=lambda period: period.end, default=None)


def _in_unit(result: _Value, unit: str) -> tuple[Decimal, str]:
    """The result in the formula's unit: a bare ratio as a percentage, as a multiple or in days."""
    if unit == "%" and not result.unit:
        return result.value * 100, "%"
    return result.value, unit if unit in ("x", "days") and not result.unit else result.unit


def _value(expression: Expression, figures: Mapping[Input, Figure]) -> _Value:
    match expression:
        case Constant(value):
            return _Value(value, "", grouped(value, max(0, -int(value.as_tuple().exponent))))
        case Input():
            figure = figures[expression]
            return _read(figure, expression, f"{figure.label} ")
        case Average(operands):
            return _average(operands, figures)
        case Change(earlier, later):
            return _operation("-", _value(later, figures), _value(earlier, figures))._replace(binding=0)
        case Operation(sign, left, right):
            return _operation(sign, _value(left, figures), _value(right, figures))
        case Named(_, inner):
            return _value(inner, figures)


def _read(figure: Figure, item: Input, prefix: str) -> _Value:
    value = abs(figure.value) if item.positive else figure.value
    text = prefix + display(value, figure.unit, figure.scale)
    return _Value(value / 100, "", text) if figure.unit == "%" else _Value(value, figure.unit, text)


def _average(operands: tuple[Expression, ...], figures: Mapping[Input, Figure]) -> _Value:
    values = [_value(operand, figures) for operand in operands]
    total = values[0]
    for value in values[1:]:
        total = _operation("+", total, value)
    return _Value(total.value / len(values), total.unit, f"average({_listed(operands, values, figures)})")


def _listed(operands: tuple[Expression, ...], values: list[_Value], figures: Mapping[Input, Figure]) -> str:
    """One line item's figures under its name ("inventories: A, B"), else each as it is."""
    inputs = [operand for operand in operands if isinstance(operand, Input)]
    labels = {figures[item].label for item in inputs}
    if len(inputs) == len(operands) and len(labels) == 1:
        return f"{labels.pop()}: {', '.join(_read(figures[item], item, '').text for item in inputs)}"
    return "; ".join(value.text for value in values)


def _operation(sign: str, left: _Value, right: _Value) -> _Value:
    unit = _unit(sign, left, right)
    binding = _BINDING[sign]
    tight = left.text if left.binding >= binding else f"({left.text})"
    after = right.text if right.binding > binding or (sign in "+*" and right.binding == binding) else f"({right.text})"
    if sign == "/" and right.value == 0:
        raise NotComparable(f"{left.text} cannot be divided by {right.text}: the divisor is zero.")
    return _Value(_applied(sign, left.value, right.value), unit, f"{tight} {_SIGNS[sign]} {after}", binding)


def _applied(sign: str, left: Decimal, right: Decimal) -> Decimal:
    match sign:
        case "+":
            return left + right
        case "-":
            return left - right
        case "*":
            return left * right
        case _:
            return left / right


def _unit(sign: str, left: _Value, right: _Value) -> str:
    if sign in "+-":
        return _same_unit(left, right)
    return _product_unit(left, right) if sign == "*" else _quotient_unit(left, right)


def _same_unit(left: _Value, right: _Value) -> str:
    if left.unit == right.unit or not right.value:
        return left.unit
    if not left.value:
        return right.unit
    raise NotComparable(
        f"{left.text} and {right.text} are in different units ({left.unit or 'a bare number'}, "
        f"{right.unit or 'a bare number'}) and cannot be added or subtracted; ask for each by itself."
    )


def _product_unit(left: _Value, right: _Value) -> str:
    if not left.unit or not right.unit:
        return left.unit or right.unit
    for one, other in ((left.unit, right.unit), (right.unit, left.unit)):
        if one.endswith(("/share", "/shares")) and other in ("shares", "share"):
            return one.partition("/")[0]
    raise NotComparable(f"{left.text} times {right.text} has no meaning ({left.unit} times {right.unit}).")


def _quotient_unit(left: _Value, right: _Value) -> str:
    if left.unit == right.unit:
        return ""
    if not right.unit:
        return left.unit
    both_money = _CURRENCY.match(left.unit.partition("/")[0]) and _CURRENCY.match(right.unit.partition("/")[0])
    if not left.unit or both_money or "/" in left.unit or "/" in right.unit:
        raise NotComparable(
            f"{left.text} cannot be divided by {right.text}: their units ({left.unit or 'a bare number'}, "
            f"{right.unit}) do not fit together."
        )
    return f"{left.unit}/{'share' if right.unit == 'shares' else right.unit}"
