"""A workbench of hand-made values, in place of the real one, so that a page is tested alone."""

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

from pydantic import SecretStr

from core.answers import Citation, Plan, SubQuestion
from core.choices import Source
from core.errors import BadSetting, CannotAsk, ExportError, FilingNotFound, SessionNotFound
from core.estimates import Estimate
from core.filings import BBox, Cell, Filing, Fragment, PagePicture
from core.protocols import Progress
from core.reports import IngestReport
from core.settings import Settings
from core.templates import Template
from core.traces import Feedback, Run, Session


class FakeConnection(NamedTuple):
    """What became of a test of the connection."""

    ok: bool
    sentence: str


class FakeFile(NamedTuple):
    """A file to be read."""

    path: Path
    name: str
    password: str | None = None


@dataclass
class FakeJob:
    """Files on their way, at a moment of the test's choosing."""

    names: tuple[str, ...]
    progress: Mapping[str, Progress] = field(default_factory=dict)
    report: IngestReport = IngestReport()
    done: bool = False
    stopped: bool = False

    def stop(self) -> None:
        """Remember that it was stopped."""
        self.stopped = True


@dataclass
class FakeHandle:
    """A run in progress."""

    run: Run
    done: bool = False
    stopped: bool = False

    @property
    def session(self) -> str:
        """Its session."""
        return self.run.session

    def stop(self) -> None:
        """Remember that it was stopped."""
        self.stopped = True

    def wait(self, seconds: float | None = None) -> bool:
        """Say at once whether it is done."""
        return self.done


class FakeWandbRun(NamedTuple):
    """Where a run went."""

    url: str | None
    sentence: str


@dataclass
class FakeSending:
    """A session on its way to Weights & Biases."""

    run: FakeWandbRun | None = None
    error: str | None = None
    done: bool = False
    stopped: bool = False

    def stop(self) -> None:
        """Remember that it was stopped."""
        self.stopped = True


