"""Pages of filings as pictures, kept for a while and fetched ahead, so that a footnote opens at once."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar

import streamlit as st

from core.answers import Citation
from core.errors import FootnoteError
from core.filings import Cell, Fragment, PagePicture
from core.traces import Run
from ui.citations import answer_place, cells_at

if TYPE_CHECKING:
    from workbench import Workbench

Name = TypeVar("Name")
Value = TypeVar("Value")
KEPT = 128
KEPT_PAGES = 32
AHEAD = 6
"""Citations of an answer whose pages are fetched before anybody asks."""


class Shown(NamedTuple):
    """A cited place to look at: its page with the mark, and for an HTML filing the part around it."""

    picture: PagePicture
    fragment: Fragment | None = None


class Kept(Generic[Name, Value]):
    """What was made last, by name; the oldest goes first. Safe from any thread."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._values: OrderedDict[Name, Value] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, name: Name, make: Callable[[], Value]) -> Value:
        """The value of this name, made where it is not kept."""
        with self._lock:
            if name in self._values:
                self._values.move_to_end(name)
                return self._values[name]
        value = make()
        with self._lock:
            self._values[name] = value
            while len(self._values) > self._most:
                self._values.popitem(last=False)
        return value

    def drop(self, which: Callable[[Name], bool]) -> None:
        """Forget the values of these names."""
        with self._lock:
            for name in [name for name in self._values if which(name)]:
                del self._values[name]


class Pictures:
    """The pages last looked at: each is drawn once, and marked once a citation, for all sessions.

    Those fetched ahead are drawn one after the other, so that they leave the server time for the pages. Safe from any
    thread.
    """

    def __init__(self, bench: "Workbench") -> None:
        self._bench = bench
        self._pages: Kept[tuple[str | None, str, int], PagePicture] = Kept(KEPT_PAGES)
        self._places: Kept[tuple[str | None, Citation, tuple[Cell, ...]], Shown] = Kept(KEPT)
        self._ahead: set[tuple[str, str]] = set()
        self._lock = threading.Lock()
        self._worker = ThreadPoolExecutor(1, "pages-ahead")

    def place(self, run: Run, place: str, citation: Citation) -> Shown:
        """The place of a run's citation, its cells marked. Raises FootnoteError."""
        cells = tuple(cells_at(run, place))
        cited = replace(citation, number=0, bbox=None)
        try:
            return self._kept(None, cited, cells)
        except FootnoteError:  # the filing is gone, or no longer opens: its page may have come with the session
            return self._kept(run.session, cited, cells)

    def _kept(self, session: str | None, citation: Citation, cells: tuple[Cell, ...]) -> Shown:
        return self._places.get((session, citation, cells), lambda: self._drawn(session, citation, cells))

    def _drawn(self, session: str | None, citation: Citation, cells: Sequence[Cell]) -> Shown:
        where = (session, citation.filing, citation.page)
        bare = self._pages.get(where, lambda: self._bench.page(*where))
        if bare.png:
            return Shown(replace(bare, png=self._bench.mark(bare, [cell.bbox for cell in cells if cell.bbox])))
        try:
            return Shown(bare, self._bench.fragment(citation, cells))
        except FootnoteError:
            return Shown(bare)  # its text came with the session, the filing did not

    def fetch_ahead(self, run: Run) -> None:
        """Draw the pages that an answer cites, in the background, once a run."""
        citations = run.answer.citations if run.answer else ()
        with self._lock:
            if (run.session, run.id) in self._ahead or not citations:
                return
            self._ahead.add((run.session, run.id))
        self._worker.submit(self._fetch, run)

    def _fetch(self, run: Run) -> None:
        for citation in run.answer.citations[:AHEAD] if run.answer else ():
            try:
                self.place(run, answer_place(citation.number), citation)
            except FootnoteError:
                continue  # said to the user when the footnote is opened

    def forget(self, filing: str) -> None:
        """Drop the pages of a filing that was deleted."""
        self._pages.drop(lambda page: page[1] == filing)
        self._places.drop(lambda place: place[1].filing == filing)


@st.cache_resource(show_spinner=False)
def pictures(_bench: "Workbench") -> Pictures:
    """The pictures that all tabs of this server share."""
    return Pictures(_bench)
