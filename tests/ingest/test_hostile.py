"""Files made to break a reader end as a filing or as one clear sentence, within the limits, and take nothing down."""

import random
import threading
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from core.errors import ReadError
from core.filings import ReadFiling
from ingest.workers import FileToRead, ReadOutcome, read_many

SECONDS = 6.0
MEGABYTES = 700
MUTATIONS = 300

HTML = b"""<?xml version="1.0"?><html><head><script>steal('secret')</script></head><body onload="steal('secret')">
<div style="display:none"><ix:header><ix:resources>
<xbrli:context id="c"><xbrli:period><xbrli:instant>2023-06-30</xbrli:instant>
</xbrli:period></xbrli:context><xbrli:unit id="u"><xbrli:measure>iso4217:USD</xbrli:measure></xbrli:unit></ix:resources>
</ix:header></div><p>CONSOLIDATED BALANCE SHEETS</p><p>(In millions)</p><table>
<tr><td></td><td colspan="2">June 30, 2023</td></tr>
<tr><td>Total assets</td><td>$</td><td><ix:nonFraction contextRef="c" unitRef="u" scale="6" name="us-gaap:Assets">500
</ix:nonFraction></td></tr></table><hr style="page-break-after:always"/><p>Text of the next page.</p></body></html>"""


def mutated(data: bytes, seed: int) -> bytes:
    """The bytes truncated, flipped, cut, repeated or with a number made huge, as the seed says."""
    rng = random.Random(seed)
    body = bytearray(data)
    for _ in range(rng.choice((1, 1, 2, 5))):
        place, way = rng.randrange(len(body)), rng.randrange(6)
        if way == 0:
            del body[max(1, place) :]
        elif way == 1:
            for _ in range(rng.choice((1, 10, 100))):
                body[rng.randrange(len(body))] = rng.randrange(256)
        elif way == 2:
            del body[place : place + rng.randrange(1, 200)]
            body = body or bytearray(b"x")
        elif way == 3:
            body[place:place] = body[place : place + 300] * rng.choice((1, 50))
        elif way == 4:
            digits = next((i for i in range(place, len(body)) if 48 <= body[i] <= 57), None)
            if digits is not None:
                body[digits : digits + 1] = b"999999999"
        else:
            body[place : place + 4] = rng.choice((b"<<<<", b">>>>", b"\x00\x00\x00\x00", b"((((", b"<td>", b"</"))
    return bytes(body)


def pdf(objects: dict[int, bytes]) -> bytes:
    """A PDF of these objects; 1 is the catalogue."""
    body = b"%PDF-1.7\n" + b"".join(b"%d 0 obj\n%s\nendobj\n" % item for item in objects.items())
    return body + b"trailer\n<</Root 1 0 R/Size %d>>\nstartxref\n0\n%%%%EOF\n" % (len(objects) + 1)


def with_content(stream: bytes, pages: bytes = b"<</Type/Pages/Count 1/Kids[3 0 R]>>") -> bytes:
    """A PDF of one page with this compressed content."""
    packed = zlib.compress(stream, 9)
    content = b"<</Length %d/Filter/FlateDecode>>\nstream\n%s\nendstream" % (len(packed), packed)
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>"
    font = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
    return pdf({1: b"<</Type/Catalog/Pages 2 0 R>>", 2: pages, 3: page, 4: content, 5: font})


def with_forms(forms: dict[int, bytes], resources: bytes) -> bytes:
    """A PDF of one page that draws the form /X6, with these forms as further objects."""
    objects = {
        1: b"<</Type/Catalog/Pages 2 0 R>>",
        2: b"<</Type/Pages/Count 1/Kids[3 0 R]>>",
        3: b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources%s>>" % resources,
        4: b"<</Length 6>>\nstream\n/X6 Do\nendstream",
    }
    head = b"<</Type/XObject/Subtype/Form/BBox[0 0 612 792]/Resources%s/Length %d>>\nstream\n%s\nendstream"
    return pdf(objects | {number: head % (resources, len(body), body) for number, body in forms.items()})


def form_names(numbers: range) -> bytes:
    return b"<</XObject<<%s>>>>" % b"".join(b"/X%d %d 0 R" % (n, n) for n in numbers)


def tagged(text: bytes, attributes: bytes = b'scale="6"', prolog: bytes = b"", period: bytes = b"2023-06-30") -> bytes:
    """An inline-XBRL page with one tagged figure."""
    return prolog + HTML.replace(b'scale="6"', attributes).replace(b">500\n", b">" + text + b"\n").replace(
        b"2023-06-30", period
    )


