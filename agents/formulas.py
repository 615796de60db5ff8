"""Formulas over named inputs: read from the ontology or from the user's own definition, and computed."""

from agents.formula_choices import expression_in, titled
from agents.formula_definitions import definition_in, definitions_in
from agents.formula_notation import Names, parsed
from agents.formula_tree import Average, Change, Constant, Expression, Formula, Input, Named, Operation
from agents.formula_values import Lookup, evaluate
from core.ontology import Ontology, load_ontology

__all__ = [
    "Average",
    "Change",
    "Constant",
    "Expression",
    "Formula",
    "Input",
    "Lookup",
    "Named",
    "Names",
    "Operation",
    "definition_in",
    "definitions_in",
    "evaluate",
    "expression_in",
    "is_amount",
    "parse_formula",
    "ratio_formula",
    "titled",
]


def parse_formula(
    text: str, ontology: Ontology, *, name: str = "", unit: str = "", names: Names | None = None
) -> Formula:
    """Reads the ontology's notation: + - * / ( ), numbers, line item and ratio ids, avg(X), change(X), prior(X).

    Args:
        text: such as "NetIncomeLoss / avg(Assets)".
        ontology: whose ids the identifiers are.
        name: what the formula is called; the text itself if empty.
        unit: "%", "x", "days", "money" or "" to leave it to the inputs.
        names: expressions that take precedence over ratios of the same id.

    Raises:
        CannotAsk: the formula does not parse, or names what the ontology does not hold.
    """
    return titled(name or text, parsed(text, ontology, names or {}), ontology, unit)


def ratio_formula(ratio: str, ontology: Ontology) -> Formula:
    """The formula of a ratio of the ontology, by the ratio's id. Raises CannotAsk where its formula does not parse."""
    found = ontology.ratios[ratio]
    return Formula(found.name, parsed(found.formula, ontology, {}, (ratio,)), found.unit, found.optional)


def is_amount(concept: str | None, ontology: Ontology | None = None) -> bool:
    """Whether a line item enters a formula as a positive amount, however a statement brackets it: a payment, a cost.

    `ontology` is the usual one if None.
    """
    item = (ontology or load_ontology()).line_items.get(concept or "")
    return item is not None and item.positive
