"""The one place that wires the parts together: what the pages and the command line call."""

import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from agents.questions import Asker, Question
from core.answers import Citation, Plan
from core.choices import CHANGEABLE, Source
from core.errors import NotThere
from core.estimates import Estimate
from core.filings import BBox, Cell, Fact, Filing, Fragment, Hit, PagePicture
from core.ontology import load_ontology
from core.protocols import Progress
from core.reports import IngestReport
from core.settings import Settings
from core.templates import Template
from core.traces import Feedback, Run, Session
from ingest.intake import IngestJob
from ingest.workers import FileToRead as FileToRead  # handed on: callers make these
from library.pictures import marked
from workspace import Workspace

if TYPE_CHECKING:
    from agents.handle import RunHandle
    from agents.llm.analyst import Connection
    from export.wandb_run import WandbExport, WandbRun
    from library.library import Library
    from library.sessions import SessionStore
    from library.spending import Spent

SAMPLES = Path(__file__).parent / "samples"
WITH_PICTURES = {"json", "html"}
RUNS_ELSEWHERE = "A question is being answered in another browser"  # its words are the session's title
WANDB_FILES = {"session.json": "json", "session.html": "html", "traces.otlp.json": "otlp"}


class Workbench:
    """Footnote without a screen. All methods are safe from any thread; errors are those of `core.errors`."""

    def __init__(self, settings: Settings, workspace: Workspace | None = None, browser: str | None = None) -> None:
        self._workspace = workspace or Workspace(settings)
        self._browser = browser

    def seen_from(self, browser: str) -> "Workbench":
        """The same workspace as one browser sees it: with the keys given there, without others' running questions."""
        return Workbench(self.settings, self._workspace, browser)

    @property
    def settings(self) -> Settings:
        """The settings in force, with the keys that this browser gave."""
        return self._workspace.choices.settings_for(self._browser)

    @property
    def _asker(self) -> Asker:
        return Asker(self.settings, self._browser)

    @property
    def _library(self) -> "Library":
        return self._workspace.library

    @property
    def _sessions(self) -> "SessionStore":
        return self._workspace.sessions

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

    # Questions

    def ask(
        self,
        question: str,
        filings: Sequence[str] = (),
        session: str | None = None,
        provider: str | None = None,
        strategy: str | None = None,
        stop_after_planning: bool = False,
    ) -> Run:
        """Answer a question and keep the run. `filings` are names or ids; none means all."""
        asked = Question(question, filings, session, provider, strategy, None, stop_after_planning)
        return self._workspace.asking.ask(asked, self._asker)

    def start(
        self,
        question: str,
        filings: Sequence[str] = (),
        session: str | None = None,
        provider: str | None = None,
        strategy: str | None = None,
        plan: Plan | None = None,
        stop_after_planning: bool = False,
    ) -> "RunHandle":
        """The same in the background; `plan` is one the user edited. Raises CannotAsk while the session is busy."""
        asked = Question(question, filings, session, provider, strategy, plan, stop_after_planning)
        return self._workspace.asking.start(asked, self._asker)

    def start_planned(self, session_id: str, run_id: str, plan: Plan) -> "RunHandle":
        """Run a plan in the place of the run that was stopped after planning. Raises NotThere or CannotAsk."""
        return self._workspace.asking.start_planned(session_id, run_id, plan, self._asker)

    def keep_plan(self, session_id: str, run_id: str, plan: Plan) -> None:
        """Keep a plan as it was edited, with the run that waits for it. Raises NotThere or CannotAsk."""
        self._workspace.asking.keep_plan(session_id, run_id, plan)

    def plan_problems(self, plan: Plan) -> Mapping[str, str]:
        """What keeps sub-questions of an edited plan from running: a sentence each, by their ids."""
        from agents.plan_checks import plan_problems

        return plan_problems(plan, self.filings(), load_ontology())

    def estimate(
        self, question: str = "", filings: Sequence[str] = (), plan: Plan | None = None, strategy: str | None = None
    ) -> Estimate:
        """Tokens and dollars that a question may use, before it is asked. Raises FilingNotFound."""
        asked = Question(question, filings, strategy=strategy, plan=plan)
        return self._workspace.asking.estimate(asked, self._asker)

    def running(self, session_id: str) -> "RunHandle | None":
        """The question that this session waits for, from whatever page; None for one that another browser asked."""
        return self._workspace.asking.running(session_id, self._browser)

    def check_connection(self) -> "Connection":
        """Ask the model's endpoint two short questions: whether it answers, and what its model can do."""
        from agents.llm.analyst import check_connection

        return check_connection(self.settings)

    # Settings

    def change_settings(self, changes: Mapping[str, object]) -> None:
        """Change settings by name for everyone on this server, and keep them. Raises BadSetting."""
        self._workspace.change(changes)

    def setting_sources(self) -> Mapping[str, Source]:
        """Where each setting comes from, by its name."""
        return self._workspace.choices.sources(self._browser)

    def settings_file(self) -> Path:
        """Where changed settings are kept."""
        return self._workspace.choices.file

    def give_key(self, name: str, secret: str) -> None:
        """Hold a key ("openai_api_key" or "wandb_api_key") in memory, for this browser alone. Raises BadSetting."""
        self._workspace.choices.give_key(self._browser or "", name, secret)

    def forget_key(self, name: str) -> None:
        """Forget the key that this browser gave."""
        self._workspace.choices.forget_key(self._browser or "", name)

    # Comparisons

    def comparison_plan(self, questions: Sequence[str], filings: Sequence[str]) -> Plan:
        """Filings (names or ids) by questions as a plan, a sub-question a cell: "c0-r1" is the first of the second."""
        from agents.comparing import comparison_plan

        rows = [self.filing(name) for name in filings]
        return comparison_plan(questions, rows, self._workspace.library, load_ontology())

    def templates(self) -> Sequence[Template]:
        """The templates that users saved, by name."""
        return self._workspace.templates.list()

    def save_template(self, template: Template) -> None:
        """Keep a template, over the one that had its name. Raises CannotAsk where it has no name or no question."""
        self._workspace.templates.save(template)

    def delete_template(self, name: str) -> None:
        """Forget a template that was saved."""
        self._workspace.templates.delete(name)

    # Sessions

    def sessions(self, own: bool = False) -> Sequence[Session]:
        """All sessions, newest first, without their runs, but those in which another browser's question runs.

        With `own` only those that this browser began or brought in, and those that no browser did.
        """
        others = self._sessions.of_others(self._browser) if self._browser else frozenset()
        hidden = others if own else others & self._workspace.asking.elsewhere(self._browser).keys()
        return [session for session in self._sessions.list() if session.id not in hidden]

    def session(self, session_id: str) -> Session:
        """A session with its runs, but another browser's running one. Raises SessionNotFound."""
        hidden = self._workspace.asking.elsewhere(self._browser).get(session_id)
        session = self._sessions.get(session_id)
        runs = tuple(run for run in session.runs if run.id != hidden)
        return replace(session, runs=runs, title=RUNS_ELSEWHERE if hidden and not runs else session.title)

    def spent(self) -> "Spent":
        """Tokens and dollars of all questions so far."""
        return self._workspace.spending.total()

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

    def mark(self, picture: PagePicture, boxes: Sequence[BBox], zoom: float = 1.0) -> bytes:
        """A page as a PNG with the boxes marked; empty for a page that is text alone."""
        return marked(picture, boxes, zoom) if picture.png else b""

    def marked_page(self, session_id: str | None, citation: Citation, zoom: float = 1.0) -> bytes:
        """The cited page as a PNG with the cited place marked; empty for a page that is text alone."""
        picture = self.page(session_id, citation.filing, citation.page)
        return self.mark(picture, [citation.bbox] if citation.bbox else [], zoom)

    def fragment(self, citation: Citation, cells: Sequence[Cell] = ()) -> Fragment | None:
        """What stands around a citation of an HTML filing, the cited cells or words marked; None for other kinds."""
        return self._library.fragment(citation, cells)

    def export(self, session_id: str, form: str) -> bytes:
        """A session as "json", "otlp", "html", "xlsx" or "md"."""
        from export.citations import cited_pictures
        from export.writers import write_session

        session = self.session(session_id)
        pictures = cited_pictures(session, self.page) if form in WITH_PICTURES else {}
        return write_session(session, form, pictures, self._workspace.choices.secrets())

    def start_wandb(self, session_id: str) -> "WandbExport":
        """Write a session to Weights & Biases in the background, online or offline as the settings say."""
        from export.wandb_run import Destination, WandbExport, write_wandb

        settings, secrets = self.settings, self._workspace.choices.secrets()
        key = settings.wandb_api_key.get_secret_value() if settings.wandb_api_key else None
        config = settings.model_dump(mode="json", include=set(CHANGEABLE))
        to = Destination(settings.home / "wandb", settings.wandb_mode, config, key, secrets)
        session = self.session(session_id)

        def written(stop: threading.Event) -> "WandbRun":
            files = {name: self.export(session_id, form) for name, form in WANDB_FILES.items()}
            return write_wandb(session, files, to, stop)

        sending = WandbExport(written)
        sending.begin()
        return sending

    def import_session(self, data: bytes) -> Session:
        """Open a session exported as JSON, here or elsewhere. Raises ExportError."""
        from export.writers import read_session

        imported = read_session(data)
        session = self._sessions.add(imported.session, self._browser)
        self._sessions.keep_pictures(session.id, imported.pictures)
        return session
