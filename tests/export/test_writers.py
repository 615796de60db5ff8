from collections.abc import Mapping

import pytest

from core.errors import ExportError
from core.filings import PagePicture
from core.traces import Session
from export.writers import FORMATS, write_session
from tests.export.conftest import KEY, PASSPHRASE, make_session

Pictures = Mapping[tuple[str, int], PagePicture]


@pytest.mark.parametrize("format", FORMATS)
def test_no_key_leaves_in_any_format(format: str, session: Session, pictures: Pictures) -> None:
    data = write_session(session, format, pictures, secrets=(PASSPHRASE,))
    if format == "xlsx":
        data = _unzipped(data)
    assert KEY.encode() not in data
    assert PASSPHRASE.encode() not in data
    assert b"********" in data or format == "md"  # Markdown tells a step's time and status, not its input and output


@pytest.mark.parametrize("format", FORMATS)
def test_session_without_runs_is_written(format: str) -> None:
    whole = make_session()
    empty = Session(whole.id, whole.title, whole.created, whole.updated)
    assert write_session(empty, format, {})


@pytest.mark.parametrize("format", FORMATS)
def test_control_characters_and_lone_surrogates_do_not_stop_an_export(format: str, pictures: Pictures) -> None:
    whole = make_session()
    session = Session(whole.id, "A\x00\x0b\ud800 title", whole.created, whole.updated, whole.runs)
    assert write_session(session, format, pictures)


def test_unknown_format_is_refused_with_the_known_ones(session: Session) -> None:
    with pytest.raises(ExportError, match="json, otlp, html, xlsx, md"):
        write_session(session, "docx", {})


def _unzipped(data: bytes) -> bytes:
    import io
    import zipfile

    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return b"".join(archive.read(name) for name in archive.namelist())
