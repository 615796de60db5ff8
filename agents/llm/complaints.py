"""What an endpoint's error says. Servers wrap their sentence in many ways, and name the same trouble differently."""

import re
from collections.abc import Mapping, Sequence

from core.redaction import redacted

LONGEST = 200
_TOO_LONG = re.compile(
    r"context[ _](?:length|window|size)|maximum context|exceed_context|context_length_exceeded|prompt is too long"
    r"|input (?:is |was )?too long|too many (?:input )?tokens|reduce the length|request too large|too large for"
    r"|string_above_max_length|max_model_len|exceeds? the (?:model.s )?(?:maximum|limit of)[^.]*tokens",
    re.IGNORECASE,
)
_NO_MODEL = re.compile(
    r"model_not_found|model[^.]{0,120}(?:not[ _]found|not exist|n[\u2019']t exist|is not (?:a )?(?:valid|available|"
    r"supported|loaded)|unknown|no access|not have access)|(?:unknown|invalid|no such|not a valid) model|try pulling",
    re.IGNORECASE,
)
_TAGS = re.compile(r"<(script|style)\b.*?</\1>|<[^>]*>", re.DOTALL | re.IGNORECASE)
_STATUSES_TOO_LONG = (400, 413, 422, 429, 500)


def complaint(error: Exception, secrets: Sequence[str] = ()) -> str:
    """The sentence in an error's body, without keys and in one line; empty where the body holds none.

    Reads {"error": {"message"}}, {"error": "…"}, {"message"}, {"detail": "…" or [{"msg"}]}, a list of these, plain
    text and HTML pages.
    """
    body = getattr(error, "body", None)
    text = " ".join(_sentence(body).split())
    return redacted(text, secrets)[:LONGEST]  # a key cut in two would no longer be known for one


def _sentence(body: object) -> str:
    if isinstance(body, str):
        return _TAGS.sub(" ", body)
    if isinstance(body, list):
        return _sentence(body[0]) if body else ""
    if not isinstance(body, Mapping):
        return ""
    for name in ("message", "error", "detail", "msg"):
        found = body.get(name)
        if found:
            where = ".".join(str(part) for part in body.get("loc") or ()) if name == "msg" else ""
            return f"{where}: {_sentence(found)}" if where else _sentence(found)
    return ""


def _everything(error: Exception) -> str:
    """The sentence with the code, type and parameter that stand beside it."""
    marks = [str(getattr(error, name, None) or "") for name in ("code", "type", "param")]
    body = getattr(error, "body", None)
    marks += [str(body.get("type", ""))] if isinstance(body, Mapping) else []
    return " ".join([*marks, complaint(error)])


def is_too_long(error: Exception) -> bool:
    """Whether the endpoint says that the prompt is longer than its model takes in."""
    status = getattr(error, "status_code", 0)
    return status == 413 or (status in _STATUSES_TOO_LONG and bool(_TOO_LONG.search(_everything(error))))


def is_no_model(error: Exception) -> bool:
    """Whether the endpoint says that it has no such model."""
    return getattr(error, "status_code", 0) in (400, 404, 422) and bool(_NO_MODEL.search(_everything(error)))


def about(error: Exception, words: str) -> bool:
    """Whether the error names the thing: by its parameter, where there is one, else in its sentence.

    Args:
        error: an error with a status.
        words: a regular expression of what is looked for.
    """
    parameter = str(getattr(error, "param", None) or "")
    return bool(re.search(words, parameter or _everything(error), re.IGNORECASE))
