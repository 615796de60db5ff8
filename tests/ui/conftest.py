import json
import logging
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from tests.ui.fake import FakeWorkbench
from tests.ui.values import FILINGS, SESSION
from ui import frame, state
from ui.feedback import answered
from ui.pictures import pictures

APP = Path(__file__).resolve().parents[2] / "app.py"


class Opened:
    """A page under test, with what our own views were handed to draw."""

    def __init__(self, test: AppTest) -> None:
        self.test = test

    @property
    def words(self) -> str:
        """All that Streamlit's own elements say."""
        kinds = ("title", "subheader", "markdown", "caption", "warning", "error")
        return "\n".join(element.value for kind in kinds for element in getattr(self.test, kind))

    def view(self, name: str) -> list[dict]:
        """What each of our views of this name was handed."""
        shown = self.test.get("bidi_component")
        return [json.loads(json.loads(v.proto.json)[0]) for v in shown if v.proto.component_name == f"footnote_{name}"]


@pytest.fixture(autouse=True)
def logged() -> Iterator[list[str]]:
    """What pages log of their own failures, which they tell the user in a sentence; a test expects none."""
    said: list[str] = []

    class Kept(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            said.append(record.getMessage())

    logger, handler = logging.getLogger("footnote"), Kept()
    logger.addHandler(handler)
    yield said
    logger.removeHandler(handler)
    assert said == []


@pytest.fixture
def bench(monkeypatch: pytest.MonkeyPatch) -> FakeWorkbench:
    """An empty workbench, in place of the real one on every page."""
    fake = FakeWorkbench()
    pictures.clear()  # kept for the process, as the real ones are
    answered.clear()
    monkeypatch.setattr(frame, "enter", lambda: None)  # AppTest forgets between runs that it went in by the entry
    monkeypatch.setattr(state, "workbench", lambda: fake)
    return fake


@pytest.fixture
def loaded(bench: FakeWorkbench) -> FakeWorkbench:
    """The same with three filings and a session."""
    bench.shelf, bench.kept = list(FILINGS), [SESSION]
    return bench


@pytest.fixture
def page() -> Iterator[Callable[..., Opened]]:
    """Opens a page; a page that raises fails the test."""

    def open_page(name: str, query: dict[str, str] | None = None, **session_state: object) -> Opened:
        test = AppTest.from_file(str(APP), default_timeout=20)
        if name != "ask":
            test.run()
            test.switch_page(f"pages/{name}.py")
        for key, value in (query or {}).items():
            test.query_params[key] = value
        for key, value in session_state.items():
            test.session_state[key] = value
        test.run()
        assert not test.exception, test.exception
        return Opened(test)

    yield open_page
