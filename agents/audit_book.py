"""The facts of one issuer, and what they say of its segments and its words."""

from collections.abc import Sequence
from functools import cached_property

from agents.audit_segments import Phrase, segments_in
from agents.indexes import content_words, words_of
from agents.scope_companies import Company
from core.filings import Fact
from core.ontology import Ontology


class Book:
    """The facts of one issuer's filings, and what they say of its segments and its words."""

    def __init__(self, company: Company, facts: Sequence[Fact], ontology: Ontology) -> None:
        """Take the issuer, its facts, and the ontology."""
        self.company = company
        self.facts = tuple(facts)
        self._ontology = ontology

    @cached_property
    def segments(self) -> frozenset[Phrase]:
        """The names of its segments, products and regions."""
        return segments_in(self.facts, self._ontology)

    @cached_property
    def words(self) -> frozenset[str]:
        """The words of its labels, its name and the ontology's names."""
        names = (name for item in self._ontology.line_items.values() for name in (item.name, *item.synonyms))
        common = {word for name in names for word in words_of(name)} | set(words_of(self.company.key))
        return frozenset(common | {word for fact in self.facts for word in _words(fact)})


def _words(fact: Fact) -> frozenset[str]:
    return content_words(" ".join((fact.label, fact.segment or "", *fact.parents, fact.heading)))
