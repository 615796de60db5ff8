"""The ontology's notation: + - * / ( ), numbers, line item and ratio ids, avg(X), change(X), prior(X)."""

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING

from agents.formula_parser import Mark, Token, parse_tokens
from agents.formula_tree import Constant, Expression, Input, Named
from core.errors import CannotAsk

if TYPE_CHECKING:
    from core.ontology import Ontology

Names = Mapping[str, Expression]
"""Expressions by the names that the user gives them, or by a ratio's id."""

_TOKEN = re.compile(
    r"\s*(?:(?P<id>[A-Za-z_]\w*)|(?P<number>\d+(?:\.\d+)?)|(?P<sign>[-+*/])|(?P<open>\()|(?P<close>\)))"
)
_MARKS = {"sign": Mark.SIGN, "open": Mark.OPEN, "close": Mark.CLOSE}
_FUNCTIONS = {"avg": "average", "change": "change", "prior": "prior"}


def parsed(text: str, ontology: "Ontology", names: Names, within: tuple[str, ...] = ()) -> Expression:
    """The expression that a formula in the ontology's notation denotes.

    Args:
        text: the formula.
        ontology: its line items and ratios are the identifiers.
        names: expressions that take precedence over the ontology's ratios of the same id.
        within: the ratios whose formulas are being read, outermost first.

    Raises:
        CannotAsk: the formula does not parse, or names what the ontology does not hold.
    """
    return parse_tokens(tuple(_tokens(text.strip(), ontology, names, within)))


def ratio_named(ratio: str, ontology: "Ontology", names: Names, within: tuple[str, ...] = ()) -> Expression:
    """A ratio of the ontology under its name; one that `names` holds is taken from there."""
    if ratio in names:
        return names[ratio]
    if ratio in within:
        raise CannotAsk(f"The formula of “{ratio}” refers to itself.")
    found = ontology.ratios[ratio]
    return Named(found.name, parsed(found.formula, ontology, names, (*within, ratio)))


def input_of(line_item: str, phrase: str, ontology: "Ontology") -> Input:
    """A line item as an input, under the words that name it."""
    return Input(line_item, phrase, positive=ontology.line_items[line_item].positive)


def _tokens(text: str, ontology: "Ontology", names: Names, within: tuple[str, ...]) -> Iterator[Token]:
    place = 0
    while place < len(text):
        match = _TOKEN.match(text, place)
        if not match:
            raise CannotAsk(f"The formula “{text}” cannot be read at “{text[place:]}”.")
        place = match.end()
        kind, found = str(match.lastgroup), match[0].strip()
        if kind == "id" and found in _FUNCTIONS and text[place:].lstrip().startswith("("):
            yield Token(Mark.FUNCTION, _FUNCTIONS[found])
        elif kind == "id":
            yield Token(Mark.VALUE, found, _identified(found, ontology, names, within))
        elif kind == "number":
            yield Token(Mark.VALUE, found, Constant(Decimal(found)))
        else:
            yield Token(_MARKS[kind], found)


def _identified(name: str, ontology: "Ontology", names: Names, within: tuple[str, ...]) -> Expression:
    if name in names or name in ontology.ratios:
        return ratio_named(name, ontology, names, within)
    if name in ontology.line_items:
        return input_of(name, ontology.line_items[name].name, ontology)
    raise CannotAsk(f"The formula names “{name}”, which is neither a line item nor a ratio.")
