"""What a page break tears apart: a table's rows from its headings, and a statement from its title."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from core.filings import BBox
from ingest.captions import LONG
from ingest.cells import cells_of
from ingest.columns import ALIGNED
from ingest.layout import Line, PageLayout, Word
from ingest.statements import TITLE_LENGTH, statement_titled
from ingest.tables import Table
from ingest.tables_blocks import is_row, without_furniture

HEAD_LINES = 8  # lines at a page's end that may be the title and headings of a table on the next
NEAR_TOP = 12  # lines of the next page within which that table begins
_GOES_ON = re.compile(r"[.;]$|(?<!\d),$")  # a sentence, not "December 31," over a year
_LISTED = re.compile(r"\D\W(?!(?:19|20)\d\d$)[A-Z]?-?\d{1,4}$")  # a line of contents, with its page's number


def with_titles(pages: Sequence[PageLayout]) -> Iterable[PageLayout]:
    """The pages, each with the title of a statement that ends the page before above its own lines."""
    head: Sequence[Line] = ()
    for page in pages:
        lines = without_furniture(page.lines)
        if head and lines and (_begins_with_table(lines) or all(map(_may_head, lines))):
            lines = (*_above(head, lines), *lines)
            page = replace(page, lines=lines)
        yield page
        head = _statement_head(lines)


def _statement_head(lines: Sequence[Line]) -> Sequence[Line]:
    """The last lines of a page where they are a statement's title, and no figures follow; else none."""
    first = len(lines)
    while first > max(0, len(lines) - HEAD_LINES) and _may_head(lines[first - 1]):
        first -= 1
    head = lines[first:]
    return head if statement_titled(tuple(line.text for line in head)) else ()


def _may_head(line: Line) -> bool:
    text = line.text.rstrip()
    if len(text) > TITLE_LENGTH or _GOES_ON.search(text) or _LISTED.search(text):
        return False
    return not is_row(cells_of(line), False)


def _begins_with_table(lines: Sequence[Line]) -> bool:
    """Whether a row of figures stands near the top of a page, and no title of its own over it."""
    for index, line in enumerate(lines[:NEAR_TOP]):
        if is_row(cells_of(line), False):
            return not statement_titled(tuple(above.text for above in lines[:index]))
        if len(line.text) > TITLE_LENGTH:
            return False
    return False


def _above(head: Sequence[Line], lines: Sequence[Line]) -> Iterable[Line]:
    """The lines moved up until they end where the others begin, a line's height apart."""
    first, last = lines[0].bbox, head[-1].bbox
    up = last.y1 - first.y0 + (first.y1 - first.y0) / 2
    for line in head:
        yield Line(tuple(Word(w.text, BBox(w.bbox.x0, w.bbox.y0 - up, w.bbox.x1, w.bbox.y1 - up)) for w in line.words))


def with_headings(tables: Sequence[Table]) -> list[Table]:
    """Tables that go on from the page before take its headings, where the columns are as many."""
    whole: list[Table] = []
    for table in tables:
        before = whole[-1] if whole else None
        if before and _goes_on(before, table):
            columns = tuple(
                replace(column, span=own.span) for own, column in zip(table.columns, before.columns, strict=True)
            )
            context = (*before.context, *before.stubs, *table.context)
            table = replace(table, columns=columns, context=context)
        whole.append(table)
    return whole


def _goes_on(before: Table, table: Table) -> bool:
    """Whether a table without a heading is the rest of the one that ends the page before."""
    if not table.continues or table.page - before.page != 1 or len(table.columns) != len(before.columns):
        return False
    shift = [own.span.right - column.span.right for own, column in zip(table.columns, before.columns, strict=True)]
    return max(shift) - min(shift) < ALIGNED and not any(len(text) > LONG for text in table.context)
