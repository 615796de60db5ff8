"""The main job in a real headless Chromium: upload, detect, ask, trace, footnote, follow-up, export, restart."""

import base64
import io
import json
import re
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image, ImageChops
from playwright.sync_api import Browser, Locator, Page, expect

from tests.e2e.server import app_server

pytestmark = pytest.mark.browser
QUESTION = "Compare and contrast Uber's revenue between quarters"
REVENUE = ("6,854", "8,073", "8,343")
MINUTES = 60_000


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("browser") / "workspace"


@pytest.fixture(scope="module")
def with_uber(browser: Browser, address: str, filings_dir: Path) -> str:
    """The app once Uber's three reports were dropped on its library page."""
    page = browser.new_page(viewport={"width": 1366, "height": 900})
    page.goto(f"{address}/library")
    files = sorted((filings_dir / "uber-10q-2022").glob("*.pdf"))
    page.locator("input[type=file]").first.set_input_files(files)
    page.get_by_role("button", name="Add 3 files").click()
    for label in ("Q1 2022", "Q2 2022", "Q3 2022"):
        expect(page.get_by_text(label).first).to_be_visible(timeout=5 * MINUTES)
    expect(page.get_by_text("Uber Technologies").first).to_be_visible()
    page.close()
    return address


@pytest.fixture(scope="module")
def asked(browser: Browser, with_uber: str) -> str:
    """The address of the session in which the question was asked and answered."""
    page = browser.new_page(viewport={"width": 1366, "height": 900})
    page.goto(with_uber)
    ask(page, QUESTION)
    expect(note(page, 3)).to_be_visible(timeout=MINUTES)
    page.wait_for_url(re.compile("session="))
    address = page.url
    page.close()
    return address


def ask(page: Page, question: str) -> None:
    box = page.locator(".st-key-ask textarea")
    box.fill(question)
    box.press("Enter")


def note(page: Page, number: int) -> Locator:
    return page.locator(f"button.note[data-note='{number}']").first


def comparison(page: Page) -> str:
    return page.locator("figure.comparison").first.inner_text()


def test_first_screen_says_what_it_does_and_offers_the_sample(browser: Browser, root: Path, tmp_path: Path) -> None:
    with app_server(root, tmp_path / "empty") as fresh:
        page = browser.new_page(viewport={"width": 1366, "height": 900})
        page.goto(fresh)
        expect(page.get_by_text("Compare company filings")).to_be_visible(timeout=MINUTES)
        page.get_by_role("button", name="Load the sample filings").click()
        example = page.get_by_test_id("stBaseButton-secondary").filter(has_text="Compare and contrast")
        expect(example).to_be_enabled(timeout=5 * MINUTES)
        example.click()
        expect(note(page, 2)).to_be_visible(timeout=MINUTES)
        page.close()


def test_answer_has_the_three_quarters_and_no_nine_months(page: Page, asked: str) -> None:
    page.goto(asked)
    expect(note(page, 3)).to_be_visible()
    text = comparison(page)
    assert all(figure in text for figure in REVENUE)
    assert "23,270" not in text


def test_trace_lists_one_sub_question_a_filing_then_synthesis_and_audit(page: Page, asked: str) -> None:
    page.goto(asked)
    expect(page.locator("[data-step]").first).to_be_visible()
    steps = page.locator("ol.steps").first.inner_text().lower()
    assert steps.count("lookup fact") == 3 and "synthesis" in steps and "audit" in steps


@pytest.mark.parametrize("number", [1, 2, 3])
def test_footnote_opens_the_page_with_the_mark_on_the_cited_figure(
    page: Page, asked: str, filings_dir: Path, number: int
) -> None:
    page.goto(asked)
    note(page, number).click()
    picture = page.locator("img[src^='data:image/png']").first
    expect(picture).to_be_visible()
    where = page.locator("header .where").first.inner_text()
    name = re.search(r"uber_10q_\w+\.pdf", where)
    number_of_page = re.search(r"Page (\d+)", where)
    assert name and number_of_page
    shown = Image.open(io.BytesIO(base64.b64decode((picture.get_attribute("src") or "").partition(",")[2])))
    words = words_under_mark(filings_dir / "uber-10q-2022" / name[0], int(number_of_page[1]), shown)
    assert any(figure in words for figure in REVENUE), words
    assert not any(other in words for other in ("23,270", "14,927", "2,903", "3,929", "4,845"))


def words_under_mark(path: Path, number: int, shown: Image.Image) -> str:
    """The PDF's own words under what differs between the picture shown and the bare page."""
    page = pypdfium2.PdfDocument(str(path))[number - 1]
    width, height = page.get_size()
    bare = page.render(scale=shown.width / width).to_pil().convert("RGB").resize(shown.size)
    difference = (
        ImageChops.difference(shown.convert("RGB"), bare).convert("L").point(lambda level: 255 if level > 40 else 0)
    )
    box = difference.getbbox()
    assert box, "nothing is marked on the page"
    share = shown.width / width
    left, top, right, bottom = (side / share for side in box)
    return page.get_textpage().get_text_bounded(left, height - bottom, right, height - top)


def test_follow_up_question_uses_the_conversation(page: Page, asked: str) -> None:
    page.goto(asked)
    expect(note(page, 3)).to_be_visible()
    ask(page, "and in the third quarter?")
    expect(page.get_by_text("and in the third quarter?").first).to_be_visible()
    later = page.locator("[class*='st-key-run-']").nth(1)
    expect(later.get_by_text("$8,343 million").first).to_be_visible(timeout=MINUTES)
    expect(later.get_by_text("23,270")).to_have_count(0)


def test_page_stays_usable_on_a_narrow_screen(browser: Browser, asked: str) -> None:
    page = browser.new_page(viewport={"width": 390, "height": 844})
    page.goto(asked)
    expect(note(page, 1)).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.close()


def test_exported_session_reads_the_same_where_no_filing_is(
    browser: Browser, root: Path, asked: str, tmp_path: Path
) -> None:
    page = browser.new_page(viewport={"width": 1366, "height": 900})
    page.goto(asked)
    expect(note(page, 3)).to_be_visible()
    page.get_by_role("button", name="Export").first.click()
    with page.expect_download(timeout=MINUTES) as download:
        page.get_by_role("button", name=re.compile("JSON")).first.click()
    target = tmp_path / "session.json"
    download.value.save_as(target)
    page.close()
    assert json.loads(target.read_text())["schema"] == "footnote.session"
    with app_server(root, tmp_path / "elsewhere") as elsewhere:
        page = browser.new_page(viewport={"width": 1366, "height": 900})
        page.goto(f"{elsewhere}/sessions")
        page.locator("input[type=file]").first.set_input_files(target)
        page.get_by_role("button", name="Open it").click()
        expect(note(page, 3)).to_be_visible(timeout=MINUTES)
        assert all(figure in comparison(page) for figure in REVENUE)
        note(page, 1).click()
        expect(page.locator("img[src^='data:image/png']").first).to_be_visible()
        page.close()


def test_restarted_app_still_has_filings_and_sessions(
    browser: Browser, root: Path, workspace: Path, asked: str
) -> None:
    with app_server(root, workspace) as again:
        page = browser.new_page(viewport={"width": 1366, "height": 900})
        page.goto(f"{again}/?{asked.partition('?')[2]}")
        expect(note(page, 3)).to_be_visible(timeout=MINUTES)
        page.goto(f"{again}/library")
        expect(page.get_by_text("Q3 2022").first).to_be_visible()
        page.close()
