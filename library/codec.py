"""Core values as JSON and back: `Decimal` as a string, dates in ISO form, pictures in base64."""

from functools import lru_cache
from types import GenericAlias
from typing import Any, TypeVar

from pydantic import ConfigDict, TypeAdapter

Value = TypeVar("Value")

_CONFIG = ConfigDict(ser_json_bytes="base64", val_json_bytes="base64")


def dump(value: object) -> Any:
    """A core value (a dataclass or an event) as what `json.dumps` takes."""
    return _adapter(type(value)).dump_python((value,), mode="json")[0]


def load(kind: type[Value], data: object) -> Value:
    """The value again, from what `dump` gave or from its JSON read back.

    Raises:
        pydantic.ValidationError: where `data` is not such a value.
    """
    values: tuple[Value] = _adapter(kind).validate_python((data,))
    return values[0]


def dump_text(value: object) -> str:
    """A core value as JSON text."""
    return _adapter(type(value)).dump_json((value,)).decode()[1:-1]


def load_text(kind: type[Value], text: str) -> Value:
    """The value again, from `dump_text`'s JSON."""
    values: tuple[Value] = _adapter(kind).validate_json(f"[{text}]")
    return values[0]


def _adapter(kind: Any) -> TypeAdapter[Any]:
    return _built(kind)


@lru_cache(maxsize=64)
def _built(kind: Any) -> TypeAdapter[Any]:
    # A dataclass takes no configuration of its own from outside; one wrapped in a tuple does.
    single: Any = GenericAlias(tuple, (kind,))
    return TypeAdapter(single, config=_CONFIG)
