"""A session as one HTML file that replays it: no server, no request, no script.

Footnotes open the page picture by `:target`, so nothing needs to run; the file's content policy forbids all loading
but its own pictures. Everything from filings, models and users is escaped by the template, or passes through
`export.answer_html`, which knows no tag but its own.
"""

import base64
import re
from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from core.answers import Citation
from core.filings import Filing, PagePicture
from core.traces import Run, Session
from export.answer_html import answer_html
from export.chart_drawing import drawing
from export.naming import (
    FINDING,
    GROUNDING,
    duration,
    filings_of,
    footnotes_of,
    name_of,
    own_table,
    seconds_in,
    status_of,
    told,
    tree,
    unsaid,
)


class Box(NamedTuple):
    """A mark on a page, in percent of its size, and the anchor that opens it."""

    anchor: str
    back: str
    label: str
    left: float
    top: float
    width: float
    height: float


class Piece(NamedTuple):
    """A stretch of a page's text; `anchors` name the footnotes that quote it, none for the text between."""

    text: str
    anchors: tuple[str, ...] = ()


class PageView(NamedTuple):
    """A cited page as shown: its picture as a data URI with boxes, or its text in pieces; `notes` lead back."""

    anchor: str
    title: str
    source: str
    boxes: tuple[Box, ...]
    pieces: tuple[Piece, ...]
    notes: tuple["Note", ...]


class Bar(NamedTuple):
    """A span's line in the waterfall: left edge and width in percent of the run."""

    left: float
    width: float


class Note(NamedTuple):
    """A footnote: `anchor` marks its place on the page, `reference` its line in the list, `target` is what to open.

    `before` and `after` are the targets of its neighbours in the answer; empty at either end.
    """

    citation: Citation
    filing: str
    anchor: str
    reference: str
    target: str
    before: str = ""
    after: str = ""


def to_html(session: Session, pictures: Sequence[PagePicture]) -> bytes:
    """The file, in UTF-8."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("export"), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters.update(answer=answer_html, duration=duration)
    filings = filings_of(session)
    shown = {(picture.filing, picture.page) for picture in pictures}
    notes = {run.id: notes_of(number, run, filings, shown) for number, run in enumerate(session.runs, 1)}
    page = environment.get_template("session.html.j2").render(
        session=session,
        notes=notes,
        pages=_pages(session, notes, pictures, filings),
        filing_name=lambda filing: name_of(filings, filing),
        status_of=status_of,
        told=told,
        tree=tree,
        own_table=own_table,
        drawing=drawing,
        unsaid=unsaid,
        bar=bar,
        finding_status=FINDING,
        grounding=GROUNDING,
    )
    return page.encode()


def notes_of(
    number: int, run: Run, filings: Mapping[str, Filing], shown: Collection[tuple[str, int]]
) -> tuple[Note, ...]:
    """The footnotes of the session's run of this number; `shown` are the pages that the file carries."""
    notes = []
    for citation in footnotes_of(run.answer) if run.answer else ():
        anchor, reference = f"r{number}-page-{citation.number}", f"r{number}-note-{citation.number}"
        target = anchor if (citation.filing, citation.page) in shown else reference
        notes.append(Note(citation, name_of(filings, citation.filing), anchor, reference, target))
    targets = ["", *(note.target for note in notes), ""]
    return tuple(note._replace(before=targets[i], after=targets[i + 2]) for i, note in enumerate(notes))


def bar(run: Run, start: float, seconds: float | None) -> Bar:
    """Where a span's bar stands; a span that did not end reaches to the run's end."""
    last = max([run.seconds or 0.0, *(seconds_in(run, span) + (duration(span) or 0.0) for span in run.spans)])
    whole = max(last, 0.001)
    left = min(max(start, 0.0) / whole, 1.0)
    width = (whole - start if seconds is None else seconds) / whole
    return Bar(round(left * 100, 2), round(max(0.4, min(width, 1 - left) * 100), 2))


def _pages(
    session: Session,
    notes: Mapping[str, Sequence[Note]],
    pictures: Sequence[PagePicture],
    filings: Mapping[str, Filing],
) -> tuple[PageView, ...]:
    every = [note for run in session.runs for note in notes[run.id]]
    return tuple(_page(number, picture, every, filings) for number, picture in enumerate(pictures, 1))


def _page(number: int, picture: PagePicture, notes: Sequence[Note], filings: Mapping[str, Filing]) -> PageView:
    here = tuple(n for n in notes if (n.citation.filing, n.citation.page) == (picture.filing, picture.page))
    title = f"{name_of(filings, picture.filing)}, page {picture.page}"
    if not picture.png:
        return PageView(f"page-{number}", title, "", (), _pieces(picture.text, here), here)
    source = "data:image/png;base64," + base64.b64encode(picture.png).decode("ascii")
    return PageView(f"page-{number}", title, source, tuple(_box(note, picture) for note in here), (), here)


def _pieces(text: str, notes: Sequence[Note]) -> tuple[Piece, ...]:
    """The text cut at its quotes; a quote that is not found, or overlaps an earlier one, is marked at the top."""
    found: dict[tuple[int, int], tuple[str, ...]] = {}
    lost: tuple[str, ...] = ()
    for note in notes:
        words = re.search(r"\s+".join(map(re.escape, note.citation.quote.split())), text)
        if words and (words.span() in found or all(words.end() <= a or b <= words.start() for a, b in found)):
            found[words.span()] = (*found.get(words.span(), ()), note.anchor)
        else:
            lost += (note.anchor,)
    pieces, end = [Piece("", lost)] if lost else [], 0
    for (start, stop), anchors in sorted(found.items()):
        pieces += [Piece(text[end:start]), Piece(text[start:stop], anchors)]
        end = stop
    return (*pieces, Piece(text[end:]))


def _box(note: Note, picture: PagePicture) -> Box:
    """The mark, a little larger than the cell; the whole page's head where the citation has no box."""
    label, bbox = f"Footnote {note.citation.number}: {note.citation.quote}", note.citation.bbox
    if bbox is None or picture.width <= 0 or picture.height <= 0:
        return Box(note.anchor, note.reference, label, 0.0, 0.0, 100.0, 0.0)
    left, right = (min(max(x, 0.0), picture.width) for x in (bbox.x0 - 2, bbox.x1 + 2))
    top, bottom = (min(max(y, 0.0), picture.height) for y in (bbox.y0 - 1.5, bbox.y1 + 1.5))
    across, down = 100 / picture.width, 100 / picture.height
    sides = (left * across, top * down, max(right - left, 0.0) * across, max(bottom - top, 0.0) * down)
    return Box(note.anchor, note.reference, label, *(round(side, 3) for side in sides))
