"""The figures at the end of a line: words rejoined into cells, and the label before them."""

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from core.filings import BBox
from core.numbers import DASHES, parse_cell
from ingest.layout import Line, Word, around

CURRENCY = r"(?:US|C|A|HK|S)?[$€£¥]"
_NUMBER = rf"{CURRENCY}?\(?{CURRENCY}?[{DASHES}]?(?:\d{{1,3}}(?:,\d{{3}})+|\d+)?(?:\.\d+|(?<=\d))"
_MARK = r"(?:\((?:\d|[a-z])\)|[*†‡§]+)?"
_FIGURE = re.compile(
    rf"(?:{_NUMBER}[%)]*{_MARK}|\(?\d[\d,]*(?:\.\d+)?(?:[pc¢]\)?|\)[pc¢])|{CURRENCY}?\(?[{DASHES}]{{1,3}}[%)]*{_MARK})"
)
_OPENING = re.compile(rf"(?:{CURRENCY}\(?|\({CURRENCY}?)")
_CLOSING = re.compile(r"(?:\)?%\)?|\)|[*†‡§]+)")
_NOTHING = re.compile(r"(?:n/?\.?[ma]\.?|n\.m\.|\*+)", re.IGNORECASE)
_UNIT = re.compile(r"(?:bps?|pts?|ppts?|pp|points?|x|years?|yrs?|days)\.?", re.IGNORECASE)
_YEAR = re.compile(rf"(?:19|20)\d\d{_MARK}")
_FOOTNOTE = re.compile(r"(?:\(\w\)|\d{1,2}|[a-z])")
_MARK_AT_END = re.compile(r"(?<=[\d)%])(?:\((?:\d|[a-z])\)|[*†‡§]+)$")
MONTH = re.compile(r"(?:jan|feb|mar|apr|may|june?|july?|aug|sep|oct|nov|dec)[a-z]*\.?", re.IGNORECASE)
_DAY = re.compile(r"(?:[1-9]|[12]\d|3[01])")
_TORN = (
    re.compile(rf"{CURRENCY}?\({CURRENCY}?\d{{1,3}}(?:,\d{{3}})*,?"),
    re.compile(r",?\d{3}(?:,\d{3})*(?:\.\d+)?\)%?"),
)
HUNDREDTHS = re.compile(r"(?<=\d)[pc¢](?=\)?$)|(?<=\d\))[pc¢]$")  # pence or cents, behind the figure
TEAR = 0.6  # of a line's height: how far the parts of one figure may stand apart
SPACE = 0.62  # of a line's height: a wider gap parts two cells, a narrower one two words
FAR_SIGN = 2.5  # of a line's height: how far behind its figure a sign of percent may stand
SMALL = 0.8  # of a line's height: a lower word is a footnote mark


class Cell(NamedTuple):
    """A printed figure: its value as printed (unscaled), None for "N/M"; `left` and `right` bound its digits.

    `attached` means that only a word's space parts it from the words before: it may belong to the label.
    """

    text: str
    value: Decimal | None
    bbox: BBox
    left: float
    right: float
    attached: bool = False
    money: bool = False
    percent: bool = False

    @property
    def is_year(self) -> bool:
        """Printed as a year is: 2022, never 2,022."""
        return not self.money and not self.percent and bool(_YEAR.fullmatch(self.text))


class CellLine(NamedTuple):
    """A line, parted into the words of its label and its cells, left to right."""

    line: Line
    label: tuple[Word, ...]
    cells: tuple[Cell, ...]


def cells_of(line: Line) -> CellLine:
    """Parts a line into its label and the run of figures at its end."""
    words = line.words
    start = len(words)
    while start and _is_part(words[start - 1].text):
        start -= 1
    while start < len(words) and _UNIT.fullmatch(words[start].text):
        start += 1
    if start == len(words):
        return CellLine(line, words, ())
    height = max(word.bbox.y1 - word.bbox.y0 for word in words)
    groups = _grouped(_mended(_without_marks(words[start:], height), height), height)
    cells = _built(groups, words[start - 1] if start else None, height)
    if start and cells and _is_day(words[start - 1], cells[0]):
        start, cells = start + 1, cells[1:]
    if not start and len(cells) > 1 and cells[0].is_year and not all(cell.is_year for cell in cells):
        return CellLine(line, tuple(groups[0]), cells[1:])  # a year is what the row is called
    return CellLine(line, words[:start], cells)


