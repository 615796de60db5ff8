"""Plain text as pages: form feeds and "<PAGE>" marks divide it, else its length does."""

import re
from collections.abc import Iterator

from core.errors import DamagedFile
from ingest.html_layout import LINE, printed_line
from ingest.kinds import decoded
from ingest.layout import PageLayout

PAGE_LINES = 80  # of a page, where the text marks none
_MARKS = re.compile(r"\f|^[ \t]*<PAGE>.*$", re.MULTILINE)


def read_text(data: bytes, name: str) -> tuple[PageLayout, ...]:
    """A text file as pages.

    Raises:
        DamagedFile: there is no text in it.
    """
    text = decoded(data).replace("\r\n", "\n").replace("\r", "\n").expandtabs(8).replace("\x00", "")
    pages = [part.strip("\n") for part in _MARKS.split(text)]
    filled = [page for page in pages if page.strip()]
    if len(filled) == 1:
        filled = list(_cut(filled[0]))
    if not filled:
        raise DamagedFile(f"{name} shows no text. Download it again.")
    return tuple(_page(number, page) for number, page in enumerate(filled, 1))


def _cut(text: str) -> Iterator[str]:
    lines = text.split("\n")
    start = 0
    while start < len(lines):
        end = min(start + PAGE_LINES, len(lines))
        blank = next(
            (i for i in range(end, start + PAGE_LINES // 2, -1) if i < len(lines) and not lines[i].strip()), end
        )
        page = "\n".join(lines[start:blank])
        if page.strip():
            yield page
        start = blank if blank > start else end


def _page(number: int, text: str) -> PageLayout:
    printed = [line for line in text.split("\n") if line.strip()]
    lines = tuple(printed_line(line, i) for i, line in enumerate(printed))
    width = max((line.bbox.x1 for line in lines), default=0.0)
    return PageLayout(number, width, LINE * len(lines), text, lines)
