"""Which ratio is asked for: by its name, by the user's definition, or by words."""

import re

from agents.formulas import Formula, definition_in, expression_in, parse_formula, ratio_formula, titled
from agents.grammar import read_question
from core.errors import CannotAsk
from core.ontology import Ontology, Ratio

_PERCENTAGE = re.compile(r"(?:\bpercent(?:age)?|%|\bshare) of\b", re.IGNORECASE)


def ratio_asked(ratio: str, definition: str, ontology: Ontology) -> Formula:
    """The formula meant: the user's definition, a ratio's id or name, the ontology's notation, or words.

    Raises CannotAsk with how to ask better.
    """
    if definition and (defined := definition_in(definition, ontology) or _spelt_out(ratio, definition, ontology)):
        return defined
    if ratio in ontology.ratios:
        return ratio_formula(ratio, ontology)
    mentions = [mention for mention in ontology.mentions(ratio) if mention.kind == "ratio"]
    if len(mentions) == 1 and len(mentions[0].text) >= 0.6 * len(ratio.strip()):
        return ratio_formula(mentions[0].id, ontology)
    unit = "%" if _PERCENTAGE.search(ratio) else ""
    try:
        return parse_formula(ratio, ontology, unit=unit)
    except CannotAsk:
        return titled(ratio, expression_in(ratio, ontology), ontology, unit)


def _spelt_out(ratio: str, question: str, ontology: Ontology) -> Formula | None:
    """The computation that a question spells out without defining it, where that is the one meant."""
    formula = read_question(question, ontology).formula
    return formula if formula and formula.name == ratio else None


def ratio_known(formula: Formula, definition: str, ontology: Ontology) -> Ratio | None:
    """The ontology's ratio that a formula is, where the user did not define it anew."""
    if definition:
        return None
    return next((ratio for ratio in ontology.ratios.values() if ratio.name == formula.name), None)
