"""The lines above a table: which words head which column, what stands over the labels, and what comes before."""

import re
from collections.abc import Sequence

from ingest.cells import MONTH
from ingest.columns import Chunk, Span, chunks_of
from ingest.heading_places import EXACT, assign, halves, over_one
from ingest.headings import Heading, read_heading, stacked
from ingest.layout import Line
from ingest.tables_blocks import HEADING_GAP

INSET = 5.0  # points from the labels' left edge at which a heading may begin, at the least
WIDE = 60  # characters of a heading that reaches far to the left of the figures under it, at the most
CONTEXT_LINES = 14  # lines above a table's headings that may say what it is
_DIRECTION = re.compile(r"\(?(?:in|de)crease\)?\s*/?\s*\(?(?:in|de)crease\)?", re.IGNORECASE)
_TITLE = re.compile(
    r"\W*(?:(?:unaudited|interim|condensed|consolidated|combined|supplemental|the|company)\b\W*)*"
    r"(?:statements?\s+of\b|balance\s+sheets?\b)",
    re.IGNORECASE,
)
_PART_OF_YEAR = re.compile(r"first|second|third|fourth|full", re.IGNORECASE)
_PARTED = re.compile(
    r"(?:first|second|third|fourth) (?:fiscal )?quarter\b.*|(?:full|fiscal|total|prior|previous|current|last) year\b.*",
    re.IGNORECASE,
)
_NOTES = re.compile(r"notes?\.?(?: nos?\.?)?", re.IGNORECASE)
_RULE = re.compile(r"[|¦│]+")  # drawn between two columns
_SUCCESSION = re.compile(r"(?:successor|predecessor)(?: company)?", re.IGNORECASE)
_SPAN = re.compile(r"\bfrom\b.*\d.*\b(?:through|to)\b.*\d|\d.*\bthrough\b.*\d", re.IGNORECASE)
_DAY = re.compile(r"\d{1,2},?")
_LINES_OF_IT = re.compile(r"\b(?:locations?|line|caption|classification)\b", re.IGNORECASE)
_ASIDE = re.compile(
    r"\(?(?:un)?audited\)?|\((?=[^()]*\b(?:thousands|millions|billions|unaudited)\b)[^()]*\)"
    r"|(?:dollars |amounts )?in (?:thousands|millions|billions)\b[^()]*",
    re.IGNORECASE,
)


