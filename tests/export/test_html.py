import re
from collections.abc import Mapping
from html.parser import HTMLParser

import html5lib
import pytest
from lxml import etree

from core.filings import PagePicture
from core.traces import Session
from export.writers import write_session
from tests.export.conftest import EVIL, png

Pictures = Mapping[tuple[str, int], PagePicture]
Attributes = list[tuple[str, str | None]]
XHTML = "{http://www.w3.org/1999/xhtml}"


class Reader(HTMLParser):
    """Every start tag with its attributes, and all text."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: Attributes) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))

    def handle_data(self, data: str) -> None:
        self.text += data


@pytest.fixture
def html(session: Session, pictures: Pictures) -> str:
    return write_session(session, "html", pictures).decode()


@pytest.fixture
def page(html: str) -> Reader:
    reader = Reader()
    reader.feed(html)
    return reader


def test_parses_without_an_error_as_html5(html: str) -> None:
    parser = html5lib.HTMLParser(strict=True)
    tree = parser.parse(html)
    assert tree.find(f"{XHTML}body") is not None


def test_no_script_and_no_handler_is_in_it(page: Reader) -> None:
    assert not {tag for tag, _ in page.tags} & {
        "script",
        "iframe",
        "object",
        "embed",
        "form",
        "link",
        "base",
        "foreignobject",
    }
    names = {name for _, attributes in page.tags for name in attributes}
    assert not {name for name in names if name.startswith("on")}


def test_nothing_is_loaded_from_anywhere(page: Reader, html: str) -> None:
    for tag, attributes in page.tags:
        assert attributes.get("src", "data:").startswith("data:image/png;base64,") or tag != "img"
        assert attributes.get("href", "#").startswith("#")
    assert "url(" not in html and "@import" not in html
    policy = next(a["content"] for t, a in page.tags if a.get("http-equiv") == "Content-Security-Policy")
    assert "default-src 'none'" in policy and "script" not in policy


def test_text_of_filings_shows_as_text(page: Reader) -> None:
    quoted = re.sub(r"\s+", " ", page.text)
    assert EVIL in quoted
    assert "<2025>" in quoted


def test_every_footnote_opens_a_place_that_exists(page: Reader) -> None:
    ids = [a["id"] for _, a in page.tags if "id" in a]
    assert len(ids) == len(set(ids))
    targets = {a["href"][1:] for _, a in page.tags if "href" in a}
    assert targets <= set(ids)
    assert {f"r1-page-{number}" for number in range(1, 7)} <= targets


def test_footnote_of_a_page_without_picture_opens_its_quote(page: Reader) -> None:
    marks = [a["href"] for t, a in page.tags if a.get("class") == "mark"]
    assert "#r1-note-7" in marks


def test_box_lies_on_the_cited_cell(html: str) -> None:
    boxes = {
        a["id"]: a["style"] for t, a in _tags(html) if a.get("class") == "box"
    }  # fmt: skip
    sides = [float(side) for side in re.findall(r":([\d.]+)%", boxes["r1-page-3"])]
    left, top, width, height = sides
    assert left / 100 * 612 == pytest.approx(398, abs=0.1)
    assert (left + width) / 100 * 612 == pytest.approx(462, abs=0.1)
    assert top / 100 * 792 == pytest.approx(298.5, abs=0.1)
    assert (top + height) / 100 * 792 == pytest.approx(313.5, abs=0.1)


def test_quote_is_marked_in_the_text_of_a_page_without_picture(html: str) -> None:
    tree = etree.fromstring(html, etree.HTMLParser())
    (mark,) = tree.xpath("//pre/mark[preceding-sibling::*[1]/@id='r1-page-5']")
    assert mark.text == "Item 2. Management's Discussion and Analysis"


def test_waterfall_bars_follow_the_times(html: str) -> None:
    bars = [re.findall(r":([\d.]+)%", a["style"]) for _, a in _tags(html) if a.get("class") == "bar"]
    assert bars[0] == ["0.0", "100.0"]
    assert [float(side) for side in bars[2]] == pytest.approx([0.5 / 3.5 * 100, 0.5 / 3.5 * 100], abs=0.01)


def test_failed_step_and_retry_both_stand_in_the_trace(page: Reader) -> None:
    classes = [a.get("class", "") for t, a in page.tags if t == "details"]
    assert classes.count("span error") == 1
    assert "ProviderError: The endpoint is busy" in page.text


def test_unsupported_figure_is_warned_of(page: Reader) -> None:
    assert "Not supported by the filings as asked: Bookings $31.0 billion (unsupported)" in page.text


def test_picture_is_carried_once(html: str) -> None:
    assert html.count("data:image/png") == 5
    assert len(html) < 60_000 + 5 * 2 * len(png())


def _tags(html: str) -> list[tuple[str, dict[str, str]]]:
    reader = Reader()
    reader.feed(html)
    return reader.tags


def test_chart_is_drawn_to_scale(html: str) -> None:
    circles = [a for t, a in _tags(html) if t == "circle"]
    heights = [float(a["cy"]) for a in circles]
    assert len(circles) == 3
    zero, top = (next(float(a["y1"]) for t, a in _tags(html) if a.get("class") == kind) for kind in ("axis", "grid"))
    assert (zero - heights[1]) / (zero - heights[0]) == pytest.approx(8073 / 6854, rel=0.01)
    assert top <= zero
