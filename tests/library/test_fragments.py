"""The part of an HTML filing around a citation: found, laid out, marked, and harmless."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from core.answers import Citation
from core.errors import DamagedFile
from core.filings import Cell, Fragment, Piece
from library.fragments import fragment

PAGE = """<html><head><title>t</title><style>td{color:red}</style></head><body>
<div style="display:none"><ix:header><ix:nonFraction id="f-0">1</ix:nonFraction></ix:header>Net sales 90 80</div>
<p id="top">Item 1. Financial Statements</p>
<table><tr><td>Heading</td><td colspan="2">2025</td></tr>
<tr><td style="padding-left:9pt;background:url(http://evil/x)">Net sales</td>
<td style="text-align:right;border-bottom:1px solid #000"><span>$</span></td>
<td style="text-align:right"><ix:nonFraction id="f-7">90</ix:nonFraction></td><td>80</td></tr>
<tr><td>Cost of sales</td><td></td><td>40</td><td>30</td></tr></table>
<p onclick="alert(1)">We <b>grew</b> in&nbsp;Europe<script>alert(2)</script>, and <a
href="javascript:alert(3)">in Asia</a>.
Other words.</p><img src="http://evil/y"><iframe src="http://evil/z">x</iframe>
<div id="later"><p>Net sales of services</p>
<table><tr><td>Net sales</td><td>$</td><td>90</td><td>80</td></tr></table></div>
</body></html>"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    file = tmp_path / "filing.html"
    file.write_text(PAGE)
    return file


def cited(quote: str, anchor: str | None = None) -> Citation:
    return Citation(1, "f", 1, quote, anchor=anchor)


def parts(fragment: Fragment | None) -> Iterator[Piece]:
    pending = [piece for piece in (fragment.pieces if fragment else ()) if isinstance(piece, Piece)]
    while pending:
        piece = pending.pop(0)
        yield piece
        pending = [child for child in piece.children if isinstance(child, Piece)] + pending


def words(piece: Piece | str) -> str:
    return piece if isinstance(piece, str) else "".join(map(words, piece.children))


def marked(found: Fragment | None, kind: str) -> list[str]:
    return [" ".join(words(piece).split()) for piece in parts(found) if piece.mark == kind]


def test_tagged_cell_is_marked_in_its_row_of_the_table(path: Path) -> None:
    found = fragment(path, cited("Net sales $ 90 80", "f-7"))
    assert marked(found, "cell") == ["90"]
    assert [row.replace(" ", "") for row in marked(found, "row")] == ["Netsales$9080"]
    text = " ".join(words(piece) for piece in found.pieces) if found else ""
    assert "Item 1. Financial Statements" in text and "Cost of sales" in text and "We grew" in text


def test_two_cited_cells_of_a_row_are_both_marked(path: Path) -> None:
    found = fragment(path, cited("Net sales $ 90 80", "f-7"), [Cell(anchor="f-7"), Cell(printed="80")])
    assert marked(found, "cell") == ["90", "80"]


def test_cell_without_a_tag_is_the_one_printed_so_in_the_row_after_the_anchor(path: Path) -> None:
    found = fragment(path, cited("Net sales $ 90 80", "later"), [Cell(printed="$ 90")])
    assert marked(found, "cell") == ["90"]
    table = next(piece for piece in parts(found) if piece.tag == "table" and any(p.mark for p in parts_of(piece)))
    assert "Cost of sales" not in words(table)


def parts_of(piece: Piece) -> Iterator[Piece]:
    return parts(Fragment("f", (piece,)))


def test_sentence_is_marked_across_its_elements_whatever_the_spaces(path: Path) -> None:
    found = fragment(path, cited("We grew in Europe, and in Asia.", "top"))
    assert "".join(marked(found, "words")).replace(" ", "") == "WegrewinEurope,andinAsia."


def test_nothing_of_the_filing_can_run_or_be_fetched(path: Path) -> None:
    found = fragment(path, cited("We grew in Europe, and in Asia.", "top"))
    assert found
    assert {piece.tag for piece in parts(found)} <= {"p", "b", "span", "div", "table", "tbody", "tr", "td", "br"}
    said = repr(found)
    assert not any(word in said for word in ("alert", "evil", "javascript", "onclick", "url", "script", "iframe"))
    assert "Net sales 90 80" not in said  # hidden


def test_known_styles_stay_and_spans_of_cells(path: Path) -> None:
    found = fragment(path, cited("Net sales $ 90 80", "f-7"))
    cells = [piece for piece in parts(found) if piece.tag == "td"]
    assert any(("padding-left", "9pt") in cell.style for cell in cells)
    assert any(("border-bottom", "1px solid") in cell.style and ("text-align", "right") in cell.style for cell in cells)
    assert [cell.colspan for cell in cells if cell.colspan > 1] == [2]


def test_like_places_are_told_apart_by_the_page_where_nothing_else_does(tmp_path: Path) -> None:
    path = tmp_path / "two.html"
    path.write_text("<body><p>Revenue was 9.</p>" + "<p>words</p>" * 50 + "<div><p>Revenue was 9.</p><p>End</p></div>")
    first, last = (
        fragment(path, Citation(1, "f", page, "Revenue was 9.", anchor=f"page-{page}"), pages=9) for page in (1, 9)
    )
    assert first and marked(Fragment("f", first.pieces[:1]), "words") == ["Revenue was 9."]
    assert last and marked(Fragment("f", last.pieces[-1:]), "words") == ["Revenue was 9."]
    assert len(first.pieces) == len(last.pieces) == 52


def test_quote_that_the_file_does_not_print_has_no_fragment(path: Path) -> None:
    assert fragment(path, cited("We shrank in Europe.", "top")) is None


def test_deeply_nested_file_is_read_without_end(tmp_path: Path) -> None:
    path = tmp_path / "deep.html"
    path.write_text("<body>" + "<div>" * 300 + "Net sales 90" + "</div>" * 300)
    assert fragment(path, cited("Net sales 90")) is not None


def test_file_that_is_no_longer_html_is_said_to_be_damaged(tmp_path: Path) -> None:
    path = tmp_path / "empty.html"
    path.write_bytes(b"")
    with pytest.raises(DamagedFile):
        fragment(path, cited("x y z"))