@dataclass
class FakeWorkbench:
    """Keeps in lists what the real one keeps in a workspace; refuses like it too."""

    shelf: list[Filing] = field(default_factory=list)
    kept: list[Session] = field(default_factory=list)
    handles: dict[str, FakeHandle] = field(default_factory=dict)
    work: list[FakeJob] = field(default_factory=list)
    asked: list[tuple[str, tuple[str, ...], str | None]] = field(default_factory=list)
    plans: list[Plan] = field(default_factory=list)
    received: list[FakeFile] = field(default_factory=list)
    expecting: bool = False
    refusal: str = ""
    stopped_after_planning: bool = False
    saved: list[Template] = field(default_factory=list)
    problems: dict[str, str] = field(default_factory=dict)
    settings: Settings = field(default_factory=lambda: Settings.of({}))
    sources: dict[str, Source] = field(default_factory=dict)
    stale: list[Filing] = field(default_factory=list)
    elsewhere: set[str] = field(default_factory=set)
    estimated: Estimate = Estimate(0, 0, Decimal(0), "The offline analyst uses no tokens.")
    cells_estimated: int = 0
    sending: FakeSending = field(default_factory=lambda: FakeSending())
    used: tuple[int, Decimal] = (0, Decimal(0))
    sent: list[str] = field(default_factory=list)

    def filings(self) -> Sequence[Filing]:
        return self.shelf

    def filing(self, name: str) -> Filing:
        found = next((f for f in self.shelf if name in (f.id, f.name)), None)
        if found is None:
            raise FilingNotFound(f"No filing is named {name}.")
        return found

    def edit_filing(self, filing: Filing) -> None:
        self.shelf = [filing if f.id == filing.id else f for f in self.shelf]

    def delete_filing(self, filing_id: str) -> None:
        self.shelf = [f for f in self.shelf if f.id != filing_id]

    def reindex(self, filing_id: str) -> FakeJob:
        return self.start_ingest([FakeFile(Path("x"), self.filing(filing_id).name)])

    def sample_files(self) -> Sequence[FakeFile]:
        return [FakeFile(Path("sample.pdf"), "sample.pdf")]

    def expect_files(self) -> None:
        self.expecting = True

    def receive(self, name: str, data: bytes, password: str | None = None) -> FakeFile:
        self.received.append(FakeFile(Path(name), name, password))
        return self.received[-1]

    def start_ingest(self, files: Sequence[FakeFile]) -> FakeJob:
        self.work.append(FakeJob(tuple(f.name for f in files)))
        return self.work[-1]

    def jobs(self) -> Sequence[FakeJob]:
        return self.work

    def start(
        self,
        question: str,
        filings: Sequence[str] = (),
        session: str | None = None,
        plan: Plan | None = None,
        stop_after_planning: bool = False,
    ) -> FakeHandle:
        if self.refusal:
            raise CannotAsk(self.refusal)
        self.asked.append((question, tuple(filings), session))
        self.plans += [plan] if plan else []
        self.stopped_after_planning = stop_after_planning
        now = datetime.now(UTC)
        home = session or "session-new"
        if session is None:
            self.kept.insert(0, Session(home, question, now, now))
        run = Run(
            f"run-new-{len(self.asked)}",
            home,
            question,
            now,
            scope=tuple(filings),
            filings=tuple(self.shelf),
            plan=plan,
        )
        self.handles[home] = FakeHandle(run)
        return self.handles[home]

    def start_planned(self, session_id: str, run_id: str, plan: Plan) -> FakeHandle:
        self.plans.append(plan)
        run = next(r for r in self.session(session_id).runs if r.id == run_id)
        self.handles[session_id] = FakeHandle(replace(run, plan=plan, ended=None))
        return self.handles[session_id]

    def keep_plan(self, session_id: str, run_id: str, plan: Plan) -> None:
        session = self.session(session_id)
        runs = tuple(replace(r, plan=plan) if r.id == run_id else r for r in session.runs)
        self.kept = [replace(s, runs=runs) if s.id == session_id else s for s in self.kept]

    def plan_problems(self, plan: Plan) -> Mapping[str, str]:
        return self.problems

    def comparison_plan(self, questions: Sequence[str], filings: Sequence[str]) -> Plan:
        return cells_of(questions, filings)

    def templates(self) -> Sequence[Template]:
        return self.saved

    def save_template(self, template: Template) -> None:
        self.saved = [t for t in self.saved if t.name != template.name] + [template]

    def delete_template(self, name: str) -> None:
        self.saved = [t for t in self.saved if t.name != name]

    def running(self, session_id: str) -> FakeHandle | None:
        handle = self.handles.get(session_id)
        return handle if handle and not handle.done else None

    def sessions(self, own: bool = False) -> Sequence[Session]:
        return [replace(s, runs=()) for s in self.kept if not own or s.id not in self.elsewhere]

    def session(self, session_id: str) -> Session:
        found = next((s for s in self.kept if s.id == session_id), None)
        if found is None:
            raise SessionNotFound(f"There is no session {session_id}; it may have been deleted.")
        return found

    def spent(self) -> tuple[int, Decimal]:
        return self.used

    def rename_session(self, session_id: str, title: str) -> None:
        self.kept = [replace(s, title=title) if s.id == session_id else s for s in self.kept]

    def delete_session(self, session_id: str) -> None:
        self.kept = [s for s in self.kept if s.id != session_id]

    def add_feedback(self, session_id: str, run_id: str, feedback: Feedback) -> None:
        session = self.session(session_id)
        runs = tuple(replace(r, feedback=(*r.feedback, feedback)) if r.id == run_id else r for r in session.runs)
        self.kept = [replace(s, runs=runs) if s.id == session_id else s for s in self.kept]

    def page(self, session_id: str | None, filing_id: str, page: int) -> PagePicture:
        self.filing(filing_id)
        return PagePicture(filing_id, page, sheet([]), 612, 792)

    def marked_page(self, session_id: str | None, citation: Citation, zoom: float = 1.0) -> bytes:
        return sheet([citation.bbox] if citation.bbox else [])

    def setting_sources(self) -> Mapping[str, Source]:
        return {name: Source.DEFAULT for name in Settings.model_fields} | self.sources

    def settings_file(self) -> Path:
        return Path("/workspace/settings.json")

    def change_settings(self, changes: Mapping[str, object]) -> None:
        if self.refusal:
            raise BadSetting(self.refusal)
        now = {name: getattr(self.settings, name) for name in Settings.model_fields}
        self.settings = Settings.of({**now, **changes})
        self.sources |= {name: Source.PAGE for name in changes}
        self.stale = self.shelf if "embedding" in changes else self.stale

    def give_key(self, name: str, secret: str) -> None:
        self.settings = self.settings.model_copy(update={name: SecretStr(secret)})
        self.sources[name] = Source.BROWSER

    def forget_key(self, name: str) -> None:
        self.settings = self.settings.model_copy(update={name: None})
        del self.sources[name]

    def stale_filings(self) -> Sequence[Filing]:
        return self.stale

    def start_reembed(self) -> FakeJob:
        return self.start_ingest([FakeFile(Path("x"), filing.name) for filing in self.stale])

    def estimate(
        self, question: str = "", filings: Sequence[str] = (), plan: Plan | None = None, strategy: str | None = None
    ) -> Estimate:
        return self.estimated

    def estimate_cells(self, cells: int) -> Estimate:
        self.cells_estimated = cells
        return self.estimated

    def start_wandb(self, session_id: str) -> FakeSending:
        self.sent.append(session_id)
        return self.sending

    def mark(self, picture: PagePicture, boxes: Sequence[BBox], zoom: float = 1.0) -> bytes:
        return sheet(boxes)

    def fragment(self, citation: Citation, cells: Sequence[Cell] = ()) -> Fragment | None:
        return None

    def check_connection(self) -> FakeConnection:
        return FakeConnection(False, "The model at localhost does not answer; start it, then test again.")

    def export(self, session_id: str, form: str) -> bytes:
        return b"{}" if form == "json" else f"{session_id} as {form}".encode()

    def import_session(self, data: bytes) -> Session:
        if not data.startswith(b"{"):
            raise ExportError("This file is not a session that Footnote exported; choose one that ends in .json.")
        session = Session("session-imported", "Imported", datetime.now(UTC), datetime.now(UTC))
        self.kept.insert(0, session)
        return session


