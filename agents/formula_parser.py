"""From tokens to a tree: one recursive descent for the ontology's formulas and for definitions in words.

Loosest first: "divided by" in words, then + and - (and "and" between two amounts), then * and /, then a primary:
a number, an input, a bracket, or a function word before any of these, each with the periods named around it.
"""

from collections.abc import Callable, Sequence
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from agents.formula_tree import (
    Average,
    Change,
    Constant,
    Expression,
    Input,
    Operation,
    at,
    average_of_ends,
    back,
    change_of_ends,
    taken_from,
)
from core.errors import CannotAsk
from core.filings import Statement
from core.periods import FiscalPeriod

MOST_TOKENS = 150  # of a definition that a reader can follow


class Mark(StrEnum):
    """What a token is."""

    VALUE = "value"
    SIGN = "sign"
    OVER = "over"
    AND = "and"
    TO = "to"
    OPEN = "("
    CLOSE = ")"
    FUNCTION = "function"
    PERIOD = "period"
    STATEMENT = "statement"


class Token(NamedTuple):
    """One token: `text` is the sign or the function's name, `value` what it stands for."""

    mark: Mark
    text: str
    value: Expression | FiscalPeriod | Statement | None = None


def parse_tokens(tokens: Sequence[Token]) -> Expression:
    """The expression that the tokens form; words after a whole expression are left aside.

    Raises CannotAsk where they form none.
    """
    reader = _Reader(tokens)
    if len(tokens) > MOST_TOKENS:
        raise CannotAsk("The definition is too long to be read; write it more plainly.")
    expression = reader.expression()
    if reader.depth or reader.next_is(Mark.SIGN, Mark.OVER):
        raise CannotAsk("The definition breaks off; write it as one expression, with every bracket closed.")
    return expression


