"""From upload to what is taken away, in a real browser: each export is opened by a library that is not ours."""

import io
import json
import re
import shutil
import subprocess
import sys
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

import html5lib
import jsonschema
import openpyxl
import pytest
from google.protobuf.json_format import ParseDict
from markdown_it import MarkdownIt
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.server import app_server
from tests.export.test_otlp import as_protobuf_json

pytestmark = pytest.mark.browser
QUESTION = "Compare and contrast Marrowby's net sales between quarters"
FIGURES = ("425,325", "464,575", "411,810")  # thousands, in the samples' own income statements
FORMS = {"html": "HTML", "xlsx": "Excel", "md": "Markdown", "json": "JSON", "otlp": "OTLP"}
MINUTE = 60_000


class Taken(NamedTuple):
    """What was taken away in the browser, by its form; the offline run's folder; the workspace; the session's query."""

    files: dict[str, bytes]
    run: Path
    workspace: Path
    query: str


@pytest.fixture(scope="module")
def taken(browser: Browser, root: Path, tmp_path_factory: pytest.TempPathFactory) -> Taken:
    """Upload, detect, ask, take away in every form, say what was wrong, change a setting; then the server ends."""
    workspace = tmp_path_factory.mktemp("take") / "workspace"
    with app_server(root, workspace) as address:
        page = browser.new_page(viewport={"width": 1366, "height": 900})
        page.set_default_timeout(MINUTE)
        upload(page, address, sorted((root / "samples").glob("marrowby*.pdf")))
        ask(page, address)
        query = page.url.partition("?")[2]
        page.locator(
            "button.note[data-note='2']"
        ).first.click()  # redraws a part of the page, and what is offered stays
        expect(page.locator("ol.chain")).to_be_visible(timeout=MINUTE)
        page.get_by_role("button", name="Export").first.click()
        files = {form: downloaded(page, label) for form, label in FORMS.items()}
        run = written_run(page)
        judge(page)
        change_a_setting(page, address)
        expect(page.locator(".stException")).to_have_count(0)
        page.close()
    return Taken(files, run, workspace, query)


def upload(page: Page, address: str, files: list[Path]) -> None:
    page.goto(f"{address}/library")
    page.locator("input[type=file]").first.set_input_files(files)
    page.get_by_role("button", name=f"Add {len(files)} files").click()
    for period in ("Q1 2024", "Q2 2024", "Q3 2024"):
        expect(page.locator("td", has_text=period).first).to_be_visible(timeout=3 * MINUTE)


def ask(page: Page, address: str) -> None:
    page.goto(address)
    box = page.locator(".st-key-ask textarea")
    box.fill(QUESTION)
    box.press("Enter")
    expect(page.locator("button.note[data-note='3']").first).to_be_visible(timeout=MINUTE)
    page.wait_for_url("**/?session=*")


def downloaded(page: Page, label: str) -> bytes:
    with page.expect_download(timeout=MINUTE) as download:
        page.get_by_role("button", name=re.compile(f"^{label}:")).first.click()
    return Path(download.value.path()).read_bytes()


def written_run(page: Page) -> Path:
    """The folder of the offline run, as the page says it."""
    page.get_by_role("button", name="Weights & Biases").click()
    said = page.get_by_text("The offline run is in").first
    expect(said).to_be_visible(timeout=5 * MINUTE)
    folder = re.search(r"is in (\S+);", said.inner_text())
    assert folder
    return Path(folder[1])


def judge(page: Page) -> None:
    page.keyboard.press("Escape")
    page.locator("[class*='st-key-vote-'] button").nth(1).click()
    page.get_by_role("button", name="Comment").click()
    page.get_by_role("textbox", name="What was right or wrong?").fill("The third quarter is wrong")
    page.get_by_role("textbox", name="What should the answer have been?").fill("411,811 thousand")
    page.get_by_role("button", name="Keep", exact=True).click()
    expect(page.get_by_text("Kept with the session.")).to_be_visible(timeout=MINUTE)


def change_a_setting(page: Page, address: str) -> None:
    page.goto(f"{address}/settings")
    page.get_by_role("textbox", name="Model", exact=True).fill("qwen3:8b")
    page.get_by_role("button", name="Save").first.click()
    expect(page.get_by_role("textbox", name="Model · changed")).to_have_value("qwen3:8b", timeout=MINUTE)


def test_html_has_the_answer_the_trace_and_the_pages_and_nothing_that_runs_or_loads(taken: Taken) -> None:
    tree = html5lib.parse(taken.files["html"].decode(), namespaceHTMLElements=False)
    words = " ".join(tree.itertext())
    assert all(figure in words for figure in FIGURES) and "synthesis" in words and "audit" in words
    assert tree.findall(".//script") == [] and tree.findall(".//iframe") == []
    pictures = [picture.get("src") for picture in tree.iter("img")]
    assert len(pictures) >= 3 and all(source.startswith("data:image/png;base64,") for source in pictures)
    handlers = [name for element in tree.iter() for name in element.attrib if str(name).startswith("on")]
    assert handlers == []


