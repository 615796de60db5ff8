"""The one place that wires the parts together: what the pages and the command line call."""

import logging
import threading
import uuid
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from textwrap import shorten
from typing import TYPE_CHECKING

from agents.handle import RunHandle, broken
from agents.indexes import Indexes
from agents.runner import OFFLINE
from agents.runner import run as run_task
from agents.task import Analyst, Task
from core.answers import Citation, Plan
from core.errors import CannotAsk, NotThere, ProviderError
from core.filings import Fact, Filing, Hit, PagePicture
from core.ontology import load_ontology
from core.protocols import Emit, Progress
from core.reports import IngestReport
from core.settings import Settings
from core.traces import Feedback, Run, RunEnded, RunSettings, Session
from core.version import VERSION
from ingest.intake import IngestJob, Intake
from ingest.workers import FileToRead as FileToRead  # handed on: callers make these
from library.embedders import make_embedder
from library.library import Library
from library.pictures import marked
from library.sessions import SessionStore

if TYPE_CHECKING:
    from agents.llm.analyst import Connection

SAMPLES = Path(__file__).parent / "samples"
PROVIDERS = ("offline", "openai")
WITH_PICTURES = {"json", "html"}
TITLE_LENGTH = 80


class Workbench:
    """Footnote without a screen. All methods are safe from any thread; errors are those of `core.errors`."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self._jobs: list[IngestJob] = []
        self._handles: dict[str, RunHandle] = {}
        self._indexes = Indexes()
        self._lock = threading.RLock()

    @cached_property
    def _library(self) -> Library:
        settings = self.settings
        return Library(settings.home, make_embedder(settings), settings.database_url, settings.chroma_url)

    @cached_property
    def _sessions(self) -> SessionStore:
        return SessionStore(self._library.database)

    @cached_property
    def _intake(self) -> Intake:
        settings = self.settings
        return Intake(self._library, settings.home / "uploads", settings.read_seconds, settings.read_megabytes)

    # Filings

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

    def receive(self, name: str, data: bytes, password: str | None = None) -> FileToRead:
        """Take uploaded bytes, to be handed to `ingest` or `start_ingest`."""
        return self._intake.receive(name, data, password)

    def ingest(
        self,
        files: Sequence[FileToRead],
        on_file: Callable[[str, Progress], None] = lambda name, progress: None,
    ) -> IngestReport:
        """Read files into the library, side by side; one that fails is reported and the others go on."""
        return self._intake.take_in(files, on_file, threading.Event(), lambda report: None)

    def start_ingest(self, files: Sequence[FileToRead]) -> IngestJob:
        """The same in the background."""
        return self._begin(
            [file.name for file in files],
            lambda on_file, stop, on_report: self._intake.take_in(files, on_file, stop, on_report),
        )

    def reindex(self, filing_id: str) -> IngestJob:
        """Read a filing again from its kept original, in the background."""
        name = self.filing(filing_id).name
        return self._begin([name], lambda on_file, stop, on_report: self._intake.reindex(filing_id, on_file, stop))

    def _begin(self, names: Sequence[str], work: Callable[..., IngestReport]) -> IngestJob:
        job = IngestJob(names, work)
        with self._lock:
            self._jobs = [*(j for j in self._jobs if not j.done), job]
        job.begin()
        return job

    def jobs(self) -> Sequence[IngestJob]:
        """The jobs that run, and the last one."""
        return tuple(self._jobs)

    def edit_filing(self, filing: Filing) -> None:
        """Keep the user's word on what a filing is."""
        self._library.update(filing)

    def delete_filing(self, filing_id: str) -> None:
        """Forget a filing, its index and its original."""
        self._library.delete(filing_id)

    # Questions

    def ask(
        self,
        question: str,
        filings: Sequence[str] = (),
        session: str | None = None,
        provider: str | None = None,
        strategy: str | None = None,
    ) -> Run:
        """Answer a question and keep the run. `filings` are names or ids; none means all."""
        run = self._new_run(question, filings, session, provider, strategy)
        return self._answer(run, None, lambda event: None, threading.Event())

    def start(
        self,
        question: str,
        filings: Sequence[str] = (),
        session: str | None = None,
        provider: str | None = None,
        strategy: str | None = None,
        plan: Plan | None = None,
    ) -> RunHandle:
        """The same in the background; `plan` is one the user edited. Raises CannotAsk while the session is busy."""
        with self._lock:
            if session and self.running(session):
                raise CannotAsk("A question of this session is still running; stop it, or wait for its answer.")
            run = self._new_run(question, filings, session, provider, strategy)
            handle = RunHandle(run, lambda run, emit, stop: self._answer(run, plan, emit, stop))
            self._handles = {s: h for s, h in self._handles.items() if not h.done} | {run.session: handle}
        handle.begin()
        return handle

    def running(self, session_id: str) -> RunHandle | None:
        """The question that this session waits for, whoever looks and from whatever page."""
        handle = self._handles.get(session_id)
        return handle if handle and not handle.done else None

    def _new_run(
        self, question: str, filings: Sequence[str], session: str | None, provider: str | None, strategy: str | None
    ) -> Run:
        named = self._provider(provider)
        model = None if named == "offline" else self.settings.model
        settings = RunSettings(named, strategy or self.settings.strategy, model, VERSION)
        self._analyst(settings)  # a strategy that is none is refused before there is a session
        scope = tuple(self.filing(name).id for name in filings)
        title = shorten(question, TITLE_LENGTH, placeholder=" …")
        kept = self._sessions.get(session) if session else self._sessions.create(title)
        return Run(uuid.uuid4().hex, kept.id, question, datetime.now(UTC), settings, scope)

    def _provider(self, asked: str | None) -> str:
        provider = asked or self.settings.provider
        provider = self.settings.resolved_provider if provider == "auto" else provider
        if provider not in PROVIDERS:
            raise ProviderError(f'There is no provider "{provider}"; the providers are {", ".join(PROVIDERS)}.')
        return provider

    def _analyst(self, settings: RunSettings) -> Analyst:
        if settings.provider == "offline":
            return OFFLINE
        from agents.llm.analyst import make_analyst

        return make_analyst(self.settings, settings.strategy)

    def check_connection(self) -> "Connection":
        """Ask the model's endpoint two short questions: whether it answers, and what its model can do."""
        from agents.llm.analyst import check_connection

        return check_connection(self.settings)

    def _answer(self, run: Run, plan: Plan | None, emit: Emit, stop: threading.Event) -> Run:
        history = tuple(r for r in self._sessions.get(run.session).runs if r.answer)
        self._sessions.save(run)
        task = Task(run, self._library, load_ontology(), history, emit, stop, plan, self._indexes)
        try:
            done = run_task(task, self._analyst(run.settings))
        except Exception as error:  # the outermost boundary: a fault of ours must not lose the question or hang a page
            logging.getLogger("footnote").exception("run %s", run.id)
            done = broken(run, error)
            emit(RunEnded(done))
        self._sessions.save(done)
        return done

    # Sessions

    def sessions(self) -> Sequence[Session]:
        """All sessions, newest first, without their runs."""
        return self._sessions.list()

    def session(self, session_id: str) -> Session:
        """A session with its runs. Raises SessionNotFound."""
        return self._sessions.get(session_id)

    def rename_session(self, session_id: str, title: str) -> None:
        """Give a session another title."""
        self._sessions.rename(session_id, title)

    def delete_session(self, session_id: str) -> None:
        """Forget a session, its runs and the pictures that came with it."""
        self._sessions.delete(session_id)

    def add_feedback(self, session_id: str, run_id: str, feedback: Feedback) -> None:
        """Keep a user's word on an answer or a footnote."""
        run = next((r for r in self.session(session_id).runs if r.id == run_id), None)
        if run is None:
            raise NotThere(f"The session has no run {run_id}; reload the page.")
        self._sessions.save(replace(run, feedback=(*run.feedback, feedback)))

    def page(self, session_id: str | None, filing_id: str, page: int) -> PagePicture:
        """A page to look at: from the filing, else as it came with an imported session. Raises NotThere."""
        kept = self._sessions.picture(session_id, filing_id, page) if session_id else None
        return kept or self._library.page(filing_id, page)

    def marked_page(self, session_id: str | None, citation: Citation, zoom: float = 1.0) -> bytes:
        """The cited page as a PNG with the cited place marked; empty for a page that is text alone."""
        picture = self.page(session_id, citation.filing, citation.page)
        return marked(picture, [citation.bbox] if citation.bbox else [], zoom) if picture.png else b""

    def export(self, session_id: str, form: str) -> bytes:
        """A session as "json", "otlp", "html", "xlsx" or "md"."""
        from export.citations import cited_pictures
        from export.writers import write_session

        session = self.session(session_id)
        pictures = cited_pictures(session, self.page) if form in WITH_PICTURES else {}
        key = self.settings.openai_api_key
        secrets = [key.get_secret_value()] if key else []
        return write_session(session, form, pictures, secrets)

    def import_session(self, data: bytes) -> Session:
        """Open a session exported as JSON, here or elsewhere. Raises ExportError."""
        from export.writers import read_session

        imported = read_session(data)
        session = self._sessions.add(imported.session)
        self._sessions.keep_pictures(session.id, imported.pictures)
        return session
