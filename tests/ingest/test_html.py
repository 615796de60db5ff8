from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from core.filings import Form, Kind, Statement
from ingest.html_layout import lay_out
from ingest.html_pages import read_html
from ingest.html_tables import MAX_SPAN
from ingest.reader import read_filing

Save = Callable[[str, bytes | str], Path]
BALANCE = """
<html><body>
<p id="top">TILLOW MILLS, INC.</p><p>CONSOLIDATED BALANCE SHEETS</p><p>(In millions)</p>
<table>
<tr><td></td><td colspan="3">December 31, 2022</td><td></td><td colspan="3">December 31, 2021</td></tr>
<tr><td>Assets</td></tr>
<tr><td style="padding-left:10pt">Cash and cash equivalents</td><td>$</td><td>20</td><td></td><td></td><td>$</td><td>18</td><td></td></tr>
<tr><td style="padding-left:10pt">Deferred charges</td><td></td><td>(7</td><td>)</td><td></td><td></td><td>—</td><td></td></tr>
<tr><td>Total assets</td><td>$</td><td>500</td><td></td><td></td><td>$</td><td>450</td><td></td></tr>
<tr><td>Total liabilities and equity</td><td>$</td><td>500</td><td></td><td></td><td>$</td><td>450</td><td></td></tr>
</table>
<p>Cash rose because the looms ran.</p>
</body></html>
"""  # noqa: E501


def blocks(html: str) -> list[list[str]]:
    return [[block.text for block in page.blocks] for page in read_html(html.encode(), "x.html").pages]


def test_pages_are_what_page_breaks_divide() -> None:
    html = """<body><div><p>one</p><hr style="page-break-after:always"/><p>two</p></div>
    <div style="page-break-before: always"><p>three</p></div><p style="break-after:page">four</p>five</body>"""
    assert blocks(html) == [["one"], ["two"], ["three", "four"], ["five"]]


def test_a_long_document_without_page_breaks_is_cut_between_paragraphs() -> None:
    pages = blocks("<body>" + "".join(f"<p>{'word ' * 200}{i}</p>" for i in range(30)) + "</body>")
    assert len(pages) > 3
    assert sum(map(len, pages)) == 30


def test_words_of_one_paragraph_stay_together() -> None:
    assert blocks("<body><p>Net <b>sa</b>les<br>rose&#160;fast</p>and more</body>") == [
        ["Net sales", "rose fast", "and more"]
    ]


@pytest.mark.parametrize(
    "hidden",
    [
        "<script>alert('secret')</script>",
        "<style>.secret{}</style>",
        '<div style="display:none">secret</div>',
        "<noscript>secret</noscript>",
        "<!-- secret -->",
        '<iframe src="https://secret">secret</iframe>',
        "<svg><text>secret</text></svg>",
        '<form><input value="secret"><textarea>secret</textarea></form>',
        '<p onclick="secret()"></p>',
        '<a href="javascript:secret()"></a>',
    ],
)
def test_scripts_handlers_and_hidden_text_are_not_passed_on(hidden: str, save: Save) -> None:
    table = f"<table><tr><td>cell{hidden}</td></tr></table>"
    html = f"<html><body><p>shown before</p>{hidden}{table}<p>after</p></body></html>"
    reading = read_filing(save("x.html", html))
    assert "secret" not in repr(reading)
    assert "shown before" in reading.pages[0].text and "after" in reading.pages[0].text


def test_a_plain_html_table_gives_facts_with_anchors(save: Save) -> None:
    reading = read_filing(save("x.html", BALANCE))
    assert reading.filing.kind is Kind.HTML
    facts = {(f.label, f.period.end.year): f for f in reading.facts}
    assert facts["Total assets", 2022].value == Decimal(500_000_000)
    assert facts["Deferred charges", 2022].value == Decimal(-7_000_000)
    assert facts["Deferred charges", 2021].value == 0
    assert facts["Cash and cash equivalents", 2022].period.end == date(2022, 12, 31)
    assert {f.statement for f in reading.facts} == {Statement.BALANCE}
    assert all(f.bbox is None and f.anchor == "top" for f in reading.facts)
    assert all(p.bboxes == () and p.anchor == "top" and p.text in reading.pages[0].text for p in reading.passages)


def test_a_row_is_printed_with_its_signs() -> None:
    text = lay_out(read_html(BALANCE.encode(), "x.html").pages[0]).layout.text
    assert "Cash and cash equivalents $ 20 $ 18" in text
    assert "Deferred charges (7 ) —" in text


def test_absurd_spans_and_nesting_do_no_harm() -> None:
    row = f"<tr><td colspan={10**12} rowspan={10**8}>a</td><td colspan=99999>b</td></tr>"
    wide = f"<table>{row}<tr><td>c</td></tr></table>"
    document = read_html(f"<body>{wide}{'<div>' * 500}deep{'<div>' * 50_000}deeper</body>".encode(), "x.html")
    cells = document.pages[0].blocks[0].rows[0].cells
    assert [cell.column for cell in cells] == [0, 1]
    assert cells[1].span == MAX_SPAN or cells[1].span == 1
    assert document.pages[0].blocks[-1].text == "deep"


def test_a_table_inside_a_layout_table_is_read_as_a_table() -> None:
    html = "<table><tr><td><p>Intro</p><table><tr><td>Net sales</td><td>5</td></tr></table></td></tr></table>"
    page = read_html(html.encode(), "x.html").pages[0]
    assert [bool(block.rows) for block in page.blocks] == [False, True]


def test_of_an_edgar_submission_only_what_people_read_is_taken(save: Save) -> None:
    parts = [
        ("8-K", "<html><body><p>The report itself.</p></body></html>"),
        ("EX-99.1", "<html><body><p>The release.</p></body></html>"),
        ("GRAPHIC", "begin 644 logo.jpg\nM_]C_X  02D9)"),
        ("EX-101.SCH", "<xsd>schema</xsd>"),
    ]
    text = "<SEC-DOCUMENT>x.txt\n" + "".join(
        f"<DOCUMENT>\n<TYPE>{kind}\n<FILENAME>f\n<TEXT>\n{body}\n</TEXT>\n</DOCUMENT>\n" for kind, body in parts
    )
    reading = read_filing(save("x.txt", text))
    assert [page.text for page in reading.pages] == ["The report itself.", "The release."]


def test_a_document_without_anchors_is_cited_by_its_page(save: Save) -> None:
    html = '<html><body><p>One page of text.</p><hr style="page-break-after:always"/><p>Another page.</p></body></html>'
    assert [p.anchor for p in read_filing(save("x.html", html)).passages] == ["page-1", "page-2"]


def test_an_edgar_submission_with_its_own_header_is_html(save: Save) -> None:
    text = "<SEC-DOCUMENT>x.txt\n<TYPE>8-K\n<TEXT>\n<HTML><BODY><P>FORM 8-K</P></BODY></HTML>\n</TEXT>"
    filing = read_filing(save("x.txt", text)).filing
    assert filing.kind is Kind.HTML
    assert filing.form is Form.OTHER
