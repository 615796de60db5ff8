"""Works out a formula as it is printed, figures and all: "($8,343 million − $4,845 million) ÷ $4,845 million"."""

import re
from collections.abc import Iterator
from decimal import Decimal, DivisionByZero, InvalidOperation
from typing import NamedTuple

from agents.audit_text import masked
from core.numbers import DASHES, PrintedNumber, numbers_in

_SIGNS = {"+": "+", "×": "*", "*": "*", "·": "*", "÷": "/", "/": "/", "^": "^", "−": "-"}
_WORDED = {"average": "average", "avg": "average", "mean": "average", "sum": "sum", "abs": "abs"}
_WORD = re.compile(r"[^\W\d_][\w&’'.]*(?:-[\w&’'.]+)*")
_YEAR = re.compile(r"(?<![\d,.$€£¥])(?:19|20)\d\d(?![\d,.%]|\s(?:thousand|million|billion|trillion))")
_WORDS_ALONE = re.compile(r"\([^()\d+×÷*/−]*\)")
MOST_TOKENS = 300  # of a formula: a computation that a reader can follow
_AMOUNT_BEFORE = re.compile(r"(?:[\d)%]|thousand|million|billion|trillion)\s*$", re.IGNORECASE)
_SIGN = re.compile(rf"(?:(?<=[\s)%])|^)[{DASHES}](?=[\s(])|[+×*·÷/^−]")


class Worked(NamedTuple):
    """What a printed formula comes to, and the numbers that stand in it."""

    value: Decimal
    numbers: tuple[PrintedNumber, ...]


def worked_out(formula: str) -> Worked | None:
    """The value of a printed formula; None where it is not arithmetic over printed numbers.

    Labels, dates and years beside numbers are left aside; a percentage counts as its hundredth; × ÷ + − ^ and
    brackets, average(…) and sum(…) over lists are understood. What follows "where" or a second "=" is left out.
    """
    text = _YEAR.sub("    ", masked(re.split(r"\bwhere\b|[;=]\s*(?=[A-Za-z])", formula, maxsplit=1)[0]))
    while (bare := _WORDS_ALONE.sub(lambda match: " " * len(match[0]), text)) != text:
        text = bare
    tokens = tuple(_without_label_commas(tuple(_tokens(text))))
    if len(tokens) > MOST_TOKENS:
        return None
    reader = _Reader(tokens)
    try:
        value = reader.total()
    except (ValueError, DivisionByZero, InvalidOperation, IndexError):
        return None
    found = tuple(token for token in tokens if isinstance(token, PrintedNumber))
    return Worked(value, found) if found and reader.done else None


def _tokens(text: str) -> Iterator[PrintedNumber | str]:
    numbers = {number.start + _lead(text, number): number for number in _plain_numbers(text)}
    place = 0
    while place < len(text):
        if place in numbers:
            yield numbers[place]
            place = max(numbers[place].end, place + 1)
        elif match := _SIGN.match(text, place):
            yield _SIGNS.get(match[0], "-")
            place = match.end()
        elif match := _WORD.match(text, place):
            if match[0].lower() in _WORDED and text[match.end() :].lstrip().startswith("("):
                yield _WORDED[match[0].lower()]
            place = match.end()
        else:
            if text[place] in "(),;":
                yield text[place]
            place += 1


def _without_label_commas(tokens: tuple[PrintedNumber | str, ...]) -> Iterator[PrintedNumber | str]:
    """The tokens without the commas inside labels, which stand between no two amounts."""
    for place, token in enumerate(tokens):
        before, after = tokens[max(0, place - 1)], tokens[min(place + 1, len(tokens) - 1)]
        ends = isinstance(before, PrintedNumber) or before == ")"
        begins = isinstance(after, PrintedNumber) or after in ("(", "-", "average", "sum", "abs")
        if token not in (",", ";") or (ends and begins):
            yield token


def _plain_numbers(text: str) -> Iterator[PrintedNumber]:
    """The numbers, their brackets and signs left to the formula: "(5)" is a bracket here, "− 5" a difference."""
    for number in numbers_in(text):
        digits = re.search(r"\d", text[number.start : number.end])
        if digits is None:
            continue
        lead = text[number.start : number.start + digits.start()]
        signed = bool(re.search(rf"[{DASHES}][^\s(]*$", lead)) and not _AMOUNT_BEFORE.search(text[: number.start])
        close = ")" in text[number.start : number.end]
        end = number.start + text[number.start : number.end].index(")") if close else number.end
        value = -abs(number.value) if signed else abs(number.value)
        yield number._replace(value=value, start=number.start, end=end)


def _lead(text: str, number: PrintedNumber) -> int:
    """Where, from its start, the number itself begins: at its sign or symbol, after any bracket."""
    raw = text[number.start : number.end]
    pattern = rf"[{DASHES}]?[$€£¥]?\d" if number.value < 0 else r"[$€£¥]?\d"
    found = re.search(pattern, raw)
    return found.start() if found else 0


class _Reader:
    """Recursive descent over the tokens."""

    def __init__(self, tokens: tuple[PrintedNumber | str, ...]) -> None:
        self._tokens = tokens
        self._place = 0

    @property
    def done(self) -> bool:
        return self._place == len(self._tokens)

    def _next(self) -> PrintedNumber | str:
        return self._tokens[self._place] if not self.done else ""

    def _take(self) -> PrintedNumber | str:
        self._place += 1
        return self._tokens[self._place - 1]

    def total(self) -> Decimal:
        value = self._product()
        while self._next() in ("+", "-"):
            value = value + self._product() if self._take() == "+" else value - self._product()
        return value

    def _product(self) -> Decimal:
        value = self._power()
        while self._next() in ("*", "/"):
            value = value * self._power() if self._take() == "*" else value / self._power()
        return value

    def _power(self) -> Decimal:
        value = self._primary()
        if self._next() == "^":
            self._take()
            value = value ** self._primary()
        return value

    def _primary(self) -> Decimal:
        token = self._take()
        if isinstance(token, PrintedNumber):
            return token.value / 100 if token.percent else token.value
        if token == "-":
            return -self._primary()
        if token in ("average", "sum", "abs"):
            values = self._list()
            total = sum(values, Decimal(0))
            return abs(total) if token == "abs" else total / len(values) if token == "average" else total
        if token == "(":
            value = self.total()
            self._close()
            return value
        raise ValueError(token)

    def _list(self) -> list[Decimal]:
        if self._take() != "(":
            raise ValueError("(")
        values = [self.total()]
        while self._next() in (",", ";"):
            self._take()
            values.append(self.total())
        self._close()
        return values

    def _close(self) -> None:
        if self._take() != ")":
            raise ValueError(")")
