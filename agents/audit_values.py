"""The value that a claim states, held against what facts give and what follows from them: scale, unit, sign, bound."""

import re
from decimal import Decimal

from agents.audit_text import is_scaled
from agents.claim import Claim
from agents.claim_words import NEGATIVE, Bound
from core.filings import Fact
from core.numbers import rounded
from core.ontology import Ontology

ABOVE, BELOW = Decimal("0.1"), Decimal("0.05")  # how far "more than" and "nearly" may lie off what they say
_SHARES = re.compile(r"\b(?:shares?|stock)\b", re.IGNORECASE)
_PER_SHARE = re.compile(r"\b(?:per (?:\w+ )?share|eps|a share)\b", re.IGNORECASE)


class ClaimedValue:
    """The number of a claim, as the claim speaks of it."""

    def __init__(self, claim: Claim, ontology: Ontology) -> None:
        """Take the claim, and the line items that it may be of."""
        self._claim, self._ontology = claim, ontology

    def is_of(self, fact: Fact) -> bool:
        """Whether a fact has the claim's value, scale, unit and sign."""
        number = self._claim.said.number
        if not self._unit_fits(fact.unit) or not self.is_near(number.value, fact.value, self._half(fact.unit)):
            return False
        return self._sign_fits(fact)

    def is_near(self, said: Decimal, value: Decimal, half: Decimal) -> bool:
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
        if number.percent != (unit == "%") or not self.is_near(number.value, value, number.half):
            return False
        return (value < 0) == self._claim.negative or not value

    def is_change(self, now: Decimal, before: Decimal, unit: str) -> bool:
        """Whether the claim is the change, or the growth, from one value to another; of losses told as such too."""
        number, item = self._claim.said.number, self._ontology.line_items.get(self._claim.item or "")
        as_amounts = (
            item is not None and item.id.endswith("ExpenseBenefit") or bool(NEGATIVE.search(self._claim.subject))
        )
        if (item is not None and item.positive) or (as_amounts and now < 0 > before):
            now, before = abs(now), abs(before)
        moved = now - before
        if number.percent and unit != "%":
            if before <= 0:
                return False
            moved = moved / before * 100
        elif number.percent != (unit == "%"):
            return False
        signed = self._claim.unsigned or (moved < 0) == self._claim.negative
        return signed and self.is_near(number.value, moved, number.half)

    def has_moved(self, now: Decimal, before: Decimal) -> bool:
        """Whether the claim's percentage points lie between two rates, exact or as rounded to one decimal."""
        number = self._claim.said.number
        exact, printed = now - before, rounded(now, 1) - rounded(before, 1)
        fits = any(self.is_near(number.value, moved, number.half) for moved in (exact, printed))
        return number.percent and fits and (exact < 0) == self._claim.negative