def test_xlsx_formulas_recalculated_by_libreoffice_are_the_answers_figures(taken: Taken, tmp_path: Path) -> None:
    if shutil.which("soffice") is None:
        pytest.skip("needs LibreOffice (soffice) to recalculate")
    stored = openpyxl.load_workbook(io.BytesIO(taken.files["xlsx"]), data_only=True)
    book = openpyxl.load_workbook(io.BytesIO(taken.files["xlsx"]))
    book.save(tmp_path / "session.xlsx")  # openpyxl drops the stored values, so that what comes back was calculated
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    convert = ["--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", str(tmp_path / "out")]
    command = ["soffice", profile, "--headless", *convert, str(tmp_path / "session.xlsx")]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    again = openpyxl.load_workbook(tmp_path / "out" / "session.xlsx", data_only=True)
    formulas = [cell for row in book["Comparison"].iter_rows() for cell in row if cell.data_type == "f"]
    assert len(formulas) >= 7
    for cell in formulas:
        sheets = (stored["Comparison"], again["Comparison"])
        assert sheets[1][cell.coordinate].value == pytest.approx(sheets[0][cell.coordinate].value), cell.coordinate
    inputs = [cell.value for row in again["Inputs"].iter_rows() for cell in row]
    assert {425_325_000, 464_575_000, 411_810_000} <= {v for v in inputs if isinstance(v, int | float)}
    assert {"Inputs", "Footnotes", "Trace"} <= set(book.sheetnames)


def test_markdown_has_the_comparison_as_a_table_and_the_footnotes(taken: Taken) -> None:
    parser = MarkdownIt("commonmark", {"html": True}).enable("table")
    tokens = parser.parse(taken.files["md"].decode())
    cells = [token.content for place, token in enumerate(tokens) if tokens[place - 1].type == "td_open"]
    assert all(any(figure in cell for cell in cells) for figure in FIGURES)
    assert [t for t in tokens if t.type == "html_block"] == []
    headings = [tokens[place + 1].content for place, t in enumerate(tokens) if t.type == "heading_open"]
    assert {"Footnotes", "Plan", "Trace"} <= set(headings)


def test_json_keeps_to_its_schema_and_has_the_figures_exactly(taken: Taken, root: Path) -> None:
    document = json.loads(taken.files["json"])
    jsonschema.validate(document, json.loads((root / "docs" / "session.v1.schema.json").read_text()))
    figures = [figure for run in document["session"]["runs"] for figure in run["answer"]["figures"]]
    exact = {Decimal(figure["value"]) for figure in figures}
    assert {Decimal(425_325_000), Decimal(464_575_000), Decimal(411_810_000)} <= exact
    assert document["pictures"] and QUESTION == document["session"]["runs"][0]["question"]


def test_otlp_is_a_trace_that_opentelemetry_reads(taken: Taken) -> None:
    request = ParseDict(as_protobuf_json(json.loads(taken.files["otlp"])), ExportTraceServiceRequest())
    spans = [s for r in request.resource_spans for scope in r.scope_spans for s in scope.spans]
    assert {"question", "plan", "synthesis", "audit"} <= {span.name for span in spans}
    assert sum(not span.parent_span_id for span in spans) == 1


def test_offline_run_is_read_by_wandb(taken: Taken) -> None:
    wandb = str(Path(sys.executable).parent / "wandb")
    command = [wandb, "leet", "inspect", "--json", str(next(taken.run.glob("*.wandb")))]
    done = subprocess.run(command, check=True, capture_output=True, text=True, timeout=120)
    records = [json.loads(line) for line in done.stdout.splitlines()]
    items = [record["history"]["item"] for record in records if record["type"] == "history"]
    path = next(item["figures.path"] for item in items if "figures.path" in item)
    table = json.loads((taken.run / "files" / path).read_text())
    values = {row[table["columns"].index("value")] for row in table["data"]}
    assert {"425325000", "464575000", "411810000"} <= values
    kept = [r["artifact"] for r in records if r["type"] == "artifact" and r["artifact"]["type"] == "footnote-session"]
    assert {entry["path"] for entry in kept[0]["manifest"]["contents"]} >= {"session.json", "session.html"}
    assert any(item.get("trace._type") == "wb_trace_tree" for item in items)


def test_after_a_restart_answer_feedback_and_setting_are_there(browser: Browser, root: Path, taken: Taken) -> None:
    with app_server(root, taken.workspace) as address:
        page = browser.new_page(viewport={"width": 1366, "height": 900})
        page.set_default_timeout(MINUTE)
        page.goto(f"{address}/?{taken.query}")
        expect(page.locator("button.note[data-note='3']").first).to_be_visible(timeout=MINUTE)
        page.goto(f"{address}/feedback")
        expect(page.get_by_text("The third quarter is wrong")).to_be_visible(timeout=MINUTE)
        expect(page.get_by_text("411,811 thousand")).to_be_visible(timeout=MINUTE)
        page.get_by_role("button", name="Done", exact=True).click()
        expect(page.get_by_text("All are worked through.")).to_be_visible(timeout=MINUTE)
        page.goto(f"{address}/settings")
        expect(page.get_by_role("textbox", name="Model · changed")).to_have_value("qwen3:8b", timeout=MINUTE)
        page.close()
