"""Definitions that a question brings along: "ROA is defined as: net income / average total assets"."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from agents.formula_choices import chosen_inputs, expression_in, over_parts, titled
from agents.formula_notation import Names
from agents.formula_parser import Mark, Token, parse_tokens
from agents.formula_statements import Stated, balanced, sentences, stated_in
from agents.formula_tokens import word_tokens
from agents.formula_tree import Expression, Formula, Input, Named, Operation, inputs_of, parts_of
from agents.grammar_directions import without_directions
from core.errors import CannotAsk

LONGEST = 3000  # characters of a question that are searched for definitions
_DECIMALS = re.compile(r"\bdecimal", re.IGNORECASE)
_PERCENT = re.compile(r"%|\bpercent|\b100\b", re.IGNORECASE)

if TYPE_CHECKING:
    from core.ontology import Ontology


def definitions_in(question: str, ontology: "Ontology") -> Mapping[str, Formula]:
    """Every definition that the question states, by its name in lower case; a name may stand for the same one twice.

    A definition may use another one's name, wherever that is stated. What cannot be read as an expression is no
    definition.
    """
    stated = stated_in(question, ontology)
    formulas: dict[str, Formula] = {}
    for _ in range(len(stated) + 1):  # as deep as they can refer to one another
        known: Names = {name: Named(formula.name, formula.expression) for name, formula in formulas.items()}
        for definition in stated:
            if formula := _formula(definition, ontology, known):
                formulas |= {name.lower(): formula for name in definition.names}
    return formulas


def definition_in(question: str, ontology: "Ontology") -> Formula | None:
    """The definition that answers the question: the one that no other definition uses; None where there is none.

    Where the question defines a part of a ratio of the ontology ("Calculate EBITDA using …" for an EBITDA margin),
    or of an expression that it asks for in words ("EBITDA less capex"), the whole is built over that part.
    """
    question = question[:LONGEST]
    formula = _defined(without_directions(question), ontology)
    return _as_rounded(formula, question) if formula else None


def _as_rounded(formula: Formula, question: str) -> Formula:
    """A share as a plain number where the question asks for decimal places and says nothing of per cent."""
    plain = formula.unit == "%" and _DECIMALS.search(question) and not _PERCENT.search(question)
    return replace(formula, unit="x") if plain else formula


def _defined(question: str, ontology: "Ontology") -> Formula | None:
    formulas = definitions_in(question, ontology)
    if not formulas:
        return chosen_inputs(question, ontology)
    used = {name.lower() for formula in formulas.values() for name in _names_in(formula.expression)}
    roots = [formula for formula in formulas.values() if formula.name.lower() not in used] or list(formulas.values())
    return _whole_over(roots[0], formulas, question, ontology)


def _formula(definition: Stated, ontology: "Ontology", known: Names) -> Formula | None:
    own = {name.lower() for name in definition.names}
    names = {name: expression for name, expression in known.items() if name not in own}
    body = definition.body.strip().rstrip(".?!;")
    try:
        expression = expression_in(balanced(body), ontology, names)
    except CannotAsk:
        return None
    inputs = [item.concept for item in inputs_of(expression)]
    if not isinstance(expression, Operation) or not any(inputs) or (definition.plain and not all(inputs)):
        return None
    return titled(definition.names[0], expression, ontology)


def _names_in(expression: Expression) -> Iterator[str]:
    if isinstance(expression, Named):
        yield expression.name
    for part in parts_of(expression):
        yield from _names_in(part)


def _whole_over(root: Formula, formulas: Mapping[str, Formula], question: str, ontology: "Ontology") -> Formula:
    """The ratio, or the expression in words, that the question builds over the definition; else the definition."""
    names: dict[str, Expression] = {name: Named(found.name, found.expression) for name, found in formulas.items()}
    own = {mention.id for name in formulas for mention in ontology.mentions(name) if mention.kind == "ratio"}
    for mention in ontology.mentions(question):
        if mention.kind == "ratio" and mention.id not in own:
            if whole := over_parts(mention.id, {id: root for id in own}, ontology):
                return whole
    asked = sentences(question)
    return _asked_in_words(root, asked[0] if asked else "", names, ontology) or root


def _asked_in_words(root: Formula, sentence: str, names: Names, ontology: "Ontology") -> Formula | None:
    """As in "what is FY2017 EBITDA less capex": a sign after the defined name, and an amount after the sign."""
    match = re.search(rf"(?<!\w){re.escape(root.name)}(?!\w)(?P<rest>[^?]*)", sentence, re.IGNORECASE)
    if not match:
        return None
    tokens = word_tokens(f"{root.name}{match['rest']}", ontology, names)
    if len(tokens) < 3 or tokens[1].mark not in (Mark.SIGN, Mark.OVER) or not _is_known(tokens[2]):
        return None
    return titled(f"{tokens[0].text} {tokens[1].text} {tokens[2].text}", parse_tokens(tokens[:3]), ontology)


def _is_known(token: Token) -> bool:
    return isinstance(token.value, Named) or (isinstance(token.value, Input) and token.value.concept is not None)
