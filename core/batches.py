"""Batches of questions or queries: JSON lines in, JSON lines out."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from core.contract import Json, failed_row
from core.errors import FootnoteError


class Row(NamedTuple):
    """One line of a batch: its own id, what is asked or searched, and the filings meant."""

    id: object
    text: str
    filings: list[str]


def in_turn(path: str, field: str, answer: Callable[[Row], Json]) -> None:
    """One JSON object a line, in the order of the rows; a row that fails says so and the rest go on."""
    for number, line in enumerate(_lines(path), 1):
        row = Row(str(number), "", [])
        try:
            row = _row(line, field, row)
            say(answer(row))
        except (FootnoteError, ValueError) as error:
            say(
                failed_row(row.id, row.text, str(error)) | ({"query": row.text, "hits": []} if field == "query" else {})
            )


def _lines(path: str) -> Iterator[str]:
    with Path(path).open(encoding="utf-8") as handle:
        yield from (line for line in handle if line.strip())


def _row(line: str, field: str, default: Row) -> Row:
    data = json.loads(line)
    if not isinstance(data, dict) or not isinstance(data.get(field), str):
        raise ValueError(f'Row {default.id} is no object with a "{field}"; write {{"id", "{field}", "filings"}}.')
    return Row(data.get("id", default.id), data[field], list(data.get("filings") or []))


def say(data: object) -> None:
    """Print a value as a line of JSON, at once."""
    print(json.dumps(data), flush=True)
