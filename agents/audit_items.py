"""Whether a fact is of the line that a claim names."""

from agents.audit_segments import parents_of
from agents.claim import Claim
from agents.indexes import content_words
from core.filings import Fact
from core.ontology import Ontology

_TOO_WIDE = frozenset("total net consolidated other company".split())


def of_line(fact: Fact, claim: Claim, ontology: Ontology, of_segment: bool) -> bool:
    """Whether a fact is of the line that a claim names, the segment aside.

    By line item where the claim names one: the fact's own, what its label means, or, for a segment's row, what its
    parents mean. Else by its label's words, all of which the claim must hold.
    """
    if claim.item is None or claim.is_ratio:
        label = content_words(fact.label) - _TOO_WIDE
        return bool(label) and label <= content_words(claim.subject)
    concept = fact.concept or ontology.concept_of(fact.label, (), fact.statement, fact.unit)
    if concept:
        return _same_item(claim.item, concept, ontology)
    inner = {found.id for found in ontology.mentions(fact.label) if found.kind == "line_item"}
    over = inner or parents_of(fact, ontology)
    return of_segment and (not over or any(_same_item(claim.item, id, ontology) for id in over))


def _same_item(item: str, concept: str, ontology: Ontology) -> bool:
    """Whether two line items are one, or one is what is taken where a filing does not print the other."""
    if item == concept:
        return True
    one, other = ontology.line_items.get(item), ontology.line_items.get(concept)
    return bool(one and concept in one.instead or other and item in other.instead)