def with_unmapped_font(stream: bytes) -> bytes:
    """A page in a font of two-byte codes that says nothing of their meaning."""
    made = with_content(stream)
    return made.replace(
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        b"<</Type/Font/Subtype/Type0/BaseFont/AAAAAA+Odd/Encoding/Identity-H/DescendantFonts[<</Type/Font"
        b"/Subtype/CIDFontType2/BaseFont/AAAAAA+Odd/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"
        b"/DW 500>>]>>",
    )


def the_page_again(times: int) -> bytes:
    return b"<</Type/Pages/Count %d/Kids[%s]>>" % (times, b"3 0 R " * times)


ENTITIES = b"<!DOCTYPE html [<!ENTITY a0 \"ha\">" + b"".join(
    b"<!ENTITY a%d \"%s\">" % (n + 1, b"&a%d;" % n * 10) for n in range(12)
) + b"]>"  # fmt: skip

CRAFTED = {
    "a million empty pages": lambda: with_content(b"", the_page_again(1_000_000)),
    "five thousand pages": lambda: with_content(b"", the_page_again(5_000)),
    "a form that draws itself": lambda: with_forms({6: b"/X6 Do /X6 Do"}, form_names(range(6, 7))),
    "forms that draw ten forms each": lambda: with_forms(
        {n: b"/X%d Do " % (n + 1) * 10 for n in range(6, 18)} | {18: b"0 0 9 9 re f"}, form_names(range(6, 19))),
    "a bomb in a bomb": lambda: with_content(zlib.compress(zlib.compress(b"\0" * 200_000_000))).replace(
        b"/Filter/FlateDecode", b"/Filter[/FlateDecode/FlateDecode/FlateDecode]"),
    "a font without a map": lambda: with_unmapped_font(
        b"BT /F 9 Tf 50 700 Td <" + b"0041D83DDE00FFFE0000" * 20_000 + b"> Tj ET"),
    "one word of a megabyte": lambda: with_content(b"BT /F 9 Tf 50 700 Td (" + b"x" * 1_000_000 + b") Tj ET"),
    "rotated pages of words one over the other": lambda: with_content(
        b"BT /F 9 Tf " + b"1 0 0 1 50 700 Tm (Total assets 1,234) Tj " * 20_000 + b" ET"),
    "fifty thousand rows": lambda: b"<html><p>CONSOLIDATED BALANCE SHEETS</p><p>(In millions)</p><table>"
        b"<tr><td></td><td>June 30, 2023</td></tr>" + b"<tr><td>Total assets</td><td>1,234</td></tr>" * 50_000,
    "thirty thousand tables": lambda: b"<html>" + b"<table><tr><td>Total</td><td>1,234</td></tr></table>" * 30_000,
    "entities that grow a thousand billionfold": lambda: tagged(b"500 &a12;", prolog=ENTITIES),
    "an entity of a file": lambda: tagged(b"500 &a;", prolog=b'<!DOCTYPE html [<!ENTITY a SYSTEM "file:///etc/passwd">]>'),
    "a tagged figure beyond all numbers": lambda: tagged(b"1e999999999", b'scale="99"'),
    "a tagged figure of a million digits": lambda: tagged(b"9" * 1_000_000),
    "a tagged figure of a scale beyond all": lambda: tagged(b"500", b'scale="999999999"'),
    "tags of the year nine thousand": lambda: tagged(b"500", period=b"9999-12-31"),
    "tags of a day that is none": lambda: tagged(b"500", period=b"0000-00-99"),
    "contexts that name one another": lambda: HTML.replace(b"<xbrli:period>", b"<xbrli:period>" * 50_000),
    "characters that are none": lambda: "<html><p>&#xD800; &#0; &#x110000; \ufffe \u202e1,234\u202c</p>".encode(),
    "text from right to left": lambda: ("<html><p>" + "\u05d4\u05db\u05e0\u05e1\u05d5\u05ea 1,234 " * 20_000).encode(),
    "zero bytes in text": lambda: b"Total assets 1,234\x00 2,345\n" + b"Prose of a report goes on for long. " * 2_000,
    "zero bytes in markup": lambda: b"<html><p>Total\x00 assets</p><ta\x00ble><tr><td>1\x00,234</td></tr></table>" * 99,
    "surrogates in sixteen bits": lambda: b"\xff\xfe" + b"\x00\xd8A\x00 \x00" * 5_000,
    "one word of ten megabytes": lambda: b"x" * 10_000_000,
    "a page break a line": lambda: b"a\x0c" * 200_000,
    "combining marks without end": lambda: ("e" + "\u0301" * 200_000).encode() + b" assets 1,234",
    "a decompression bomb": lambda: with_content(b"0 0 m " * 60_000_000),
    "a page of a hundred thousand words": lambda: with_content(b"BT /F 9 Tf " + b"(word ) Tj " * 100_000 + b" ET"),
    "a huge page count": lambda: with_content(b"", b"<</Type/Pages/Count 2000000000/Kids[3 0 R]>>"),
    "pages that hold themselves": lambda: with_content(b"", b"<</Type/Pages/Count 5/Kids[2 0 R 2 0 R 3 0 R]>>"),
    "deep arrays": lambda: with_content(b"[" * 2_000_000),
    "a huge page": lambda: with_content(b"0 0 9 9 re f").replace(b"612 792", b"9e9 9e9"),
    "deep elements": lambda: b"<html><body>" + b"<div><span>" * 500_000 + b"deep",
    "deep tables": lambda: b"<html><body><p>x</p>" + b"<table><tr><td>" * 20_000 + b"deep",
    "a table of a million cells": lambda: b"<html><table>" + b"<tr>" + b"<td>1</td>" * 400_000 + b"</tr></table>",
    "endless spans": lambda: b"<html><table>" + b"<tr><td colspan=9999 rowspan=9999>1</td></tr>" * 5_000,
    "a style of ten megabytes": lambda: b'<html><p style="' + b"margin-left:1pt;" * 600_000 + b'">text</p>',
    "entities that grow": lambda: b'<!DOCTYPE html [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><html><p>&b;&b;</p></html>',
    "a line of ten megabytes": lambda: b"1,234 " * 1_700_000,
    "a sentence that never ends": lambda: b"<html><p>" + b"fiscal year 2022 " * 200_000 + b"</p></html>",
    "control characters": lambda: b"<html><p>" + bytes(range(1, 256)) * 50 + b"</p></html>",
}  # fmt: skip


