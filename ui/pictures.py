"""Pages of filings as pictures, kept for a while and fetched ahead, so that a footnote opens at once."""

import threading
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import streamlit as st

from core.answers import Citation
from core.errors import FootnoteError
from core.filings import PagePicture
from core.traces import Run

if TYPE_CHECKING:
    from workbench import Workbench

KEPT = 128
AHEAD = 12
"""Citations of an answer whose pages are fetched before anybody asks."""


class Pictures:
    """The pages last looked at. Safe from any thread."""

    def __init__(self, bench: "Workbench") -> None:
        self._bench = bench
        self._pages: OrderedDict[tuple[str, Citation], PagePicture] = OrderedDict()
        self._ahead: set[tuple[str, str]] = set()
        self._lock = threading.Lock()

    def page(self, session: str, citation: Citation) -> PagePicture:
        """The page of a citation, its place marked. Raises FootnoteError where it cannot be drawn."""
        place = (session, replace(citation, number=0))
        with self._lock:
            if place in self._pages:
                self._pages.move_to_end(place)
                return self._pages[place]
        bare = self._bench.page(session, citation.filing, citation.page)
        picture = replace(bare, png=self._bench.marked_page(session, citation)) if bare.png else bare
        with self._lock:
            self._pages[place] = picture
            while len(self._pages) > KEPT:
                self._pages.popitem(last=False)
        return picture

    def fetch_ahead(self, run: Run) -> None:
        """Draw the pages that an answer cites, in the background, once a run."""
        citations = run.answer.citations if run.answer else ()
        with self._lock:
            if (run.session, run.id) in self._ahead or not citations:
                return
            self._ahead.add((run.session, run.id))
        work = (run.session, citations[:AHEAD])
        threading.Thread(target=self._fetch, args=work, name="pages-ahead", daemon=True).start()

    def _fetch(self, session: str, citations: Sequence[Citation]) -> None:
        for citation in citations:
            try:
                self.page(session, citation)
            except FootnoteError:
                continue  # said to the user when the footnote is opened

    def forget(self, filing: str) -> None:
        """Drop the pages of a filing that was deleted."""
        with self._lock:
            for place in [p for p in self._pages if p[1].filing == filing]:
                del self._pages[place]


@st.cache_resource(show_spinner=False)
def pictures(_bench: "Workbench") -> Pictures:
    """The pictures that all tabs of this server share."""
    return Pictures(_bench)