def _is_part(text: str) -> bool:
    return bool(
        _FIGURE.fullmatch(text)
        or _OPENING.fullmatch(text)
        or _CLOSING.fullmatch(text)
        or _NOTHING.fullmatch(text)
        or _UNIT.fullmatch(text)
    )


def _is_day(before: Word, cell: Cell) -> bool:
    """Whether a figure is the day of a date that the words before it begin: "Years ended December 31"."""
    return cell.attached and bool(MONTH.fullmatch(before.text) and _DAY.fullmatch(cell.text))


def _without_marks(words: Sequence[Word], height: float) -> list[Word]:
    return [
        word for word in words if word.bbox.y1 - word.bbox.y0 > SMALL * height or not _FOOTNOTE.fullmatch(word.text)
    ]


def _mended(words: Sequence[Word], height: float) -> list[Word]:
    """Words, those put together that are one figure in brackets whose comma was lost: "(7" and "603)"."""
    whole: list[Word] = []
    for word in words:
        last = whole[-1] if whole else None
        if last and word.bbox.x0 - last.bbox.x1 < TEAR * height and _is_torn(last.text, word.text):
            text = f"{last.text.rstrip(',')},{word.text.lstrip(',')}"
            whole[-1] = Word(text, around([last.bbox, word.bbox]))
        else:
            whole.append(word)
    return whole


def _is_torn(one: str, other: str) -> bool:
    return bool(_TORN[0].fullmatch(one) and _TORN[1].fullmatch(other))


def _grouped(words: Sequence[Word], height: float) -> list[list[Word]]:
    """One group a cell: signs before a number go with it, however far; signs behind it where they are near."""
    groups: list[list[Word]] = []
    is_open = False
    for word in words:
        if groups and not is_open and (_CLOSING.fullmatch(word.text) or _UNIT.fullmatch(word.text)):
            if word.bbox.x0 - groups[-1][-1].bbox.x1 < (FAR_SIGN if "%" in word.text else 1.0) * height:
                groups[-1].append(word)
            continue
        opens = bool(_OPENING.fullmatch(word.text))
        if is_open and not (opens and "(" not in word.text):
            groups[-1].append(word)
        elif is_open:
            groups[-1] = [word]
        else:
            groups.append([word])
        is_open = opens
    if is_open:
        groups.pop()
    return groups


def _built(groups: list[list[Word]], before: Word | None, height: float) -> tuple[Cell, ...]:
    cells = []
    for group in groups:
        attached = before is not None and group[0].bbox.x0 - before.bbox.x1 < SPACE * height
        cells.append(_cell(group, attached))
        before = None  # between figures a space is enough
    return tuple(cells)


def _cell(words: list[Word], attached: bool) -> Cell:
    text = _joined(words)
    bare = HUNDREDTHS.sub("", _MARK_AT_END.sub("", text))
    number = next((word for word in words if any(c.isdigit() or c in DASHES for c in word.text)), words[-1])
    value = None if _UNIT.fullmatch(words[-1].text) else parse_cell(re.sub(r"^[A-Z]+(?=[$€£¥])", "", bare))
    overhang = sum(c in ")%" for c in number.text) / max(1, len(number.text))
    right = number.bbox.x1 - overhang * (number.bbox.x1 - number.bbox.x0)
    money = bool(re.search(r"[$€£¥]", text))
    box = around([word.bbox for word in words])
    return Cell(text, value, box, number.bbox.x0, right, attached, money, "%" in text)


def _joined(words: Sequence[Word]) -> str:
    text = words[0].text
    for word in words[1:]:
        text += word.text if text.endswith("(") or word.text[0] in ")%*†‡§" else f" {word.text}"
    return text
