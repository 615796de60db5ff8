"""Which part of the business a figure is of: the column that names one, or the line in a table by segment."""

import re
from collections.abc import Callable

from ingest.labels import Row
from ingest.tables import Column, Table

_BY = re.compile(
    r"\bgeograph|\bdisaggregat|\bby\s+(?:\w+\s+){0,3}(?:region|country|area|product|categor|channel|brand|platform"
    r"|service|offering|source|type|market|customer|division)",
    re.IGNORECASE,
)
_BY_SEGMENT = re.compile(rf"\bsegments?\b|{_BY.pattern}", re.IGNORECASE)
_INTRODUCES = re.compile(r":\W*$|\(\$?\s*(?:dollars\s+|amounts\s+)?in\s+\w+[^)]*\)\s*[:.]?$", re.IGNORECASE)
_MARK = re.compile(r"\s*\((?:\d{1,2}|[a-z])\)")
_WHOLE_COLUMN = re.compile(
    r"^(?:(?:grand|sub-?)?totals?|consolidated|company|group|corporation|as reported|reported"
    r"|standardi[sz]ed|approach|capital|ratios?|\W)+$",
    re.IGNORECASE,
)
_JOINERS = {"and", "of", "the", "for", "&", "-", "/"}
_WHOLE = re.compile(
    r"^(?:sub-?)?totals?\b|\btotal$|\bconsolidated\b|\bcompany\b|\beliminations?\b|^worldwide$", re.IGNORECASE
)
_QUALIFIES = re.compile(r"percent|%|growth|mix|increase|decrease|change|note|amount", re.IGNORECASE)
_NAME = r"[A-Z][\w&’'/-]*(?:,? (?:and |of |& )?[A-Z][\w&’'/-]*){0,4}"
_OF_ONE = re.compile(
    rf"(?:^\W*|\b(?:the|our|in|for|of)\s+)({_NAME})\s+(?:(?:business|reportable|operating)\s+)?[Ss]egment(?![\w’'])"
)
_NO_NAME = re.compile(
    r"^(?:the|our|its|by|per|summary|information|data|change|these|those|company|reportable|operating|business|each|total|selected|results?|other|all|this|one|single|consolidated|note)\b",
    re.I,
)
_BESIDE = re.compile(
    r"\b(?:exclud\w+|except|other than|without|each|both|consolidated|eliminat\w+|reconcil\w+)\b", re.IGNORECASE
)
TITLES = 2  # lines above a table that may be its title, or that of the text over it
TITLE_LENGTH = 70
NEAR = 5  # lines above a table that may say that it is by segment


def is_by_segment(table: Table) -> bool:
    """Whether the words above a table say that its lines are segments, regions, products or the like."""
    return any(_BY_SEGMENT.search(text) for text in (*table.context[-NEAR:], *table.stubs))


def segment_titled(table: Table) -> str | None:
    """The one segment that a table is of: "Domestic Segment Performance Summary", "data for the Domestic segment"."""
    if any(part_over(column) for column in table.columns if not column.heading.change):
        return None
    titles = [line for line in table.context[-TITLES:] if len(line) < TITLE_LENGTH and not line.endswith(".")]
    sentence = table.context[-1:] if table.context and _INTRODUCES.search(table.context[-1]) else ()
    for text in (*reversed(table.stubs), *reversed((*titles, *sentence))):
        named = _OF_ONE.search(text)
        if named and not _NO_NAME.match(named[1]) and not _BESIDE.search(text):
            return named[1]
    return None


def has_parts_and_total(table: Table) -> bool:
    """Whether the columns are parts and their total: a line that is no line item is then one more measure of them."""
    columns = [column for column in table.columns if not column.heading.change]
    total = any(column.name and _WHOLE_COLUMN.match(column.name) for column in columns)
    return total and 2 * sum(part_over(column) is not None for column in columns) >= len(columns)


def stands_under_parts(row: Row) -> bool:
    """Whether the lines that a row stands under say that they are by channel, region or the like."""
    return any(_BY.search(parent) for parent in row.parents)


def part_over(column: Column) -> str | None:
    """The part of the issuer that the words over a column name; None where they name none, or the whole issuer."""
    rest = column.heading.rest
    name = _MARK.sub("", column.name).strip()
    if not rest or _WHOLE_COLUMN.match(rest) or _WHOLE_COLUMN.match(name):
        return None
    bare = [word for word in name.split() if word.lower() not in _JOINERS]
    return name if bare == rest.split() else rest


def segment_of(row: Row, is_item: Callable[[str], bool]) -> str | None:
    """The segment of a row in a table by segment; None for a total.

    A row that is no line item is one by itself ("iPhone"); a line item is of the segment that it stands under
    ("North America", then "Net sales").

    Args:
        row: the row.
        is_item: whether a label is a line item of the ontology.
    """
    if _WHOLE.search(row.label):
        return None
    if not is_item(row.label):
        return row.label.strip(" :")
    for parent in reversed(row.parents):
        name = parent.strip(" :")
        if not _WHOLE.search(name) and not is_item(name) and not _QUALIFIES.search(name) and len(name) < 60:
            return name
    return None
