"""What filings print of a part: a product's revenue once for each segment, of which the sum is the product's."""

from agents.calendar import Target
from agents.indexes import FactIndex, name_key
from agents.lookup import figure_of, fits, is_own_row, of_segment, total, unit_fits
from agents.measures import Measure, lower_first
from core.answers import Figure
from core.filings import Fact, Filing
from core.ontology import Ontology


def summed(index: FactIndex, measure: Measure, target: Target) -> tuple[Figure, str] | None:
    """The sum of what is printed for a product under several parts' names, and that it is one; None for a single row.

    The rows stand on one page under one heading ("Revenue by product category"), each below another part's name.
    """
    rows = _rows(index, measure, target)
    if not rows:
        return None
    named = " and ".join(fact.parents[-1].strip(" :") for fact in rows)
    said = f"{measure.title} {measure.are} printed for {named} apart; the sum is given."
    return total(measure.title, [figure_of(fact, measure) for fact in rows], rows[0].period), said


def _rows(index: FactIndex, measure: Measure, target: Target) -> list[Fact]:
    if not measure.segment or measure.concept != "Revenues":
        return []
    facts = [fact for fact in of_segment(index, measure) if fits(fact.period, target.end, target.months)]
    facts = [fact for fact in facts if unit_fits(fact, measure)]
    rows = [fact for fact in facts if len(fact.parents) > 1 and is_own_row(fact, measure)]
    if len(rows) < 2 or len(rows) < len(facts) or len({(fact.page, fact.parents[:-1]) for fact in rows}) > 1:
        return []
    parts = {name_key(fact.parents[-1]) for fact in rows}
    known = all(any(fact.segment for fact in index.named(" ".join(part))) for part in parts)
    return rows if known and len(parts) == len(rows) else []


def not_of_part(index: FactIndex, filing: Filing, measure: Measure, ontology: Ontology) -> str:
    """That the line is not printed for a segment, product or region, and what is."""
    named = index.named(measure.segment)
    if not named:
        return f"{filing.title} prints no figure for {measure.segment} by itself; only the whole issuer's could be had."
    items = ontology.line_items
    printed = [items[fact.concept].name.lower() for fact in named if fact.concept and fact.concept in items]
    said = ", ".join(dict.fromkeys(printed)) or "other figures"
    return f"{filing.title} does not print {lower_first(measure.name)} for {measure.segment}; it prints its {said}."
