import json
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from core.errors import ExportError
from core.filings import PagePicture
from core.traces import Session
from export.document import json_schema
from export.writers import read_session, write_session
from tests.export.conftest import png

Pictures = Mapping[tuple[str, int], PagePicture]
SCHEMA = Path("docs/session.v1.schema.json")


@pytest.fixture
def exported(session: Session, pictures: Pictures) -> dict[str, Any]:
    document: dict[str, Any] = json.loads(write_session(session, "json", pictures))
    return document


def read(document: object) -> object:
    return read_session(json.dumps(document).encode())


def test_session_reads_back_as_it_was_written(session: Session, pictures: Pictures) -> None:
    once = read_session(write_session(session, "json", pictures))
    again = read_session(write_session(once.session, "json", {(p.filing, p.page): p for p in once.pictures}))
    assert again == once
    assert once.pictures == tuple(pictures.values())
    assert once.session.runs[0].answer == session.runs[0].answer
    assert once.session.runs[0].filings == session.runs[0].filings
    assert once.session.runs[1:] == session.runs[1:]


def test_export_keeps_to_the_published_schema(exported: dict[str, Any], root: Path) -> None:
    schema = json.loads((root / SCHEMA).read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(exported, schema, cls=jsonschema.Draft202012Validator)


def test_schema_refuses_what_is_no_session(exported: dict[str, Any], root: Path) -> None:
    schema = json.loads((root / SCHEMA).read_text(encoding="utf-8"))
    exported["session"]["runs"][0]["answer"]["status"] = "perhaps"
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(exported, schema, cls=jsonschema.Draft202012Validator)


def test_published_schema_is_current(root: Path) -> None:
    published = (root / SCHEMA).read_text(encoding="utf-8")
    assert published == json.dumps(json_schema(), indent=1) + "\n", f"run: python -m export.schema > {SCHEMA}"


def test_amounts_are_exact_decimal_strings(exported: dict[str, Any]) -> None:
    assert exported["session"]["runs"][0]["answer"]["figures"][0]["value"] == "6854000000"


@pytest.mark.parametrize("data", [b"", b"hello", b"[]", b"{}", b'{"schema": "other"}', b"\x00\xff", b"%PDF-1.7"])
def test_other_files_are_told_from_sessions(data: bytes) -> None:
    with pytest.raises(ExportError, match="not a Footnote session"):
        read_session(data)


def test_newer_version_says_to_update(exported: dict[str, Any]) -> None:
    with pytest.raises(ExportError, match="newer Footnote .*update"):
        read(exported | {"version": 2})


@pytest.mark.parametrize("version", [None, "1", True, 0])
def test_missing_version_is_said(exported: dict[str, Any], version: object) -> None:
    with pytest.raises(ExportError, match="which version"):
        read(exported | {"version": version})


def test_file_cut_short_anywhere_is_one_sentence(session: Session, pictures: Pictures) -> None:
    data = write_session(session, "json", pictures)
    for length in range(40, len(data) - 2, len(data) // 40):
        with pytest.raises(ExportError, match="damaged or was cut short"):
            read_session(data[:length])


def test_damaged_value_is_named(exported: dict[str, Any]) -> None:
    exported["session"]["runs"][0]["started"] = "yesterday"
    with pytest.raises(ExportError, match=r"damaged at session\.runs\.0\.started"):
        read(exported)


@pytest.mark.parametrize("body", ["[" * 100_000, '{"schema": "footnote.session", "x": ' + "[" * 100_000])
def test_deep_nesting_is_refused(body: str) -> None:
    with pytest.raises(ExportError):
        read_session(body.encode())


def test_endless_chain_of_inputs_is_refused(exported: dict[str, Any]) -> None:
    figure = exported["session"]["runs"][0]["answer"]["figures"][0]
    for _ in range(300):
        figure = {**figure, "inputs": [figure]}
    exported["session"]["runs"][0]["answer"]["figures"] = [figure]
    with pytest.raises(ExportError):
        read(exported)


def test_figure_beyond_all_filings_is_refused(exported: dict[str, Any]) -> None:
    exported["session"]["runs"][0]["answer"]["figures"][0]["value"] = "1e400"
    with pytest.raises(ExportError, match="no filing prints"):
        read(exported)


def test_time_without_zone_is_read_as_utc(exported: dict[str, Any]) -> None:
    exported["session"]["runs"][0]["started"] = "2026-05-04T09:30:00"
    imported = read_session(json.dumps(exported).encode()).session
    assert imported.runs[0].started.utcoffset() == timedelta(0)


def test_infinite_number_is_refused(exported: dict[str, Any]) -> None:
    exported["pictures"][0]["width"] = float("inf")
    with pytest.raises(ExportError, match="damaged"):
        read(exported)


HUGE = png().replace(png()[16:24], b"\x00\xff\xff\xff\x00\xff\xff\xff")


@pytest.mark.parametrize("bad", [b"<svg onload=alert(1)>", b"\xff\xd8\xff\xe0", png()[:-20], HUGE])
def test_picture_that_is_no_page_sized_png_is_refused(exported: dict[str, Any], bad: bytes) -> None:
    import base64

    exported["pictures"][0]["png"] = base64.b64encode(bad).decode()
    with pytest.raises(ExportError, match="picture of page 5"):
        read(exported)


def test_picture_that_is_no_base64_is_refused(exported: dict[str, Any]) -> None:
    exported["pictures"][0]["png"] = "not base64!"
    with pytest.raises(ExportError, match="picture of page 5"):
        read(exported)


def test_too_many_pictures_are_refused(exported: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("export.document.MAX_PICTURES", 3)
    with pytest.raises(ExportError, match="more than 3"):
        read(exported)


def test_file_over_the_limit_is_not_parsed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("export.document.MAX_BYTES", 2**20)
    with pytest.raises(ExportError, match="larger than 1 MB"):
        read_session(b" " * (2**20 + 1))
