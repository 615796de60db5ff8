"""A filing's text cut into passages of about 1,000 characters: whole sentences, one page, one Item and heading each.

A passage is an unbroken run of its page's own text, so that it can be quoted and found there again.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from core.filings import BBox, Fact, Form, Passage, Statement
from ingest.contents import TextLine, lines_in, marks_of
from ingest.layout import PageLayout
from ingest.sections import NUMBERED, SEPARATOR, LineRole, Outline, ends_in_figure

TARGET = 1000  # characters of a passage
LEAST = 120  # characters of a passage made of headings alone
HEADING_AFTER = 500  # characters after which a heading starts a new passage; a new note always does
STATEMENT_FACTS = 5  # facts of a primary statement on a page: the page is that statement
_SENTENCE_END = re.compile(r"[.!?][\"”’)\]]*\s+(?=[\"“‘(•]?[A-Z0-9•])")
_ABBREVIATION = re.compile(
    r"(?:\b(?:Inc|Corp|Co|Cos|Ltd|Mfg|Bros|Intl|Assn|Nos?|Mr|Ms|Mrs|Messrs|Dr|Prof|Hon|Jr|Sr|St|Mt|Ft|Ave|Blvd|Dept|Sec|Art"
    r"|Fig|Vol|Rev|Cal|Del|Cir|Ct|Supp|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|vs?|al|cf|viz|approx|est|incl|e\.g"
    r"|i\.e)|\b[A-Z])\.$"
)
_PLAIN = re.compile(r"[^a-z0-9]+")


class Unit(NamedTuple):
    """What a passage may not cut: a sentence, a table's row or a heading, by its place in the page's text."""

    start: int
    end: int
    heading: bool
    section: str


def passages_of(filing: str, form: Form, pages: Sequence[PageLayout], facts: Sequence[Fact]) -> tuple[Passage, ...]:
    """All passages of a filing in order, without its table of contents and running heads."""
    lines = [lines_in(page.text) for page in pages]
    outline, statements = Outline(form), _StatementPages(facts)
    passages: list[Passage] = []
    for page, page_lines, marks in zip(pages, lines, marks_of(lines), strict=True):
        roles = outline.roles(page_lines, marks)
        boxes = _Boxes(page)
        for start, end, section in _packed(_units(page.text, page_lines, roles)):
            bboxes = tuple(boxes.of(line) for line in page_lines if start <= line.start < end)
            found = tuple(box for box in bboxes if box)
            text = page.text[start:end]
            statement = statements.of(page.number, text, found)
            passages.append(Passage(filing, len(passages), section, page.number, text, found, statement=statement))
    return tuple(passages)


def _units(text: str, lines: Sequence[TextLine], roles: Sequence[LineRole]) -> Iterator[Unit | None]:
    """Sentences, rows and headings in order; None where skipped lines break the run."""
    prose: list[TextLine] = []
    section = ""
    for line, role in zip(lines, roles, strict=True):
        own = role.skip or role.heading or ends_in_figure(line.text)
        if prose and (own or role.section != section):
            yield from _sentences(text, prose, section)
            prose = []
        section = role.section
        if role.skip:
            yield None
        elif own:
            yield Unit(line.start, line.end, role.heading, section)
        else:
            prose.append(line)
    if prose:
        yield from _sentences(text, prose, section)


def _sentences(text: str, lines: Sequence[TextLine], section: str) -> Iterator[Unit]:
    """The sentences of lines that run on; one longer than a passage is cut at its lines."""
    begin, end = lines[0].start, lines[-1].end
    for cut in [*_sentence_ends(text, begin, end), end]:
        if cut - begin <= TARGET:
            yield Unit(begin, cut, False, section)
        else:
            inner = [line.start for line in lines if begin < line.start < cut]
            for start, stop in zip([begin, *inner], [*inner, cut], strict=True):
                yield Unit(start, stop, False, section)
        begin = cut


def _sentence_ends(text: str, start: int, end: int) -> Iterator[int]:
    for match in _SENTENCE_END.finditer(text, start, end):
        if not _ABBREVIATION.search(text, max(start, match.start() - 8), match.start() + 1):
            yield match.end()


def _packed(units: Iterable[Unit | None]) -> Iterator[tuple[int, int, str]]:
    """Runs of units of about TARGET characters: their start, end and section."""
    held: list[Unit] = []
    for unit in units:
        if held and (unit is None or _breaks(held, unit)):
            kept = _without_trailing_headings(held) if unit is not None else held
            if _worth_keeping(kept):
                yield _run(kept)
            held = held[len(kept) :]
        if unit is not None:
            held.append(unit)
    if held and _worth_keeping(held):
        yield _run(held)


def _worth_keeping(held: Sequence[Unit]) -> bool:
    """Whether a run says more than where it stands: a heading cut off by the page's end is no passage."""
    return held[-1].end - held[0].start >= LEAST or not all(unit.heading for unit in held)


