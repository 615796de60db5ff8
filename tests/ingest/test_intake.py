import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from core.errors import ProviderError
from core.reports import IngestReport
from core.settings import Settings
from ingest.intake import Intake
from ingest.workers import FileToRead
from library.embedders import make_embedder
from library.library import Library

Save = Callable[[str, bytes | str], Path]


def taken_in(home: Path, file: FileToRead, library: Callable[[], Library] | None = None) -> IngestReport:
    kept = Library(home, make_embedder(Settings(home=home)))
    intake = Intake(library or (lambda: kept), home, seconds=60, megabytes=1000)
    return intake.take_in([file], lambda name, progress: None, threading.Event(), lambda report: None)


@pytest.fixture
def file(make_pdf: Callable[..., bytes], save: Save) -> FileToRead:
    return FileToRead(save("a.pdf", make_pdf([["The text of a report."]])), "a.pdf")


def test_a_file_that_is_there_is_not_read_again(tmp_path: Path, file: FileToRead) -> None:
    first = taken_in(tmp_path / "home", file).filings[0]
    again = taken_in(tmp_path / "home", file).filings[0]
    assert not first.duplicate and again.duplicate and again.seconds == 0.0
    assert again.filing.id == first.filing.id
    renamed = taken_in(tmp_path / "home", file._replace(name="copy.pdf")).filings[0]
    assert renamed.duplicate and (renamed.file, renamed.filing.name) == ("copy.pdf", "a.pdf")


def test_an_original_without_its_filing_is_read(tmp_path: Path, file: FileToRead) -> None:
    first = taken_in(tmp_path / "home", file).filings[0].filing
    (left,) = (tmp_path / "home" / "originals").glob(f"{first.id}.*")
    (tmp_path / "other" / "originals").mkdir(parents=True)
    (tmp_path / "other" / "originals" / left.name).write_bytes(left.read_bytes())
    assert not taken_in(tmp_path / "other", file).filings[0].duplicate


def test_a_filing_whose_original_is_gone_is_not_kept_twice(tmp_path: Path, file: FileToRead) -> None:
    first = taken_in(tmp_path / "home", file).filings[0].filing
    (tmp_path / "home" / "originals" / f"{first.id}.pdf").unlink()
    assert taken_in(tmp_path / "home", file).filings[0].duplicate


def test_a_library_that_cannot_be_opened_is_an_error(tmp_path: Path, file: FileToRead) -> None:
    def broken() -> Library:
        raise ProviderError("The embedder is not there.")

    with pytest.raises(ProviderError):
        taken_in(tmp_path / "home", file, broken)
