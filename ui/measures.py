"""Line items and ratios by the names that people use for them."""

from core.answers import Argument
from core.ontology import load_ontology


def named(value: Argument) -> Argument:
    """An argument of a tool with the ids of line items and ratios as their names; other words as they are."""
    if isinstance(value, list):
        return [_name(word) for word in value]
    return _name(value) if isinstance(value, str) else value


def _name(id: str) -> str:
    ontology = load_ontology()
    known = ontology.line_items.get(id) or ontology.ratios.get(id)
    return known.name if known else id