def _breaks(held: Sequence[Unit], unit: Unit) -> bool:
    size = held[-1].end - held[0].start
    if all(u.heading for u in held):
        return size > TARGET
    least = 0 if _note_of(unit) != _note_of(held[-1]) else HEADING_AFTER
    return unit.end - held[0].start > TARGET or (unit.heading and size >= least)


def _note_of(unit: Unit) -> str:
    """The note that a unit stands in; empty outside the notes."""
    return next((part for part in unit.section.split(SEPARATOR) if NUMBERED.match(part)), "")


def _without_trailing_headings(held: Sequence[Unit]) -> list[Unit]:
    """The units before the headings at the end, which belong to what follows; all where nothing else is there."""
    last = len(held)
    while last and held[last - 1].heading:
        last -= 1
    return list(held[:last]) or list(held)


def _run(held: Sequence[Unit]) -> tuple[int, int, str]:
    first_words = next((unit for unit in held if not unit.heading), held[-1])
    return held[0].start, held[-1].end, first_words.section


class _Boxes:
    """Finds the box of a line of text among the lines as they stand on the page."""

    def __init__(self, page: PageLayout) -> None:
        self._lines = [(_plain(line.text), line.bbox) for line in page.lines]
        self._by_text: dict[str, list[BBox]] = defaultdict(list)
        for text, bbox in reversed(self._lines):
            self._by_text[text].append(bbox)

    def of(self, line: TextLine) -> BBox | None:
        """The line's box; that of the printed line that holds it, or that it holds, where they are cut differently."""
        wanted = _plain(line.text)
        same = self._by_text.get(wanted)
        if same:
            return same.pop() if len(same) > 1 else same[0]
        if len(wanted) < 4:
            return None
        return next((bbox for text, bbox in self._lines if wanted in text or (len(text) > 8 and text in wanted)), None)


def _plain(text: str) -> str:
    return _PLAIN.sub("", text.lower())


def _is_issuers(fact: Fact) -> bool:
    """Whether a fact of a statement is the issuer's own: a part that it is of stands over its column, if any."""
    return not fact.segment or fact.statement is Statement.EQUITY or fact.segment in fact.heading


class _StatementPages:
    """Which primary statement stands on a page, and where on it, told by the facts that were read there."""

    def __init__(self, facts: Sequence[Fact]) -> None:
        self._facts: dict[int, list[Fact]] = defaultdict(list)
        for fact in facts:
            if fact.statement and _is_issuers(fact):
                self._facts[fact.page].append(fact)

    def of(self, page: int, text: str, boxes: Sequence[BBox]) -> Statement | None:
        """The statement of most facts that a passage of the page holds, by its lines' boxes, else by its words."""
        facts = self._facts.get(page, [])
        if len(facts) < STATEMENT_FACTS:
            return None
        top, bottom = (min(b.y0 for b in boxes) - 1, max(b.y1 for b in boxes) + 1) if boxes else (0.0, 0.0)
        inside = [
            fact for fact in facts
            if (top <= fact.bbox.y0 and fact.bbox.y1 <= bottom if fact.bbox else fact.row in text)
        ]  # fmt: skip
        return Counter(fact.statement for fact in inside).most_common(1)[0][0] if inside else None
