"""A session made fit to leave, or to come in: no keys, no characters that are not text, times in a zone."""

from collections.abc import Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import UTC, datetime
from decimal import Decimal
from enum import Enum
from typing import Any, TypeVar

from core.errors import ExportError
from core.redaction import redacted

Value = TypeVar("Value")
MOST_DIGITS = 20
LARGEST_COUNT = 2_000_000  # of pages, facts, tokens, or a power of ten: more than any filing or model call has

# Control characters (but tab and newline) and lone halves of surrogate pairs: no XML, and no UTF-8, can hold them.
_NOT_TEXT = {
    code: "\ufffd" for code in (*range(9), 11, 12, *range(14, 32), 127, *range(0xD800, 0xE000), 0xFFFE, 0xFFFF)
}


def cleaned(value: Value, secrets: Sequence[str] = ()) -> Value:
    """The same value with every text in it, however deep, redacted and free of control characters, times in UTC.

    Args:
        value: a core dataclass, or what one is made of.
        secrets: the settings' keys, to be masked wherever they stand.

    Raises:
        ExportError: for a figure beyond all that filings print, which no format can hold.
    """
    result: Value = _cleaned(value, secrets)
    return result


def _cleaned(value: Any, secrets: Sequence[str]) -> Any:
    if isinstance(value, Enum):
        return value
    if isinstance(value, str):
        return redacted(value.translate(_NOT_TEXT), secrets)
    if isinstance(value, Mapping):
        return {_cleaned(key, secrets): _cleaned(item, secrets) for key, item in value.items()}
    if _is_absurd(value):
        raise ExportError(f"The session holds the number {value!s:.40}, which no filing prints; remove that question.")
    if isinstance(value, datetime):
        return value if value.tzinfo else value.replace(tzinfo=UTC)
    if type(value) in (tuple, list):
        return type(value)(_cleaned(item, secrets) for item in value)
    if is_dataclass(value) and not isinstance(value, type):
        return type(value)(**{field.name: _cleaned(getattr(value, field.name), secrets) for field in fields(value)})
    return value


def _is_absurd(value: object) -> bool:
    if isinstance(value, Decimal):
        return abs(value.adjusted()) > MOST_DIGITS
    return isinstance(value, int) and abs(value) > LARGEST_COUNT
