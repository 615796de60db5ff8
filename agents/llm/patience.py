"""What to do when an endpoint fails: wait and ask again, or give up with a sentence for the user."""

import re
import threading
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from itertools import count
from typing import TypeVar

from agents.llm.complaints import complaint, is_no_model, is_too_long
from agents.llm.endpoint import Endpoint
from agents.llm.models import models_at
from core.errors import ProviderError, Stopped

FIRST_WAIT = 0.5
LONGEST_WAIT = 60.0
LONGEST_REASON = 120
OFFLINE = "ask with provider \u201coffline\u201d"
_RETRIED = (408, 409, 425, 429)
Sleep = Callable[[threading.Event, float], bool]
"""Waits so many seconds, or until the event is set; whether it is."""
Note = Callable[[int, float, str], None]
"""Takes the number of a retry, the wait before it, and why."""
T = TypeVar("T")
_PAID_UP = ("insufficient_quota", "billing_hard_limit_reached", "insufficient_balance")


class TooLong(ProviderError):
    """The prompt is longer than the model takes in; a shorter one may do."""


def patiently(attempt_once: Callable[[], T], endpoint: Endpoint, stop: threading.Event, sleep: Sleep, note: Note) -> T:
    """Tries until it succeeds. Raises ProviderError where trying again would not help or did not; TooLong; Stopped."""
    import httpx
    import openai

    for attempt in count():
        if stop.is_set():
            break
        try:
            return attempt_once()
        except (openai.APIError, httpx.HTTPError, ValueError) as error:  # ValueError: JSON or a reply that is none
            if is_too_long(error):
                raise TooLong(sentence(error, endpoint)) from None
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
    if error.code in _PAID_UP:
        return None
    if error.status_code not in _RETRIED and error.status_code < 500:
        return None
    asked = retry_after(error.response.headers)
    wait = backoff if asked is None else asked
    return wait if wait <= LONGEST_WAIT else None


def retry_after(headers: Mapping[str, str]) -> float | None:
    """The seconds that `Retry-After` (or OpenAI's `retry-after-ms`) asks for; None where there is none to be read."""
    exact = headers.get("retry-after-ms", "").strip()
    if re.fullmatch(r"\d+(?:\.\d+)?", exact):
        return float(exact) / 1000
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
    """Why the endpoint could not be asked and what to do next, without keys. May ask it which models there are."""
    import openai

    where, status = f"The model endpoint {endpoint.host}", getattr(error, "status_code", 0)
    if isinstance(error, openai.APITimeoutError):
        return f"{where} gave no reply within {endpoint.seconds:g} s; raise FOOTNOTE_MODEL_SECONDS, or {OFFLINE}."
    if isinstance(error, openai.APIConnectionError):
        return f"{where} cannot be reached; check its address (OPENAI_BASE_URL) and that its server runs, or {OFFLINE}."
    said = complaint(error, endpoint.secrets)
    quoted = f" (\u201c{said}\u201d)" if said else ""
    if status:
        return f"{where} {_refusal(error, status, endpoint, quoted)}"
    if isinstance(error, openai.APIError) and said:  # an error in the middle of a stream
        return f"{where} broke off with an error{quoted}; check its log, or ask again."
    reason = " ".join(str(error).split())[:LONGEST_REASON]
    return f"{where} sent a reply that could not be read ({reason}); check that it speaks OpenAI's API."


def _refusal(error: Exception, status: int, endpoint: Endpoint, quoted: str) -> str:
    """What an error with a status says of the endpoint, as the rest of a sentence."""
    if is_too_long(error):
        return f"cannot take in so long a prompt{quoted}; set FOOTNOTE_CONTEXT to what its model takes in."
    if status in (401, 403):
        return f"refused the key{quoted}; check OPENAI_API_KEY."
    if status == 402:
        return f"asks for payment{quoted}; check the account."
    if is_no_model(error) or (status == 404 and not endpoint.is_bare):
        offered = models_at(endpoint)
        choice = (
            f"it offers {', '.join(offered)}; set FOOTNOTE_MODEL to one of them" if offered else "check FOOTNOTE_MODEL"
        )
        return f"has no model \u201c{endpoint.model}\u201d; {choice}."
    if status in (404, 405):
        return f"knows no chat completions at {endpoint.address()}; OPENAI_BASE_URL usually ends in /v1."
    if status == 429:
        return f"is over its rate limit or quota{quoted}; ask again later, or check the account."
    return f"answered with error {status}{quoted}; check its log, or ask again."
