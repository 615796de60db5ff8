"""What a sentence claims of each figure: issuer, line, period, sign, level or change, each by what stands nearest."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from agents.audit_text import Said
from agents.audit_words import figures_claimed, is_halving, is_multiple
from agents.claim import Claim
from agents.claim_words import (
    BACK_BEFORE,
    BASE_BEFORE,
    DOWN_WORD,
    FLOW,
    HELD,
    NEGATIVE,
    PER_SHARE,
    POSITIVE,
    SIDE_BREAK,
    Back,
    Shape,
    back_told,
    bound_of,
    shape_of,
)
from agents.grammar_periods import PeriodAsked, periods_in
from agents.scope_companies import Company, Named, named_in
from core.mentions import Mention
from core.ontology import Ontology

MOST_FIGURES = 40  # of one sentence
LEAD = 60  # characters before a figure that may tell of which earlier period it is
_AT = re.compile(r"^\s*(?:at|for|by|from|in)\s+(?:the\s+)?$", re.IGNORECASE)


@dataclass(frozen=True)
class _Place:
    """Something that the sentence names, and where."""

    start: int
    end: int
    value: object


def claims_in(sentence: str, companies: Sequence[Company], ontology: Ontology) -> tuple[Claim, ...]:
    """The claims that a sentence makes, one a figure, in order; of a text with very many figures, the first ones."""
    said = figures_claimed(sentence)[:MOST_FIGURES]
    reader = _Reader(sentence, said, named_in(sentence, companies), ontology)
    return tuple(reader.claim(place) for place in range(len(said)))


class _Reader:
    """Binds what a sentence names to its figures."""

    def __init__(self, text: str, said: Sequence[Said], named: Sequence[Named], ontology: Ontology) -> None:
        self.text = text
        self.said = said
        self.companies = [_Place(one.start, one.end, one.company) for one in _apart(named)]
        spans = [(one.start, one.end) for one in named]
        mentions = [
            m for m in ontology.mentions(text) if not any(m.start < end and start < m.end for start, end in spans)
        ]
        self.items = [_Place(m.start, m.end, m) for m in mentions]
        self.periods = [_Place(p.start, p.start + len(p.text), p) for p in periods_in(text)]
        self.respectively = bool(re.search(r"\brespectively\b", text, re.IGNORECASE))

    def claim(self, place: int) -> Claim:
        said = self.said[place]
        before = self.text[self._floor(place) : said.number.start]
        after = self._after(place)
        told = is_multiple(said)
        shape = Shape.CHANGE if told else shape_of(before, after)
        item = self._item(place)
        period, base, back = self._when(place, shape, before, after)
        company = self._company_after(place) or self._bound(self.companies, place)
        mention = getattr(item, "value", None)
        around = self._around(place, item)
        sign = said.number.value < 0
        down = shape is Shape.CHANGE and bool(DOWN_WORD.search(f"{before[-45:]} {after[:25]}"))
        down = is_halving(said) if told else down
        lost = bool(NEGATIVE.search(around))
        return Claim(
            said=said,
            shape=shape,
            company=company.value if company and isinstance(company.value, str) else None,
            item=getattr(mention, "id", None),
            is_ratio=getattr(mention, "kind", "") == "ratio",
            subject=around,
            opening=self.text[: self.said[0].number.start] if place else "",
            others=tuple(dict.fromkeys(getattr(thing.value, "id", "") for thing in self.items)),
            period=period,
            base=base,
            back=back,
            negative=sign or down or (shape is Shape.LEVEL and lost),
            bound=bound_of(before),
            positive=not sign and not lost and bool(POSITIVE.search(around)),
        )

    def _after(self, place: int) -> str:
        """What follows a figure up to the next one, or up to the bracket in which that stands."""
        text = self.text[self.said[place].number.end : self._ceiling(place)]
        return text if place + 1 == len(self.said) else re.split(r"\((?=[^)]*$)", text, maxsplit=1)[0]

    def _floor(self, place: int) -> int:
        return self.said[place - 1].number.end if place else 0

    def _ceiling(self, place: int) -> int:
        return self.said[place + 1].number.start if place + 1 < len(self.said) else len(self.text)

    def _bound(self, things: Sequence[_Place], place: int) -> _Place | None:
        """The last thing before a figure, else the first after it; in order where the sentence says "respectively"."""
        if self.respectively and len(things) == len(self.said):
            return things[place]
        at = self.said[place].number.start
        earlier = [thing for thing in things if thing.end <= at]
        return earlier[-1] if earlier else next(iter(things), None)

    def _company_after(self, place: int) -> _Place | None:
        """The issuer that is named right after a figure: "$5 million at Acme"."""
        end = self.said[place].number.end
        for thing in self.companies:
            if end <= thing.start < self._ceiling(place) and _AT.match(self.text[end : thing.start]):
                return thing
        return None

    def _other_issuer(self, place: int) -> bool:
        """Whether a figure is of another issuer than the one before it, so that these are compared, not periods."""
        if not place:
            return False
        own, last = (self._company_after(at) or self._bound(self.companies, at) for at in (place, place - 1))
        return own is not None and last is not None and own.value != last.value

    def _item(self, place: int) -> _Place | None:
        """The line that a figure is of: the one that it is "of" or "in", else the last one named before it."""
        number = self.said[place].number
        if spoken := self._spoken(place):
            return spoken
        for thing in self.items:
            if number.end <= thing.start < self._ceiling(place) and HELD.match(self.text[number.end : thing.start]):
                return thing
        return self._bound(self.items, place)

    def _spoken(self, place: int) -> _Place | None:
        """A line that is named by how it is put: "used $5 million in operating activities", "$2 per diluted share"."""
        end = self.said[place].number.end
        per_share = PER_SHARE.match(self.text, end)
        if per_share:
            kind = "EarningsPerShareBasic" if per_share["kind"] == "basic" else "EarningsPerShareDiluted"
            return _Place(end, per_share.end(), Mention(kind, "line_item", end, per_share.end(), per_share[0]))
        flow = FLOW.search(self.text, self._floor(place), self._ceiling(place))
        if flow is None:
            return None
        id = f"NetCashProvidedByUsedIn{flow['kind'].capitalize()}Activities"
        return _Place(flow.start(), flow.end(), Mention(id, "line_item", flow.start(), flow.end(), flow[0]))

    def _around(self, place: int, item: _Place | None) -> str:
        """The words about a figure: its clause, and the clause of the line that it is of."""
        number = self.said[place].number
        if self.respectively and len(self.items) == len(self.said):
            start = self.items[place - 1].end if place else 0
            return f"{self.text[start : self.items[place].end]} {number.text}"
        start = max(self._floor(place), 0)
        text = self.text[start : self._ceiling(place)]
        if item is not None and item.start < start:
            opening = max((s.number.end for s in self.said if s.number.end <= item.start), default=0)
            closing = min((s.number.start for s in self.said if s.number.start >= item.end), default=number.start)
            text = f"{self.text[opening:closing]} {text}"
        return text

    def _when(
        self, place: int, shape: Shape, before: str, after: str
    ) -> tuple[PeriodAsked | None, PeriodAsked | None, Back]:
        if self.respectively and len(self.periods) == len(self.said):
            return _asked(self.periods[place]), None, Back.NONE
        own = self._period_after(place)
        earlier = [thing for thing in self.periods if thing.end <= self.said[place].number.start]
        main = _asked(earlier[-1]) if earlier else _asked(own) or self._any()
        back = back_told(after if place + 1 < len(self.said) else after[:90])
        if back is Back.NONE and shape is Shape.LEVEL:
            back = back_told(before[-LEAD:]) if BACK_BEFORE.search(before[-LEAD:]) else back
        if shape is Shape.CHANGE:
            return self._of_change(place, main if not own or earlier else _asked(own), back)
        if back is not Back.NONE:
            return main or self._any(), None, back
        if own is not None:
            return _asked(own), None, Back.NONE
        if BASE_BEFORE.search(before) and not self._other_issuer(place):
            return self._any_later(place) or main, None, Back.EITHER
        return main, None, Back.NONE

    def _of_change(
        self, place: int, main: PeriodAsked | None, back: Back
    ) -> tuple[PeriodAsked | None, PeriodAsked | None, Back]:
        """The period of a change and the one that it is measured from: the later and the earlier of two named."""
        told = back if back is not Back.NONE else back_told(self.text[: self.said[place].number.start])
        if len(self.periods) == 2 and told is Back.NONE:
            first, second = (_asked(thing) for thing in self.periods)
            if first and second:
                later, earlier = sorted((first, second), key=_age, reverse=True)
                return later, earlier, Back.NONE
        return main or self._any(), None, told

    def _period_after(self, place: int) -> _Place | None:
        """The period that follows a figure before the next one, and belongs to it."""
        number = self.said[place].number
        earlier = any(thing.end <= number.start for thing in self.periods)
        for thing in self.periods:
            if number.end <= thing.start < self._ceiling(place):
                between = self.text[number.end : thing.start]
                last = place + 1 == len(self.said)
                return None if earlier and not last and SIDE_BREAK.search(between) else thing
        return None

    def _any(self) -> PeriodAsked | None:
        return _asked(self.periods[0]) if self.periods else None

    def _any_later(self, place: int) -> PeriodAsked | None:
        at = self.said[place].number.end
        return next((_asked(thing) for thing in self.periods if thing.start >= at), None)


def _apart(named: Sequence[Named]) -> list[Named]:
    """The companies named, each place once, though several of its names may fit there."""
    kept: list[Named] = []
    for one in named:
        if not kept or kept[-1].end <= one.start:
            kept.append(one)
    return kept


def _asked(thing: _Place | None) -> PeriodAsked | None:
    return thing.value if thing is not None and isinstance(thing.value, PeriodAsked) else None


def _age(asked: PeriodAsked) -> tuple[int, int]:
    day = asked.day
    return (day.year, day.month) if day else (asked.year or 0, 3 * (asked.quarter or 4))
