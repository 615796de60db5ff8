"""The facts that a claim may be about: of its line, its unit, its sign, its value."""

import re
from collections.abc import Callable, Sequence
from decimal import Decimal
from functools import cached_property

from agents.audit_book import Book
from agents.audit_items import in_line_with_statements, is_called, is_of_line
from agents.audit_segments import Phrase, named_segments, parents_of, phrase_of
from agents.audit_strangers import stranger_in
from agents.audit_values import ClaimedValue
from agents.calendar import Target
from agents.claim import Claim
from agents.indexes import content_words
from agents.scope_companies import Company, named_in
from core.answers import Citation, Figure
from core.filings import Fact, Statement
from core.ontology import Ontology
from core.periods import Period

Fits = Callable[[Period, Target], bool]
_WHOLE = re.compile(r"\b(?:total|overall|consolidated|company-?wide|in all|altogether)\b", re.IGNORECASE)
LONGEST_YEAR = 53 * 7 + 1  # days
_SHARE_OF = re.compile(
    r"\b(?:of|to)\b.{0,40}\b(?:total|revenues?|net sales|sales|income|profit|assets|costs?|expenses?)\b|\bshare of\b",
    re.IGNORECASE,
)


class Lines:
    """The facts of one issuer as one claim speaks of them."""

    def __init__(self, claim: Claim, book: Book, ontology: Ontology, companies: Sequence[Company]) -> None:
        """Take the claim, the issuer's facts, and all issuers there are."""
        self._facts = book.facts
        self._book = book
        self._ontology = ontology
        self._claim = claim
        self.value = ClaimedValue(claim, ontology)
        self._companies = companies

    @cached_property
    def stranger(self) -> str:
        """A name in the claim's words that neither the issuer's labels nor ordinary words explain; empty if none."""
        return stranger_in(self._claim.whole, self._book.words, self._companies, self._ontology)

    @cached_property
    def _mine(self) -> tuple[Fact, ...]:
        """The facts of the line that the claim names, of the segment that it names, if any."""
        named = self._named(self._claim.clause) or self._named(self._claim.subject)
        if not named and not _WHOLE.search(self._claim.subject):
            named = self._named(self._claim.opening)
        found = tuple(
            fact
            for fact in self._book.by_segments.get(named, ())
            if self._span_fits(fact)
            and self._segment_fits(fact, named)
            and is_of_line(self._book.meaning(fact), self._claim, self._ontology, bool(named))
            and self._is_itself(fact)
        )
        return found if named else in_line_with_statements(found)

    def _is_itself(self, fact: Fact) -> bool:
        """Whether a fact is of the very line item named, where the issuer prints that, or is called by its name."""
        concept, item = self._book.meaning(fact).concept, self._claim.item
        stand_in = concept is not None and not self._claim.is_ratio and item is not None and concept != item
        return not stand_in or item not in self._book.printed or is_called(fact, self._claim)

    def _named(self, text: str) -> frozenset[Phrase]:
        """The segments that a text names; the words of an issuer's longer name are none of them."""
        named = named_in(text, self._companies)
        for one in (one for one in named if len(one.text.split()) > 1):
            text = text[: one.start] + " " * (one.end - one.start) + text[one.end :]
        lines = [(one.start, one.end) for one in self._ontology.mentions(text) if one.kind == "line_item"]
        return named_segments(text, self._book.segments, [one.text for one in named], lines)

    def _span_fits(self, fact: Fact) -> bool:
        """Whether the line is a balance where the fact is of a day, and a flow where it is of a period."""
        item = self._ontology.line_items.get(fact.concept or self._claim.item or "")
        if item is None or self._claim.is_ratio or item.unit != "money":
            return True
        return fact.period.is_instant == (item.statement is Statement.BALANCE)

    def _segment_fits(self, fact: Fact, named: frozenset[Phrase]) -> bool:
        return not fact.segment or phrase_of(fact.segment) in named

    def with_value(self) -> list[Fact]:
        """The facts of the line with the claim's value, scale and sign, the statements' first."""
        found = [fact for fact in self._mine if self.value.is_of(fact)]
        return sorted(found, key=lambda fact: (fact.statement is None, fact.page))

    @cached_property
    def _said(self) -> frozenset[str]:
        return content_words(self._claim.subject)

    def figure(self, concept: str | None, target: Target, fits: Fits) -> Figure | None:
        """The issuer's figure of a line item for a period, from the statements where they have it."""
        item = self._ontology.line_items.get(concept or "")
        for id in (concept, *(item.instead if item else ())):
            facts = [f for f in self._facts if f.concept == id and f.segment is None and fits(f.period, target)]
            facts.sort(key=lambda fact: (fact.statement is None, fact.page))
            if facts and item:
                flow = [fact for fact in facts if bool(fact.period.months) == bool(target.months)]
                fact = next(iter(flow), facts[0])
                return Figure(item.name, fact.value, fact.unit, fact.period, _cited(fact), scale=fact.scale)
        return None

    def values_like(self, fact: Fact, target: Target, fits: Fits) -> tuple[Decimal, ...]:
        """The values of a fact's own line in another period; amounts paid out without their sign."""
        item = self._ontology.line_items.get(fact.concept or "")
        same = [f for f in self._mine if (f.label, f.unit, f.segment) == (fact.label, fact.unit, fact.segment)]
        found = [f.value for f in same if fits(f.period, target) and f.period.months == fact.period.months]
        return tuple(abs(value) for value in found) if item and item.positive else tuple(found)

    def days_before(self, target: Target) -> tuple[Target, ...]:
        """The days, up to a year before a balance's, for which the issuer prints the line too."""
        days = {fact.period.end for fact in self._mine if fact.period.is_instant}
        return tuple(Target(day, 0, "") for day in sorted(days) if 0 < (target.end - day).days <= LONGEST_YEAR)

    def change(self, target: Target, base: Target, fits: Fits) -> tuple[Fact, ...]:
        """Two facts of the line between which the claimed change lies; empty where there are none."""
        later = [fact for fact in self._mine if fits(fact.period, target)]
        earlier = [fact for fact in self._mine if fits(fact.period, base)]
        for now in later:
            for before in earlier:
                alike = (now.label, now.unit, now.segment, now.period.months) == (
                    before.label,
                    before.unit,
                    before.segment,
                    before.period.months,
                ) or (now.concept and now.concept == before.concept and now.unit == before.unit)
                if alike and self.value.is_change(now.value, before.value, now.unit):
                    return (now, before)
        return ()

    def is_share(self, target: Target, fits: Fits) -> bool:
        """Whether a percentage is a line's share of another, as in "Delivery was 33% of revenue"."""
        claim = self._claim
        whole_line = "Revenues" if claim.item is None or claim.is_ratio else claim.item
        whole = self.figure(whole_line, target, fits)
        if not claim.said.number.percent or whole is None or not whole.value or not _SHARE_OF.search(claim.subject):
            return False
        facts = [fact for fact in self._facts if fits(fact.period, target) and fact.unit == whole.unit]
        parts = self._parts(facts, whole_line)
        return any(
            self.value.is_near(claim.said.number.value, abs(f.value / whole.value) * 100, claim.said.number.half)
            for f in parts
        )

    def _parts(self, facts: Sequence[Fact], whole: str) -> list[Fact]:
        """Of the facts those that may be a part of a line: another line that is named, else a segment's own."""
        others = (frozenset(self._claim.others) - {whole}) & set(self._ontology.line_items)
        if whole != "Revenues":
            return [fact for fact in facts if fact in self._mine and fact.segment]
        named = self._named(self._claim.opening or self._claim.subject)
        parts = frozenset(self._book.by_segments.get(named, ())) & self._of_whole if named else frozenset()
        own = [fact for fact in facts if fact in parts]
        if own:
            return own
        if others:
            return [fact for fact in facts if fact.concept in others]
        return [fact for fact in facts if fact in self._mine or self._is_said(fact)]

    @cached_property
    def _of_whole(self) -> frozenset[Fact]:
        """The facts of revenue, its segments' included."""
        return frozenset(
            fact for fact in self._facts if fact.concept == "Revenues" or "Revenues" in parents_of(fact, self._ontology)
        )

    def _is_said(self, fact: Fact) -> bool:
        words = content_words(fact.label)
        return bool(words) and words <= self._said


def _cited(fact: Fact) -> Citation:
    return Citation(0, fact.filing, fact.page, fact.row or fact.label, fact.bbox, fact.anchor)