class Head:
    """Reads the lines above a table's first row, from the lowest up.

    After `read`: `levels` are the words over each column, a level a line, the lowest first; `stub` what stands beside
    them over the labels; `context` the lines above; `below` how many lines stand between headings and first row.
    """

    def __init__(self, spans: Sequence[Span], labels: float | None, middle: float) -> None:
        """`labels` is where the labels of the rows begin; words that begin there too head no column.

        `middle` is the page's.
        """
        self.middle = middle
        self.spans = spans
        self.left = spans[0].x0
        self.labels = self.left if labels is None else labels
        self.begin = self.left - 40 if labels is None else max(self.left - 40, labels + INSET)
        self.levels: list[Sequence[str]] = []
        self.stub: list[str] = []
        self.context: list[str] = []
        self.below = 0

    def texts(self) -> list[list[str]]:
        """For each column the words over it, top to bottom."""
        return [[level[i] for level in reversed(self.levels) if level[i]] for i in range(len(self.spans))]

    def read(self, lines: Sequence[Line]) -> None:
        """Takes headings while they last, then what stands above them as context."""
        index = len(lines) - 1
        lower: Line | None = None
        while index >= 0 and self._takes(lines[index], lower, lines[index - 1] if index else None):
            lower = lines[index]
            index -= 1
        self._drop_titles()
        self.context = [line.text for line in lines[max(0, index + 1 - CONTEXT_LINES) : index + 1]]

    def _takes(self, line: Line, lower: Line | None, upper: Line | None) -> bool:
        """Reads one line; whether it belongs to the headings, or to the lines between them and the first row."""
        if lower is not None and lower.bbox.y0 - line.bbox.y1 > HEADING_GAP:
            return False
        if self._is_title(line):
            return False
        if _ASIDE.fullmatch(line.text) and len(chunks_of(line)) == 1:
            self.stub[:0] = [line.text]
            return True
        over, beside = self._parted(line)
        if any(chunk.x1 > self.left + 25 for chunk in beside):
            return False
        if over:
            heads = self._heads(over)
            if self.levels and len(over) == 1 and self._is_across(over[0], heads):
                return False
            self.levels.append(["" if head is None else over[head].text for head in heads])
        elif not self.levels:
            if read_heading(line.text).says_period and len(line.text) >= 60:
                return False
            self.below += 1
        elif upper is None or not any(read_heading(chunk.text).says_period for chunk in self._parted(upper)[0]):
            return False
        self.stub[:0] = [chunk.text for chunk in beside]
        return True

    def _heads(self, over: Sequence[Chunk]) -> Sequence[int | None]:
        """For each column the chunk over it; none that tells a span over columns whose own words tell theirs."""
        if len(over) == 2 <= len(self.spans) and all(_SUCCESSION.fullmatch(chunk.text) for chunk in over):
            return halves(over[0], over[1], self.spans)
        alone = [self._is_alone(chunk) for chunk in over]
        free = list(range(len(self.spans)))
        if all(read_heading(chunk.text).months for chunk in over):
            free = [index for index in free if not ((below := self._below(index)).months and below.year)]
        if not free or len(free) == len(self.spans):
            return assign(over, self.spans, alone)
        heads: list[int | None] = [None] * len(self.spans)
        if len(over) <= len(free):
            for index, head in zip(free, assign(over, [self.spans[i] for i in free], alone), strict=True):
                heads[index] = head
        return heads

    def _below(self, index: int) -> Heading:
        """What the words read so far over a column say."""
        return stacked(read_heading(text) for text in dates_joined(self.texts()[index]))

    def _is_across(self, chunk: Chunk, heads: Sequence[int | None]) -> bool:
        """Whether words that name no time are a title: in the page's middle, or over columns that they do not head."""
        if read_heading(chunk.text).says_period:
            return False
        headed = [span for span, head in zip(self.spans, heads, strict=True) if head is not None]
        beyond = any(s.x0 < chunk.x1 and s.x1 > chunk.x0 and s not in headed for s in self.spans)
        if abs(chunk.centre - self.middle) <= EXACT and headed:
            return beyond or abs((headed[0].x0 + headed[-1].x1) / 2 - chunk.centre) > EXACT
        return beyond and chunk.x0 < self.left - INSET

    def _parted(self, line: Line) -> tuple[list[Chunk], list[Chunk]]:
        """A line's chunks over the figures, and those over the labels."""
        chunks = [
            piece for chunk in chunks_of(line) if not _RULE.fullmatch(chunk.text) for piece in _years_apart(chunk)
        ]
        if self._are_spans(chunks):
            return chunks, []
        over = [chunk for chunk in chunks if self._is_over(chunk)]
        return over, [chunk for chunk in chunks if chunk not in over]

    def _are_spans(self, chunks: Sequence[Chunk]) -> bool:
        """Whether a line is a time for each column, set off the columns: "From May 1 through ...", "Year ended ..."."""
        if len(chunks) < 2 or len(chunks) != len(self.spans) or not any(_SPAN.search(chunk.text) for chunk in chunks):
            return False
        return chunks[0].x0 > self.labels + INSET and all(read_heading(chunk.text).says_period for chunk in chunks)

    def _is_over(self, chunk: Chunk) -> bool:
        """Whether words begin near enough to the figures to stand over them; words that tell a time may be wider.

        The numbers of notes are narrower than the word over them.
        """
        if _NOTES.fullmatch(chunk.text):
            return chunk.x1 > self.left - 12
        if chunk.centre <= self.left - 12:
            return False
        if chunk.x0 > self.begin:
            return True
        wide = chunk.x0 > self.labels + INSET and chunk.centre > self.left and len(chunk.text) < WIDE
        return wide and read_heading(chunk.text).says_period

    def _is_title(self, line: Line) -> bool:
        """Whether a line is the title of a statement, and not the words over names of its lines."""
        below = self.stub[0] if self.stub else ""
        return bool(_TITLE.match(line.text)) and not _LINES_OF_IT.search(f"{line.text} {below[:20]}")

    def _is_alone(self, chunk: Chunk) -> bool:
        """Whether words over one column are of it alone: a name, or a change between two columns that are dated."""
        index = over_one(chunk, self.spans)
        heading = read_heading(chunk.text)
        if index is None or (heading.says_period and not heading.change):
            return False
        if _PART_OF_YEAR.fullmatch(chunk.text):
            return True
        below = [read_heading(" ".join(texts)) for texts in self.texts()]
        if heading.change:
            return (
                0 < index < len(below) - 1 and below[index - 1].year is not None and below[index + 1].year is not None
            )
        names = {text for level in self.levels for text in level if text}
        return len(names) > 1 and not any(one.says_period for one in below)

    def _drop_titles(self) -> None:
        """Leaves out what stands alone over all columns and names no time: a title, "Increase/(Decrease)"."""
        for level in list(self.levels):
            texts = set(level)
            alone = len(texts - {""}) == 1 and not _says_time("".join(texts)) and len(self.spans) > 1
            places = [place for place, text in enumerate(level) if text]
            together = len(places) > 1 and places[-1] - places[0] + 1 == len(places)
            title = "" not in texts or (level is self.levels[-1] and (together or level is self.levels[0]))
            if alone and (title or _DIRECTION.fullmatch("".join(texts))):
                self.levels.remove(level)
                self.stub[:0] = list(texts - {""})


def _says_time(text: str) -> bool:
    """Whether a level names a time, or the day of a month that stands above it."""
    return read_heading(text).says_period or bool(_DAY.fullmatch(text))


def dates_joined(texts: Sequence[str]) -> list[str]:
    """Levels of a heading, with a month put together with the day under it, and "First" with "Quarter"."""
    joined: list[str] = []
    for text in texts:
        above = joined[-1].split()[-1] if joined else ""
        if above and ((text[:1].isdigit() and MONTH.fullmatch(above)) or _PARTED.fullmatch(f"{above} {text}")):
            joined[-1] += f" {text}"
        else:
            joined.append(text)
    return joined


def _years_apart(chunk: Chunk) -> list[Chunk]:
    """A chunk that runs two headings together ("2022 2021"), parted; others as they are."""
    parts = re.findall(r"(?:[A-Z][a-z]+\.? \d{1,2}, ?)?(?:19|20)\d\d(?:\(\w\))?", chunk.text)
    if len(parts) < 2 or " ".join(parts) != chunk.text:
        return [chunk]
    width, pieces, at = (chunk.x1 - chunk.x0) / len(chunk.text), [], 0
    for part in parts:
        pieces.append(Chunk(part, chunk.x0 + at * width, chunk.x0 + (at + len(part)) * width))
        at += len(part) + 1
    return pieces
