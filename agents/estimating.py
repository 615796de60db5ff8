"""What a question may use with a model: from questions like it asked before, else from a rule by strategy."""

import statistics
import threading
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import NamedTuple

from agents.planner import OfflinePlanner
from agents.task import Task
from agents.tracing import Tracer
from core.errors import CannotAsk, NotThere
from core.estimates import Estimate
from core.settings import Settings
from core.traces import Run, RunSettings, SpanKind
from library.sessions import SessionStore

MILLION = Decimal(1_000_000)
ENOUGH = 3  # questions asked before, from which on they are the better guide
REMEMBERED = 40
UNSURE = 4  # sub-questions of a question that is not written yet, where all filings may be meant
OFFLINE = Estimate(0, 0, Decimal(0), "The offline analyst uses no tokens.")


class Rule(NamedTuple):
    """Tokens whatever is asked, and for each sub-question on top."""

    read: int
    read_each: int
    written: int
    written_each: int


RULES: Mapping[str, Rule] = {
    "sub-question": Rule(1_250, 200, 150, 120),
    "reflexion": Rule(1_250, 200, 150, 120),
    "function-calling": Rule(3_700, 400, 150, 120),
    "hierarchy": Rule(3_000, 3_450, 250, 200),
    "react": Rule(1_900, 1_750, 150, 160),
    "chain-of-thought": Rule(600, 600, 250, 60),
    "tree-of-thought": Rule(3_500, 300, 300, 240),
}
"""As measured on a comparison of three quarterly reports, the model writing no more than what is asked of it."""


def estimate(settings: Settings, asked: RunSettings, lines: int, before: Sequence[Run]) -> Estimate:
    """What a question may use.

    Args:
        settings: the prices, in dollars per million tokens (0 for both means that none is known), and the limits.
        asked: who answers, with which strategy and model.
        lines: how many sub-questions the plan has or may have.
        before: earlier runs; those of the same strategy and model count.
    """
    if asked.provider == "offline":
        return OFFLINE
    like = [used for run in before if (used := _used(run, asked))]
    rule = RULES.get(asked.strategy, RULES["sub-question"])
    lines = max(1, min(lines, settings.max_sub_questions))
    if len(like) >= ENOUGH:
        scale = lines / max(1.0, statistics.median(one.lines for one in like))
        share = rule.read_each * lines / (rule.read + rule.read_each * lines)  # what grows with the sub-questions
        read, written = (
            round(statistics.median(tokens) * (1 - share + share * scale))
            for tokens in ([one.read for one in like], [one.written for one in like])
        )
        why = f"From the last {len(like)} questions asked of {asked.model} this way."
    else:
        read, written = rule.read + rule.read_each * lines, rule.written + rule.written_each * lines
        why = "A rule of thumb: a model that thinks before it writes can use several times as much."
    return Estimate(read, written, _cost(settings, read, written), why)


class _Used(NamedTuple):
    lines: int
    read: int
    written: int


def _used(run: Run, asked: RunSettings) -> _Used | None:
    """What a run used; None for one asked otherwise, or that no model answered."""
    if (run.settings.strategy, run.settings.model) != (asked.strategy, asked.model) or run.plan is None:
        return None
    tokens = [span.tokens for span in run.spans if span.kind is SpanKind.LLM and span.tokens]
    if not tokens:
        return None
    return _Used(len(run.plan.sub_questions), sum(t.prompt for t in tokens), sum(t.completion for t in tokens))


def _cost(settings: Settings, read: int, written: int) -> Decimal | None:
    if not settings.price_in and not settings.price_out:
        return None
    return (read * settings.price_in + written * settings.price_out) / MILLION


def lines_of(task: Task) -> int:
    """How many sub-questions a question has: those of its plan, else of the plan by rule, else one a filing."""
    if task.plan is not None:
        return len(task.plan.sub_questions)
    if not task.run.question.strip():
        return len(task.run.scope) or min(UNSURE, len(task.shelf.filings()))
    try:
        return len(OfflinePlanner().plan(task, Tracer(task.run.id, task.emit)).plan.sub_questions)
    except (CannotAsk, NotThere):
        return len(task.in_scope())


class Experience:
    """The last runs of a workspace, read again only where something was asked since. Safe from any thread."""

    def __init__(self, sessions: Callable[[], SessionStore]) -> None:
        self._sessions = sessions
        self._seen: tuple[datetime | None, Sequence[Run]] = (None, ())
        self._lock = threading.Lock()

    def runs(self) -> Sequence[Run]:
        """The newest first."""
        sessions = self._sessions()
        latest = sessions.last_used()
        with self._lock:
            if latest != self._seen[0]:
                self._seen = (latest, sessions.recent(REMEMBERED))
            return self._seen[1]
