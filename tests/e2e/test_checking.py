"""What an analyst does to check an answer: the plan before it runs, the trace, the cited cell, one branch again."""

import re
from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest
from playwright.sync_api import Locator, Page, expect

from core.settings import Settings
from tests.e2e.server import app_server
from workbench import FileToRead, Workbench

pytestmark = pytest.mark.browser
QUESTION = "Compare and contrast Marrowby Home & Garden's revenue between quarters"
MINUTES = 60_000


@pytest.fixture(scope="module")
def workspace(copy_samples: Callable[[Path], None], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace that holds the sample filings."""
    home = tmp_path_factory.mktemp("checking") / "workspace"
    copy_samples(home)
    return home


@pytest.fixture(scope="module")
def asked(workspace: Path) -> str:
    """The query of a session with an answered question."""
    bench = Workbench(Settings(home=workspace, provider="offline"))
    return f"?session={bench.ask(QUESTION).session}"


def note(page: Page, number: int) -> Locator:
    return page.locator(f"button.note[data-note='{number}']").first


def button(page: Page, name: str) -> Locator:
    return page.get_by_role("button", name=name, exact=True)


@pytest.mark.parametrize(
    ("path", "says"),
    [
        ("compare", "New comparison"),
        ("library", "Marrowby"),
        ("sessions", "Sessions"),
        ("feedback", "Feedback"),
        ("settings", "Settings"),
        ("", "Compare company filings"),
    ],
)
def test_a_cold_deep_link_opens_its_page(page: Page, address: str, path: str, says: str) -> None:
    page.goto(f"{address}/{path}")
    expect(page.locator(".stMain").get_by_text(says).first).to_be_visible(timeout=MINUTES)
    expect(page.get_by_role("link", name="Compare")).to_be_visible()


def test_a_plan_is_looked_at_changed_kept_over_a_reload_and_run_in_its_place(page: Page, address: str) -> None:
    page.goto(address)
    page.get_by_text("Plan first").click()
    box = page.locator(".st-key-ask textarea")
    box.fill(QUESTION)
    box.press("Enter")
    expect(page.get_by_text("The plan waits for you: 3 sub-questions.")).to_be_visible(timeout=MINUTES)
    expect(page.locator("li.is-waiting")).to_have_count(3)
    button(page, "Remove").nth(2).click()
    expect(page.get_by_text("2 sub-questions.")).to_be_visible()
    button(page, "Change").first.click()
    page.get_by_label("Line items").fill("net income")
    page.get_by_label("Line items").press("Enter")
    expect(page.locator("li.is-waiting").first).to_contain_text("net income")
    button(page, "Add a sub-question").click()
    expect(page.get_by_text("Say what to look up")).to_be_visible()
    expect(page.get_by_role("button", name="Run this plan")).to_be_disabled()
    button(page, "Remove").nth(2).click()
    expect(page.get_by_text("2 sub-questions.")).to_be_visible()
    page.wait_for_url(re.compile("session="))
    page.reload()
    expect(page.get_by_text("2 sub-questions.")).to_be_visible(timeout=MINUTES)
    page.get_by_role("button", name="Run this plan").click()
    expect(note(page, 2)).to_be_visible(timeout=MINUTES)
    expect(page.locator("[class*='st-key-asked-']")).to_have_count(1)
    expect(page.locator("li.sub.is-answered")).to_have_count(2)
    expect(page.locator("figure.comparison")).to_contain_text(re.compile("net income", re.IGNORECASE))


def test_every_figure_leads_to_its_own_cell_and_the_keys_page_through_the_footnotes(
    page: Page, address: str, asked: str, root: Path
) -> None:
    page.goto(f"{address}/{asked}")
    figures = page.locator("figure.comparison button.figure.found")
    expect(figures.first).to_be_visible(timeout=MINUTES)
    for index in range(figures.count()):
        text = figures.nth(index).inner_text()
        figures.nth(index).click()
        area = page.locator("[data-box]")
        expect(page.locator("ol.chain")).to_contain_text(text)
        where = page.locator("header .where").inner_text()
        assert text in words_in_box(root / "samples", where, area.get_attribute("data-box") or "")
    page.locator(".view").focus()
    number = int(page.locator("header .badge").inner_text())
    assert number > 1
    page.keyboard.press("ArrowLeft")
    expect(page.locator("header .badge")).to_have_text(str(number - 1))
    page.get_by_role("button", name="Zoom in").click()
    expect(page.locator("output")).to_have_text("125%")
    button(page, "Pin").click()
    expect(page.get_by_text("Open another footnote to see both")).to_be_visible()
    note(page, number).click()
    expect(page.locator("header .badge")).to_have_text([str(number - 1), str(number)])
    page.get_by_role("button", name="Side by side").click()
    expect(page.get_by_role("dialog").locator("header .badge")).to_have_text([str(number - 1), str(number)])


def words_in_box(folder: Path, where: str, box: str) -> str:
    """The PDF's own words under the marked part of a page."""
    name, number = re.search(r"[\w-]+\.pdf", where), re.search(r"Page (\d+)", where)
    assert name and number
    sheet = pypdfium2.PdfDocument(str(folder / name[0]))[int(number[1]) - 1]
    width, height = sheet.get_size()
    left, top, right, bottom = (float(side) for side in box.split(","))
    bounds = (left * width - 1, height - bottom * height - 1, right * width + 1, height - top * height + 1)
    return sheet.get_textpage().get_text_bounded(*bounds)


def test_figures_and_the_steps_that_found_them_light_up_together(page: Page, address: str, asked: str) -> None:
    page.goto(f"{address}/{asked}")
    page.locator("figure.comparison button.figure.found").nth(1).hover()
    expect(page.locator("li.sub.lit")).to_have_count(1)
    page.locator("li.sub").first.hover()
    expect(page.locator("figure.comparison .figure.lit").first).to_be_visible()
    page.get_by_role("tab", name="Waterfall").click()
    page.get_by_role("button", name=re.compile("^Tools 3")).click()
    expect(page.locator("ol.spans > li")).to_have_count(3)
    page.get_by_role("tab", name="Graph").click()
    expect(page.locator("g.node")).to_have_count(3)


def test_the_panel_beside_the_answer_still_listens_once_the_page_was_drawn_anew(
    page: Page, address: str, asked: str
) -> None:
    page.goto(f"{address}/{asked}")
    expect(page.locator("li.sub")).to_have_count(3, timeout=MINUTES)
    tick_filing(page, 1)
    page.locator("li.sub summary").nth(1).click()
    page.locator("ul.evidence button:visible").first.click()
    expect(page.locator("header .where")).to_contain_text("Page")
    note(page, 1).click()
    expect(page.locator("header .badge")).to_have_text("1")
    tick_filing(page, 2)
    page.get_by_role("button", name="Next citation").click()
    expect(page.locator("header .badge")).to_have_text("2")


def tick_filing(page: Page, count: int) -> None:
    """Tick one more filing for the next question: the page is drawn anew, its answer and its trace as they were."""
    page.locator(".st-key-scope-picker button").click()
    page.locator(".st-key-scope-list label").nth(count).click()
    expect(page.locator(".st-key-scope-picker")).to_contain_text(f"{count} filing")
    page.keyboard.press("Escape")


def test_one_branch_is_asked_again_without_the_rest(page: Page, address: str, asked: str) -> None:
    page.goto(f"{address}/{asked}")
    page.locator("li.sub summary").nth(1).click()
    page.locator("[data-again]:visible").click()
    expect(page.locator("[class*='st-key-asked-']")).to_have_count(2, timeout=MINUTES)
    expect(page.locator("li.sub.is-answered")).to_have_count(1)
    expect(page.get_by_role("button", name="Edit plan")).to_have_count(2, timeout=MINUTES)
    page.get_by_role("button", name="Edit plan").last.click()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_role("button", name="Change")).to_have_count(1)
    dialog.get_by_role("button", name="Change").click()
    dialog.get_by_label("Line items").fill("gross profit")
    dialog.get_by_label("Line items").press("Enter")
    expect(dialog.get_by_text("gross profit").first).to_be_visible()
    dialog.get_by_role("button", name="Ask only this").click()
    expect(page.locator("[class*='st-key-asked-']")).to_have_count(3, timeout=MINUTES)
    expect(page.locator("[class*='st-key-run-']").last).to_contain_text(re.compile("gross profit was", re.IGNORECASE))


