"""One figure of a sentence, and what the sentence says it is."""

from dataclasses import dataclass

from agents.audit_text import Said
from agents.claim_words import Back, Bound, Shape, Way
from agents.grammar_periods import PeriodAsked


@dataclass(frozen=True)
class Claim:
    """One figure of a sentence and what it is said to be.

    `item` is the id of a line item or ratio, `line` what the sentence calls it; `clause` are the figure's own words,
    `subject` these with those about its line, `whole` these up to the next figure, `opening` the sentence up to its
    first figure, `others` all line items that it names. `base` is the other period of a change; `back` tells how far
    before `period` the figure itself lies; `bound` whether it is given as a bound; `in_points` whether it is of
    percentage points; `way` the way that a level is said to have gone, `denied` whether the sentence's own figures went
    the other; `unsigned` is a change told without its direction; `either` an amount after a change: that of the change,
    or the level that it led to. None is what the sentence does not say.
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
    whole: str = ""
    in_points: bool = False
    bound: Bound = Bound.NONE
    way: Way = Way.NONE
    denied: bool = False
    unsigned: bool = False
    either: bool = False
    line: str = ""
    clause: str = ""
