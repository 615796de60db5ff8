"""What a file is, told by its content and never by its name."""

import re

from core.errors import EmptyFile, UnknownKind
from core.filings import Kind

PDF_HEADER_WITHIN = 1024  # bytes; readers accept a PDF header anywhere in the first kilobyte
MARKUP_WITHIN = 20_000  # bytes; an EDGAR submission puts a header of its own before the document
_MARKUP = re.compile(rb"<(!doctype\s+html|html|head|body|div|table|p|font|ix:)\b", re.IGNORECASE)
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")


def kind_of(data: bytes, name: str) -> Kind:
    """The kind of a file's content.

    Raises:
        EmptyFile: it has no bytes, or nothing but blanks.
        UnknownKind: it is neither PDF, HTML nor text.
    """
    if not data.strip():
        raise EmptyFile(f"{name} is empty: check that the download finished, then add the file again.")
    if b"%PDF-" in data[:PDF_HEADER_WITHIN]:
        return Kind.PDF
    if not _is_text(data):
        raise UnknownKind(f"{name} is neither a PDF, an HTML page nor text: add the filing in one of these formats.")
    return Kind.HTML if _MARKUP.search(_single_bytes(data[:MARKUP_WITHIN])) else Kind.TEXT


def decoded(data: bytes) -> str:
    """The text of an HTML or text file: by its byte order mark, else UTF-8, else Windows' Western code page."""
    if data[:2] in _UTF16_MARKS:
        return data.decode("utf-16", errors="replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def _is_text(data: bytes) -> bool:
    sample = _single_bytes(data[:MARKUP_WITHIN] + data[-MARKUP_WITHIN:])
    return len(_CONTROL.findall(sample)) * 200 < len(sample)


def _single_bytes(data: bytes) -> bytes:
    return data.replace(b"\x00", b"") if data[:2] in _UTF16_MARKS else data
