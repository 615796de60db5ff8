"""Bad input ends in one clear sentence, and nothing is lost or left behind."""

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pypdf
import pytest


def encrypted(sample: bytes) -> bytes:
    writer = pypdf.PdfWriter(clone_from=pypdf.PdfReader(io.BytesIO(sample)))
    writer.encrypt("sesame", algorithm="AES-256")
    buffer = io.BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


def without_pages(sample: bytes) -> bytes:
    buffer = io.BytesIO()
    pypdf.PdfWriter().write(buffer)
    return buffer.getvalue()


MADE: dict[str, tuple[Callable[[bytes], bytes], str]] = {
    "picture.pdf": (lambda sample: b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8, "neither"),
    "words.pdf": (lambda sample: b"This is no report, and it is not a PDF either.\n", "not a pdf"),
    "empty.pdf": (lambda sample: b"", "empty"),
    "truncated.pdf": (lambda sample: sample[: len(sample) // 3], "damaged"),
    "locked.pdf": (encrypted, "password"),
    "nothing.pdf": (without_pages, "page"),
}


@pytest.fixture
def sample(root: Path) -> bytes:
    return sorted((root / "samples").glob("*.pdf"))[0].read_bytes()


@pytest.mark.parametrize("name", MADE)
def test_bad_file_fails_in_one_sentence_and_the_good_one_goes_on(
    cli: Any, sample: bytes, tmp_path: Path, name: str
) -> None:
    make, word = MADE[name]
    bad, good = tmp_path / name, tmp_path / "good.pdf"
    bad.write_bytes(make(sample))
    good.write_bytes(sample)
    report = cli.json("ingest", str(bad), str(good))
    assert [filing["name"] for filing in report["filings"]] == ["good.pdf"]
    (failed,) = report["failed"]
    assert failed["path"] == str(bad) and word in failed["error"].lower() and name in failed["error"]
    assert "Traceback" not in failed["error"] and "\n" not in failed["error"]
    kept = [
        path
        for path in cli.workspace.rglob("*")
        if path.is_file() and path.read_bytes() == make(sample) and make(sample)
    ]
    assert kept == []


def test_encrypted_file_opens_with_its_password(cli: Any, sample: bytes, tmp_path: Path) -> None:
    locked = tmp_path / "locked.pdf"
    locked.write_bytes(encrypted(sample))
    assert "password" in cli.json("ingest", str(locked), "--password", "wrong")["failed"][0]["error"].lower()
    assert cli.json("ingest", str(locked), "--password", "sesame")["filings"][0]["facts"] > 0


def test_same_file_twice_is_one_filing(cli: Any, sample: bytes, tmp_path: Path) -> None:
    one, other = tmp_path / "one.pdf", tmp_path / "other.pdf"
    one.write_bytes(sample)
    other.write_bytes(sample)
    report = cli.json("ingest", str(one), str(other))
    assert len({filing["id"] for filing in report["filings"]}) == 1 and report["failed"] == []
    again = cli.json("ingest", str(one))
    assert again["filings"][0]["id"] == report["filings"][0]["id"]


def test_other_file_under_a_taken_name_is_kept_beside_it(cli: Any, root: Path, tmp_path: Path) -> None:
    names = []
    for number, source in enumerate(sorted((root / "samples").glob("*.pdf"))[:2]):
        target = tmp_path / str(number) / "report.pdf"
        target.parent.mkdir()
        target.write_bytes(source.read_bytes())
        names.append(cli.json("ingest", str(target))["filings"][0]["name"])
    assert names == ["report.pdf", "report (2).pdf"]


def test_path_that_is_not_there_fails_and_the_rest_goes_on(cli: Any, sample: bytes, tmp_path: Path) -> None:
    good = tmp_path / "good.pdf"
    good.write_bytes(sample)
    report = cli.json("ingest", str(tmp_path / "missing.pdf"), str(good))
    assert len(report["filings"]) == 1 and "missing.pdf" in report["failed"][0]["error"]


def test_question_to_an_empty_library_is_refused_with_the_next_step(cli: Any) -> None:
    answer = cli.json("ask", "What was revenue?")
    assert answer["status"] == "refused" and answer["figures"] == []
    assert "add a quarterly or annual report" in answer["error"]


def test_unknown_filing_ends_with_a_sentence_and_no_traceback(cli: Any) -> None:
    done = cli.run("facts", "nowhere.pdf", "--json")
    assert done.returncode == 1 and done.stdout == b""
    assert b"nowhere.pdf" in done.stderr and b"Traceback" not in done.stderr


def test_company_that_is_not_there_is_refused_by_name(uber: Any) -> None:
    answer = uber.json("ask", "What was Caterpillar's revenue in Q3 2022?")
    assert answer["status"] == "refused" and answer["figures"] == []
    assert "Caterpillar" in answer["error"]


@pytest.mark.parametrize("question", ["", "   ", "asdf qwer zxcv", "?" * 50, "revenue " * 1500])
def test_no_question_ends_in_a_traceback(uber: Any, question: str) -> None:
    answer = uber.json("ask", question)
    assert answer["status"] in {"answered", "partial", "refused"}
    assert answer["answer"] or answer["error"]
