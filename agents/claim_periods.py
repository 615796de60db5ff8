"""Of which period a sentence's figures are: what it names after them, before them, or for all that it compares."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from agents.audit_text import Said
from agents.claim_words import APPOSED, BACK_BEFORE, BASE_BEFORE, SIDE_BREAK, Back, Shape, back_told
from agents.grammar_periods import PeriodAsked, periods_in

LEAD = 60  # characters before a figure that may tell of which earlier period it is
_IN = re.compile(r"^\s*(?:\[\d+\]\s*)*(?:in|for|during|of|at)\b[^,;]{0,30}$", re.IGNORECASE)


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


class ClaimPeriods(Figures):
    """Binds the periods that a sentence names to its figures."""

    def __init__(self, text: str, said: Sequence[Said], respectively: bool, across: Callable[[int], bool]) -> None:
        """Take the sentence, its figures, whether it says "respectively", and which figures begin another issuer's."""
        super().__init__(text, said)
        self._respectively = respectively
        self._other_issuer = across
        self.periods = _once(text, [Place(p.start, p.start + len(p.text), p) for p in periods_in(text)])

    def when(self, place: int, shape: Shape, before: str, after: str) -> When:
        """Of which period a figure is, by the words before and after it."""
        in_order = self._respectively and len(self.periods) == len(self.said)
        if in_order or self._runs_between():
            return When(_asked(self.periods[place]), None, Back.NONE)
        own = self._period_after(place)
        earlier = [thing for thing in self.periods if thing.end <= self.said[place].number.start]
        main = _asked(earlier[-1]) if earlier else _asked(own) or self._any()
        back = back_told(after if place + 1 < len(self.said) else after[:90])
        if back is Back.NONE and shape is Shape.LEVEL:
            back = back_told(before[-LEAD:]) if BACK_BEFORE.search(before[-LEAD:]) else back
        if shape is Shape.CHANGE:
            if own and self._is_alone(place, own):
                return When(_asked(own), None, back)
            return self._of_change(place, main if not own or earlier else _asked(own), back)
        if back is not Back.NONE:
            return When(main, None, back)
        if own is not None:
            return When(_asked(own), None, Back.NONE)
        if BASE_BEFORE.search(before) and not self._other_issuer(place):
            return When(self._any_later(place) or main, None, Back.EITHER)
        return When(main, None, Back.NONE)

    def _is_alone(self, place: int, own: Place) -> bool:
        """Whether a change is of an earlier one of the periods named, as in "after growth of 5% in 2021"."""
        latest = max(self.periods, key=_when_named)
        return own is not latest and bool(_IN.search(self.text[self.said[place].number.end : own.start]))

    def _of_change(self, place: int, main: PeriodAsked | None, back: Back) -> When:
        """The period of a change and the one that it is measured from: the later and the earlier of two named."""
        told = back if back is not Back.NONE else back_told(self.text[: self.said[place].number.start])
        if len(self.periods) == 2:
            earlier, later = sorted(self.periods, key=_when_named)
            if told is Back.NONE:
                return When(_asked(later), _asked(earlier), Back.NONE)
            if all(thing.start >= self.said[place].number.end for thing in self.periods):
                return When(_asked(later), None, told)
        bases = [thing for thing in self.periods if self._is_base(thing)]
        if main is None and bases:
            return When(None, _asked(bases[0]), Back.NONE)
        return When(main, None, told)

    def _period_after(self, place: int) -> Place | None:
        """The period that follows a figure before the next one, and belongs to it."""
        number = self.said[place].number
        earlier = any(thing.end <= number.start for thing in self.periods)
        for thing in self.periods:
            if number.end <= thing.start < self.ceiling(place):
                between = self.text[number.end : thing.start]
                if between.count("(") > between.count(")") and self._opens_bracket(place, thing):
                    return None
                last = place + 1 == len(self.said)
                return None if earlier and not last and SIDE_BREAK.search(between) else thing
        return None

    def _opens_bracket(self, place: int, thing: Place) -> bool:
        """Whether a period stands in a bracket with the next figure and is its own: "$5 million (2017: $4 million)"."""
        return place + 1 < len(self.said) and ")" not in self.text[thing.end : self.said[place + 1].number.start]

    def _runs_between(self) -> bool:
        """Whether two figures run "from $5 million to $4 million between" two periods that follow both."""
        if len(self.said) != 2 or len(self.periods) != 2:
            return False
        first, second = (one.number for one in self.said)
        return bool(
            re.search(r"\bfrom\s+$", self.text[: first.start], re.IGNORECASE)
            and re.fullmatch(r"\s+to\s+", self.text[first.end : second.start])
            and re.search(r"\bbetween\b", self.text[second.end : max(self.periods[0].start, second.end)])
        )

    def _is_base(self, thing: Place) -> bool:
        """Whether a period is that of a figure which others are compared with: "up from $4 million in 2021"."""
        before = [place for place, said in enumerate(self.said) if said.number.end <= thing.start]
        if not before:
            return False
        said = self.said[before[-1]].number
        return bool(
            BASE_BEFORE.search(self.text[self.floor(before[-1]) : said.start])
            and _IN.search(self.text[said.end : thing.start])
        )

    def _any(self) -> PeriodAsked | None:
        """The first period named that is not the base's alone."""
        return _asked(next((thing for thing in self.periods if not self._is_base(thing)), None))

    def _any_later(self, place: int) -> PeriodAsked | None:
        at = self.said[place].number.end
        return next((_asked(thing) for thing in self.periods if thing.start >= at), None)


def _once(text: str, periods: Sequence[Place]) -> list[Place]:
    """The periods, one that explains another in brackets left out: "Q2 FY23 (quarter ended December 31, 2022)"."""
    return [
        thing
        for place, thing in enumerate(periods)
        if not (
            place
            and APPOSED.fullmatch(text, periods[place - 1].end, thing.start)
            and re.match(r"\s*\)", text[thing.end :])
        )
    ]


def _asked(thing: Place | None) -> PeriodAsked | None:
    return thing.value if thing is not None and isinstance(thing.value, PeriodAsked) else None


def _when_named(thing: Place) -> tuple[int, int]:
    asked = _asked(thing)
    return _age(asked) if asked else (0, 0)


def _age(asked: PeriodAsked) -> tuple[int, int]:
    day = asked.day
    return (day.year, day.month) if day else (asked.year or 0, 3 * (asked.quarter or 4))
