"""Inputs that a question chooses for a ratio ("using …"), and ratios built over parts that it defines."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from agents.formula_notation import Names, ratio_named
from agents.formula_parser import Token, parse_tokens
from agents.formula_statements import balanced, sentences
from agents.formula_tokens import word_tokens
from agents.formula_tree import Constant, Expression, Formula, Input, Named, Operation, inputs_of, replaced, with_inputs
from core.errors import CannotAsk
from core.filings import Statement

if TYPE_CHECKING:
    from core.ontology import Ontology

_USING = re.compile(r"(?P<name>[^:=]{1,120}?)[,\s(\[]{1,3}using\s+(?P<body>.+)$", re.IGNORECASE)
_ROLES = re.compile(
    r"^(?P<top>.+?)\s+as (?:the )?numerator,?\s*(?:and|over)\s+(?P<bottom>.+?)\s+as (?:the )?denominator", re.IGNORECASE
)
_TAIL = re.compile(
    r"\s*(?:,?\s*\b(?:please|round(?:ed|ing)?|answer|in (?:usd|units|millions|billions)|to two decimal)\b.*)$",
    re.IGNORECASE,
)


_FOR_WHOM = re.compile(r"\s+for (?:the )?[A-Z][\w&.'’ -]*[?.!]?\s*$")
_SPOKEN = (
    (re.compile(r"\bdividing (.+?) by (.+)", re.IGNORECASE), r"(\1) / (\2)"),
    (re.compile(r"\bmultiplying (.+?) by (.+)", re.IGNORECASE), r"(\1) * (\2)"),
    (re.compile(r"\b(?:subtracting|deducting) (.+?) from (.+)", re.IGNORECASE), r"(\2) - (\1)"),
    (re.compile(r"\badding (.+?) (?:to|and) (.+)", re.IGNORECASE), r"(\1) + (\2)"),
)
"""What is done with two amounts, as it is spoken and as it is written."""


def chosen_inputs(question: str, ontology: "Ontology") -> Formula | None:
    """A ratio of the ontology over the inputs that "using …" names, or their quotient where it gives their roles."""
    for sentence in sentences(question):
        match = _USING.search(sentence)
        if not match:
            continue
        ratios = [mention for mention in ontology.mentions(match["name"]) if mention.kind == "ratio"]
        if roles := _ROLES.search(match["body"]):
            return _quotient(ratios[-1].text if ratios else "ratio", roles, ontology)
        if ratios:
            whole = _with_chosen(ratios[-1].id, balanced(match["body"]), ontology)
            return whole and _over_asked(ratios[-1].id, whole, question, ontology)
    return None


def _quotient(name: str, roles: re.Match[str], ontology: "Ontology") -> Formula | None:
    try:
        top, bottom = expression_in(roles["top"], ontology), expression_in(roles["bottom"], ontology)
    except CannotAsk:
        return None
    return titled(name, Operation("/", top, bottom), ontology)


def _with_chosen(ratio: str, body: str, ontology: "Ontology") -> Formula | None:
    """The ratio's formula with the one input that differs replaced; None where the choice fits it no other way."""
    found = ontology.ratios[ratio]
    expression = ratio_named(ratio, ontology, {})
    chosen = _inputs_listed(word_tokens(body, ontology, {}))
    concepts = {item.concept: item for item in chosen if item.concept}
    own = {item.concept for item in inputs_of(expression) if item.concept}
    spare = [item for item in concepts.values() if item.concept not in own]
    lacking = [concept for concept in own if concept not in concepts]
    if len(spare) > 1 or len(lacking) != len(spare):
        return None
    swap = dict(zip(lacking, spare, strict=True))

    def choose(item: Input) -> Input:
        words = swap.get(item.concept or "") or concepts.get(item.concept or "")
        if words is None:
            return item
        return replace(
            item, concept=words.concept, phrase=words.phrase, statement=words.statement, positive=words.positive
        )

    return Formula(found.name, with_inputs(expression, choose), found.unit, found.optional)


def _inputs_listed(tokens: Sequence[Token]) -> list[Input]:
    """The inputs among the tokens, each with the statement that is named after it."""
    found: list[Input] = []
    for token in tokens:
        if isinstance(token.value, Input):
            found.append(token.value)
        elif isinstance(token.value, Statement) and found:
            found[-1] = replace(found[-1], statement=token.value)
    return found


def _over_asked(ratio: str, part: Formula, question: str, ontology: "Ontology") -> Formula:
    """The ratio that the question asks for, built over a part whose inputs it chose; else the part."""
    others = (found.id for found in ontology.mentions(question) if found.kind == "ratio" and found.id != ratio)
    wholes = (over_parts(other, {ratio: part}, ontology) for other in others)
    return next((whole for whole in wholes if whole), part)


def over_parts(ratio: str, parts: Mapping[str, Formula], ontology: "Ontology") -> Formula | None:
    """A ratio of the ontology with parts of it, themselves ratios, as the user defines them; None if it has none."""
    found = ontology.ratios[ratio]
    plain = ratio_named(ratio, ontology, {})
    whole = plain
    for part, formula in parts.items():
        whole = replaced(whole, ratio_named(part, ontology, {}), Named(formula.name, formula.expression))
    return Formula(found.name, whole, found.unit, found.optional) if whole != plain else None


def expression_in(words: str, ontology: "Ontology", names: Names | None = None) -> Expression:
    """The expression that words denote: "capex as a % of revenue", "current assets less inventories".

    Raises CannotAsk where they denote none.
    """
    words = _FOR_WHOM.sub("", _TAIL.sub("", words))
    for spoken, written in _SPOKEN:
        words = spoken.sub(written, words)
    return parse_tokens(word_tokens(words, ontology, names or {}))


def titled(name: str, expression: Expression, ontology: "Ontology", unit: str = "") -> Formula:
    """A formula under a name; its unit is given, or the ontology's for a ratio of that name.

    A factor of 100 that makes a percentage is left to the unit.
    """
    mention = next((found for found in ontology.mentions(name) if found.kind == "ratio"), None)
    unit = unit or (ontology.ratios[mention.id].unit if mention else "")
    without = _without_hundred(expression)
    return Formula(name, without or expression, "%" if without else unit)


def _without_hundred(expression: Expression) -> Expression | None:
    match expression:
        case Operation("*", Constant(value), inner) | Operation("*", inner, Constant(value)) if value == 100:
            return inner
        case _:
            return None
