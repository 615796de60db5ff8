"""Of which period a sentence's figures are: what it names after them, before them, or for all that it compares."""

import re
from collections.abc import Callable, Sequence

from agents.audit_text import Said
from agents.claim_places import Figures, Place, When
from agents.claim_words import (
    ABOUT,
    APPOSED,
    ASIDE,
    BASE_BEFORE,
    COMPARED,
    SIDE_BREAK,
    Back,
    Shape,
    back_led_to,
    back_of_level,
    back_told,
)
from agents.grammar_periods import PeriodAsked, periods_in

AHEAD = 90  # characters after a sentence's last figure that may tell of which earlier period it is
_MOVE = r"(?:gain|increase|rise|growth|jump|decline|decrease|drop|fall)"
_IN = re.compile(
    rf"^\s*(?:\[\d+\]\s*)*(?:(?:sequentially|[\w-]+[- ](?:over|on)[- ]\w+|{_MOVE})\s+)?"
    r"(?:in|for|during|of|at)\b[^,;]{0,30}$",
    re.IGNORECASE,
)
_FROM = re.compile(rf"\bfrom\s+{ABOUT}$", re.IGNORECASE)
_BESIDE = re.compile(rf"(?:['’]s)?\s*[(:]?\s*{ABOUT}", re.IGNORECASE)
_LISTED = re.compile(
    rf"(?:\s*\[\d+\])*\s*(?:dollars?|USD)?\s*,?\s*"
    rf"(?:(?:and|to|then|finally|later|&|against|versus|vs\.?|compared (?:with|to))\s+)*{ABOUT}",
    re.IGNORECASE,
)


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
        if self._respectively and len(self.periods) == len(self.said):
            return When(_asked(self.periods[place]), None, Back.NONE)
        if shape is Shape.LEVEL and (in_order := self._in_order(place)):
            return When(in_order, None, Back.NONE)
        own = self._period_after(place)
        earlier = [thing for thing in self.periods if thing.end <= self.said[place].number.start]
        leading = [thing for thing in earlier if not self._is_compared_with(thing, place)] or earlier
        main = _asked(leading[-1]) if leading else _asked(own) or self._any()
        back = self._back(place, shape, before, after)
        if shape is Shape.CHANGE:
            if own and self._is_alone(place, own):
                return When(_asked(own), None, back if back is not Back.NONE else back_told(before))
            its_own = own and (not earlier or self._is_in(place, own))
            return self._of_change(place, _asked(own) if its_own else main, back)
        if back is not Back.NONE and not (own and earlier):
            return When(main, None, back)
        if own is not None:
            return When(_asked(own), None, Back.NONE)
        if BASE_BEFORE.search(before) and (moved := self._moved_in(place, before)):
            return When(moved, None, Back.EITHER)
        if BASE_BEFORE.search(before) and not self._other_issuer(place):
            return When(self._any_later(place) or main, None, Back.EITHER)
        return When(main, None, Back.NONE)

    def _moved_in(self, place: int, before: str) -> PeriodAsked | None:
        """The period that ends a move, named between its change and its base: "rose 5% in 2022, from $4 million"."""
        if not (place and _FROM.search(before)):
            return None
        end = self.said[place - 1].number.end
        between = [thing for thing in self.periods if end <= thing.start < self.said[place].number.start]
        return _asked(between[0]) if between and _IN.search(self.text[end : between[0].start]) else None

    def _back(self, place: int, shape: Shape, before: str, after: str) -> Back:
        """How far before its period a figure is said to lie: by what follows it, else by what leads up to it."""
        follows = after if place + 1 < len(self.said) else after[:AHEAD]
        if shape is Shape.CHANGE:
            return back_told(follows)
        told = back_of_level(ASIDE.split(follows, maxsplit=1)[0])
        return told if told is not Back.NONE else back_led_to(before)

    def _is_alone(self, place: int, own: Place) -> bool:
        """Whether a change is of an earlier one of the periods named, as in "after growth of 5% in 2021"."""
        latest = max(self.periods, key=_when_named)
        return own is not latest and self._is_in(place, own)

    def _is_in(self, place: int, own: Place) -> bool:
        """Whether a figure is said to be "in" the period that follows it."""
        return bool(_IN.search(self.text[self.said[place].number.end : own.start]))

    def _of_change(self, place: int, main: PeriodAsked | None, back: Back) -> When:
        """The period of a change and the one that it is measured from: the later and the earlier of two named."""
        told = back if back is not Back.NONE else back_told(self.text[: self.said[place].number.start])
        if len(self.periods) == 2:
            earlier, later = sorted(self.periods, key=_when_named)
            if told is Back.NONE or told is Back.YEAR and _is_year_apart(earlier, later):
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
                if ")" in self.text[number.start : thing.start] and self._is_told_in_bracket(place):
                    return None
                if between.count("(") > between.count(")") and self._opens_bracket(place, thing):
                    return None
                last = place + 1 == len(self.said)
                apart = SIDE_BREAK.search(between) or COMPARED.search(between)
                return None if earlier and not last and apart else thing
        return None

    def _opens_bracket(self, place: int, thing: Place) -> bool:
        """Whether a period stands in a bracket with the next figure and is its own: "$5 million (2017: $4 million)"."""
        return place + 1 < len(self.said) and ")" not in self.text[thing.end : self.said[place + 1].number.start]

    def _is_told_in_bracket(self, place: int) -> bool:
        """Whether a figure stands in a bracket that names its period before it: "(2017: $4 million)"."""
        start = self.said[place].number.start
        opened = self.text.rfind("(", 0, start)
        inside = opened >= 0 and ")" not in self.text[opened:start]
        return inside and any(opened < thing.start < start for thing in self.periods)

    def _is_in_bracket(self, thing: Place) -> bool:
        """Whether a period stands in a bracket with a figure that follows it there."""
        before = [place for place, said in enumerate(self.said) if said.number.end <= thing.start]
        place = before[-1] if before else -1
        start = self.said[place].number.end if before else 0
        between = self.text[start : thing.start]
        return between.count("(") > between.count(")") and self._opens_bracket(place, thing)

    def _in_order(self, place: int) -> PeriodAsked | None:
        """The period of a figure where figures and periods stand in one order.

        As in "in 2021 and 2022 it was $4 million and $5 million", "from 2020 to 2022 it went from $4 million to $5
        million", and "from $5 million to $4 million between 2021 and 2022". None where they do not.
        """
        levels = [said for said in self.said if said.number.percent == self.said[0].number.percent]
        if len(levels) < 2 or len(self.periods) < 2 or not self._is_listed(levels) or self.said[place] not in levels:
            return None
        at = levels.index(self.said[place])
        if len(self.periods) == len(levels) and (self._leads() or self._runs_between()):
            return _asked(self.periods[at])
        first = self.text[: self.said[0].number.start]
        if len(levels) == 2 and self._leads() and _FROM.search(first):
            return _asked(self.periods[-at])
        return None

    def _is_listed(self, levels: Sequence[Said]) -> bool:
        """Whether nothing but words of a list stand between the figures."""
        pairs = zip(levels, levels[1:], strict=False)
        return all(_LISTED.fullmatch(self.text[one.number.end : next.number.start]) for one, next in pairs)

    def _leads(self) -> bool:
        """Whether all periods are named before the first figure."""
        return all(thing.start < self.said[0].number.start for thing in self.periods)

    def _runs_between(self) -> bool:
        """Whether two figures run "from $5 million to $4 million between" two periods that follow both."""
        end = self.said[-1].number.end
        between = self.text[end : max(self.periods[0].start, end)]
        return bool(_FROM.search(self.text[: self.said[0].number.start]) and re.search(r"\bbetween\b", between))

    def _is_compared_with(self, thing: Place, place: int) -> bool:
        """Whether a period is not a figure's, but what it is compared with: "rose 5% over 2021, to $5 million"."""
        beside = _BESIDE.fullmatch(self.text[thing.end : self.said[place].number.start])
        return not beside and bool(COMPARED.search(self.text[: thing.start]))

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
        """The first period named that is not the base's alone, nor that of another figure in a bracket."""
        own = (thing for thing in self.periods if not self._is_base(thing) and not self._is_in_bracket(thing))
        return _asked(next(own, None))

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


def _is_year_apart(earlier: Place, later: Place) -> bool:
    """Whether two periods are of one kind and a year apart."""
    one, other = _asked(earlier), _asked(later)
    (year, month), (next_year, next_month) = _when_named(earlier), _when_named(later)
    return bool(one and other and one.span is other.span and 11 <= 12 * (next_year - year) + next_month - month <= 13)


def _when_named(thing: Place) -> tuple[int, int]:
    asked = _asked(thing)
    return _age(asked) if asked else (0, 0)


def _age(asked: PeriodAsked) -> tuple[int, int]:
    day = asked.day
    return (day.year, day.month) if day else (asked.year or 0, 3 * (asked.quarter or 4))
