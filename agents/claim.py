"""One figure of a sentence, and what the sentence says it is."""

from dataclasses import dataclass

from agents.audit_text import Said
from agents.claim_words import Back, Bound, Shape
from agents.grammar_periods import PeriodAsked


@dataclass(frozen=True)
class Claim:
    """One figure of a sentence and what it is said to be.

    `item` is the id of a line item or ratio, `subject` the words around it, `whole` these up to the next figure,
    `opening` the sentence up to its first figure, `others` all line items that it names; `base` is the other period of
    a change; `back` tells how far before `period` the figure itself lies; `bound` whether it is given as a bound;
    `in_points` whether it is of percentage points. None is what the sentence does not say.
    """

    said: Said
    shape: Shape
    company: str | None
    item: str | None
    is_ratio: bool
    subject: str
    opening: str
    others: tuple[str, ...]
    period: PeriodAsked | None
    base: PeriodAsked | None
    back: Back
    negative: bool
    positive: bool
    whole: str = ""
    in_points: bool = False
    bound: Bound = Bound.NONE
