"""A citation beside the answer: its page as a picture with the place marked, its quote, and what rests on it."""

import base64
import re
from collections.abc import Callable
from typing import TYPE_CHECKING

import streamlit as st

from core.answers import Citation, Figure, Grounding
from core.errors import FilingNotFound, FootnoteError
from core.filings import BBox, Piece
from core.numbers import display
from core.traces import Run
from ui.answer import GROUNDING, in_points
from ui.citations import answer_place, cells_at, citation_at, figures_at, filing_title, number_at, places
from ui.comment import last_word
from ui.components import mount
from ui.markdown import Node
from ui.pictures import Shown, pictures

if TYPE_CHECKING:
    from workbench import Workbench


CONTEXT = 5000
"""Characters shown on each side of a quote, for a filing that has text and no pages."""


def draw_footnote(
    bench: "Workbench",
    run: Run,
    place: str,
    key: str,
    on_click: Callable[[], None] | None = None,
    compact: bool = False,
    alone: bool = False,
) -> str | None:
    """Draw the citation at a place of the run; what was clicked there.

    It is drawn `compact` beside another one, and `alone` where it can neither be pinned nor judged.
    """
    citation = citation_at(run, place)
    if citation is None:
        st.caption("This footnote is no longer part of the answer. Choose another one.")
        return None
    payload = {**footnote_payload(bench, run, place, citation), "compact": compact, "alone": alone}
    return mount("page", payload, key, on_click)


def footnote_payload(bench: "Workbench", run: Run, place: str, citation: Citation) -> Node:
    """All that the view of a citation shows; where its page cannot be drawn, why not, beside what was read there."""
    around = places(run, place)
    number = number_at(run, place)
    own = place if number is None else answer_place(number)
    at = around.index(own) if own in around else 0
    cells = [cell.bbox for cell in cells_at(run, place) if cell.bbox]
    filing = next((f for f in run.filings if f.id == citation.filing), None)
    return {
        "run": run.id,
        "place": place,
        "number": number,
        "position": f"{at + 1} of {len(around)}",
        "previous": around[at - 1] if at > 0 else "",
        "next": around[at + 1] if at + 1 < len(around) else "",
        "title": filing_title(run, citation.filing),
        "file": filing.name if filing else citation.filing,
        "page": citation.page,
        "pages": filing.pages if filing else None,
        "vote": None if number is None else _vote(run, citation),
        "quote": citation.quote,
        **_drawn(bench, run, place, citation, cells[0] if cells else citation.bbox),
        "figures": [_figure(f) for f in figures_at(run, place)],
    }


def _drawn(bench: "Workbench", run: Run, place: str, citation: Citation, box: BBox | None) -> Node:
    nothing: Node = {"image": "", "text": "", "box": None, "ratio": None}
    try:
        return _picture(citation, pictures(bench).place(run, place, citation), box)
    except FilingNotFound:
        name = next((f.name for f in run.filings if f.id == citation.filing), "The filing")
        return {**nothing, "gone": f"{name} is no longer in the library: add it again to see its page."}
    except FootnoteError as error:
        return {**nothing, "gone": str(error)}


def _vote(run: Run, citation: Citation) -> str:
    """The last word on this footnote: "up", "down", or empty."""
    said = last_word(run, citation.number)
    return said.vote.value if said else ""


def _picture(citation: Citation, shown: Shown, box: BBox | None) -> Node:
    picture, fragment = shown
    if fragment is not None:
        pieces = [_piece(piece) for piece in fragment.pieces]
        return {"image": "", "text": "", "box": None, "ratio": None, "pieces": pieces, "cut": list(fragment.cut)}
    if not picture.png:
        return {"image": "", "text": _around(picture.text, citation.quote), "box": None, "ratio": None}
    sized = picture.width > 0 and picture.height > 0
    share = (
        [box.x0 / picture.width, box.y0 / picture.height, box.x1 / picture.width, box.y1 / picture.height]
        if box and sized
        else None
    )
    ratio = picture.width / picture.height if sized else None
    return {"image": base64.b64encode(picture.png).decode(), "text": "", "box": share, "ratio": ratio}


def _piece(piece: Piece | str) -> object:
    """A piece of an HTML filing for the browser: text, or its tag, mark, style, spans and what is in it."""
    if isinstance(piece, str):
        return piece
    return [
        piece.tag,
        piece.mark,
        dict(piece.style),
        [piece.colspan, piece.rowspan],
        [_piece(child) for child in piece.children],
    ]


def _around(text: str, quote: str) -> str:
    """The text on both sides of a quote, cut at line ends where it is long."""
    words = r"\s+".join(map(re.escape, quote.split()))
    found = re.search(words, text) if words else None
    at, end = found.span() if found else (0, 0)
    start = text.rfind("\n", 0, at - CONTEXT) + 1 if at > CONTEXT else 0
    stop = text.find("\n", end + CONTEXT)
    return ("…\n" if start else "") + (text[start:] if stop < 0 else text[start:stop] + "\n…")


def _figure(figure: Figure) -> Node:
    return {
        "read": figure.citation is not None,
        "label": figure.label,
        "text": in_points(figure.text or display(figure.value, figure.unit, figure.scale), figure),
        "grounding": figure.grounding.value,
        "verdict": GROUNDING[figure.grounding],
        "reason": figure.reason,
        "steps": _steps(figure),
    }


def _steps(figure: Figure) -> list[list[str]]:
    """How a figure came about: printed cell, scale and sign, value, period; or formula and inputs."""
    if figure.grounding is Grounding.COMPUTED or figure.formula:
        inputs = [[i.label, _input(i)] for i in figure.inputs]
        return [
            ["formula", figure.formula or ""],
            *inputs,
            ["result", in_points(display(figure.value, figure.unit, figure.scale), figure)],
        ]
    steps = [["printed", figure.printed]] if figure.printed else []
    if figure.scale and figure.printed:
        steps.append(["scale", f"× {10**figure.scale:,}"])
    steps.append(["value", display(figure.value, figure.unit)])
    if figure.period:
        steps.append(["period", figure.period.name])
    return steps


def _input(figure: Figure) -> str:
    value = display(figure.value, figure.unit, figure.scale)
    period = f", {figure.period.name}" if figure.period else ""
    note = f" [{figure.citation.number}]" if figure.citation else ""
    return f"{value}{period}{note}"
