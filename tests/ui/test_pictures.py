from collections import Counter
from dataclasses import replace

import pytest

from core.errors import FilingNotFound
from core.filings import PagePicture
from tests.ui.fake import FakeWorkbench
from tests.ui.values import FILINGS, RUN
from ui.citations import citation_at
from ui.pictures import Pictures


class Counting(FakeWorkbench):
    """A workbench that counts how often it draws a page, and has some pages with sessions alone."""

    def __init__(self, shelf: list) -> None:
        super().__init__(shelf=shelf)
        self.drawn = Counter[str]()
        self.with_session: dict[str, PagePicture] = {}

    def page(self, session_id: str | None, filing_id: str, page: int) -> PagePicture:
        self.drawn[filing_id] += 1
        if session_id in self.with_session:
            return self.with_session[session_id]
        return super().page(session_id, filing_id, page)


def cited(pictures: Pictures, session: str) -> PagePicture:
    run = replace(RUN, session=session)
    citation = citation_at(run, "a:1")
    assert citation is not None
    return pictures.place(run, "a:1", citation).picture


def test_a_page_that_two_sessions_cite_is_drawn_once() -> None:
    bench = Counting(list(FILINGS))
    pictures = Pictures(bench)
    assert cited(pictures, "one") == cited(pictures, "two")
    assert set(bench.drawn.values()) == {1}


def test_a_page_of_a_filing_that_is_gone_is_the_one_that_came_with_the_session() -> None:
    bench = Counting([])
    bench.with_session["imported"] = PagePicture(FILINGS[0].id, 5, text="as it came")
    pictures = Pictures(bench)
    assert cited(pictures, "imported").text == "as it came"
    with pytest.raises(FilingNotFound):
        cited(pictures, "another")
