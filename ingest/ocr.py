"""Pages without text, read from their picture by RapidOCR (its models lie in its wheel; nothing is fetched).

The recogniser runs English words together, so lines are cut at the gaps of their picture and read word by word.
"""

import re
import time
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

import pypdfium2

from core.filings import BBox
from core.protocols import OnProgress, Progress
from ingest.dates import MONTH
from ingest.layout import PageLayout, Word
from ingest.pdf import lines_of
from ingest.processes import cores

if TYPE_CHECKING:
    import numpy
    from numpy.typing import NDArray

    Picture = NDArray[numpy.uint8]

SCALE = 2.5  # pixels a point: 180 dots an inch
MAX_PIXELS = 4_000  # of a page's longer side
DARK = 170  # grey level under which a pixel is ink
LEAST_INK = 0.0005  # the share of a page's pixels that are ink, below which it is blank
WORD_GAP = 0.31  # of the ink's height: about where a gap between letters ends and one between words begins
RULE = 0.8  # of a row of pixels that is ink: it is a ruled line, not print
WIDEST_GAP = 0.8  # that counts as one between words, and not between columns
TALL = 1.5  # of the usual height: larger print, not ink of a neighbouring line
LEAST_GAPS = 60  # on a page, to tell its own two kinds of gaps
DIGIT_GAP = 0.3  # of a line's height: the widest gap within a figure
SECONDS = 75.0  # for all scanned pages of a file
MISSING = "rapidocr-onnxruntime is not installed: install it"
LEAST_SCORE = 0.5
BATCH = 16
_MONTH_DAY = re.compile(rf"^({MONTH})(\d{{1,2}},?)$")
_PAIR = re.compile(
    r"[$(]?[\d,.]*\d[,.]? [,.]?\d[\d,.]*[)%]?|\S+ [,.]"
)  # the parts of one figure, or a word and its comma


class Scans(NamedTuple):
    """A filing's pages with those read that had no text, and what to tell the user of them."""

    pages: tuple[PageLayout, ...]
    notes: tuple[str, ...]


def with_scans_read(
    pages: Sequence[PageLayout],
    data: bytes,
    password: str | None,
    on_progress: OnProgress,
    clock: Callable[[], float] = time.monotonic,
) -> Scans:
    """Reads the pages of a PDF that have no text; blank ones stay as they are.

    Args:
        pages: all pages of the file.
        data: the file.
        password: opens it, if it is encrypted.
        on_progress: is told of "reading" after each scanned page.
        clock: seconds; after SECONDS no further page is read, and the notes name those left.
    """
    empty = [page for page in pages if not page.text.strip() and page.width > 0]
    if not empty:
        return Scans(tuple(pages), ())
    document = pypdfium2.PdfDocument(data, password=password)
    read: dict[int, PageLayout] = {}
    left: list[int] = []
    scans = [page for page in empty if not _is_blank(_picture(document, page))]
    recogniser = _recogniser() if scans else None
    began = clock()
    for done, page in enumerate(scans, 1):
        if recogniser is None or clock() - began > SECONDS:
            left.append(page.number)
            continue
        read[page.number] = _page(page, recogniser.words(_picture(document, page)))
        on_progress(Progress("reading", done, len(scans)))
    document.close()
    notes = _notes(sorted(read), left, "it took too long: split the file" if recogniser else MISSING)
    return Scans(tuple(read.get(page.number, page) for page in pages), notes)


def _recogniser() -> "_Recogniser | None":
    """The recogniser; None where its package, or a library that this needs, is not installed."""
    try:
        return _Recogniser()
    except ImportError:
        return None


def _picture(document: pypdfium2.PdfDocument, page: PageLayout) -> "Picture":
    scale = min(SCALE, MAX_PIXELS / max(page.width, page.height))
    picture: Picture = document[page.number - 1].render(scale=scale, grayscale=True).to_numpy()
    return picture.reshape(picture.shape[:2])


def _notes(read: Sequence[int], left: Sequence[int], why: str) -> tuple[str, ...]:
    notes = []
    if read:
        verb, whose = ("was", "its picture") if len(read) == 1 else ("were", "their pictures")
        notes.append(f"{named_pages(read)} had no text and {verb} read from {whose}: check figures against the page.")
    if left:
        verb = "is a picture that was" if len(left) == 1 else "are pictures that were"
        notes.append(f"{named_pages(left)} {verb} not read, as {why} to have the rest read.")
    return tuple(notes)


def named_pages(pages: Sequence[int]) -> str:
    """As "Page 7" or "Pages 3 to 5, 9"."""
    runs: list[list[int]] = []
    for page in pages:
        if runs and page == runs[-1][-1] + 1:
            runs[-1].append(page)
        else:
            runs.append([page])
    parts = [str(run[0]) if len(run) == 1 else f"{run[0]} to {run[-1]}" for run in runs]
    return f"Page{'s' if len(pages) > 1 else ''} {', '.join(parts)}"


def _page(page: PageLayout, words: Sequence[Word]) -> PageLayout:
    """The page with words, which come in pixels."""
    points = 1 / min(SCALE, MAX_PIXELS / max(page.width, page.height))
    lines = lines_of([Word(word.text, BBox(*(edge * points for edge in word.bbox))) for word in words])
    return PageLayout(page.number, page.width, page.height, "\n".join(line.text for line in lines), lines)


def _is_blank(picture: "Picture") -> bool:
    return bool((picture < DARK).mean() < LEAST_INK)


