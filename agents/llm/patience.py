"""What to do when an endpoint fails: wait and ask again, or give up with a sentence for the user."""

import re
import threading
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from itertools import count
from typing import TypeVar

from agents.llm.endpoint import Endpoint
from core.errors import ProviderError, Stopped
from core.redaction import redacted

FIRST_WAIT = 0.5
LONGEST_WAIT = 60.0
_RETRIED = (408, 409, 425, 429)
Sleep = Callable[[threading.Event, float], bool]
"""Waits so many seconds, or until the event is set; whether it is."""
Note = Callable[[int, float, str], None]
"""Takes the number of a retry, the wait before it, and why."""
T = TypeVar("T")


def patiently(attempt_once: Callable[[], T], endpoint: Endpoint, stop: threading.Event, sleep: Sleep, note: Note) -> T:
    """Tries until it succeeds. Raises ProviderError where trying again would not help or did not, and Stopped."""
    import httpx
    import openai

    for attempt in count():
        if stop.is_set():
            break
        try:
            return attempt_once()
        except (openai.APIError, httpx.HTTPError, ValueError) as error:  # ValueError: JSON or a reply that is none
            wait = pause(error, attempt) if attempt < endpoint.retries else None
            if wait is None:
                raise ProviderError(sentence(error, endpoint)) from None
            note(attempt + 1, wait, sentence(error, endpoint))
            sleep(stop, wait)
    raise Stopped("The run was stopped before the model had answered.")


def pause(error: Exception, attempt: int) -> float | None:
    """Seconds to wait before asking again; None where asking again would not help.

    Honours `Retry-After` (RFC 9110, 10.2.3: seconds or a date); else 0.5 s, doubled at each attempt. An endpoint that
    wants more than a minute is given up.
    """
    import openai

    backoff = FIRST_WAIT * float(2**attempt)
    if not isinstance(error, openai.APIStatusError):
        return backoff
    if error.code == "insufficient_quota":
        return None
    if error.status_code not in _RETRIED and error.status_code < 500:
        return None
    asked = retry_after(error.response.headers)
    wait = backoff if asked is None else asked
    return wait if wait <= LONGEST_WAIT else None


def retry_after(headers: Mapping[str, str]) -> float | None:
    """The seconds that a `Retry-After` header asks for; None where there is none that can be read."""
    said = headers.get("retry-after", "").strip()
    if re.fullmatch(r"\d+(?:\.\d+)?", said):
        return float(said)
    try:
        until = parsedate_to_datetime(said)
    except ValueError:
        return None
    until = until if until.tzinfo else until.replace(tzinfo=UTC)
    return max(0.0, (until - datetime.now(UTC)).total_seconds())


def sentence(error: Exception, endpoint: Endpoint) -> str:
    """Why the endpoint could not be asked and what to do next, without keys."""
    import openai

    where, status = endpoint.host, getattr(error, "status_code", 0)
    if isinstance(error, openai.APITimeoutError):
        return (
            f"The model endpoint {where} gave no reply within {endpoint.seconds:g} s; raise FOOTNOTE_MODEL_SECONDS, or "
            f"ask with provider \u201coffline\u201d."
        )
    if isinstance(error, openai.APIConnectionError):
        return (
            f"The model endpoint {where} cannot be reached; check OPENAI_BASE_URL and that its server runs, or ask "
            f"with provider \u201coffline\u201d."
        )
    if status in (401, 403):
        return f"The model endpoint {where} refused the key; check OPENAI_API_KEY."
    if status == 404:
        return f"The model endpoint {where} has no model \u201c{endpoint.model}\u201d; check FOOTNOTE_MODEL."
    if status == 429:
        return f"The model endpoint {where} is over its rate limit or quota; ask again later, or check the account."
    if status:
        said = redacted(_said(error), endpoint.secrets)
        return f"The model endpoint {where} answered with error {status}{said}; check its log, or ask again."
    return (
        f"The model endpoint {where} sent a reply that could not be read ({error}); check that it speaks OpenAI's API."
    )


def _said(error: Exception) -> str:
    body = getattr(error, "body", None)
    message = body.get("message") if isinstance(body, dict) else None
    return f" (\u201c{str(message)[:200]}\u201d)" if message else ""
