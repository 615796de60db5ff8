"""Where a sentence names something, and its figures in order."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from agents.audit_text import Said
from agents.claim_words import Back
from agents.grammar_periods import PeriodAsked


@dataclass(frozen=True)
class Place:
    """Something that the sentence names, and where."""

    start: int
    end: int
    value: object


class When(NamedTuple):
    """A figure's period, the other one of a change, and how far before its period the figure lies."""

    period: PeriodAsked | None
    base: PeriodAsked | None
    back: Back


class Figures:
    """The figures of a sentence, by their order in it."""

    def __init__(self, text: str, said: Sequence[Said]) -> None:
        """Take the sentence and its figures."""
        self.text = text
        self.said = said

    def floor(self, place: int) -> int:
        """Where the figure before ends."""
        return self.said[place - 1].number.end if place else 0

    def ceiling(self, place: int) -> int:
        """Where the next figure begins."""
        return self.said[place + 1].number.start if place + 1 < len(self.said) else len(self.text)
