"""Two browsers on one server: each has its own running questions, sessions and keys; the library is shared."""

import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.agents.llm.server import Fail, Reaction, ScriptedServer
from tests.e2e.server import app_server

pytestmark = pytest.mark.browser
QUESTION = "Compare and contrast Marrowby's net sales between quarters"
KEY = "a-key-of-ones-own-0451"
MINUTE = 60_000


class Slow:
    """A model that says nothing until it is let go, and then refuses, so that the offline analyst answers."""

    def __init__(self) -> None:
        self.go = threading.Event()
        self.server = ScriptedServer(brain=self._react)

    def _react(self, request: dict[str, Any]) -> Reaction:
        self.go.wait(120)
        return Fail(400)

    def keys(self) -> list[str]:
        return [str(headers.get("Authorization")) for headers in self.server.headers]


class Place(NamedTuple):
    """A running server with the sample filings, and the model that it asks."""

    address: str
    workspace: Path
    model: Slow


@pytest.fixture(scope="module")
def place(
    root: Path, copy_samples: Callable[[Path], None], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Place]:
    workspace = tmp_path_factory.mktemp("two") / "workspace"
    copy_samples(workspace)
    slow = Slow()
    settings = {"OPENAI_BASE_URL": slow.server.url, "FOOTNOTE_RETRIES": "0", "FOOTNOTE_MODEL_SECONDS": "100"}
    with app_server(root, workspace, **settings) as address:
        yield Place(address, workspace, slow)
    slow.server.close()


@pytest.fixture
def mine(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(viewport={"width": 1366, "height": 900})
    yield context
    context.close()


@pytest.fixture
def yours(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(viewport={"width": 1366, "height": 900})
    yield context
    context.close()


def open_page(context: BrowserContext, address: str) -> Page:
    page = context.new_page()
    page.set_default_timeout(MINUTE)
    page.goto(address)
    return page


def open_settled(context: BrowserContext, address: str) -> Page:
    """A page that has kept its browser's id."""
    page = open_page(context, address)
    page.wait_for_function("document.cookie.includes('footnote_browser=')", timeout=MINUTE)
    return page


def test_running_question_is_seen_in_its_own_browser_alone(
    place: Place, mine: BrowserContext, yours: BrowserContext
) -> None:
    place.model.go.clear()
    page = open_settled(mine, place.address)
    box = page.locator(".st-key-ask textarea")
    box.fill(QUESTION)
    box.press("Enter")
    stop = page.get_by_role("button", name="Stop", exact=True)
    expect(stop).to_be_visible(timeout=MINUTE)
    page.wait_for_url("**/?session=*")
    session = page.url

    tab = open_page(mine, f"{place.address}/sessions")
    expect(tab.get_by_text("running · ")).to_be_visible(timeout=MINUTE)
    page.reload()
    expect(stop).to_be_visible(timeout=MINUTE)

    other = open_settled(yours, f"{place.address}/sessions")
    expect(other.get_by_text("No session yet")).to_be_visible(timeout=MINUTE)
    linked = open_page(yours, session)
    expect(linked.get_by_text("A question is being answered in another browser")).to_be_visible(timeout=MINUTE)
    expect(linked.get_by_text(QUESTION)).to_have_count(0)
    expect(linked.get_by_role("button", name="Stop", exact=True)).to_have_count(0)
    other.goto(f"{place.address}/library")
    expect(other.get_by_text("Q3 2024").first).to_be_visible(timeout=MINUTE)

    place.model.go.set()
    expect(page.locator("button.note[data-note='1']").first).to_be_visible(timeout=MINUTE)
    linked.goto(session)
    expect(linked.locator("button.note[data-note='1']").first).to_be_visible(timeout=MINUTE)
    other.goto(f"{place.address}/sessions")
    expect(other.get_by_text("None was begun in this browser")).to_be_visible(timeout=MINUTE)
    other.get_by_role("radio", name="Everyone on this server").click()
    expect(other.get_by_role("button", name=QUESTION)).to_be_visible(timeout=MINUTE)


def test_key_given_in_one_browser_is_used_for_it_alone_and_written_nowhere(
    place: Place, mine: BrowserContext, yours: BrowserContext
) -> None:
    place.model.go.set()
    page = open_settled(mine, f"{place.address}/settings")
    field = page.get_by_role("textbox", name="Key of the model's endpoint")
    field.fill(KEY)
    page.get_by_role("button", name="Use this key").first.click()
    expect(page.get_by_text("Given in this browser and used for it alone")).to_be_visible(timeout=MINUTE)
    expect(field).to_have_value("")
    assert KEY not in page.content()
    page.reload()
    expect(page.get_by_text("Given in this browser and used for it alone")).to_be_visible(timeout=MINUTE)

    other = open_settled(yours, f"{place.address}/settings")
    expect(other.get_by_text("Not set. Only for a hosted model")).to_be_visible(timeout=MINUTE)
    for who, key in ((other, "Bearer none"), (page, f"Bearer {KEY}")):
        before = len(place.model.keys())
        who.get_by_role("button", name="Test the connection").click()
        expect(who.get_by_test_id("stAlert").first).to_be_visible(timeout=MINUTE)
        assert set(place.model.keys()[before:]) == {key}

    files = [path for path in place.workspace.parent.rglob("*") if path.is_file()]
    written = [path for path in files if KEY.encode() in path.read_bytes()]
    assert written == []


def test_theme_chosen_on_the_settings_page_holds_on_every_page_and_after_a_reload(
    place: Place, mine: BrowserContext
) -> None:
    page = open_page(mine, f"{place.address}/settings")
    page.get_by_role("radio", name="Dark").click()
    dark = "getComputedStyle(document.querySelector('.stApp')).backgroundColor === 'rgb(20, 24, 29)'"
    page.wait_for_function(dark, timeout=MINUTE)
    for name in ("", "sessions"):
        page.goto(f"{place.address}/{name}")
        page.wait_for_function(f"document.querySelector('.stApp') && {dark}", timeout=MINUTE)
    page.goto(f"{place.address}/settings")
    expect(page.get_by_role("radio", name="Dark")).to_have_attribute("aria-checked", "true", timeout=MINUTE)


def test_six_browsers_that_ask_at_once_all_see_their_answers(
    browser: Browser, root: Path, tmp_path: Path, copy_samples: Callable[[Path], None]
) -> None:
    workspace = tmp_path / "workspace"
    copy_samples(workspace)
    contexts = [browser.new_context(viewport={"width": 1366, "height": 900}) for _ in range(6)]
    with app_server(root, workspace) as address:
        pages = [open_settled(context, address) for context in contexts]
        for asked in (1, 2):
            for page in pages:
                page.locator(".st-key-ask textarea").fill(QUESTION)
            for page in pages:
                page.locator(".st-key-ask textarea").press("Enter")
            for page in pages:
                expect(page.locator("[class*='st-key-tools-']")).to_have_count(asked, timeout=MINUTE)
        for context in contexts:
            context.close()
