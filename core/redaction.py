"""Keys out of text: what is traced, logged or exported passes through here."""

import re
from collections.abc import Sequence

MASK = "********"
SHORTEST_SECRET = 8  # a shorter setting ("local", "none") is a placeholder whose removal would only garble text

_KEY_SHAPES = re.compile(
    r"(?:\b|(?<=\\[nrt]))(?:sk|pk|rk|gsk|hf|xai|ghp|gho|glpat|xoxb|xoxp)[-_][A-Za-z0-9_-]{16,}"  # OpenAI, Groq …
    r"|\bAIza[A-Za-z0-9_-]{30,}"  # Google
    r"|\bAKIA[A-Z0-9]{16}\b"  # AWS
    r"|\beyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{10,}"  # a JSON web token
)
_CREDENTIAL = re.compile(r"(?i)(\b(?:bearer|basic)\s+)(?=[^\s\"']*\d)[A-Za-z0-9._~+/=-]{12,}")
_NAMED = re.compile(
    r"(?i)(\b(?:[a-z0-9]+[_-])*(?:api[_-]?key|secret|password|access[_-]?token|auth[_-]?token)[\"']?\s*[=:]\s*[\"']?)"
    r"(?=[^\s\"',;&*]*\d)[^\s\"',;&*]{8,}"
)
_IN_URL = re.compile(r"(\b[a-z][a-z0-9+.-]*://[^\s/:@]*:)[^\s/@]+(?=@)")


def redacted(text: str, secrets: Sequence[str] = ()) -> str:
    """The text with keys replaced by asterisks.

    Args:
        text: any text or JSON.
        secrets: values that are known to be secret (the settings' keys); those under 8 characters are left alone.

    Returns:
        The text without these values, key-shaped words ("sk-…"), bearer tokens, values named as a key or password
        ("api_key=…") and passwords inside URLs.
    """
    for secret in sorted(secrets, key=len, reverse=True):
        if len(secret) >= SHORTEST_SECRET:
            text = text.replace(secret, MASK)
    text = _KEY_SHAPES.sub(MASK, text)
    for pattern in (_CREDENTIAL, _NAMED, _IN_URL):
        text = pattern.sub(rf"\g<1>{MASK}", text)
    return text
