"""The facts that a claim may be about: of its line, its unit, its sign, its value."""

import re
from collections.abc import Callable, Sequence
from decimal import Decimal
from functools import cached_property

from agents.audit_book import Book
from agents.audit_items import of_line
from agents.audit_segments import Phrase, named_segments, parents_of, phrase_of, segments_of
from agents.audit_strangers import stranger_in
from agents.audit_text import is_scaled
from agents.calendar import Target
from agents.claim import Claim
from agents.claim_words import Bound
from agents.indexes import content_words
from agents.scope_companies import Company, named_in
from core.answers import Citation, Figure
from core.filings import Fact, Statement
from core.numbers import rounded
from core.ontology import Ontology
from core.periods import Period

Fits = Callable[[Period, Target], bool]
_WHOLE = re.compile(r"\b(?:total|overall|consolidated|company-?wide|in all|altogether)\b", re.IGNORECASE)
ABOVE, BELOW = Decimal("0.1"), Decimal("0.05")  # how far "more than" and "nearly" may lie off what they say
_SHARES = re.compile(r"\b(?:shares?|stock)\b", re.IGNORECASE)
_PER_SHARE = re.compile(r"\b(?:per (?:\w+ )?share|eps|a share)\b", re.IGNORECASE)
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
        self._companies = companies

    @cached_property
    def stranger(self) -> str:
        """A name in the claim's words that neither the issuer's labels nor ordinary words explain; empty if none."""
        return stranger_in(self._claim.whole, self._book.words, self._companies, self._ontology)

    @cached_property
    def _mine(self) -> tuple[Fact, ...]:
        """The facts of the line that the claim names, of the segment that it names, if any."""
        segments = self._book.segments
        named = self._named(self._claim.subject) or (
            frozenset() if _WHOLE.search(self._claim.subject) else self._named(self._claim.opening)
        )
        return tuple(
            fact
            for fact in self._facts
            if segments_of(fact, segments) == named
            and self._span_fits(fact)
            and self._segment_fits(fact, named)
            and of_line(fact, self._claim, self._ontology, bool(named))
        )

    def _named(self, text: str) -> frozenset[Phrase]:
        """The segments that a text names; the words of an issuer's longer name are none of them."""
        named = named_in(text, self._companies)
        for one in (one for one in named if len(one.text.split()) > 1):
            text = text[: one.start] + " " * (one.end - one.start) + text[one.end :]
        return named_segments(text, self._book.segments, [one.text for one in named])

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
        found = [fact for fact in self._mine if self._is_value(fact)]
        return sorted(found, key=lambda fact: (fact.statement is None, fact.page))

    def _is_value(self, fact: Fact) -> bool:
        number = self._claim.said.number
        if not self._unit_fits(fact.unit) or not self._is_near(number.value, fact.value, self._half(fact.unit)):
            return False
        return self._sign_fits(fact)

    def _is_near(self, said: Decimal, value: Decimal, half: Decimal) -> bool:
        """Whether a value is what is said to the last digit; near it, on the side that the sentence names, if any."""
        off, bound = abs(value) - abs(said), self._claim.bound
        if bound is Bound.NONE or not half:
            return abs(off) <= half
        if bound is Bound.LEAST:
            return 0 <= off < max(2 * half, ABOVE * abs(said))
        return 0 <= -off < max(2 * half, BELOW * abs(said))

    def _half(self, unit: str) -> Decimal:
        number = self._claim.said.number
        exact = not is_scaled(number) and len(unit) == 3
        return Decimal(0) if exact else number.half

    def _unit_fits(self, unit: str) -> bool:
        number = self._claim.said.number
        if number.percent or unit == "%":
            return number.percent and unit == "%"
        per_share = bool(_PER_SHARE.search(self._claim.subject)) and not is_scaled(number)
        if "/" in unit:
            return per_share
        if unit == "shares":
            return not number.money and bool(_SHARES.search(self._claim.subject))
        return not (per_share and number.money)

    @cached_property
    def _said(self) -> frozenset[str]:
        return content_words(self._claim.subject)

    def _sign_fits(self, fact: Fact) -> bool:
        """Whether the sentence speaks of the amount as the filing does: of a loss as a loss, of a use as a use."""
        item = self._ontology.line_items.get(fact.concept or self._claim.item or "")
        if (
            item is not None
            and item.id.startswith("GainLoss")
            and re.match(r"(?!.*loss)gain", fact.label, re.IGNORECASE)
        ):
            return not self._claim.negative  # among the expenses a gain is printed in brackets
        if item is None or item.positive or item.id.endswith("ExpenseBenefit") or not fact.value:
            return not (self._claim.said.number.value < 0 < fact.value)
        return (fact.value < 0) == self._claim.negative

    def shows(self, value: Decimal, unit: str) -> bool:
        """Whether the claim's number is a computed value, to its last digit, with its sign."""
        number = self._claim.said.number
        if number.percent != (unit == "%") or not self._is_near(number.value, value, number.half):
            return False
        return (value < 0) == self._claim.negative or not value

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
                if alike and self._is_change(now.value, before.value, now.unit):
                    return (now, before)
        return ()

    def _is_change(self, now: Decimal, before: Decimal, unit: str) -> bool:
        number, item = self._claim.said.number, self._ontology.line_items.get(self._claim.item or "")
        if item is not None and item.positive:
            now, before = abs(now), abs(before)
        moved = now - before
        if number.percent and unit != "%":
            if before <= 0:
                return False
            moved = moved / before * 100
        elif number.percent != (unit == "%") or not is_scaled(number) and len(unit) == 3 and abs(moved) >= 1000:
            return False
        return self._is_near(number.value, moved, number.half) and (moved < 0) == self._claim.negative

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
            self._is_near(claim.said.number.value, abs(f.value / whole.value) * 100, claim.said.number.half)
            for f in parts
        )

    def _parts(self, facts: Sequence[Fact], whole: str) -> list[Fact]:
        """Of the facts those that may be a part of a line: another line that is named, else a segment's own."""
        others = (frozenset(self._claim.others) - {whole}) & set(self._ontology.line_items)
        if whole != "Revenues":
            return [fact for fact in facts if fact in self._mine and fact.segment]
        named = self._named(self._claim.opening or self._claim.subject)
        own = [
            fact
            for fact in facts
            if named and segments_of(fact, self._book.segments) == named and fact in self._of_whole
        ]
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

    def has_moved(self, now: Decimal, before: Decimal) -> bool:
        """Whether the claim's percentage points lie between two rates, exact or as rounded to one decimal."""
        number = self._claim.said.number
        exact, printed = now - before, rounded(now, 1) - rounded(before, 1)
        fits = any(self._is_near(number.value, moved, number.half) for moved in (exact, printed))
        return number.percent and fits and (exact < 0) == self._claim.negative


def _cited(fact: Fact) -> Citation:
    return Citation(0, fact.filing, fact.page, fact.row or fact.label, fact.bbox, fact.anchor)
