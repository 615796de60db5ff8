import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from core.errors import ProviderError
from core.filings import ReadFiling
from core.protocols import Progress
from core.reports import IngestReport
from library.embedders import StaticEmbedder
from library.library import Library
from library.reembedding import reembed_stale

MakeReading = Callable[..., tuple[ReadFiling, Path]]


class OtherEmbedder(StaticEmbedder):
    name = "other"


class FailsAt(OtherEmbedder):
    """Embeds so many filings, then its endpoint is gone."""

    def __init__(self, calls: int) -> None:
        super().__init__()
        self.left = calls

    def embed(self, texts):
        self.left -= 1
        if self.left < 0:
            raise ProviderError("The endpoint is down; start it, then try again.")
        return super().embed(texts)


@pytest.fixture
def three(library: Library, home: Path, make_reading: MakeReading) -> Path:
    """A workspace of three filings, embedded by the default embedder."""
    for number in range(3):
        library.add(*make_reading(f"{number}.txt", [f"Text of filing {number} on drill bits.", "And diesel."]))
    return home


def run(library: Library, stop: threading.Event | None = None, on_report=lambda report: None) -> IngestReport:
    return reembed_stale(library, lambda name, progress: None, stop or threading.Event(), on_report)


def test_every_filing_is_embedded_anew_and_told_of(three: Path) -> None:
    library = Library(three, OtherEmbedder())
    told: list[tuple[str, Progress]] = []
    reports: list[int] = []
    report = reembed_stale(
        library,
        lambda name, progress: told.append((name, progress)),
        threading.Event(),
        lambda report: reports.append(len(report.filings)),
    )
    assert [done.filing.name for done in report.filings] == ["0.txt", "1.txt", "2.txt"]
    assert reports == [1, 2, 3] and not report.failed
    assert ("1.txt", Progress("embedding", 2, 2)) in told
    assert library.stale() == [] and len(Library(three, StaticEmbedder()).stale()) == 3


def test_an_embedder_that_fails_keeps_what_is_done_and_says_of_the_rest_why_it_is_not(three: Path) -> None:
    library = Library(three, FailsAt(1))
    report = run(library)
    assert [done.filing.name for done in report.filings] == ["0.txt"]
    assert [failed.name for failed in report.failed] == ["1.txt", "2.txt"]
    assert {failed.error for failed in report.failed} == {"The endpoint is down; start it, then try again."}
    assert [filing.name for filing in library.stale()] == ["1.txt", "2.txt"]
    assert library.search("diesel", [library.find("2.txt").id])[0].passage.page == 2


def test_a_stop_is_heeded_and_the_filing_under_way_stays_as_it_was(three: Path) -> None:
    library, stop = Library(three, OtherEmbedder()), threading.Event()
    report = run(library, stop, lambda report: stop.set())
    assert [done.filing.name for done in report.filings] == ["0.txt"]
    assert len(library.stale()) == 2


def test_a_filing_deleted_meanwhile_is_passed_over(three: Path) -> None:
    library = Library(three, OtherEmbedder())
    report = run(library, on_report=lambda report: _delete_once(library))
    assert [done.filing.name for done in report.filings] == ["0.txt", "2.txt"] and not report.failed


def _delete_once(library: Library) -> None:
    for filing in library.filings():
        if filing.name == "1.txt":
            library.delete(filing.id)


def test_a_filing_read_anew_while_it_is_embedded_keeps_its_new_reading(
    library: Library, home: Path, make_reading: MakeReading
) -> None:
    reading, path = make_reading()
    filing = library.add(reading, path)
    other = Library(home, OtherEmbedder())
    fresh = ReadFiling(reading.filing, reading.pages, reading.facts, reading.passages[:1])
    seen: list[Progress] = []

    def read_anew_once(progress: Progress) -> None:
        if not seen:
            library.replace(fresh)
        seen.append(progress)

    other.reembed(filing.id, read_anew_once)
    assert other.passages(filing.id) == fresh.passages
    assert other.stale() == [] and seen[-1] == Progress("index", 1, 1)


def test_questions_asked_meanwhile_are_answered(three: Path) -> None:
    library, done = Library(three, OtherEmbedder()), threading.Event()
    found: list[int] = []
    failed: list[Exception] = []

    def ask() -> None:
        try:
            while not done.is_set():
                found.append(len(library.search("drill bits")))
        except Exception as error:
            failed.append(error)

    asking = threading.Thread(target=ask)
    asking.start()
    try:
        for embedder in (OtherEmbedder(), StaticEmbedder(), OtherEmbedder()):
            run(Library(three, embedder))
    finally:
        done.set()
        asking.join()
    assert not failed and found and min(found) >= 3
