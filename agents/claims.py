"""What a sentence claims of each figure: issuer, line, period, sign, level or change, each by what stands nearest."""

import re
from collections.abc import Sequence

from agents.audit_text import Said
from agents.audit_words import figures_claimed, is_halving, is_multiple
from agents.claim import Claim
from agents.claim_direction import directed
from agents.claim_periods import ClaimPeriods
from agents.claim_places import Place
from agents.claim_shapes import Shapes
from agents.claim_words import (
    ATTRIBUTABLE,
    BASE_BEFORE,
    BASIS_POINTS,
    BOUGHT_BACK,
    DOWN_WORD,
    FLOW,
    HELD,
    IN_PASSING,
    LEFT_OUT,
    NEGATIVE,
    NEUTRAL_BEFORE,
    PER_SHARE,
    POINTS,
    SET_AGAINST,
    SIDE_BREAK,
    SIDE_NAMED,
    STOCK,
    Shape,
    bound_of,
)
from agents.scope_companies import Company, Named, named_in
from core.mentions import Mention
from core.ontology import Ontology

MOST_FIGURES = 40  # of one sentence
_AT = re.compile(r"^\s*(?:at|for|by|from|in)\s+(?:the\s+)?$", re.IGNORECASE)


def claims_in(sentence: str, companies: Sequence[Company], ontology: Ontology) -> tuple[Claim, ...]:
    """The claims that a sentence makes, one a figure, in order; of a text with very many figures, the first ones."""
    said = figures_claimed(sentence)[:MOST_FIGURES]
    reader = _Reader(sentence, said, named_in(sentence, companies), ontology)
    return directed(sentence, [reader.claim(place) for place in range(len(said))])


