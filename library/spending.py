"""What the questions of a workspace have cost so far."""

import threading
from collections.abc import Callable
from decimal import Decimal
from typing import NamedTuple

from core.traces import Run
from library.sessions import SessionStore


class Spent(NamedTuple):
    """Tokens and dollars; a call whose price was not known counts with its tokens alone."""

    tokens: int = 0
    cost: Decimal = Decimal(0)


class Spending:
    """The sum over all sessions. What a run cost is read once, for a run that has ended stays as it is."""

    def __init__(self, sessions: Callable[[], SessionStore]) -> None:
        self._sessions = sessions
        self._known: dict[str, Spent] = {}
        self._lock = threading.Lock()

    def total(self) -> Spent:
        """So far; what was deleted counts no longer."""
        sessions = self._sessions()
        with self._lock:
            ids = sessions.run_ids()
            new = {run.id: run for run in sessions.runs_of(ids - self._known.keys())}
            self._known = {id: spent for id, spent in self._known.items() if id in ids}
            self._known |= {id: _spent(run) for id, run in new.items() if run.ended}
            running = [_spent(run) for run in new.values() if not run.ended]
            every = [*self._known.values(), *running]
        return Spent(sum(one.tokens for one in every), sum((one.cost for one in every), Decimal(0)))


def _spent(run: Run) -> Spent:
    tokens = sum(span.tokens.total for span in run.spans if span.tokens)
    return Spent(tokens, sum((span.cost for span in run.spans if span.cost), Decimal(0)))
