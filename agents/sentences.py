"""Whole sentences of a passage, each an unbroken run of the page's own text, with the boxes of its lines."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from core.filings import BBox, Passage
from core.numbers import numbers_in
from library.bm25 import STOP_WORDS

_END = re.compile(r"[.!?][\"”’)\]]*(?=\s+|$)|;(?=\s*\n)")
_ABBREVIATION = re.compile(
    r"(?:\b(?:Inc|Corp|Co|Cos|Ltd|LLC|Bros|No|Nos|Mr|Ms|Mrs|Dr|Jr|Sr|St|Ste|Art|Sec|Fig|Dept|Est|Gov|Gen|Rep|Sen|Hon|"
    r"Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|approx|al|v|vs|etc|e\.g|i\.e|cf|viz|p|pp|n\.a|a\.m|p\.m)"
    r"|\b[A-Z](?:\.[A-Z])*|\b[A-Z][a-z]?)\.$"
)
_NUMBERED = re.compile(
    r"\b(?:Items?|Notes?|Parts?|Sections?|Exhibits?|Rules?|Articles?)\s+(?:\d{1,2}[A-Z]?|[IVX]{1,4})\.$"
)
_STARTER = re.compile(
    r"^[\"“(]*(?:The|This|These|Those|That|We|Our|It|Its|In|On|At|For|As|If|When|While|Although|However|Additionally|Also|"
    r"Further|Furthermore|Moreover|Such|There|Any|Each|Some|Most|Many|Under|Over|During|After|Before|Because|To|By|From|"
    r"With|See|Refer|Excluding|Including|Net|Total|A|An|Certain|Other|All|No|Following|Effective)\b"
)
_BULLET = re.compile(r"^\s*(?:[•●○▪■◦‣·*►➢]|[–—-](?=\s)|\(?(?:[ivx]{1,4}|[a-z]|\d{1,2})[).](?=\s))\s*")
_NOTE_NUMBER = re.compile(r"^\s*(?:\d{1,2}\.|\(?(?:[ivx]{1,4}|[a-z]|\d{1,2})\))\s+(?=[A-Z])")
_BARE_BULLET = re.compile(r"^\s*[•●○▪■◦‣·*►➢–—-]\s*$")
_CLOSED = re.compile(r"[.!?;:][\"”’)\]]*$")
_OPENING = re.compile(r"^[\"“‘(\[$€£]*[a-z]?[A-Z0-9]")
_CAPITAL = re.compile(r"^[\"“‘(\[]*[A-Z]")
_SMALL = frozenset(
    "a an and as at by for from in into of on or per the to under with vs vs. versus than our its".split()
)
_CELL = r"(?:[$\u20ac\u00a3]\s?)?\(?(?:[$\u20ac\u00a3]\s?)?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?\)?\s?%?\)?"
_CELLS_AT_END = re.compile(rf"\s(?:{_CELL}|[\u2014\u2013-])\s+(?:{_CELL}|[\u2014\u2013-])\s*$")
_DATE_AT_END = re.compile(r"\b(?:ended|ending|of|on|at) [A-Z][a-z]+ \d{1,2}, (?:19|20)\d\d\s*$")
_ENDS_IN_FIGURE = re.compile(r"(?:[\d)%—–-]|\d\s?(?:ppts?|pts?|bps|bp)|\b(?:NM|nm|N/M|n/m|NA|N/A|n/a)\*?)\s*$")
_NOTE_HEADING = re.compile(r"^\s*(?:NOTE|Note)\s+\d{1,2}[A-Z]?\.?\s*(?:[–—:.-]|$)")
_CUT_OPENING = re.compile(r"^(?:19|20)\d\d\b(?!\s+(?:Notes?|Plan|Form|Annual|Credit|Program|Act|Term)\b)")
_OTHERWISE = re.compile(r"/[a-z]+")  # "(Loss)/earnings From Operations"
_QUOTE_MARK = re.compile(r"[“”\"]")
_DANGLING = (STOP_WORDS | _SMALL) - {"and", "or"}  # an item of a list may end in "and", not in "by"
HEADING_WORDS, LONG_HEADING = 14, 30  # words; of a long one all but the small ones are capitalised
SHORT_LINE = 0.5  # of the passage's longest line: less, without a stop, is no line of prose that runs on
FEW_WORDS = 4


class Sentence(NamedTuple):
    """A sentence: its text with single blanks, where it runs in the passage, and whether both its ends are there.

    `alone` is one that fills its lines, as those do that head the paragraphs on a risk.
    """

    text: str
    start: int
    end: int
    whole: bool
    bullet: bool = False
    alone: bool = False


class _Line(NamedTuple):
    text: str
    start: int
    end: int


@lru_cache(maxsize=8192)
def sentences_in(text: str) -> tuple[Sentence, ...]:
    """The sentences and bullets of a passage's text, in order, without headings and rows of tables.

    A sentence that begins before the passage or ends after it is there, but not `whole`.
    """
    found: list[Sentence] = []
    for block in _blocks(text):
        found += _split(text, block)
    return tuple(found)


def boxes_of(sentence: Sentence, passage: Passage) -> tuple[BBox, ...]:
    """The boxes of the sentence's lines; all of the passage's where its lines and boxes do not pair up."""
    lines = _lines(passage.text)
    if len(lines) != len(passage.bboxes):
        return passage.bboxes
    return tuple(
        box
        for line, box in zip(lines, passage.bboxes, strict=True)
        if line.start < sentence.end and sentence.start < line.end
    )


def _lines(text: str) -> list[_Line]:
    return [_Line(match[0].strip(), match.start(), match.end()) for match in re.finditer(r"[^\r\n]*\S[^\r\n]*", text)]


def _blocks(text: str) -> Iterator[list[_Line]]:
    """Lines that run on: a bullet begins a new block, headings and rows of tables end one and are left out."""
    lines, block = _lines(text), list[_Line]()
    width = max((len(line.text) for line in lines), default=0)
    for place, line in enumerate(lines):
        after = lines[place + 1].text if place + 1 < len(lines) else ""
        closed = not block or bool(_CLOSED.search(block[-1].text))
        aside = is_row(line.text) or not re.search(r"\w", line.text) and not _BULLET.match(line.text)
        aside = aside or (closed and (_is_heading(line.text, after) or _is_cut_short(line.text, after, width)))
        if block and _OPENING.match(line.text) and (block[-1].text.endswith(":") or _is_item(block, line.text, width)):
            yield block
            block = []
            aside = aside or _is_heading(line.text, after)
        if block and (aside or _BULLET.match(line.text)):
            yield block
            block = []
        if not aside and not (_BARE_BULLET.match(line.text) and not after):
            block.append(line)
    if block:
        yield block


def is_row(line: str) -> bool:
    """Whether a line is a table's: it ends in two cells, or in one where more of it is figures than words."""
    if not _ENDS_IN_FIGURE.search(line):
        return False
    if _DATE_AT_END.search(line):
        return False
    if _CELLS_AT_END.search(line):
        return True
    words = len(re.findall(r"[A-Za-z]{2,}", line))
    cells = len(numbers_in(line)) + line.count("—")
    return (cells >= 2 and words <= 3 * cells) or (cells > 0 and words <= min(FEW_WORDS, cells))


