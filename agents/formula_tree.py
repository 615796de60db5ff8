"""A formula as a tree: constants, inputs named by line item and period, and what is done with them."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from core.filings import Statement
from core.periods import FiscalPeriod


@dataclass(frozen=True)
class Constant:
    """A number that the definition itself names, such as 365."""

    value: Decimal


@dataclass(frozen=True)
class Input:
    """A figure that the filings must give.

    Attributes:
        concept: a line item's id in the ontology; None where the words name none, then `phrase` is to be looked up.
        phrase: the words that name it.
        period: the fiscal period that the definition names; None for the period asked about.
        back: how many periods before that one: 1 for the prior one. The period's kind (year or quarter) is the
            caller's, so a year back for an annual figure.
        statement: the statement to take it from, where the definition says so.
        positive: whether it enters as a positive amount, however a statement brackets it: a payment, a cost.
    """

    concept: str | None
    phrase: str
    period: FiscalPeriod | None = None
    back: int = 0
    statement: Statement | None = None
    positive: bool = False


@dataclass(frozen=True)
class Operation:
    """Two operands and one of + - * /."""

    sign: str
    left: "Expression"
    right: "Expression"


@dataclass(frozen=True)
class Average:
    """The mean of its operands, usually the beginning and the end of a period."""

    operands: tuple["Expression", ...]


@dataclass(frozen=True)
class Change:
    """Later less earlier."""

    earlier: "Expression"
    later: "Expression"


@dataclass(frozen=True)
class Named:
    """An expression under the name that the user or the ontology gives it ("DIO")."""

    name: str
    expression: "Expression"


Expression = Constant | Input | Operation | Average | Change | Named


@dataclass(frozen=True)
class Formula:
    """A named expression. `unit` is "%", "x", "days", "money", "per_share" or "" where the inputs decide it.

    `optional` are line items that count as zero where the issuer prints none of them, as long as it prints one.
    """

    name: str
    expression: Expression
    unit: str = ""
    optional: tuple[str, ...] = ()

    @property
    def inputs(self) -> tuple[Input, ...]:
        """Every input once, in the order of the formula."""
        return tuple(dict.fromkeys(inputs_of(self.expression)))


def inputs_of(expression: Expression) -> Iterator[Input]:
    """The inputs of an expression, in order, repeats included."""
    if isinstance(expression, Input):
        yield expression
    for part in parts_of(expression):
        yield from inputs_of(part)


def parts_of(expression: Expression) -> tuple[Expression, ...]:
    """The expressions that an expression is directly made of; none for a constant or an input."""
    match expression:
        case Operation(_, left, right):
            return (left, right)
        case Average(operands):
            return operands
        case Change(earlier, later):
            return (earlier, later)
        case Named(_, inner):
            return (inner,)
        case _:
            return ()


def with_inputs(expression: Expression, change: Callable[[Input], Expression]) -> Expression:
    """The same tree with every input replaced by what `change` makes of it."""
    match expression:
        case Input():
            return change(expression)
        case Operation(sign, left, right):
            return Operation(sign, with_inputs(left, change), with_inputs(right, change))
        case Average(operands):
            return Average(tuple(with_inputs(operand, change) for operand in operands))
        case Change(earlier, later):
            return Change(with_inputs(earlier, change), with_inputs(later, change))
        case Named(name, inner):
            return Named(name, with_inputs(inner, change))
        case _:
            return expression


def replaced(expression: Expression, part: Expression, new: Expression) -> Expression:
    """The tree with a part of it, told by its line items and signs, replaced."""
    if _shape(expression) == _shape(part):
        return new
    match expression:
        case Operation(sign, left, right):
            return Operation(sign, replaced(left, part, new), replaced(right, part, new))
        case Average(operands):
            return Average(tuple(replaced(operand, part, new) for operand in operands))
        case Change(earlier, later):
            return Change(replaced(earlier, part, new), replaced(later, part, new))
        case Named(name, inner):
            return Named(name, replaced(inner, part, new))
        case _:
            return expression


def _shape(expression: Expression) -> Expression:
    """The tree without names and words, so that two ways to write a formula compare."""
    if isinstance(expression, Named):
        return _shape(expression.expression)
    return _unnamed(with_inputs(expression, lambda item: Input(item.concept, "" if item.concept else item.phrase)))


def _unnamed(expression: Expression) -> Expression:
    match expression:
        case Named(_, inner):
            return _unnamed(inner)
        case Operation(sign, left, right):
            return Operation(sign, _unnamed(left), _unnamed(right))
        case _:
            return expression


def at(expression: Expression, period: FiscalPeriod | None) -> Expression:
    """The expression for a named period; inputs that already name one keep it."""
    if period is None:
        return expression
    return with_inputs(expression, lambda item: item if item.period else replace(item, period=period))


def back(expression: Expression, periods: int = 1) -> Expression:
    """The expression so many periods earlier."""
    return with_inputs(expression, lambda item: replace(item, back=item.back + periods))


def taken_from(expression: Expression, statement: Statement) -> Expression:
    """The expression with its inputs taken from one statement; inputs that already name one keep it."""
    return with_inputs(expression, lambda item: item if item.statement else replace(item, statement=statement))


def average_of_ends(expression: Expression) -> Expression:
    """The mean of the prior and the same period's end."""
    return Average((back(expression), expression))


def change_of_ends(expression: Expression) -> Expression:
    """What was added since the prior period's end."""
    return Change(back(expression), expression)
