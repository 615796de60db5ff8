"""A session as one JSON document that reads by itself on another machine, and back; `docs/session.v1.schema.json`."""

import base64
import binascii
import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal, NamedTuple

from core.errors import ExportError
from core.filings import PagePicture
from core.traces import Session
from export.cleaning import cleaned
from library import codec

SCHEMA: Final = "footnote.session"
VERSION: Final = 1
MAX_BYTES = 128 * 2**20
MAX_PICTURES = 2000
MAX_PIXELS = 50_000_000  # a page at 600 dpi has 34 million
PNG_START = b"\x89PNG\r\n\x1a\n"
PNG_END = b"IEND\xaeB`\x82"


@dataclass(frozen=True)
class Picture:
    """A cited page in the document: `png` in base64 (empty for HTML and text, which have `text`), sizes in points."""

    filing: str
    page: int
    width: float
    height: float
    png: str
    text: str


@dataclass(frozen=True)
class Document:
    """What a JSON export holds."""

    schema: Literal["footnote.session"]
    version: Literal[1]
    session: Session
    pictures: tuple[Picture, ...] = ()


class Imported(NamedTuple):
    """A session that was read back, and the pictures of its cited pages."""

    session: Session
    pictures: tuple[PagePicture, ...]


def to_json(session: Session, pictures: Sequence[PagePicture]) -> bytes:
    """The document, indented, in UTF-8."""
    import json

    document = Document(SCHEMA, VERSION, session, tuple(_packed(picture) for picture in pictures))
    return json.dumps(codec.dump(document), indent=1, ensure_ascii=False).encode()


def json_schema() -> dict[str, Any]:
    """The JSON Schema of the document, drawn from the core dataclasses."""
    from pydantic import TypeAdapter

    schema = TypeAdapter(Document).json_schema(mode="serialization")
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A Footnote session, version 1",
        **{key: value for key, value in schema.items() if key != "title"},
    }


def read_document(data: bytes) -> Imported:
    """The session and pictures of a JSON export.

    Raises:
        ExportError: not a Footnote session, of a newer version, cut short, too large, or holding a picture
            that is no PNG.
    """
    if len(data) > MAX_BYTES:
        raise ExportError(
            f"This file is larger than {MAX_BYTES >> 20} MB, which no exported session is; export it again as JSON."
        )
    _check_kind(_parsed(data))
    document = _loaded(data)
    if len(document.pictures) > MAX_PICTURES:
        raise ExportError(f"This session holds more than {MAX_PICTURES} page pictures; export it again as JSON.")
    return Imported(cleaned(document.session), tuple(_unpacked(picture) for picture in document.pictures))


def _parsed(data: bytes) -> Mapping[str, Any]:
    from pydantic_core import from_json

    try:
        value = from_json(data, allow_inf_nan=False)
    except ValueError as error:
        if data.lstrip()[:1] == b"{" and SCHEMA.encode() in data[:200]:
            raise ExportError(
                "This Footnote session is damaged or was cut short on its way; export and send it again."
            ) from error
        raise _no_session() from error
    if not isinstance(value, dict):
        raise _no_session()
    return value


def _no_session() -> ExportError:
    return ExportError("This file is not a Footnote session; choose a file that was exported as JSON.")


def _check_kind(value: Mapping[str, Any]) -> None:
    if value.get("schema") != SCHEMA:
        raise _no_session()
    version = value.get("version")
    if not isinstance(version, int) or isinstance(version, bool) or version < 1:
        raise ExportError("This Footnote session does not say which version it is; export it again as JSON.")
    if version > VERSION:
        raise ExportError(
            f"This session was exported by a newer Footnote (format {version}, this one reads {VERSION}); "
            "update Footnote to open it."
        )


def _loaded(data: bytes) -> Document:
    from pydantic import ValidationError

    try:
        return codec.load_text(Document, data.decode())
    except (ValidationError, UnicodeDecodeError) as error:
        raise ExportError(f"This Footnote session is damaged{_place(error)}; export it again as JSON.") from error


def _place(error: Exception) -> str:
    errors = error.errors(include_url=False) if hasattr(error, "errors") else []
    return f" at {'.'.join(str(step) for step in errors[0]['loc'][1:])[:120]}" if errors else ""


def _packed(picture: PagePicture) -> Picture:
    png = base64.b64encode(picture.png).decode("ascii")
    return Picture(picture.filing, picture.page, picture.width, picture.height, png, picture.text)


def _unpacked(picture: Picture) -> PagePicture:
    try:
        png = base64.b64decode(picture.png, validate=True)
    except (binascii.Error, ValueError) as error:
        raise _bad_picture(picture) from error
    if png and not is_png(png):
        raise _bad_picture(picture)
    return PagePicture(picture.filing, picture.page, png, picture.width, picture.height, picture.text)


def is_png(data: bytes) -> bool:
    """Whether the bytes are one whole PNG of a size that a page may have."""
    if not data.startswith(PNG_START) or not data.endswith(PNG_END) or data[12:16] != b"IHDR":
        return False
    width, height = struct.unpack(">II", data[16:24])
    return bool(0 < width * height <= MAX_PIXELS)


def _bad_picture(picture: Picture) -> ExportError:
    return ExportError(f"The picture of page {picture.page} in this session is damaged; export it again as JSON.")
