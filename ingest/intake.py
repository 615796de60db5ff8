"""From files to filings in the library: what is new is read side by side and kept, each by itself."""

import threading
import uuid
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

from core.background import Background
from core.errors import PasswordNeeded
from core.protocols import Progress
from core.reports import FailedFile, Ingested, IngestReport
from ingest.processes import make_ready
from ingest.workers import FileToRead, ReadOutcome, read_many
from library.workspace import may_be_kept

if TYPE_CHECKING:
    from library.library import Library

OnFile = Callable[[str, Progress], None]
OnReport = Callable[[IngestReport], None]


class Intake:
    """Reads files into a library.

    Args:
        library: gives the library where filings are kept; it is opened while the first files are already being read.
        home: the library's folder; uploaded bytes lie in a folder there until they were taken in.
        seconds: the limit of time for one file.
        megabytes: the limit of memory for one file.
    """

    def __init__(self, library: "Callable[[], Library]", home: Path, seconds: float, megabytes: int) -> None:
        self._open = library
        self._home = home
        self._uploads = home / "uploads"
        self._seconds = seconds
        self._megabytes = megabytes

    @property
    def _library(self) -> "Library":
        return self._open()

    def receive(self, name: str, data: bytes, password: str | None = None) -> FileToRead:
        """Put uploaded bytes where they can be read; `name` is kept as a name only, never used as a path."""
        self._uploads.mkdir(parents=True, exist_ok=True)
        path = self._uploads / uuid.uuid4().hex
        path.write_bytes(data)
        return FileToRead(path, name, password)

    def expect(self) -> None:
        """Have a reader ready for files that may come."""
        make_ready()

    def take_in(
        self, files: Sequence[FileToRead], on_file: OnFile, stop: threading.Event, on_report: OnReport
    ) -> IngestReport:
        """Read and keep the files; one that fails is reported and leaves nothing behind, the others go on."""
        report = IngestReport()
        for outcome in self._outcomes(files, on_file, stop):
            if isinstance(outcome, Ingested):
                report = IngestReport((*report.filings, outcome), report.failed)
            else:
                report = IngestReport(report.filings, (*report.failed, outcome))
            on_report(report)
        return report

    def reindex(self, filing_id: str, on_file: OnFile, stop: threading.Event) -> IngestReport:
        """Read a kept filing's original again, in place of what was read before."""
        filing = self._library.find(filing_id)
        file = FileToRead(self._library.original(filing_id), filing.name)
        for outcome in self._read([file], on_file, stop):
            if outcome.reading is None:
                return IngestReport(failed=(_failure(outcome),))
            again = self._library.replace(outcome.reading, lambda p: on_file(file.name, p), filing_id)
            return IngestReport(filings=(Ingested(again, outcome.seconds),))
        return IngestReport()

    def _outcomes(
        self, files: Sequence[FileToRead], on_file: OnFile, stop: threading.Event
    ) -> Iterator[Ingested | FailedFile]:
        new: list[FileToRead] = []
        for file in files:
            known = self._known(file)
            if known is None:
                new.append(file)
            else:
                self._forget(file)
                yield known
        for outcome in self._read(new, on_file, stop):
            kept = self._keep(outcome, on_file) if outcome.reading else _failure(outcome)
            self._forget(outcome.file)
            yield kept

    def _read(self, files: Sequence[FileToRead], on_file: OnFile, stop: threading.Event) -> Iterator[ReadOutcome]:
        if not files:
            return
        outcomes = read_many(
            files,
            seconds=self._seconds,
            megabytes=self._megabytes,
            on_progress=lambda file, progress: on_file(file.name, progress),
            stop=stop,
        )
        # The database's and the index's libraries take seconds to import: meanwhile the workers read.
        with ThreadPoolExecutor(1, "prepare") as aside:
            prepared = aside.submit(lambda: self._library.prepare())
            for outcome in outcomes:
                if outcome.reading:
                    prepared.result()
                yield outcome

    def _known(self, file: FileToRead) -> Ingested | FailedFile | None:
        """The filing that has this very content, or why the file cannot be opened; None where it is yet to be read."""
        try:
            content = sha256(file.path.read_bytes()).hexdigest()
        except OSError as error:
            reason = f"{file.name} cannot be opened ({error.strerror}); check its path and rights, then try again."
            return FailedFile(file.name, reason, str(file.path))
        filing = self._library.by_content(content) if may_be_kept(self._home, content) else None
        return Ingested(filing, 0.0, True, file.name) if filing else None

    def _keep(self, outcome: ReadOutcome, on_file: OnFile) -> Ingested:
        file, reading = outcome.file, outcome.reading
        assert reading is not None
        twin = self._library.by_content(reading.filing.sha256)  # the same content twice in one upload
        if twin:
            return Ingested(twin, outcome.seconds, True, file.name)
        started = perf_counter()
        filing = self._library.add(reading, file.path, lambda p: on_file(file.name, p), file.password)
        return Ingested(filing, outcome.seconds + perf_counter() - started)

    def _forget(self, file: FileToRead) -> None:
        if file.path.parent == self._uploads:
            file.path.unlink(missing_ok=True)


def _failure(outcome: ReadOutcome) -> FailedFile:
    file, locked = outcome.file, isinstance(outcome.error, PasswordNeeded)
    return FailedFile(file.name, str(outcome.error), str(file.path), locked)


class IngestJob(Background):
    """Files being taken in in the background; `progress` and `report` may be looked at any time."""

    def __init__(self, names: Sequence[str], work: Callable[[OnFile, threading.Event, OnReport], IngestReport]) -> None:
        super().__init__(self._work, "ingest")
        self.names = tuple(names)
        self.progress: dict[str, Progress] = {}
        self.report = IngestReport()
        self._take_in = work

    def _work(self, stop: threading.Event) -> None:
        self.report = self._take_in(self._note, stop, self._reported)

    def _note(self, name: str, progress: Progress) -> None:
        self.progress = {**self.progress, name: progress}

    def _reported(self, report: IngestReport) -> None:
        self.report = report
