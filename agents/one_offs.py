"""What a filing itself names as distorting a change: a changed business model, an extra week, a deal, currency.

A sentence counts only where the filing ties it to the line and the period: it prints the very change, growth or new
level that was found, or it follows such a sentence in the same paragraph and speaks of the same line.
"""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from agents.audit_match import value_at
from agents.boilerplate import is_boilerplate
from agents.indexes import content_words
from agents.one_off_words import CURRENCY, KINDS, kinds_in, may_name_one
from agents.sentences import Sentence, boxes_of, sentences_in
from core.answers import Citation, Figure
from core.filings import BBox, Passage
from core.numbers import PrintedNumber, numbers_in
from core.ontology import Ontology

_ASIDE = re.compile(
    r"risk factors|forward|legal|non-gaap|accounting polic|financial statements|supplementary data|\bnote \d|"
    r"item 1\. business|exhibits",
    re.IGNORECASE,
)
_THE_MOVE = re.compile(
    r"^(?:(?:The|This|These) (?:\w+ )?(?:increase|decrease|growth|decline|change|improvement)s?(?! (?:in|of|to) )|"
    r"Also contributing|Included in the (?:overall )?change)\b"
)
_OWN_CHANGE = re.compile(
    r"\b(?:increas\w+|decreas\w+|declin\w+|gr[eo]w\w*|rose|fell|up|down)(?: (?:by|of))?(?: (?:about|approximately))?"
    r" ?$",
    re.IGNORECASE,
)
_EFFECT = re.compile(
    r"\b(?:increas|decreas|benefit|impact|due to|driven|attribut|as a result|contribut|reflect|offset|outpac|reduc|"
    r"includ(?:es?|ed) (?:approximately|an?\b|\$|the (?:impact|effect)))",
    re.IGNORECASE,
)
_MOVE = re.compile(
    r"\b(?:increas|decreas|declin|gr[eo]w|r[io]se|f[ae]ll|up\b|down\b|higher|lower|improve|or\s*$)|\bor \(?\d",
    re.IGNORECASE,
)
_WHOLE = re.compile(r"^(?:on a constant[- ]currency basis, )?(?:our )?(?:total|consolidated)\b", re.IGNORECASE)
_COMPARED = re.compile(r"\b(?:months|quarter|year|fiscal|weeks)\b.*\bcompared\b", re.IGNORECASE)
_OPENS_WITH_PERIOD = re.compile(
    r"(?:three|six|nine|twelve) months|(?:first|second|third|fourth) quarter|first half|full[- ]year", re.IGNORECASE
)
_MONTHS = {"three": 3, "six": 6, "nine": 9, "twelve": 12, "first half": 6, "full": 12}
_WORDS = re.compile(r"[A-Za-z]{3,}")
OPENING = 60  # characters in which a sentence names its period
NEAR = 160  # characters between a line's name and the size of its change
AHEAD = 60  # the same, where the size comes first: "the 5 percent increase in net sales"
BEFORE, AFTER = 45, 25  # characters about a percentage that tell of a change
FOLLOWING = 5  # sentences after the one that prints the change
LONGEST = 700
FEWEST_WORDS_A_NUMBER = 3


class Moved(NamedTuple):
    """A line that changed: its name and item, the two figures, their change and, where it has one, its growth in %."""

    measure: str
    concept: str | None
    earlier: Figure
    later: Figure
    change: Decimal
    growth: Decimal | None


class OneOff(NamedTuple):
    """What distorts a change, in the filing's own words."""

    kind: str
    citation: Citation


def one_offs_of(moved: Moved, passages: Sequence[Passage], ontology: Ontology, most: int = 2) -> tuple[OneOff, ...]:
    """The sentences of a filing that name what distorts a change, those of the weightiest kinds first.

    Args:
        moved: the change that an answer states.
        passages: of the filing that reports the later figure, in order.
        ontology: names the line items.
        most: at most so many, none of a kind that another one names already.
    """
    line = _Line(moved, ontology)
    found: dict[str, OneOff] = {}
    for passage, sentence in _tied(line, passages):
        kinds = kinds_in(sentence.text)
        if kinds:
            citation = Citation(0, passage.filing, passage.page, sentence.text, _box(sentence, passage), passage.anchor)
            found.setdefault(sentence.text, OneOff(kinds[0], citation))
    chosen: list[OneOff] = []
    for one in sorted(found.values(), key=lambda one: KINDS.index(one.kind)):
        told = {kind for other in chosen for kind in kinds_in(other.citation.quote)}
        if len(chosen) < most and one.kind not in told:
            chosen.append(one)
    return tuple(chosen)


def _box(sentence: Sentence, passage: Passage) -> BBox | None:
    boxes = boxes_of(sentence, passage)
    return boxes[0] if boxes else None


