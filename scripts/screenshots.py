"""Takes the pictures of every page, light and dark, that the README and docs/ show.

    python -m scripts.screenshots FOLDER [--question TEXT]

FOLDER holds the filings to show. Needs Debian's chromium and requirements-dev.txt; writes docs/images/.
"""

import argparse
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Browser, Locator, Page, ViewportSize, sync_playwright

from core.settings import Settings
from tests.e2e.server import app_server
from workbench import FileToRead, Workbench

ROOT = Path(__file__).resolve().parent.parent
IMAGES = ROOT / "docs" / "images"
QUESTION = "Compare and contrast Uber's revenue between quarters"
LAPTOP: ViewportSize = {"width": 1366, "height": 900}
PHONE: ViewportSize = {"width": 390, "height": 844}
SETTLED = 2500
"""Milliseconds for fonts, charts and page pictures to be drawn."""


def main() -> None:
    """Read the filings into a workspace that is thrown away, ask, and take the pictures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--question", default=QUESTION)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        workspace = Path(folder) / ".local" / "share" / "footnote"  # the usual place in a home folder, as it is shown
        workbench = Workbench(Settings(home=workspace))
        workbench.ingest([FileToRead(path, path.name) for path in sorted(options.folder.glob("*.pdf"))])
        session = workbench.ask(options.question).session
        chromium = shutil.which("chromium")
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        with app_server(ROOT, Path(folder) / "empty", HOME=folder) as empty:
            _both(browser, f"{empty}/", "welcome", lambda page: page.locator(".st-key-ask textarea").wait_for())
        with app_server(ROOT, workspace, HOME=folder) as app:
            _both(browser, f"{app}/?session={session}", "ask", _open_footnote)
            _both(browser, f"{app}/?session={session}", "trace", lambda page: _note(page).wait_for())
            for name in ("library", "sessions", "feedback", "settings"):
                _both(browser, f"{app}/{name}", name)
            _both(browser, f"{app}/compare", "compare", _fill_grid)
            _take(
                browser, f"{app}/?session={session}", "ask-phone", "light", lambda page: _note(page).wait_for(), PHONE
            )


def _both(browser: Browser, address: str, name: str, ready: Callable[[Page], object] = lambda page: None) -> None:
    for scheme in ("light", "dark"):
        _take(browser, address, f"{name}-{scheme}", scheme, ready)


def _take(
    browser: Browser, address: str, name: str, scheme: str, ready: Callable[[Page], object], size: ViewportSize = LAPTOP
) -> None:
    context = browser.new_context(viewport=size, color_scheme="dark" if scheme == "dark" else "light")
    page = context.new_page()
    page.goto(address)
    page.locator(".stMain").wait_for()
    _settle(page)
    ready(page)
    _settle(page)
    page.screenshot(path=IMAGES / f"{name}.png")
    context.close()


def _settle(page: Page) -> None:
    page.wait_for_timeout(SETTLED)
    page.wait_for_load_state("networkidle")  # the widgets' scripts are there


def _fill_grid(page: Page) -> None:
    page.locator(".st-key-grid-run button").click()
    page.locator(".progress", has_text="answered").wait_for()


def _note(page: Page, number: int = 1) -> Locator:
    return page.locator(f"button.note[data-note='{number}']").first


def _open_footnote(page: Page) -> None:
    _note(page, 3).click()
    page.locator("img[src^='data:image/png']").first.wait_for()


if __name__ == "__main__":
    main()
