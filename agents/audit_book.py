"""The facts of one issuer, and what they say of its segments and its words."""

from collections.abc import Mapping, Sequence
from functools import cached_property

from agents.audit_items import Meaning, meaning_of
from agents.audit_segments import Phrase, segments_in, segments_of
from agents.indexes import content_words, words_of
from agents.scope_companies import Company
from core.filings import Fact
from core.ontology import Ontology


class Book:
    """The facts of one issuer's filings, and what they say of its segments and its words; read once for all claims."""

    def __init__(self, company: Company, facts: Sequence[Fact], ontology: Ontology) -> None:
        """Take the issuer, its facts, and the ontology."""
        self.company = company
        self.facts = tuple(facts)
        self._ontology = ontology
        self._meanings: dict[int, Meaning] = {}

    @cached_property
    def segments(self) -> frozenset[Phrase]:
        """The names of its segments, products and regions."""
        return segments_in(self.facts, self._ontology)

    @cached_property
    def by_segments(self) -> Mapping[frozenset[Phrase], Sequence[Fact]]:
        """The facts by the segments that they are of; those of the whole issuer under no segment."""
        grouped: dict[frozenset[Phrase], list[Fact]] = {}
        for fact in self.facts:
            grouped.setdefault(segments_of(fact, self.segments), []).append(fact)
        return grouped

    def meaning(self, fact: Fact) -> Meaning:
        """What the label of one of the facts means."""
        if id(fact) not in self._meanings:
            self._meanings[id(fact)] = meaning_of(fact, self._ontology)
        return self._meanings[id(fact)]

    @cached_property
    def printed(self) -> frozenset[str | None]:
        """The line items that the issuer prints under their own names."""
        return frozenset(fact.concept for fact in self.facts if fact.segment is None)

    @cached_property
    def words(self) -> frozenset[str]:
        """The words of its labels, its name and the ontology's names."""
        names = (name for item in self._ontology.line_items.values() for name in (item.name, *item.synonyms))
        common = {word for name in names for word in words_of(name)} | set(words_of(self.company.key))
        return frozenset(common | {word for fact in self.facts for word in _words(fact)})


def _words(fact: Fact) -> frozenset[str]:
    return content_words(" ".join((fact.label, fact.segment or "", *fact.parents, fact.heading)))
