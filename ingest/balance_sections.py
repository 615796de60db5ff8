"""What is current on a balance sheet that prints no heading over it: told by the totals between which a line stands."""

import re
from collections.abc import Sequence

from ingest.labels import Row

_CURRENT_ASSETS = re.compile(r"^total current assets\b", re.IGNORECASE)
_ASSETS = re.compile(r"^total assets\b", re.IGNORECASE)
_CURRENT_LIABILITIES = re.compile(r"^total current liabilities\b", re.IGNORECASE)
_END = re.compile(
    r"^total (?:long[- ]term |non-?current )?liabilities\b|\bequity\b|\bdeficit\b|^commitments\b"
    r"|\b(?:common|preferred) (?:stock|shares)\b",
    re.IGNORECASE,
)


def sections_of(rows: Sequence[Row]) -> list[str]:
    """For each row of a balance sheet "Current assets", "Noncurrent liabilities" and so on; "" where that is not told.

    A row that stands under a heading which says so already gets "".
    """
    labels = [row.label for row in rows]
    current, assets = _first(labels, _CURRENT_ASSETS), _first(labels, _ASSETS)
    owed = _first(labels, _CURRENT_LIABILITIES)
    found = [""] * len(rows)
    if current is not None and assets is not None and current < assets:
        found[:current] = ["Current assets"] * current
        found[current + 1 : assets] = ["Noncurrent assets"] * (assets - current - 1)
    start = 0 if assets is None else assets + 1
    if owed is not None and (assets is None or assets < owed):
        end = next((i for i in range(owed + 1, len(rows)) if _END.search(labels[i])), owed)
        found[start:owed] = ["Current liabilities"] * (owed - start)
        found[owed + 1 : end] = ["Noncurrent liabilities"] * (end - owed - 1)
    return ["" if _says(row) else section for row, section in zip(rows, found, strict=True)]


def _first(labels: Sequence[str], pattern: re.Pattern[str]) -> int | None:
    return next((index for index, label in enumerate(labels) if pattern.search(label)), None)


def _says(row: Row) -> bool:
    return any(re.search(r"\b(?:non-?)?current\b|\blong[- ]term\b", text, re.IGNORECASE) for text in row.parents)