def sheet(boxes: Sequence[BBox]) -> bytes:
    """An empty page with lines where a statement would stand, the boxes marked."""
    from PIL import Image, ImageDraw

    image = Image.new("RGB", (1071, 1386), "white")
    draw = ImageDraw.Draw(image)
    rows = [
        "Revenue",
        "Cost of revenue",
        "Operations and support",
        "Sales and marketing",
        "Research",
        "Taxes",
        "Net loss",
    ]
    for number, words in enumerate(rows):
        draw.text((100, 268 + number * 38), f"{words} {'.' * 60}  8,343   4,845", fill="black", font_size=22)
    for box in boxes:
        draw.rectangle([edge * 1.75 for edge in box], outline=(214, 138, 0), width=3)
    buffer = io.BytesIO()
    image.save(buffer, "PNG")
    return buffer.getvalue()


TOOLS = {
    "Revenue": ("lookup_fact", {"line_items": ["Revenues"]}),
    "Operating margin": ("compute_ratio", {"ratio": "m"}),
}


def cells_of(questions: Sequence[str], filings: Sequence[str]) -> Plan:
    """A comparison's plan: a sub-question a cell."""
    return Plan(
        tuple(
            SubQuestion(f"c{c}-r{r}", text, tool, filing, arguments)
            for c, text in enumerate(questions)
            for tool, arguments in [TOOLS.get(text, ("search_passages", {"query": text}))]
            for r, filing in enumerate(filings)
        )
    )