class _Line:
    """The line that changed, as sentences speak of it."""

    def __init__(self, moved: Moved, ontology: Ontology) -> None:
        named = [mention.id for mention in ontology.mentions(moved.measure) if mention.kind == "line_item"]
        item = ontology.line_items.get(moved.concept or next(iter(named), ""))
        self._moved = moved
        self._ontology = ontology
        self._own = content_words(moved.measure) - (content_words(item.name) if item else frozenset())
        self._same = frozenset((item.id, *item.instead)) if item else frozenset()
        self.months = moved.later.period.months if moved.later.period else 0

    def ends_of_name(self, text: str) -> list[int]:
        """Where the line's name ends in a text, each time that it is named."""
        if not self._own <= content_words(text):
            return []
        if not self._same:
            return [len(text)] if self._own else []
        return [mention.end for mention in self._ontology.mentions(text) if mention.id in self._same]

    def is_told_by(self, text: str) -> bool:
        """Whether a sentence after the one that prints the change tells of the line: not of a part's own change."""
        ends = self.ends_of_name(text)
        if not ends or not _EFFECT.search(text) or not self._is_first(text):
            return False
        after = [number for number in numbers_in(text) if 0 <= number.start - ends[0] <= NEAR]
        own = any(_OWN_CHANGE.search(text[: number.start]) and not self._is_its(number) for number in after[:1])
        return not own or bool(_WHOLE.match(text))

    def _is_first(self, text: str) -> bool:
        """Whether the line is what a sentence is about: the first that it names, or one of those that it opens with."""
        mentions = self._ontology.mentions(text)
        return (
            not self._same
            or any(m.id in self._same for m in mentions[:1] or ())
            or any(mention.id in self._same and mention.start < OPENING for mention in mentions)
        )

    def names_another(self, text: str) -> bool:
        """Whether a sentence is of another line alone, whose change it tells."""
        mentions = self._ontology.mentions(text)
        return bool(mentions) and not self.ends_of_name(text) and bool(numbers_in(text))

    def prints(self, text: str) -> bool:
        """Whether a sentence prints the line's own change, growth or new level."""
        its = [number for number in numbers_in(text) if self._is_its(number) and _is_a_change(number, text)]
        ends = self.ends_of_name(text) if its else []
        return any(-AHEAD <= number.start - end <= NEAR for number in its for end in ends)

    def _is_its(self, number: PrintedNumber) -> bool:
        moved = self._moved
        if number.percent:
            growth = moved.growth
            return growth is not None and abs(growth) >= 1 and value_at(number.value, growth, number.half)
        if not number.money:
            return False
        return any(value and value_at(number.value, value, number.half) for value in (moved.change, moved.later.value))


def _is_a_change(number: PrintedNumber, text: str) -> bool:
    """Whether words of change stand about a percentage: "rose 6%", "$1.3 billion or 6%", "the 6 percent increase"."""
    about = text[max(0, number.start - BEFORE) : number.end + AFTER]
    return not number.percent or bool(_MOVE.search(about))


def _tied(line: _Line, passages: Sequence[Passage]) -> Iterator[tuple[Passage, Sentence]]:
    """The sentences that print the change, and those after them in the paragraph that speak of the line."""
    left, months, section = 0, 0, ""
    for place, passage in enumerate(passages):
        nearby = passages[place : place + 2]
        if _ASIDE.search(passage.section) or not (left or any(may_name_one(one.text) for one in nearby)):
            left = 0
            continue
        months, section = (months if passage.section == section else 0), passage.section
        for sentence in sentences_in(passage.text):
            months = _months_headed(passage.text[: sentence.start]) or months
            named = _months_in(sentence.text[:OPENING]) or ({months} if months else {line.months})
            months = min(named) if len(named) == 1 else 0
            printed = line.months in named and line.prints(sentence.text)
            left = FOLLOWING if printed else left - 1 if left and line.months in named else 0
            left = 0 if not printed and line.names_another(sentence.text) else left
            if left and (printed or _is_told(line, sentence.text)) and _quotable(sentence, passage):
                yield passage, sentence


def _is_told(line: _Line, text: str) -> bool:
    """Whether a sentence that follows tells of the line's change; a part's own currency effect does not."""
    kinds = kinds_in(text)
    return bool(kinds) and (line.is_told_by(text) or (kinds[0] != CURRENCY and bool(_THE_MOVE.match(text))))


def _months_headed(before: str) -> int:
    """The months in the last heading "Three Months Ended … Compared with …" of a text; 0 where there is none."""
    headings = [one for one in before.split("\n") if len(one) < 120 and _COMPARED.search(one) and not one.endswith(".")]
    months = _months_in(headings[-1]) if headings else set()
    return months.pop() if len(months) == 1 else 0


def _months_in(text: str) -> set[int]:
    found = (match[0].lower() for match in _OPENS_WITH_PERIOD.finditer(text))
    return {next((n for word, n in _MONTHS.items() if name.startswith(word)), 3) for name in found}


def _quotable(sentence: Sentence, passage: Passage) -> bool:
    text = sentence.text
    prose = len(_WORDS.findall(text)) >= FEWEST_WORDS_A_NUMBER * len(numbers_in(text))
    return sentence.whole and len(text) <= LONGEST and prose and not is_boilerplate(text, passage.section)
