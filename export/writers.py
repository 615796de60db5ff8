"""Sessions out and in: one writer a format, and the reader of the JSON export."""

from collections.abc import Callable, Mapping, Sequence

from core.errors import ExportError
from core.filings import PagePicture
from core.traces import Session
from export.cleaning import cleaned
from export.document import Imported, read_document

FORMATS = ("json", "otlp", "html", "xlsx", "md")
Pictures = Mapping[tuple[str, int], PagePicture]


def write_session(session: Session, format: str, pictures: Pictures, secrets: Sequence[str] = ()) -> bytes:
    """A session as a file to take away; keys are masked in every format.

    Args:
        session: whole, with its runs; each run carries its filings.
        format: "json" (reads back with `read_session`), "otlp" (OTLP/JSON with OpenInference attributes),
            "html" (self-contained), "xlsx" or "md".
        pictures: the cited pages by filing id and page; used by "json" and "html".
        secrets: the settings' keys, masked wherever they stand.

    Raises:
        ExportError: for a format that is not one of these.
    """
    write = _writers().get(format)
    if write is None:
        raise ExportError(f"There is no export as {format!r}; choose one of {', '.join(FORMATS)}.")
    return write(cleaned(session, secrets), cleaned(tuple(pictures.values()), secrets))


def read_session(data: bytes) -> Imported:
    """The session of a JSON export, with its page pictures.

    Raises:
        ExportError: with one sentence, for what is not a Footnote session, is newer, damaged or too large.
    """
    return read_document(data)


def _writers() -> Mapping[str, Callable[[Session, Sequence[PagePicture]], bytes]]:
    from export.document import to_json
    from export.html import to_html
    from export.markdown import to_markdown
    from export.otlp import to_otlp
    from export.xlsx import to_xlsx

    return {
        "json": to_json,
        "otlp": lambda session, _: to_otlp(session),
        "html": to_html,
        "xlsx": lambda session, _: to_xlsx(session),
        "md": lambda session, _: to_markdown(session),
    }