def test_a_span_is_linked_to(page: Page, address: str, asked: str, workspace: Path) -> None:
    session = Workbench(Settings(home=workspace, provider="offline")).session(asked.partition("=")[2])
    run = session.runs[0]
    audit = next(span for span in run.spans if span.name == "audit")
    page.goto(f"{address}/{asked}&run={run.id}&span={audit.id}")
    expect(page.locator(f"[data-span='{audit.id}'] details[open]")).to_be_visible(timeout=MINUTES)


def test_a_comparison_fills_in_is_sorted_charted_checked_saved_and_stays(page: Page, address: str) -> None:
    page.goto(f"{address}/compare")
    page.locator(".st-key-grid-questions-Earnings-review textarea").fill("Revenue\nGross margin\nLegal proceedings")
    page.locator(".st-key-grid-questions-Earnings-review textarea").press("Control+Enter")
    page.get_by_role("button", name="Fill 12 cells").click()
    expect(page.locator("td.is-answered")).to_have_count(12, timeout=MINUTES)
    expect(page.locator(".progress")).to_have_text("12 answered", timeout=MINUTES)
    page.locator("thead button", has_text="Revenue").click()
    revenues = [float(text.replace(",", "")) for text in page.locator("tbody td:nth-child(2)").all_inner_texts()]
    assert revenues == sorted(revenues)
    page.get_by_role("button", name="chart").first.click()
    point = page.locator("g.mark[role=button]").first
    expect(point).to_be_visible()
    point.press("Enter")
    expect(page.locator("[data-box]")).to_be_visible()
    page.get_by_role("button", name="hide").last.click()
    expect(page.locator("thead th")).to_have_count(3)
    page.get_by_role("button", name="Legal proceedings +").click()
    expect(page.locator("thead th")).to_have_count(4)
    expect(button(page, "Roll forward")).to_be_disabled()
    button(page, "Save as template").click()
    page.get_by_label("Name").fill("Mine")
    button(page, "Save").click()
    expect(page.get_by_text("Saved. Choose Mine")).to_be_visible()
    page.reload()
    expect(page.locator("td.is-answered")).to_have_count(12, timeout=MINUTES)
    expect(page.locator("[data-test-script-state=notRunning]")).to_be_visible()
    page.get_by_text("New comparison").click()
    expect(button(page, "Fill 28 cells")).to_be_in_viewport(ratio=1)  # the form has unfolded
    page.get_by_label("Template", exact=True).click()
    expect(page.get_by_role("option", name="Mine", exact=True)).to_be_visible()