class _Recogniser:
    """RapidOCR, made once a file: where lines are, then what each word of them says."""

    def __init__(self) -> None:
        from rapidocr_onnxruntime import RapidOCR

        self._engine = RapidOCR(intra_op_num_threads=cores(), use_cls=False, use_rec=False)
        self._engine.text_rec.rec_image_shape = [3, 48, 48]
        self._engine.text_rec.rec_batch_num = BATCH

    def words(self, picture: "Picture") -> list[Word]:
        """The words of a page's picture, with boxes in pixels."""
        import numpy

        colour = numpy.repeat(picture[:, :, None], 3, axis=2)
        boxes, _ = self._engine(colour, use_cls=False, use_rec=False)
        strips = _levelled([strip for box in boxes or [] if (strip := _strip(picture, box))])
        gap = _word_gap(strips)
        places = [place for strip in strips for place in _cut(strip, gap)]
        if not places:
            return []
        texts, _ = self._engine.text_rec([colour[y0:y1, x0:x1] for x0, y0, x1, y1 in places])
        words = [
            Word(_MONTH_DAY.sub(r"\1 \2", text.replace(" ", "")), BBox(*map(float, place)))
            for (text, score), place in zip(texts, places, strict=True)
            if text.strip() and score >= LEAST_SCORE
        ]
        return _figures_joined(words)


class _Strip(NamedTuple):
    """A line of print: its box in pixels, how high its ink stands, and its runs of columns with ink."""

    x0: int
    y0: int
    y1: int
    height: int
    runs: tuple[tuple[int, int], ...]

    @property
    def gaps(self) -> list[float]:
        """The blank between each run and the next, by the height of the ink."""
        return [(b[0] - a[1]) / self.height for a, b in zip(self.runs, self.runs[1:], strict=False)]


def _strip(picture: "Picture", box: Sequence[Sequence[float]]) -> _Strip | None:
    x0, y0 = (max(0, int(min(point[i] for point in box))) for i in (0, 1))
    x1, y1 = (int(max(point[i] for point in box)) + 1 for i in (0, 1))
    dark = picture[y0:y1, x0:x1] < DARK
    dark = dark & (dark.mean(axis=1, keepdims=True) < RULE)
    columns, rows = dark.any(axis=0).nonzero()[0].tolist(), dark.any(axis=1).nonzero()[0].tolist()
    if not columns or rows[-1] - rows[0] < 4:
        return None
    runs = [[columns[0], columns[0]]]
    for column in columns[1:]:
        if column > runs[-1][1] + 1:
            runs.append([column, column])
        runs[-1][1] = column
    return _Strip(x0, y0, y1, rows[-1] - rows[0] + 1, tuple((a, b) for a, b in runs))


def _levelled(strips: Sequence[_Strip]) -> list[_Strip]:
    """The lines, with those that caught ink of their neighbours as high as the others."""
    usual = sorted(strip.height for strip in strips)[len(strips) // 2] if strips else 0
    most = max(1, round(1.1 * usual))
    return [strip._replace(height=most) if most < strip.height < TALL * usual else strip for strip in strips]


def _word_gap(strips: Sequence[_Strip]) -> float:
    """The blank that parts two words, by the height of the ink: between the page's two kinds of gaps.

    Otsu's method: the cut that sets the two kinds' means furthest apart (IEEE Trans. SMC 9 (1979), 62).
    """
    gaps = sorted(gap for strip in strips for gap in strip.gaps if gap < WIDEST_GAP)
    if len(gaps) < LEAST_GAPS:
        return WORD_GAP
    total, best, found = sum(gaps), 0.0, WORD_GAP
    below = 0.0
    for i in range(1, len(gaps)):
        below += gaps[i - 1]
        means = below / i, (total - below) / (len(gaps) - i)
        between = i * (len(gaps) - i) * (means[1] - means[0]) ** 2
        if between > best:
            best, found = between, (gaps[i - 1] + gaps[i]) / 2
    return min(max(found, WORD_GAP / 1.1), WORD_GAP * 1.4)


def _cut(strip: _Strip, gap: float) -> Iterator[tuple[int, int, int, int]]:
    """The boxes of a line's words, in pixels."""
    start = 0
    wide = [i for i, width in enumerate(strip.gaps) if width > gap]
    for end in [*wide, len(strip.runs) - 1]:
        yield max(0, strip.x0 + strip.runs[start][0] - 2), strip.y0, strip.x0 + strip.runs[end][1] + 3, strip.y1
        start = end + 1


def _figures_joined(words: Sequence[Word]) -> list[Word]:
    """The words, with figures whole that a narrow digit had cut in two ("1 9,604")."""
    joined: list[Word] = []
    for word in words:
        last = joined[-1] if joined else None
        if last and _PAIR.fullmatch(f"{last.text} {word.text}") and _touching(last.bbox, word.bbox):
            box = BBox(last.bbox.x0, min(last.bbox.y0, word.bbox.y0), word.bbox.x1, max(last.bbox.y1, word.bbox.y1))
            joined[-1] = Word(last.text + word.text, box)
        else:
            joined.append(word)
    return joined


def _touching(left: BBox, right: BBox) -> bool:
    beside = abs(left.y0 - right.y0) < (left.y1 - left.y0) / 2
    return beside and 0 <= right.x0 - left.x1 + 2 < DIGIT_GAP * (left.y1 - left.y0)