class _Reader(Shapes):
    """Binds what a sentence names to its figures."""

    def __init__(self, text: str, said: Sequence[Said], named: Sequence[Named], ontology: Ontology) -> None:
        super().__init__(text, said)
        self.companies = [Place(one.start, one.end, one.company) for one in _apart(named)]
        spans = [(one.start, one.end) for one in named]
        mentions = [
            m
            for m in ontology.mentions(text)
            if not any(m.start < end and start < m.end for start, end in spans) and not LEFT_OUT.search(text[: m.start])
        ]
        self.items = [Place(m.start, m.end, m) for m in mentions]
        self.respectively = bool(re.search(r"\brespectively\b", text, re.IGNORECASE))
        self.periods = ClaimPeriods(text, said, self.respectively, self._other_issuer)

    def claim(self, place: int) -> Claim:
        said = self._read(place)
        restated = self.is_restated(place)
        before = self.before(place - 1 if restated else place)
        after = self.after(place)
        shape = self.shape(place)
        item = self._item(place)
        period, base, back = self.periods.when(place, shape, before, after)
        company = self._company_after(place) or self._bound(self.companies, place)
        mention = getattr(item, "value", None)
        around = self._around(place, item)
        whole = f"{around} {self.text[said.number.end : self.ceiling(place)]}"
        sign = said.number.value < 0
        down = shape is Shape.CHANGE and bool(DOWN_WORD.search(f"{before[-45:]} {after[:25]}"))
        down = is_halving(said) if is_multiple(said) else down
        lost = bool(NEGATIVE.search(around))
        return Claim(
            said=_in_points(said, after),
            shape=shape,
            company=company.value if company and isinstance(company.value, str) else None,
            item=getattr(mention, "id", None),
            line=self._called(item),
            is_ratio=getattr(mention, "kind", "") == "ratio",
            subject=around,
            clause=self._clause(place, item),
            whole=whole,
            in_points=bool(POINTS.search(said.number.text) or BASIS_POINTS.match(after)),
            opening=self.text[: self.said[0].number.start] if place else "",
            others=tuple(dict.fromkeys(getattr(thing.value, "id", "") for thing in self.items)),
            period=period,
            base=base,
            back=back,
            negative=sign or down or (shape is Shape.LEVEL and lost),
            bound=bound_of(before),
            unsigned=not sign and bool(NEUTRAL_BEFORE.search(before)),
            either=restated and not said.number.percent,
        )

    def _read(self, place: int) -> Said:
        """A figure; one that is put in brackets in passing is not below zero: "higher in 2021 ($5)"."""
        said = self.said[place]
        below = said.number.value < 0 and said.number.text.startswith("(") and not said.number.percent
        if not below or IN_PASSING.search(self.before(place)):
            return said
        return said._replace(number=said.number._replace(value=-said.number.value))

    def _called(self, item: Place | None) -> str:
        """What the sentence calls the line, whose share of it included: "net income attributable"."""
        text = getattr(getattr(item, "value", None), "text", "")
        return f"{text} attributable" if item and ATTRIBUTABLE.match(self.text, item.end) else text

    def _bound(self, things: Sequence[Place], place: int) -> Place | None:
        """The last thing before a figure, else the first after it; in order where the sentence says "respectively"."""
        if self.respectively and len(things) == len(self.said):
            return things[place]
        at = self.said[place].number.start
        earlier = [thing for thing in things if thing.end <= at]
        return earlier[-1] if earlier else next(iter(things), None)

    def _company_after(self, place: int) -> Place | None:
        """The issuer that is named right after a figure: "$5 million at Acme"."""
        end = self.said[place].number.end
        for thing in self.companies:
            if end <= thing.start < self.ceiling(place) and _AT.match(self.text[end : thing.start]):
                return thing
        return None

    def _other_issuer(self, place: int) -> bool:
        """Whether a figure is of another issuer than the one before it, so that these are compared, not periods."""
        if not place:
            return False
        own, last = (self._company_after(at) or self._bound(self.companies, at) for at in (place, place - 1))
        return own is not None and last is not None and own.value != last.value

    def _item(self, place: int) -> Place | None:
        """The line that a figure is of: the one that it is "of" or "in", else the last one named before it."""
        number = self.said[place].number
        if spoken := self._spoken(place):
            return spoken
        for thing in self.items:
            if number.end <= thing.start < self.ceiling(place) and HELD.match(self.text[number.end : thing.start]):
                return thing
        return self._bound(self.items, place)

    def _spoken(self, place: int) -> Place | None:
        """A line that is named by how it is put: "used $5 million in operating activities", "$2 per diluted share"."""
        end = self.said[place].number.end
        start = self.said[place].number.start
        bought = BOUGHT_BACK.search(self.text[:start]) if self.said[place].number.money else None
        if bought and STOCK.match(self.text, end):
            return _bought_back(start - len(bought[0]), bought[0])
        if place and not self.items and BASE_BEFORE.search(self.text[self.floor(place) : start]):
            return self._spoken(place - 1)
        per_share = PER_SHARE.match(self.text, end)
        if per_share:
            kind = "EarningsPerShareBasic" if per_share["kind"] == "basic" else "EarningsPerShareDiluted"
            return Place(end, per_share.end(), Mention(kind, "line_item", end, per_share.end(), per_share[0]))
        flow = FLOW.search(self.text, self.floor(place), self.ceiling(place))
        if flow is None:
            return None
        id = f"NetCashProvidedByUsedIn{flow['kind'].capitalize()}Activities"
        return Place(flow.start(), flow.end(), Mention(id, "line_item", flow.start(), flow.end(), flow[0]))

    def _around(self, place: int, item: Place | None) -> str:
        """The words about a figure: its clause, and the clause of the line that it is of."""
        text, start = self._clause(place, item), self.floor(place)
        if self._is_paired:
            return text
        if item is None and place and SET_AGAINST.search(self.before(place)):
            return f"{self.text[: self.said[0].number.start]} {text}"  # "..., against a loss of $5 million"
        if item is not None and item.start < start:
            opening = max((s.number.end for s in self.said if s.number.end <= item.start), default=0)
            closing = min((s.number.start for s in self.said if s.number.start >= item.end), default=len(self.text))
            text = f"{self.text[opening:closing]} {text}"
        return text

    def _clause(self, place: int, item: Place | None) -> str:
        """A figure's own words, from the figure before it to where another is set against it."""
        number = self.said[place].number
        if self._is_paired:
            start = self.items[place - 1].end if place else 0
            return f"{self.text[start : self.items[place].end]} {number.text}"
        after = _own(self.text[number.end : self.ceiling(place)], item)
        if item is not None and number.end <= item.start < self.ceiling(place):
            after = self.text[number.end : max(item.end, number.end + len(after))]
        return f"{self.text[self.floor(place) : number.end]}{after}"

    @property
    def _is_paired(self) -> bool:
        """Whether each figure has a line of its own, in order."""
        return self.respectively and len(self.items) == len(self.said)


def _apart(named: Sequence[Named]) -> list[Named]:
    """The companies named, each place once, though several of its names may fit there."""
    kept: list[Named] = []
    for one in named:
        if not kept or kept[-1].end <= one.start:
            kept.append(one)
    return kept


def _bought_back(start: int, words: str) -> Place:
    end = start + len(words)
    return Place(start, end, Mention("PaymentsForRepurchaseOfCommonStock", "line_item", start, end, words))


def _own(after: str, item: Place | None) -> str:
    """What follows a figure and still speaks of it, up to where another figure is set against it.

    All that follows where its line is not named, up to another name: "Mobility made $5 million and Delivery $4".
    """
    if item is not None:
        return SIDE_BREAK.split(after, maxsplit=1)[0]
    return SIDE_NAMED.split(SET_AGAINST.split(after, maxsplit=1)[0], maxsplit=1)[0]


def _in_points(said: Said, after: str) -> Said:
    """A number of basis points as percentage points."""
    if not BASIS_POINTS.match(after):
        return said
    number = said.number
    return said._replace(number=number._replace(value=number.value / 100, half=number.half / 100, percent=True))
