"""Whether a fact is of the line that a claim names."""

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from agents.audit_segments import parents_of
from agents.claim import Claim
from agents.indexes import content_words
from core.filings import Fact
from core.ontology import Ontology

ROUNDED = Decimal("0.01")  # how far a note may round what a statement prints
_TOO_WIDE = frozenset("total net consolidated other company".split())


class Meaning(NamedTuple):
    """What a fact's label means: its line item, else those that it or its parents name; and the words that tell it."""

    concept: str | None
    others: frozenset[str]
    words: frozenset[str]


def meaning_of(fact: Fact, ontology: Ontology) -> Meaning:
    """What a fact's label means."""
    words = content_words(fact.label) - _TOO_WIDE
    concept = fact.concept or ontology.concept_of(fact.label, (), fact.statement, fact.unit)
    if concept:
        return Meaning(concept, frozenset(), words)
    inner = frozenset(found.id for found in ontology.mentions(fact.label) if found.kind == "line_item")
    return Meaning(None, inner or parents_of(fact, ontology), words)


def is_of_line(meaning: Meaning, claim: Claim, ontology: Ontology, of_segment: bool) -> bool:
    """Whether a fact is of the line that a claim names, the segment aside.

    By line item where the claim names one: the fact's own, what its label means, or, for a segment's row, what its
    parents mean. Else by its label's words, all of which the claim must hold.
    """
    if claim.item is None or claim.is_ratio:
        return bool(meaning.words) and meaning.words <= content_words(claim.subject)
    if meaning.concept:
        return _same_item(claim.item, meaning.concept, ontology)
    others = meaning.others
    return of_segment and (not others or any(_same_item(claim.item, id, ontology) for id in others))


def in_line_with_statements(facts: Sequence[Fact]) -> tuple[Fact, ...]:
    """The facts of a line less those that a statement gives otherwise for the same period.

    Tables in notes print a line of a segment, a parent or a forecast under the same name, often without saying so.
    """
    stated: dict[object, list[Fact]] = {}
    for fact in facts:
        if fact.statement and fact.concept:
            stated.setdefault(_place(fact), []).append(fact)
    return tuple(fact for fact in facts if fact.statement or _is_alike(fact, stated.get(_place(fact), ())))


def _place(fact: Fact) -> object:
    return fact.concept, fact.unit, fact.period.end, fact.period.months


def _is_alike(fact: Fact, stated: Sequence[Fact]) -> bool:
    return not stated or any(abs(abs(one.value) - abs(fact.value)) <= ROUNDED * abs(one.value) for one in stated)


def is_called(fact: Fact, claim: Claim) -> bool:
    """Whether a fact bears the name by which a claim calls its line: all its words stand in the label."""
    return bool(claim.line) and content_words(claim.line) - _TOO_WIDE <= content_words(fact.label)


def _same_item(item: str, concept: str, ontology: Ontology) -> bool:
    """Whether two line items are one, or one is what is taken where a filing does not print the other."""
    if item == concept:
        return True
    one, other = ontology.line_items.get(item), ontology.line_items.get(concept)
    return bool(one and concept in one.instead or other and item in other.instead)