class _Reader:
    """Walks over the tokens; every method takes the tokens of what it returns."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        self._tokens = tokens
        self._place = 0
        self.depth = 0

    def next_is(self, *marks: Mark, ahead: int = 0) -> bool:
        place = self._place + ahead
        return place < len(self._tokens) and self._tokens[place].mark in marks

    def _take(self) -> Token:
        if self._place >= len(self._tokens):
            raise CannotAsk("The definition ends where an amount should follow; write it out to its end.")
        self._place += 1
        return self._tokens[self._place - 1]

    def expression(self) -> Expression:
        left = self._sum()
        while self.next_is(Mark.OVER):
            self._take()
            left = Operation("/", left, self._sum())
        return left

    def _sum(self, joined: bool = True) -> Expression:
        """Terms with + and -; `joined` takes "and" between two amounts for a plus too."""
        left = self._product()
        while self._sign("+-") or (joined and self.next_is(Mark.AND) and self._known_amount_follows()):
            token = self._take()
            left = Operation(token.text if token.mark is Mark.SIGN else "+", left, self._product())
        return left

    def _amount_follows(self) -> bool:
        place = 2 if self.next_is(Mark.PERIOD, ahead=1) else 1
        return self.next_is(Mark.VALUE, Mark.OPEN, Mark.FUNCTION, ahead=place)

    def _known_amount_follows(self) -> bool:
        """Whether more than a phrase follows, which after a comma is rather the sentence going on."""
        return self._amount_follows() and self._known_at(1)

    def _known_at(self, ahead: int) -> bool:
        if not self.next_is(Mark.VALUE, Mark.OPEN, Mark.FUNCTION, Mark.PERIOD, ahead=ahead):
            return False
        value = self._tokens[self._place + ahead].value
        return not (isinstance(value, Input) and value.concept is None)

    def _sign(self, signs: str) -> bool:
        return self.next_is(Mark.SIGN) and self._tokens[self._place].text in signs

    def _product(self) -> Expression:
        left = self._primary()
        while self._sign("*/") or (isinstance(left, Constant) and self.next_is(Mark.OPEN)):
            sign = self._take().text if self.next_is(Mark.SIGN) else "*"
            left = Operation(sign, left, self._primary())
        return left

    def _primary(self) -> Expression:
        before = self._periods(leading=True)
        expression = self._plain()
        periods = before + self._periods()
        return at(expression, periods[0] if periods else None)

    def _plain(self) -> Expression:
        """A number, an input, a bracket, a negative or a function, without the periods around it."""
        if self._sign("+-"):
            sign = self._take().text
            return Operation("-", Constant(Decimal(0)), self._primary()) if sign == "-" else self._primary()
        token = self._take()
        if token.mark is Mark.FUNCTION:
            return self._function(token.text)
        if token.mark is Mark.OPEN:
            return self._sourced(self._bracket())
        if token.mark is Mark.VALUE and isinstance(token.value, Expression):
            return self._sourced(token.value)
        raise CannotAsk(f"The definition cannot be read at “{token.text}”; write it with + - * / and brackets.")

    def _sourced(self, expression: Expression) -> Expression:
        """Passes over a name said twice ("cost of goods sold (COGS)") and minds "(from the balance sheet)"."""
        alias = self.next_is(Mark.OPEN) and self.next_is(Mark.VALUE, ahead=1) and self.next_is(Mark.CLOSE, ahead=2)
        if isinstance(expression, Input) and alias:
            self._place += 3
        if not self.next_is(Mark.STATEMENT):
            return expression
        statement = self._take().value
        return taken_from(expression, statement) if isinstance(statement, Statement) else expression

    def _bracket(self) -> Expression:
        self.depth += 1
        inside = self.expression()
        if self.next_is(Mark.CLOSE):
            self._take()
            self.depth -= 1
        return inside

    def _function(self, name: str) -> Expression:
        if name in _LISTS:
            return _LISTS[name](self._list())
        before = self._periods(leading=True)
        operands = [at(self._plain(), before[0] if len(before) == 1 else None)]
        while name == "mean" and self.next_is(Mark.AND) and self._amount_follows():
            self._take()
            operands.append(self._primary())
        if len(operands) > 1:
            return Average(tuple(operands))
        return _ENDS[name](operands[0], before + self._periods())

    def _list(self) -> tuple[Expression, ...]:
        """The amounts of "sum of A, B and C", with or without brackets around them."""
        bracket = self.next_is(Mark.OPEN)
        if bracket:
            self._take()
        operands = [self._sum(joined=False)]
        while self.next_is(Mark.AND, Mark.TO) and self._amount_follows():
            self._take()
            operands.append(self._sum(joined=False))
        if bracket and self.next_is(Mark.CLOSE):
            self._take()
        return tuple(operands)

    def _periods(self, leading: bool = False) -> tuple[FiscalPeriod, ...]:
        """The fiscal periods that stand here: one, or the two of "between FY2016 and FY2017".

        `leading` ones stand before their amount ("FY2016 and FY2017 inventories"); elsewhere a period that an
        amount follows is that amount's own.
        """
        periods: list[FiscalPeriod] = []
        while self.next_is(Mark.PERIOD) or self._another_period(leading, bool(periods)):
            token = self._take()
            if isinstance(token.value, FiscalPeriod):
                periods.append(token.value)
        return tuple(periods)

    def _another_period(self, leading: bool, begun: bool) -> bool:
        if not begun or not self.next_is(Mark.AND, Mark.TO, Mark.SIGN) or not self.next_is(Mark.PERIOD, ahead=1):
            return False
        return leading or not self._known_at(2)


_Ends = Callable[[Expression, Sequence[FiscalPeriod]], Expression]


def _average(expression: Expression, periods: Sequence[FiscalPeriod]) -> Expression:
    if len(periods) >= 2:
        return Average(tuple(at(expression, period) for period in periods))
    return average_of_ends(at(expression, periods[0] if periods else None))


def _change(expression: Expression, periods: Sequence[FiscalPeriod]) -> Expression:
    if len(periods) >= 2:
        first, *_, last = sorted(periods, key=lambda period: (period.year, period.quarter or 4))
        return Change(at(expression, first), at(expression, last))
    return change_of_ends(at(expression, periods[0] if periods else None))


def _prior(expression: Expression, periods: Sequence[FiscalPeriod]) -> Expression:
    return back(at(expression, periods[0] if periods else None))


_ENDS: dict[str, _Ends] = {"average": _average, "mean": _average, "change": _change, "prior": _prior}
"""What a function word makes of an expression and the periods named around it."""


def _folded(sign: str) -> Callable[[tuple[Expression, ...]], Expression]:
    def fold(operands: tuple[Expression, ...]) -> Expression:
        total = operands[0]
        for operand in operands[1:]:
            total = Operation(sign, total, operand)
        return total

    return fold


_LISTS: dict[str, Callable[[tuple[Expression, ...]], Expression]] = {
    "sum": _folded("+"),
    "difference": _folded("-"),
    "ratio": _folded("/"),
    "product": _folded("*"),
}
"""What a function word makes of a list of amounts."""
