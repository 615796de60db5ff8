"""What each figure of a sentence is said to be: a level, or a change, which may be stated twice."""

import re

from agents.audit_words import is_multiple
from agents.claim_places import Figures
from agents.claim_words import BASIS_POINTS, RATE_BEFORE, RESTATED, SIGNED, SIGNED_AFTER, Shape, shape_of


class Shapes(Figures):
    """The figures of a sentence, and their shapes."""

    def before(self, place: int) -> str:
        """What stands between a figure and the one before it."""
        return self.text[self.floor(place) : self.said[place].number.start]

    def shape(self, place: int) -> Shape:
        """What a figure is said to be: by the words around it, or as the change that it states once more."""
        said, before = self.said[place], self.before(place)
        told = is_multiple(said) or said.number.percent and bool(RATE_BEFORE.search(before))
        if told or self._is_signed(place) or self.is_restated(place):
            return Shape.CHANGE
        return shape_of(before, BASIS_POINTS.sub("", self.after(place), count=1))

    def _is_signed(self, place: int) -> bool:
        """Whether a percentage is a change by its sign: "(+5%)", ", -5%" after an amount of money."""
        number, before = self.said[place].number, self.before(place)
        if not number.percent:
            return False
        minus = number.text.lstrip("( ").startswith(("-", "−", "–"))
        after_amount = bool(place) and not self.said[place - 1].number.percent and bool(SIGNED_AFTER.search(before))
        return bool(SIGNED.search(before)) or minus and (number.text.startswith("(") or after_amount)

    def is_restated(self, place: int) -> bool:
        """Whether a figure states the change before it once more: "rose by $5 million, or 3%"."""
        if not place or self.said[place].number.percent == self.said[place - 1].number.percent:
            return False
        before = self.before(place) + ("(" if self.said[place].number.text.startswith("(") else "")
        return bool(RESTATED.fullmatch(before)) and self.shape(place - 1) is Shape.CHANGE

    def after(self, place: int) -> str:
        """What follows a figure up to the next one, or up to the bracket in which that stands."""
        text = self.text[self.said[place].number.end : self.ceiling(place)]
        return text if place + 1 == len(self.said) else re.split(r"\((?=[^)]*$)", text, maxsplit=1)[0]
