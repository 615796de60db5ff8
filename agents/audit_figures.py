"""The audit of one figure: its page prints it, its row holds it, a fact supports it, its period is one asked for."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache

from agents.audit_computed import miscomputed, mistimed
from agents.audit_match import SCALES
from core.answers import Citation, Figure, Grounding
from core.errors import NotThere
from core.filings import Fact
from core.numbers import display, numbers_in, parse_cell
from core.ontology import Ontology
from core.periods import Period, near
from core.protocols import Shelf

DAYS_OFF = 16  # between a period's end counted by quarters and the day on which a 52/53-week one really ends
_PLAIN = re.compile(r"[^a-z0-9]+")
_UNITS = {"USD/shares": "USD/share", "x": "", "days": "", "ratio": ""}


class FigureAudit:
    """Audits the figures of one answer against a shelf; pages and facts are read once each."""

    def __init__(self, shelf: Shelf, asked: Sequence[Period], ontology: Ontology) -> None:
        """Take the shelf, the periods asked for (none means that any will do), and the ontology."""
        self._shelf = shelf
        self._ontology = ontology
        self._asked = tuple(asked)
        self._pages: dict[tuple[str, int], str] = {}
        self._facts: dict[str, Sequence[Fact]] = {}
        self._by_page: dict[str, Mapping[int, Sequence[Fact]]] = {}

    def audited(self, figure: Figure, direct: bool = True) -> Figure:
        """The figure with its verdict and, where it is not grounded, the reason.

        Args:
            figure: read (it has a citation) or computed (it has a formula and inputs).
            direct: whether the answer states it; an input of a computation may be of another period.
        """
        if figure.formula or figure.inputs:
            return self._computed(figure, direct)
        grounding, reason = self._read(figure)
        if grounding is Grounding.FOUND and direct and not self._is_asked(figure.period):
            grounding, reason = Grounding.WRONG_PERIOD, self._asked_reason(figure)
        return replace(figure, grounding=grounding, reason=reason)

    def page(self, filing: str, page: int) -> str:
        """A page's text; empty where there is none."""
        if (filing, page) not in self._pages:
            try:
                self._pages[filing, page] = self._shelf.page_text(filing, page)
            except NotThere:
                self._pages[filing, page] = ""
        return self._pages[filing, page]

    def quoted(self, words: str, citations: Iterable[Citation]) -> bool:
        """Whether words stand in one of the citations, or on its page."""
        wanted = plain(words)
        places = tuple(citations)
        return any(wanted in plain(place.quote) for place in places) or any(
            wanted in plain(self.page(place.filing, place.page)) for place in places
        )

    def _facts_of(self, filing: str) -> Sequence[Fact]:
        if filing not in self._facts:
            try:
                self._facts[filing] = self._shelf.facts(filing)
            except NotThere:
                self._facts[filing] = ()
        return self._facts[filing]

    def _on_page(self, filing: str, page: int) -> Sequence[Fact]:
        if filing not in self._by_page:
            grouped: dict[int, list[Fact]] = {}
            for fact in self._facts_of(filing):
                grouped.setdefault(fact.page, []).append(fact)
            self._by_page[filing] = grouped
        return self._by_page[filing].get(page, ())

    def _read(self, figure: Figure) -> tuple[Grounding, str]:
        citation = figure.citation
        if citation is None:
            return Grounding.UNSUPPORTED, f"{figure.label} has neither a footnote nor a computation behind it"
        text = self.page(citation.filing, citation.page)
        if not text:
            return Grounding.UNSUPPORTED, f"page {citation.page} of the filing it cites is not there"
        if not prints(text, figure):
            return Grounding.UNSUPPORTED, f"page {citation.page} does not print {_shown(figure)}"
        if not prints(citation.quote, figure):
            return Grounding.UNSUPPORTED, f"the row that it cites on page {citation.page} does not hold it"
        return self._supported(figure, citation)

    def _supported(self, figure: Figure, citation: Citation) -> tuple[Grounding, str]:
        """Whether a fact of that page has the figure's value, line item and period."""
        near = self._on_page(citation.filing, citation.page)
        same = [fact for fact in near if abs(fact.value) == abs(figure.value) and self._same_value(fact, figure)]
        here = [fact for fact in same if _same_line(fact, figure, citation)]
        if any(_same_period(fact.period, figure.period) for fact in here):
            return Grounding.FOUND, ""
        if here:
            return Grounding.WRONG_PERIOD, f"the filing gives {_shown(figure)} for {here[0].period.name}"
        in_sentence = plain(citation.quote) in plain(self.page(citation.filing, citation.page))
        if in_sentence and not self._is_in_table(citation):
            return Grounding.FOUND, ""  # read from a sentence, which the footnote shows
        return Grounding.UNSUPPORTED, f"no fact read from page {citation.page} gives it for this line and unit"

    def _same_value(self, fact: Fact, figure: Figure) -> bool:
        if _unit(fact.unit) != _unit(figure.unit):
            return False
        return fact.value == figure.value or self._either_sign(figure.concept or fact.concept)

    def _either_sign(self, concept: str | None) -> bool:
        """Whether statements print the line item now with brackets, now without: payments, costs, tax."""
        item = self._ontology.line_items.get(concept or "")
        return item is not None and (item.positive or item.id.endswith("ExpenseBenefit"))

    def _is_in_table(self, citation: Citation) -> bool:
        """Whether the citation is a row that was read into facts."""
        row, facts = plain(citation.quote), self._on_page(citation.filing, citation.page)
        return any(fact.row and plain(fact.row) == row for fact in facts)

    def _computed(self, figure: Figure, direct: bool) -> Figure:
        inputs = tuple(self.audited(item, direct=False) for item in figure.inputs)
        loose = next((item for item in inputs if not item.grounded), None)
        if not inputs:
            return _failed(figure, inputs, "its formula has no inputs that could be checked")
        if loose:
            return _failed(figure, inputs, f"its input {loose.label} is not supported: {loose.reason}", loose.grounding)
        reason = miscomputed(figure, inputs)
        if reason:
            return _failed(figure, inputs, reason)
        reason = mistimed(figure, inputs)
        if not reason and direct and not self._is_asked(figure.period):
            reason = self._asked_reason(figure)
        if reason:
            return _failed(figure, inputs, reason, Grounding.WRONG_PERIOD)
        return replace(figure, inputs=inputs, grounding=Grounding.COMPUTED, reason="")

    def _is_asked(self, period: Period | None) -> bool:
        return not self._asked or period is None or any(_answers(period, asked) for asked in self._asked)

    def _asked_reason(self, figure: Figure) -> str:
        given = figure.period.name if figure.period else "another period"
        return f"it is for {given}; asked for was {' or '.join(dict.fromkeys(p.name for p in self._asked[:4]))}"


