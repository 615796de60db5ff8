"""What is opened may have been written by anybody: it is refused in a sentence, or it exports in every format."""

import json
import random
from collections.abc import Iterator
from typing import Any

import pytest

from core.errors import ExportError
from core.filings import PagePicture
from core.traces import Session
from export.writers import FORMATS, read_session, write_session

VALUES: tuple[object, ...] = (
    None, "", 0, -1, 10**30, 1e308, True, [], {}, "NaN", "1e400", "-0", "\u0000", "\ud83d", "a" * 40_000,
    "9999-12-31", "0001-01-01T00:00:00", "2026-01-01T00:00:00", "=1+1", "[1](javascript:x)", ["x"], {"a": 1},
)  # fmt: skip


def leaves(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, item in items:
        yield (*path, key)
        yield from leaves(item, (*path, key))


def changed(document: Any, path: tuple[Any, ...], value: object) -> Any:
    copy = json.loads(json.dumps(document))
    place = copy
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = value
    return copy


@pytest.fixture
def document(session: Session, pictures: dict[tuple[str, int], PagePicture]) -> Any:
    return json.loads(write_session(session, "json", pictures))


def opened(data: bytes) -> bool:
    """Whether it was opened; whatever opens must export in every format."""
    try:
        session, pictures = read_session(data)
    except ExportError as error:
        assert str(error).count("\n") == 0
        return False
    for form in FORMATS:
        assert write_session(session, form, {(p.filing, p.page): p for p in pictures})
    return True


def test_any_value_in_any_place_is_refused_or_exports(document: Any) -> None:
    chance = random.Random(7)
    places = [path for path in leaves(document) if path[0] not in ("schema", "version")]
    cases = [(chance.choice(places), chance.choice(VALUES)) for _ in range(150)]
    results = [opened(json.dumps(changed(document, *case)).encode()) for case in cases]
    assert 10 < sum(results) < 140


def test_any_flipped_byte_is_refused_or_exports(document: Any) -> None:
    chance = random.Random(11)
    data = json.dumps(document).encode()
    for _ in range(60):
        place = chance.randrange(len(data))
        opened(data[:place] + bytes([chance.randrange(256)]) + data[place + 1 :])
