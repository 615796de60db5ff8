"""Columns that set what was reported before beside what holds now: "As Previously Reported" and "As Restated"."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from ingest.tables import Column

BEFORE = "As previously reported"
_NOW = re.compile(r"\b(?:restated|recast(?:ed)?|revised|corrected)\b", re.IGNORECASE)
_ADJUSTED = re.compile(r"^\W*(?:as )?adjusted\W*$", re.IGNORECASE)
_ONLY_NOW = re.compile(r"^\W*(?:as )?(?:restated|recast(?:ed)?|revised)\W*$", re.IGNORECASE)
_BEFORE = re.compile(r"\b(?:previously|originally|historically) (?:reported|presented|filed|stated)\b", re.IGNORECASE)
_REPORTED = re.compile(r"\breported\b", re.IGNORECASE)
_QUALIFIED = re.compile(r"\b(?:effect|impact|adjustments?|change|without)\b", re.IGNORECASE)


def restated_parts(columns: Sequence[Column]) -> Mapping[int, str | None]:
    """By column, None for what holds now, and `BEFORE` for what it replaces; other columns are not in it.

    Empty where no column replaces another: beside "Adjusted", "As reported" is what holds.
    """
    names = [column.name for column in columns]
    before = [index for index, name in enumerate(names) if _BEFORE.search(name) and not _QUALIFIED.search(name)]
    now = [index for index, name in enumerate(names) if _NOW.search(name) and not _QUALIFIED.search(name)]
    if before and not now:
        now = [index for index, name in enumerate(names) if _ADJUSTED.match(name)]
    if now and not before:
        before = [index for index, name in enumerate(names) if _REPORTED.search(name) and index not in now]
    if not before or not now:
        return {}
    return {**dict.fromkeys(before, BEFORE), **dict.fromkeys(now)}


def holds_now(column: Column, columns: Sequence[Column]) -> bool:
    """Whether a column of a statement says but "As adjusted", and none of its period stands beside it."""
    if not (_ADJUSTED.match(column.name) or _ONLY_NOW.match(column.name)):
        return False
    when = replace(column.heading, rest="")
    return sum(replace(other.heading, rest="") == when for other in columns) == 1
