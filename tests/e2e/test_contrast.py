"""The words of every page stand out from what is behind them, in light and in dark."""

from collections.abc import Callable
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, expect

from core.settings import Settings
from tests.e2e.conftest import LAPTOP, PATIENCE
from tests.e2e.contrast import faint
from workbench import Workbench

pytestmark = pytest.mark.browser
PAGES = {
    "compare": ".st-key-grid-run",
    "library": "tr[data-filing]",
    "sessions": "[class*='st-key-open-']",
    "feedback": "table.footnote-counts",
    "settings": "table.footnote-settings",
}
"""What stands on a page once it is whole."""


@pytest.fixture(scope="module")
def workspace(copy_samples: Callable[[Path], None], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace that holds the sample filings."""
    home = tmp_path_factory.mktemp("contrast") / "workspace"
    copy_samples(home)
    return home


@pytest.fixture(scope="module")
def asked(workspace: Path) -> str:
    """The query of a session with an answered question."""
    question = "Compare and contrast Marrowby's revenue and net income between quarters"
    return f"?session={Workbench(Settings(home=workspace, provider='offline')).ask(question).session}"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_words_stand_out_on_every_page(
    browser: Browser, address: str, asked: str, scheme: Literal["light", "dark"]
) -> None:
    page = browser.new_context(color_scheme=scheme, viewport=LAPTOP).new_page()
    page.set_default_timeout(PATIENCE)
    page.goto(f"{address}/{asked}")
    page.get_by_text("Footnotes (").first.click()
    assert faint(page) == []
    page.get_by_role("tab", name="Waterfall").click()
    page.locator("ol.spans summary").nth(2).click()
    assert faint(page) == []
    page.locator("button.note[data-note='2']").first.click()
    expect(page.locator("ol.chain")).to_be_visible()
    page.locator(".st-key-scope-picker button").click()
    expect(page.locator(".st-key-scope-list label").first).to_be_visible()
    page.wait_for_timeout(500)  # what opens fades in
    assert faint(page) == []
    for path, mark in PAGES.items():
        page.goto(f"{address}/{path}")
        expect(page.locator(mark).first).to_be_visible()
        page.wait_for_timeout(500)
        assert faint(page) == [], path
    page.context.close()