def outcomes(folder: Path, files: Iterator[tuple[str, bytes]]) -> list[ReadOutcome]:
    made = []
    for name, data in files:
        path = folder / f"{len(made)}"
        path.write_bytes(data)
        made.append(FileToRead(path, name))
    reading = read_many(
        made, seconds=SECONDS, megabytes=MEGABYTES, on_progress=lambda file, progress: None, stop=threading.Event()
    )
    return list(reading)


def check(outcome: ReadOutcome) -> None:
    """A filing without a script's content, or one sentence that names the file."""
    if outcome.reading is None:
        message = str(outcome.error)
        assert isinstance(outcome.error, ReadError)
        assert outcome.file.name in message and message.endswith(".") and "\n" not in message
    else:
        assert outcome.reading.filing.pages == len(outcome.reading.pages) >= 1
        check_storable(outcome.reading)


def check_storable(reading: ReadFiling) -> None:
    """Texts that any database takes, and amounts that can be written out."""
    texts = [page.text for page in reading.pages]
    texts += [text for passage in reading.passages for text in (passage.text, passage.section, passage.anchor or "")]
    for fact in reading.facts:
        texts += [fact.label, *fact.parents, fact.row, fact.printed, fact.heading]
    whole = "".join([*texts, reading.filing.company, reading.filing.ticker or ""])
    assert "\x00" not in whole
    assert whole.encode().decode() == whole
    assert all(abs(fact.value.adjusted()) < 40 for fact in reading.facts)


@pytest.mark.parametrize("name", CRAFTED)
def test_a_crafted_file_ends_within_the_limits(name: str, tmp_path: Path) -> None:
    (outcome,) = outcomes(tmp_path, iter([(name, CRAFTED[name]())]))
    check(outcome)


def test_mutated_pdfs_end_as_filings_or_sentences(
    make_pdf: Callable[..., bytes], quarterly_report: object, tmp_path: Path
) -> None:
    data = make_pdf(quarterly_report)
    found = outcomes(tmp_path, ((f"m{seed}.pdf", mutated(data, seed)) for seed in range(MUTATIONS)))
    assert len(found) == MUTATIONS
    for outcome in found:
        check(outcome)
    assert any(outcome.reading for outcome in found) and any(outcome.error for outcome in found)


def test_mutated_html_ends_as_filings_or_sentences_and_passes_on_no_script(tmp_path: Path) -> None:
    found = outcomes(tmp_path, ((f"m{seed}.html", mutated(HTML, seed)) for seed in range(MUTATIONS)))
    assert len(found) == MUTATIONS
    for outcome in found:
        check(outcome)
    whole = outcomes(tmp_path, iter([("whole.html", HTML)]))[0].reading
    assert whole and "secret" not in repr(whole)
