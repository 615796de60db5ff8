"""The life of a question in one workspace: taken on, planned, answered, kept; and the questions in progress."""

import logging
import threading
import uuid
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from textwrap import shorten

from agents.estimating import OFFLINE as OFFLINE_ESTIMATE
from agents.estimating import Experience, estimate, lines_of
from agents.handle import RunHandle, broken
from agents.indexes import Indexes
from agents.questions import Asker, Question
from agents.runner import OFFLINE
from agents.runner import plan as plan_task
from agents.runner import run as run_task
from agents.shelf_read_once import ReadOnce
from agents.task import Analyst, Task
from core.answers import Plan
from core.errors import CannotAsk, NotThere, ProviderError
from core.estimates import Estimate
from core.ontology import load_ontology
from core.protocols import Emit
from core.settings import Settings
from core.traces import Run, RunEnded, RunSettings
from core.version import VERSION
from library.library import Library
from library.sessions import SessionStore

PROVIDERS = ("offline", "openai")
TITLE_LENGTH = 80
BY_WORDS = "was searched by its words alone: another embedder made its vectors; embed it again in the settings."
BUSY = "A question of this session is still running; stop it, or wait for its answer."


class Asking:
    """Asks questions and keeps their runs. Safe from any thread.

    The library and the sessions are handed in as calls, so that nothing is opened before a question needs it.
    """

    def __init__(self, library: Callable[[], Library], sessions: Callable[[], SessionStore]) -> None:
        self._library = library
        self._sessions = sessions
        self._handles: dict[str, RunHandle] = {}
        self._indexes = Indexes()
        self._experience = Experience(sessions)
        self._lock = threading.RLock()

    def ask(self, question: Question, asker: Asker) -> Run:
        """Answer a question, or plan it alone where it says so, and keep the run."""
        return self._answer(self._new_run(question, asker), question, asker, lambda event: None, threading.Event())

    def start(self, question: Question, asker: Asker) -> RunHandle:
        """The same in the background. Raises CannotAsk while the session is busy."""
        with self._lock:
            self._refuse_busy(question.session)
            return self._begin(self._new_run(question, asker), question, asker)

    def start_planned(self, session: str, run_id: str, plan: Plan, asker: Asker) -> RunHandle:
        """Run a plan in the place of the run that was stopped after planning it; its planning stays in its trace.

        Raises:
            NotThere: where the session has no such run.
            CannotAsk: where the run is answered already, or its session is busy.
        """
        with self._lock:
            self._refuse_busy(session)
            run = self._planned(session, run_id)
            again = replace(run, started=datetime.now(UTC), ended=None, plan=plan)
            return self._begin(again, Question(run.question, run.scope, session, plan=plan), asker)

    def keep_plan(self, session: str, run_id: str, plan: Plan) -> None:
        """Keep a plan as it was edited, with the run that waits for it. Raises as `start_planned` does."""
        with self._lock:
            self._refuse_busy(session)
            self._sessions().save(replace(self._planned(session, run_id), plan=plan))

    def estimate(self, question: Question, asker: Asker) -> Estimate:
        """What a question may use, before it is asked; its text may be empty. Raises FilingNotFound."""
        asked = _settings_of(question, asker.settings)
        if asked.provider == "offline":
            return OFFLINE_ESTIMATE
        scope = tuple(self._library().find(name).id for name in question.filings)
        run = Run("", "", question.text, datetime.now(UTC), asked, scope)
        task = Task(run, self._library(), load_ontology(), (), lambda event: None, threading.Event(), question.plan)
        return estimate(asker.settings, asked, lines_of(task), self._experience.runs())

    def estimate_cells(self, cells: int, asker: Asker) -> Estimate:
        """What a comparison of so many cells may use, before it is asked."""
        asked = _settings_of(Question(""), asker.settings)
        return estimate(asker.settings, asked, cells, self._experience.runs())

    def running(self, session: str, browser: str | None = None) -> RunHandle | None:
        """The question that this session waits for; for a browser, None where another one asked it."""
        handle = self._handles.get(session)
        return handle if handle and not handle.done and _is_seen(handle, browser) else None

    def elsewhere(self, browser: str | None) -> Mapping[str, str]:
        """The questions that run for other browsers: the run's id by its session's."""
        running = [handle for handle in self._handles.values() if not handle.done]
        return {handle.session: handle.run.id for handle in running if not _is_seen(handle, browser)}

    def _refuse_busy(self, session: str | None) -> None:
        if session and self.running(session):
            raise CannotAsk(BUSY)

    def _begin(self, run: Run, question: Question, asker: Asker) -> RunHandle:
        handle = RunHandle(run, lambda run, emit, stop: self._answer(run, question, asker, emit, stop), asker.browser)
        self._handles = {s: h for s, h in self._handles.items() if not h.done} | {run.session: handle}
        handle.begin()
        return handle

    def _planned(self, session: str, run_id: str) -> Run:
        run = next((r for r in self._sessions().get(session).runs if r.id == run_id), None)
        if run is None:
            raise NotThere(f"The session has no run {run_id}; reload the page.")
        if not run.planned:
            raise CannotAsk("This question no longer waits with its plan; reload the page.")
        return run

    def _new_run(self, question: Question, asker: Asker) -> Run:
        settings = _settings_of(question, asker.settings)
        self._analyst(settings, asker.settings)  # a strategy that is none is refused before there is a session
        scope = tuple(self._library().find(name).id for name in question.filings)
        title = shorten(question.text, TITLE_LENGTH, placeholder=" …")
        sessions = self._sessions()
        kept = sessions.get(question.session) if question.session else sessions.create(title, asker.browser)
        return Run(uuid.uuid4().hex, kept.id, question.text, datetime.now(UTC), settings, scope)

    def _analyst(self, asked: RunSettings, settings: Settings) -> Analyst:
        if asked.provider == "offline":
            return OFFLINE
        from agents.llm.analyst import make_analyst

        return make_analyst(settings, asked.strategy)

    def _answer(self, run: Run, question: Question, asker: Asker, emit: Emit, stop: threading.Event) -> Run:
        sessions = self._sessions()
        history = tuple(r for r in sessions.get(run.session).runs if r.answer)
        sessions.save(run)
        library = self._library()
        said = {filing.id: f"{filing.name} {BY_WORDS}" for filing in library.stale()}
        shelf = ReadOnce(library)
        task = Task(run, shelf, load_ontology(), history, emit, stop, question.plan, self._indexes, said)
        work = plan_task if question.stop_after_planning else run_task
        try:
            done = work(task, self._analyst(run.settings, asker.settings))
        except Exception as error:  # the outermost boundary: a fault of ours must not lose the question or hang a page
            logging.getLogger("footnote").exception("run %s", run.id)
            done = broken(run, error)
            emit(RunEnded(done))
        sessions.save(done)
        return done


def _is_seen(handle: RunHandle, browser: str | None) -> bool:
    return browser is None or handle.browser in (None, browser)


def _settings_of(question: Question, settings: Settings) -> RunSettings:
    provider = question.provider or settings.provider
    provider = settings.resolved_provider if provider == "auto" else provider
    if provider not in PROVIDERS:
        raise ProviderError(f'There is no provider "{provider}"; the providers are {", ".join(PROVIDERS)}.')
    model = None if provider == "offline" else settings.model
    return RunSettings(provider, question.strategy or settings.strategy, model, VERSION)
