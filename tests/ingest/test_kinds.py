import pytest

from core.errors import EmptyFile, UnknownKind
from core.filings import Kind
from ingest.kinds import decoded, kind_of


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"%PDF-1.7\n...", Kind.PDF),
        (b"junk before the header\n%PDF-1.4\n", Kind.PDF),
        (b'<?xml version="1.0"?>\n<html xmlns="http://www.w3.org/1999/xhtml"><body>x</body></html>', Kind.HTML),
        (b"<SEC-DOCUMENT>\n<TYPE>10-Q\n<TEXT>\n<HTML><BODY>x</BODY></HTML>", Kind.HTML),
        ("<html><p>Umsätze</p></html>".encode("utf-16"), Kind.HTML),
        (b"Net sales rose to $5 million.\n", Kind.TEXT),
        ("Umsätze stiegen".encode("cp1252"), Kind.TEXT),
    ],
)
def test_the_kind_is_told_by_content(data: bytes, kind: Kind) -> None:
    assert kind_of(data, "anything.bin") is kind


@pytest.mark.parametrize("data", [b"", b" \n\t "])
def test_an_empty_file_is_named(data: bytes) -> None:
    with pytest.raises(EmptyFile, match="report.pdf is empty"):
        kind_of(data, "report.pdf")


@pytest.mark.parametrize("data", [b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20, b"PK\x03\x04" + bytes(5000)])
def test_neither_pdf_nor_html_nor_text_is_refused(data: bytes) -> None:
    with pytest.raises(UnknownKind, match="neither a PDF, an HTML page nor text"):
        kind_of(data, "report.pdf")


def test_text_is_decoded_by_its_mark_then_utf8_then_western() -> None:
    assert decoded("é".encode("utf-16")) == "é"
    assert decoded("\ufeffé".encode()) == "é"
    assert decoded("é".encode("cp1252")) == "é"