def test_a_company_that_does_not_disclose_a_line_is_sorted_last_both_ways(page: Page, address: str) -> None:
    page.goto(f"{address}/compare")
    page.locator(".st-key-grid-questions-Earnings-review textarea").fill("Research and development expense")
    page.locator(".st-key-grid-questions-Earnings-review textarea").press("Control+Enter")
    page.get_by_role("button", name="Fill 4 cells").click()
    expect(page.locator(".progress")).to_have_text("1 answered · 3 not disclosed", timeout=MINUTES)
    for arrow in ("↑", "↓"):
        page.locator("thead button", has_text="Research").click()
        expect(page.locator("thead button", has_text="Research")).to_contain_text(arrow)
        expect(page.locator("tbody tr").first).to_contain_text("Quillhaven")


def test_an_html_filing_shows_the_cited_cell_in_its_statement(
    page: Page, root: Path, filings_dir: Path, tmp_path: Path
) -> None:
    bench = Workbench(Settings(home=tmp_path / "html", provider="offline"))
    path = filings_dir / "ixbrl" / "AAPL_10-Q_2025-06-28.html"
    bench.ingest([FileToRead(path, path.name)])
    session = bench.ask("What were Apple's net sales in Q3 2025?").session
    with app_server(root, tmp_path / "html") as address:
        page.goto(f"{address}/?session={session}")
        note(page, 1).click()
        expect(page.locator("[data-mark=cell]")).to_have_text("94,036", timeout=MINUTES)
        expect(page.locator("[data-mark=row]")).to_contain_text("Total net sales")
        expect(page.locator(".filing")).to_contain_text("Gross margin")
        page.goto("about:blank")
