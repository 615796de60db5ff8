"""What an endpoint does not take in a request, learned from its errors: the next request goes without it.

"OpenAI-compatible" is said of servers that differ: newer OpenAI models want `max_completion_tokens` and no temperature,
some servers know no JSON schema, no `stream_options`, no stream, no system role, or answer under /v1 alone.
"""

import threading
from collections.abc import Callable, Collection, Iterable
from typing import NamedTuple

from agents.llm.complaints import about, is_no_model, is_too_long

Learned = Callable[[Collection[str]], None]
"""Keeps what was learned."""

BARE = "bare path"
"""The base URL without a version: some servers answer under /v1 alone."""
STREAM = "stream"
SYSTEM = "system role"
SCHEMA, OBJECT, BOUNDS = "json_schema", "json_object", "bounds"
TEMPERATURE = "temperature"
LIMIT, NEW_LIMIT = "max_tokens", "max_completion_tokens"
USAGE = "stream_options"


class Sign(NamedTuple):
    """How an error names what it refuses."""

    what: str
    words: str


_SIGNS = (
    Sign(USAGE, r"stream_options|include_usage"),
    Sign(NEW_LIMIT, NEW_LIMIT),
    Sign(LIMIT, LIMIT),
    Sign(TEMPERATURE, TEMPERATURE),
    Sign(BOUNDS, r"(?:min|max)_?items|\bpattern\b"),
    Sign(SCHEMA, r"response_format|json_schema|schema|grammar|structured.output|guided|additional_?properties"),
    Sign(OBJECT, r"response_format|json_object|json.mode"),
    Sign(
        SYSTEM, r"system (?:role|message|prompt|instruction)|role.{0,30}system|system.{0,30}role|developer instruction"
    ),
    Sign(STREAM, r"\bstream(?:s|ed|ing)?\b"),
)
_REFUSALS = (400, 404, 405, 415, 422, 501)
_NO_SUCH_PATH = (404, 405)


class Dialect:
    """What one endpoint refuses. Safe from any thread."""

    def __init__(self, refused: Iterable[str] = (), learned: Learned = lambda refused: None) -> None:
        """Take what is known, and who keeps what is learned once a request has succeeded without it."""
        self._refused = frozenset(refused)
        self._kept = self._refused
        self._learned = learned
        self._passing = frozenset[str]()
        self._lock = threading.Lock()

    @property
    def refused(self) -> frozenset[str]:
        """What requests go without."""
        return self._refused | self._passing

    def refuse(self, what: str) -> None:
        """From now on without this."""
        with self._lock:
            self._refused |= {what}

    def avoid(self, what: str) -> None:
        """Without this for now: it failed, but not so that it is worth remembering."""
        with self._lock:
            self._passing |= {what}

    def learn(self, error: Exception, sent: Collection[str]) -> bool:
        """Whether an error refuses something that was sent, so that asking again without it may do."""
        status = getattr(error, "status_code", 0)
        if status in (401, 403, 408, 409, 429) or is_too_long(error) or is_no_model(error):
            return False
        found = next((sign.what for sign in _SIGNS if sign.what in sent and about(error, sign.words)), None)
        if found is None and status in _NO_SUCH_PATH and BARE in sent:
            found = BARE
        if found is None or (status not in _REFUSALS and status < 500):
            return False
        self.refuse(found)
        return True

    def succeeded(self) -> None:
        """A request went through: what it went without is worth remembering."""
        with self._lock:
            news, self._kept = self._refused != self._kept, self._refused
        if news:
            self._learned(self._refused)