def _failed(figure: Figure, inputs: tuple[Figure, ...], reason: str, why: Grounding = Grounding.UNSUPPORTED) -> Figure:
    return replace(figure, inputs=inputs, grounding=why, reason=reason)


@lru_cache(maxsize=2048)
def plain(text: str) -> str:
    """Letters and digits only, so that line breaks, hyphens and quotation marks do not matter."""
    return _PLAIN.sub("", text.lower())


def prints(text: str, figure: Figure) -> bool:
    """Whether a text prints a figure: as its cell does, at its scale; whatever the sign."""
    if figure.printed:
        cell = parse_cell(figure.printed)
        if cell is not None and abs(cell).scaleb(_cell_scale(figure)) != abs(figure.value):
            return False
    if figure.value == 0:
        return bool(re.search(r"[—–-]|\b0(?:\.0+)?\b|\b(?:no|none|nil|zero)\b", text))
    wanted = abs(figure.value)
    scales = SCALES if not figure.printed else (0, _cell_scale(figure))
    values = _values_in(text)
    return any(wanted.scaleb(-scale) in values for scale in scales)


@lru_cache(maxsize=2048)
def _values_in(text: str) -> frozenset[Decimal]:
    """The numbers in a text, signs aside: a page is asked for many figures."""
    return frozenset(abs(number.value) for number in numbers_in(text))


def _cell_scale(figure: Figure) -> int:
    return 0 if figure.unit == "%" or "/" in figure.unit else figure.scale


def _shown(figure: Figure) -> str:
    return figure.text or figure.printed or display(figure.value, figure.unit, figure.scale)


def _unit(unit: str) -> str:
    return _UNITS.get(unit, unit)


def _same_line(fact: Fact, figure: Figure, citation: Citation) -> bool:
    """Whether a fact is of the figure's line: the very cell, the same line item, or a label that the figure bears."""
    if fact.bbox is not None and fact.bbox == citation.bbox:
        return True
    if figure.concept and fact.concept:
        return figure.concept == fact.concept
    label, name = plain(fact.label), plain(figure.label)
    return bool(label) and (label in plain(citation.quote) or label in name or name in label)


def _same_period(one: Period, other: Period | None) -> bool:
    return other is None or (one.months == other.months and near(one.end, other.end))


def _answers(period: Period, asked: Period) -> bool:
    """Whether a figure's period is the one asked for; a balance answers for the period it opens or closes."""
    if not period.is_instant:
        return near(period.end, asked.end, DAYS_OFF) and (asked.is_instant or period.months == asked.months)
    opens = asked.start is not None and near(period.end, asked.start, DAYS_OFF)
    return opens or near(period.end, asked.end, DAYS_OFF)