def _is_heading(line: str, after: str) -> bool:
    """A line of capitalised words without a stop, a note's number before it or not, over a new sentence."""
    line = _NOTE_NUMBER.sub("", line)
    words = re.findall(r"[^\W\d_][\w’'.-]*", _OTHERWISE.sub("", line))
    if _NOTE_HEADING.match(line) and len(words) <= HEADING_WORDS and not _CLOSED.search(line):
        return True
    if not words or len(words) > LONG_HEADING or re.search(r"[.!?;,][\"”’)\]]*$", line) or _BULLET.match(line):
        return False
    titled = sum(word != word.lower() for word in words if word.lower() not in _SMALL)
    counted = sum(word.lower() not in _SMALL for word in words)
    enough = 0.7 * counted if len(words) <= HEADING_WORDS else counted
    return titled >= enough and (not after or bool(_OPENING.match(after) or _BULLET.match(after)))


def _is_item(block: Sequence[_Line], after: str, width: int) -> bool:
    """Whether lines are an item of a list that ends early without a stop: what comes after is none of it."""
    first = _BULLET.match(block[0].text)
    last = block[-1].text[first.end() :] if first and len(block) == 1 else block[-1].text
    return first is not None and bool(last.strip()) and _is_cut_short(last, after, width)


def _is_cut_short(line: str, after: str, width: int) -> bool:
    """A heading in small letters: a line that ends early without a stop, over one that opens with a capital."""
    if len(line) >= SHORT_LINE * width or re.search(r"[.!?;,:—–-][\"”’)\]]*$", line) or _BULLET.match(line):
        return False
    last = line.rsplit(None, 1)[-1].lower()
    return bool(_CAPITAL.match(line) and _CAPITAL.match(after)) and last not in STOP_WORDS


def _split(text: str, block: Sequence[_Line]) -> Iterator[Sentence]:
    start, end = block[0].start, block[-1].end
    bullet = _BULLET.match(text[start:end])
    begin = start + bullet.end() if bullet else start
    ends = [match.end() for match in _END.finditer(text, begin, end)]
    fresh = True  # whether what came before ended with its line
    for stop in [*ends, end]:
        if stop < end and not _ends_here(text[begin:stop], text[stop:end]):
            continue
        full = bool(re.match(r"[^\S\r\n]*(?:[\r\n]|$)", text[stop:]))
        yield from _sentence(text, begin, stop, bullet is not None, fresh and full)
        begin, fresh = stop, full


def _ends_here(before: str, after: str) -> bool:
    rest = after.lstrip()
    if not rest:
        return True
    if before[-1] == ";":
        return bool(_BULLET.match(rest))
    if _NUMBERED.search(before.rstrip('"”’)]')):
        return False
    if _ABBREVIATION.search(before.rstrip('"”’)]')):
        return bool(_STARTER.match(rest)) and not re.search(r"\b(?:v|vs|No|Nos|Mr|Ms|Mrs|Dr|e\.g|i\.e)\.$", before)
    return bool(_OPENING.match(rest) or _BULLET.match(rest))


def _sentence(text: str, start: int, end: int, bullet: bool, alone: bool) -> Iterator[Sentence]:
    raw = text[start:end]
    said = " ".join(raw.split())
    if not said:
        return
    start += len(raw) - len(raw.lstrip())
    closed = bool(_CLOSED.search(said))
    ended = closed or bullet and said.rsplit(None, 1)[-1].lower() not in _DANGLING
    whole = ended and (bool(_OPENING.match(said)) or bullet and said[0].isalpha())
    whole = whole and _quotes_close(said) and not _CUT_OPENING.match(said)
    yield Sentence(said, start, start + len(raw.strip()), whole, bullet, alone and closed and not bullet)


def _quotes_close(said: str) -> bool:
    """Whether quotation marks come in pairs: a mark without its other belongs to words that stand outside."""
    marks = _QUOTE_MARK.findall(said)
    return not marks or (len(marks) % 2 == 0 and marks[0] != "”" and marks[-1] != "“")
