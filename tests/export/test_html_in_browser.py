"""The HTML export in a real headless Chromium, opened from a file as a reader would."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from core.filings import PagePicture
from core.traces import Session
from export.writers import write_session
from tests.chromium import chromium
from tests.export.conftest import png

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    page = browser.new_page(viewport={"width": 1100, "height": 900})
    yield page
    page.close()


@pytest.fixture
def address(session: Session, pictures: dict[tuple[str, int], PagePicture], tmp_path: Path) -> str:
    large = {key: PagePicture(*key, p.png and png(612, 792), p.width, p.height, p.text) for key, p in pictures.items()}
    file = tmp_path / "session.html"
    file.write_bytes(write_session(session, "html", large))
    return file.as_uri()


def test_footnote_opens_its_page_with_the_cell_marked(page: Page, address: str) -> None:
    page.goto(address)
    expect(page.locator(".page")).to_have_count(6)
    expect(page.locator(".page:visible")).to_have_count(0)
    page.locator(".answer a.mark", has_text="3").first.click()
    sheet, box = page.locator(".page:visible img").bounding_box(), page.locator(".box:target").bounding_box()
    assert sheet and box
    scale = sheet["width"] / 612
    assert (box["x"] - sheet["x"]) / scale == pytest.approx(398, abs=1)
    assert (box["y"] - sheet["y"]) / scale == pytest.approx(298.5, abs=1)


def test_one_walks_from_citation_to_citation_and_back(page: Page, address: str) -> None:
    page.goto(f"{address}#r1-page-1")
    page.locator(".way:visible a", has_text="next").click()
    expect(page.locator(".title:visible")).to_contain_text("harbor_q2_2025.pdf, page 5")
    page.locator(".way:visible a", has_text="back").click()
    expect(page.locator(".page:visible")).to_have_count(0)
    expect(page.locator("#r1-note-2")).to_be_in_viewport()


def test_nothing_runs_and_nothing_is_requested(page: Page, address: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("dialog", lambda dialog: pytest.fail(f"a script ran: {dialog.message}"))
    page.goto(address)
    page.locator("summary", has_text="Trace").first.click()
    assert [url for url in asked if not url.startswith("data:")] == [address]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1366])
def test_it_fits_the_screen_in_light_and_dark(page: Page, address: str, width: int, scheme: str) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    page.goto(address)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    bright = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert (bright == "rgb(255, 255, 255)") is (scheme == "light")
