"""Filings: what there is, what was read from them, reading more."""

import threading
from collections.abc import Callable, Sequence
from pathlib import Path

from core.filings import Fact, Filing, Hit
from core.protocols import Progress
from core.reports import IngestReport
from desk.seen import Seen
from ingest.intake import IngestJob
from ingest.workers import FileToRead

SAMPLES = Path(__file__).parent.parent / "samples"


class FilingDesk(Seen):
    """What the workbench does with filings."""

    def filings(self) -> Sequence[Filing]:
        """All filings, by company and period end."""
        return self._library.filings()

    def filing(self, name: str) -> Filing:
        """A filing by name, with or without its ending, or by id. Raises FilingNotFound."""
        return self._library.find(name)

    def facts(self, name: str) -> Sequence[Fact]:
        """What was read from a filing's tables, tags and text. Raises FilingNotFound."""
        return self._library.facts(self.filing(name).id)

    def search(self, query: str, names: Sequence[str] = (), k: int = 10) -> Sequence[Hit]:
        """The k best passages of the named filings; of all, where none is named. Raises FilingNotFound."""
        return self._library.search(query, [self.filing(name).id for name in names], k)

    def sample_files(self) -> Sequence[FileToRead]:
        """The invented companies' filings that come with the product."""
        return [FileToRead(path, path.name) for path in sorted(SAMPLES.glob("*.pdf"))]

    def expect_files(self) -> None:
        """Get ready to read: the next file then need not wait for a process to start."""
        self._workspace.intake.expect()

    def receive(self, name: str, data: bytes, password: str | None = None) -> FileToRead:
        """Take uploaded bytes, to be handed to `ingest` or `start_ingest`."""
        return self._workspace.intake.receive(name, data, password)

    def ingest(
        self,
        files: Sequence[FileToRead],
        on_file: Callable[[str, Progress], None] = lambda name, progress: None,
    ) -> IngestReport:
        """Read files into the library, side by side; one that fails is reported and the others go on."""
        return self._workspace.intake.take_in(files, on_file, threading.Event(), lambda report: None)

    def start_ingest(self, files: Sequence[FileToRead]) -> IngestJob:
        """The same in the background."""
        return self._workspace.jobs.begin(
            [file.name for file in files],
            lambda on_file, stop, on_report: self._workspace.intake.take_in(files, on_file, stop, on_report),
        )

    def reindex(self, filing_id: str) -> IngestJob:
        """Read a filing again from its kept original, in the background."""
        name = self.filing(filing_id).name
        return self._workspace.jobs.begin(
            [name], lambda on_file, stop, on_report: self._workspace.intake.reindex(filing_id, on_file, stop)
        )

    def stale_filings(self) -> Sequence[Filing]:
        """The filings whose vectors another embedder made: searched by their words alone until embedded again."""
        return self._library.stale()

    def start_reembed(self) -> IngestJob:
        """Make their vectors anew in the background, step "embedding"; gives back the job that runs, if one does."""
        from library.reembedding import reembed_stale

        return self._workspace.jobs.begin_once(
            "embedding",
            lambda: [filing.name for filing in self.stale_filings()],
            lambda *watch: reembed_stale(self._library, *watch),
        )

    def jobs(self) -> Sequence[IngestJob]:
        """The jobs that run, and the last one."""
        return self._workspace.jobs.all()

    def edit_filing(self, filing: Filing) -> None:
        """Keep the user's word on what a filing is."""
        self._library.update(filing)

    def delete_filing(self, filing_id: str) -> None:
        """Forget a filing, its index and its original."""
        self._library.delete(filing_id)
