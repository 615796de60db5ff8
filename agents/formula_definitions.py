"""Definitions that a question brings along: "ROA is defined as: net income / average total assets"."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from agents.formula_notation import Names, ratio_named
from agents.formula_parser import Mark, Token, parse_tokens
from agents.formula_tokens import word_tokens
from agents.formula_tree import (
    Constant,
    Expression,
    Formula,
    Input,
    Named,
    Operation,
    inputs_of,
    parts_of,
    with_inputs,
)
from core.errors import CannotAsk

if TYPE_CHECKING:
    from core.ontology import Ontology

_SENTENCE = re.compile(r"(?<=[.?!;])(?<!\bi\.e\.)(?<!\be\.g\.)\s+(?=[A-Z“\"(])|\n+")
_VERB = r"(?:defined|calculated|computed|measured|given|taken|expressed|understood|derived)"
_STATED = (
    re.compile(
        r"^(?:please\s+)?(?:note that\s+)?(?:where\s+|here,?\s+)?(?P<name>[^:=]{1,90}?),?\s+"
        r"(?:here\s+)?(?:is|are)\s+(?:here\s+)?"
        rf"(?:to be\s+)?{_VERB}\s*(?:here\s+)?(?:as|by|to be|from)?(?:\s+follows)?\s*[:=]?\s*(?P<body>.+)$",
        re.IGNORECASE,
    ),
    re.compile(
        r"(?:\b|^)(?:define|calculate|compute|measure|treat|take)\s+(?P<name>[^:=]{1,90}?)\s+"
        r"(?:as|by taking|by dividing)\b\s*[:=]?\s*(?P<body>.+)$",
        re.IGNORECASE,
    ),
    re.compile(
        r"(?P<name>[^:=,]{1,90}?),?\s*[(\[]?\s*(?:i\.e\.|that is|meaning|in other words)[,:]?\s+(?P<body>.+)$",
        re.IGNORECASE,
    ),
    re.compile(r"^(?P<name>[^:=]{1,60}?)\s*(?:=|:=)\s*(?P<body>.+)$"),
    re.compile(
        r"^(?:where\s+|and\s+|with\s+)?(?P<name>[^:=]{1,40}?)\s+(?:is|being|equals|means)\s*:?\s+(?P<body>.+)$",
        re.IGNORECASE,
    ),
)
_USING = re.compile(r"(?P<name>[^:=]{1,120}?)[,\s(\[]+using\s+(?P<body>.+)$", re.IGNORECASE)
_ROLES = re.compile(
    r"^(?P<top>.+?)\s+as (?:the )?numerator,?\s*(?:and|over)\s+(?P<bottom>.+?)\s+as (?:the )?denominator", re.IGNORECASE
)
_LEAD = re.compile(
    r"^.*\b(?:what (?:is|was|are|were)|how much (?:is|was)|calculate|compute|give|report|define|of|the|'s|’s|its|their)"
    r"\s+(?=\S)",
    re.IGNORECASE,
)
_ALIAS = re.compile(r"^(?P<name>.+?)\s*\((?P<alias>[^()]{1,30})\)\s*$")
_PERIOD_FIRST = re.compile(
    r"^(?:(?:fiscal year |fiscal |fy ?)?\d{2,4}|q[1-4](?: (?:fy ?)?\d{4})?)\s+(?=\S)", re.IGNORECASE
)
_TAIL = re.compile(
    r"\s*(?:,?\s*\b(?:please|round(?:ed|ing)?|answer|in (?:usd|units|millions|billions)|to two decimal)\b.*)$",
    re.IGNORECASE,
)


_ASKING = re.compile(r"^\W*(?:what|how|which|why|when|where|who|is|are|was|were|did|does|do|has|have)\b", re.IGNORECASE)
_PRONOUN = re.compile(r"^(?:it|this|that|these|which|(?:the|this|that) (?:ratio|metric|measure))$", re.IGNORECASE)


class _Stated(NamedTuple):
    """A definition as it stands: the names it goes by, the words of its body, and whether it says that it is one."""

    names: tuple[str, ...]
    body: str
    plain: bool


def definitions_in(question: str, ontology: "Ontology") -> Mapping[str, Formula]:
    """Every definition that the question states, by its name in lower case; a name may stand for the same one twice.

    A definition may use another one's name, wherever that is stated. What cannot be read as an expression is no
    definition.
    """
    stated = _stated_in(question, ontology)
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
    formulas = definitions_in(question, ontology)
    if not formulas:
        return _chosen_inputs(question, ontology)
    used = {name.lower() for formula in formulas.values() for name in _names_in(formula.expression)}
    roots = [formula for formula in formulas.values() if formula.name.lower() not in used] or list(formulas.values())
    return _whole_over(roots[0], formulas, question, ontology)


def expression_in(words: str, ontology: "Ontology", names: Names | None = None) -> Expression:
    """The expression that words denote: "capex as a % of revenue", "current assets less inventories".

    Raises CannotAsk where they denote none.
    """
    return parse_tokens(word_tokens(_TAIL.sub("", words), ontology, names or {}))


def _sentences(question: str) -> list[str]:
    return [sentence.strip() for sentence in _SENTENCE.split(question) if sentence.strip()]


def _stated_in(question: str, ontology: "Ontology") -> list[_Stated]:
    found: list[_Stated] = []
    spoken_of = ""
    for sentence in _sentences(question):
        for pattern in _STATED:
            plain = pattern is _STATED[-1]
            match = pattern.search(sentence)
            if match and not (plain and _ASKING.match(sentence)):
                names = (spoken_of or "the ratio",) if _PRONOUN.match(match["name"].strip()) else _names(match["name"])
                found.append(_Stated(names, match["body"], plain))
                break
        ratios = [mention.text for mention in ontology.mentions(sentence) if mention.kind == "ratio"]
        spoken_of = ratios[-1] if ratios else spoken_of
    return [definition for definition in found if definition.names]


def _names(text: str) -> tuple[str, ...]:
    """What is defined, without the words before it, and its abbreviation where one is given."""
    text = text.strip(" ,:;\"“”'")
    match = _ALIAS.match(text)
    whole = match["name"] if match else text
    stripped = _PERIOD_FIRST.sub("", _LEAD.sub("", whole)).strip(" ,:;\"“”'")
    names = [stripped, match["alias"]] if match else [stripped]
    return tuple(dict.fromkeys(name for name in names if name and len(name.split()) <= 8))


def _formula(definition: _Stated, ontology: "Ontology", known: Names) -> Formula | None:
    own = {name.lower() for name in definition.names}
    names = {name: expression for name, expression in known.items() if name not in own}
    body = definition.body.strip().rstrip(".?!;")
    try:
        expression = expression_in(_balanced(body), ontology, names)
    except CannotAsk:
        return None
    inputs = [item.concept for item in inputs_of(expression)]
    if not isinstance(expression, Operation) or not any(inputs) or (definition.plain and not all(inputs)):
        return None
    return titled(definition.names[0], expression, ontology)


def _balanced(body: str) -> str:
    """The body up to the bracket that closes a bracket opened before it."""
    depth = 0
    for place, letter in enumerate(body):
        depth += (letter in "([") - (letter in ")]")
        if depth < 0:
            return body[:place]
    return body


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


def _names_in(expression: Expression) -> Iterator[str]:
    if isinstance(expression, Named):
        yield expression.name
    for part in parts_of(expression):
        yield from _names_in(part)


def _whole_over(root: Formula, formulas: Mapping[str, Formula], question: str, ontology: "Ontology") -> Formula:
    """The ratio, or the expression in words, that the question builds over the definition; else the definition."""
    names: dict[str, Expression] = {name: Named(found.name, found.expression) for name, found in formulas.items()}
    defined = {mention.id: names[name] for name in formulas for mention in ontology.mentions(name)}
    asked = _sentences(question)
    for sentence in asked:
        for mention in ontology.mentions(sentence):
            if mention.kind == "ratio" and mention.id not in defined:
                whole = ratio_named(mention.id, ontology, defined)
                if set(_names_in(whole)) & {found.name for found in formulas.values()}:
                    return Formula(mention.text, whole, ontology.ratios[mention.id].unit)
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


def _chosen_inputs(question: str, ontology: "Ontology") -> Formula | None:
    """A ratio of the ontology over the inputs that "using …" names, or their quotient where it gives their roles."""
    for sentence in _sentences(question):
        match = _USING.search(sentence)
        if not match:
            continue
        ratios = [mention for mention in ontology.mentions(match["name"]) if mention.kind == "ratio"]
        if roles := _ROLES.search(match["body"]):
            return _quotient(ratios[-1].text if ratios else "ratio", roles, ontology)
        if ratios:
            whole = _with_chosen(ratios[-1].id, _balanced(match["body"]), ontology)
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
    chosen = [token.value for token in word_tokens(body, ontology, {}) if isinstance(token.value, Input)]
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
        return replace(item, concept=words.concept, phrase=words.phrase, statement=words.statement)

    return Formula(found.name, with_inputs(expression, choose), found.unit)


def _over_asked(ratio: str, part: Formula, question: str, ontology: "Ontology") -> Formula:
    """The ratio that the question asks for, built over a part whose inputs it chose."""
    names = {ratio: Named(part.name, part.expression)}
    for mention in ontology.mentions(question):
        if mention.kind == "ratio" and mention.id != ratio:
            whole = ratio_named(mention.id, ontology, names)
            if part.name in set(_names_in(whole)):
                return Formula(ontology.ratios[mention.id].name, whole, ontology.ratios[mention.id].unit)
    return part
