"""PDF pages as words with boxes, by PDFium.

PDFium is asked for the boxes of a word's first and last character only: a page has some 500 words but 4,000 characters,
and every question is a foreign call.
"""

import ctypes
import re
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium

from core.errors import DamagedFile, NoPages, PasswordNeeded, ReadLimit
from core.filings import BBox
from core.protocols import OnProgress, Progress
from ingest.layout import Line, PageLayout, Word, packed, unpacked
from ingest.side_by_side import by_two

MAX_PAGES = 5_000
MANY_PAGES = 40  # from which a second process is worth its start
WORD = re.compile(r"[^\s\x00\ufffe\uffff]+")
SAME_LINE = 0.5  # the share of the lower word's height that two words of one line have in common, at the least
SOFT_HYPHEN = "\x02"  # what PDFium puts for a hyphen at a line's end


class _Frame(NamedTuple):
    """How PDF user space maps to points from the top left of the page as it is shown."""

    left: float
    bottom: float
    right: float
    top: float
    rotation: int

    def shown(self, x0: float, y0: float, x1: float, y1: float) -> BBox:
        """A box given by left, bottom, right, top in user space."""
        if self.rotation == 90:
            return BBox(y0 - self.bottom, x0 - self.left, y1 - self.bottom, x1 - self.left)
        if self.rotation == 180:
            return BBox(self.right - x1, y0 - self.bottom, self.right - x0, y1 - self.bottom)
        if self.rotation == 270:
            return BBox(self.top - y1, self.right - x1, self.top - y0, self.right - x0)
        return BBox(x0 - self.left, self.top - y1, x1 - self.left, self.top - y0)


def nothing(progress: Progress) -> None:
    """Progress that nobody follows."""


def read_pdf_pages(
    data: bytes, name: str, password: str | None = None, on_progress: OnProgress = nothing, processes: int = 1
) -> tuple[PageLayout, ...]:
    """Every page of a PDF, in order, read by one process, or by two where it has many.

    A page without text has no lines; a page that PDFium cannot open is 0 by 0 points, without text.

    Raises:
        DamagedFile: PDFium cannot open the file.
        PasswordNeeded: it is encrypted, and the password is missing or wrong.
        NoPages: it has no page.
        ReadLimit: it has more than MAX_PAGES pages.
    """
    document = _open(data, name, password)
    try:
        count = len(document)
        if count == 0:
            raise NoPages(f"{name} holds no page. Save it again from the program that made it.")
        if count > MAX_PAGES:
            raise ReadLimit(f"{name} has {count:,} pages; Footnote reads up to {MAX_PAGES:,}. Split it and try again.")
        return tuple(_pages(document, count, on_progress, shared=processes > 1 and count >= MANY_PAGES))
    finally:
        document.close()


def _pages(document: pypdfium2.PdfDocument, count: int, on_progress: OnProgress, shared: bool) -> Sequence[PageLayout]:
    def read(indexes: Sequence[int]) -> Sequence[PageLayout]:
        pages = []
        for index in indexes:
            pages.append(_page(document, index))
            if not shared or index % 2 == 0:  # the odd ones are the other process's, which must not speak between
                on_progress(Progress("reading", index + 1, count))
        return pages

    return by_two(count, read, packed, unpacked) if shared else read(range(count))


def _open(data: bytes, name: str, password: str | None) -> pypdfium2.PdfDocument:
    try:
        return pypdfium2.PdfDocument(data, password=password)
    except pypdfium2.PdfiumError as error:
        if error.err_code == pdfium.FPDF_ERR_PASSWORD:
            which = "The password does not open" if password else "A password is needed to open"
            raise PasswordNeeded(f"{which} {name}. Give the password and try again.") from error
        raise DamagedFile(f"{name} is damaged and cannot be opened as a PDF. Download it again.") from error


def _page(document: pypdfium2.PdfDocument, index: int) -> PageLayout:
    try:
        page = document[index]
    except pypdfium2.PdfiumError:
        return PageLayout(index + 1, 0.0, 0.0, "")
    try:
        width, height = page.get_size()
        left, bottom, right, top = page.get_bbox()
        frame = _Frame(left, bottom, right, top, page.get_rotation())
        textpage = page.get_textpage()
    except pypdfium2.PdfiumError:
        page.close()
        return PageLayout(index + 1, 0.0, 0.0, "")
    text = textpage.get_text_bounded()
    words = list(_words(textpage, frame))
    textpage.close()
    page.close()
    return PageLayout(index + 1, width, height, text.replace("\r\n", "\n"), lines_of(words))


def _words(textpage: pypdfium2.PdfTextPage, frame: _Frame) -> Iterator[Word]:
    """The words in the order of the page's content, each with its box."""
    raw, text = textpage.raw, textpage.get_text_range()
    aligned = len(text) == textpage.count_chars()
    first, last = pdfium.FS_RECTF(), pdfium.FS_RECTF()
    loose, to_first, to_last = pdfium.FPDFText_GetLooseCharBox, ctypes.byref(first), ctypes.byref(last)
    shown = frame.shown
    for match in WORD.finditer(text):
        start, end = match.start(), match.end() - 1
        if not aligned:
            start, end = _char_index(raw, text, start), _char_index(raw, text, end)
        if not loose(raw, start, to_first):
            continue
        x0, y0, x1, y1 = first.left, first.bottom, first.right, first.top
        if end != start and loose(raw, end, to_last):
            left, low, right, high = last.left, last.bottom, last.right, last.top
            x0, y0 = left if left < x0 else x0, low if low < y0 else y0
            x1, y1 = right if right > x1 else x1, high if high > y1 else y1
        yield Word(match[0].replace(SOFT_HYPHEN, "-"), shown(x0, y0, x1, y1))


def _char_index(raw: Any, text: str, index: int) -> int:
    """PDFium's character for an index into Python's text: its own text counts UTF-16 units and leaves some out."""
    units = index + sum(c > "\uffff" for c in text[:index])
    return int(pdfium.FPDFText_GetCharIndexFromTextIndex(raw, units))


def lines_of(words: list[Word]) -> tuple[Line, ...]:
    """Groups words that stand beside each other into lines, top to bottom, each from left to right."""
    groups: list[list[Word]] = []
    references: list[BBox] = []
    for word in sorted(words, key=_middle):
        for back in range(1, min(4, len(groups)) + 1):
            if _beside(word.bbox, references[-back]):
                groups[-back].append(word)
                break
        else:
            groups.append([word])
            references.append(word.bbox)
    groups.sort(key=lambda group: max([word.bbox.y1 for word in group]))
    return tuple(Line(tuple(sorted(group, key=_left))) for group in groups)


def _middle(word: Word) -> float:
    _x0, y0, _x1, y1 = word.bbox
    return (y0 + y1) / 2


def _left(word: Word) -> float:
    return word.bbox.x0


def _beside(box: BBox, reference: BBox) -> bool:
    _x0, top, _x1, bottom = box
    _x0, above, _x1, below = reference
    common = (bottom if bottom < below else below) - (top if top > above else above)
    height, other = bottom - top, below - above
    return common > SAME_LINE * (height if height < other else other)
