"""Pages of filings as pictures, kept for a while and fetched ahead, so that a footnote opens at once."""

import threading
from collections import OrderedDict
from typing import TYPE_CHECKING

import streamlit as st

from core.errors import FootnoteError
from core.filings import PagePicture
from core.traces import Run

if TYPE_CHECKING:
    from workbench import Workbench

KEPT = 128
AHEAD = 12
"""Pages of an answer that are fetched before anybody asks."""


class Pictures:
    """The pages last looked at. Safe from any thread."""

    def __init__(self, bench: "Workbench") -> None:
        self._bench = bench
        self._pages: OrderedDict[tuple[str, str, int], PagePicture] = OrderedDict()
        self._ahead: set[str] = set()
        self._lock = threading.Lock()

    def page(self, session: str, filing: str, page: int) -> PagePicture:
        """A page. Raises FootnoteError where it cannot be drawn."""
        place = (session, filing, page)
        with self._lock:
            if place in self._pages:
                self._pages.move_to_end(place)
                return self._pages[place]
        picture = self._bench.page(session, filing, page)
        with self._lock:
            self._pages[place] = picture
            while len(self._pages) > KEPT:
                self._pages.popitem(last=False)
        return picture

    def fetch_ahead(self, run: Run) -> None:
        """Draw the pages that an answer cites, in the background, once a run."""
        citations = run.answer.citations if run.answer else ()
        with self._lock:
            if run.id in self._ahead or not citations:
                return
            self._ahead.add(run.id)
        places = list(dict.fromkeys((c.filing, c.page) for c in citations))[:AHEAD]
        threading.Thread(target=self._fetch, args=(run.session, places), name="pages-ahead", daemon=True).start()

    def _fetch(self, session: str, places: list[tuple[str, int]]) -> None:
        for filing, page in places:
            try:
                self.page(session, filing, page)
            except FootnoteError:
                continue  # said to the user when the footnote is opened

    def forget(self, filing: str) -> None:
        """Drop the pages of a filing that was deleted."""
        with self._lock:
            for place in [p for p in self._pages if p[1] == filing]:
                del self._pages[place]


@st.cache_resource(show_spinner=False)
def pictures(_bench: "Workbench") -> Pictures:
    """The pictures that all tabs of this server share."""
    return Pictures(_bench)
