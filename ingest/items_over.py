"""Tables with the parts of an issuer down the side and line items over the columns, or one over all of the labels.

"Net sales 2023 2022 | Operating income 2023 2022" over "Pumps", "Valves", "Total company"; or "Net sales" beside the
years, over the same rows.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from core.filings import Statement
from core.ontology import Ontology
from ingest.labels import Row
from ingest.segments import is_by_segment, part_over, segment_of
from ingest.tables import Column, Table

_BY_PART = frozenset(
    {
        "Revenues",
        "CostOfRevenue",
        "GrossProfit",
        "OperatingIncomeLoss",
        "IncomeLossFromContinuingOperationsBeforeIncomeTaxesExtraordinaryItemsNoncontrollingInterest",
        "NetIncomeLoss",
        "ResearchAndDevelopmentExpense",
        "DepreciationDepletionAndAmortization",
        "PaymentsToAcquirePropertyPlantAndEquipment",
        "PropertyPlantAndEquipmentNet",
        "Assets",
    }
)
"""What filings print of their parts; "Acquisitions" over a column of a roll-forward is no line item of one."""
_ASSETS = re.compile(r"(?:(?:total|identifiable|segment|period-end) )*assets", re.IGNORECASE)
_SHORT = re.compile(r"\boper\.?(?= )", re.IGNORECASE)
_WHOLE = re.compile(
    r"(?:(?:grand |consolidated )?totals?|(?:total )?(?:consolidated|company|corporation|group)"
    r"|worldwide(?: totals?)?)\W*",
    re.IGNORECASE,
)
_STEP = re.compile(r"(?:less|plus|add|deduct)\b", re.IGNORECASE)  # from one total to the next
_TOTAL = re.compile(r"totals?\s+", re.IGNORECASE)
_FEWEST = 2  # rows that are parts
_CHANGED = re.compile(r"\b(?:increase|decrease|change|growth|organic)\b|%", re.IGNORECASE)


class Part(NamedTuple):
    """What a row is of: a part by its name, or the whole (None); `is_known` where its figures are certain."""

    name: str | None
    is_known: bool


def item_over(column: Column, ontology: Ontology) -> str | None:
    """The line item that a column is of, among those that filings print of their parts."""
    return None if column.heading.change else _item(column.name, ontology)


def item_beside(table: Table, ontology: Ontology) -> str | None:
    """The line item that stands over the labels, beside the columns' headings; None over rows that stand under it.

    Where the columns are parts themselves nothing tells what a figure is of.
    """
    if any(part_over(column) for column in table.columns if not column.heading.change):
        return None
    below = {parent for row in table.rows for parent in row.parents}
    found = [_item(stub, ontology) for stub in table.stubs if stub not in below and not _CHANGED.search(stub)]
    return next((item for item in found if item), None)


def parts_down(table: Table, ontology: Ontology) -> Mapping[int, Part]:
    """What the rows of such a table are of, by their identity; empty for another table."""
    if not (has_items_over(table, ontology) or has_item_beside(table, ontology)):
        return {}
    often = Counter(row.label for row in table.rows)
    rows = [row for row in table.rows if ontology.concept_of(row.label, row.parents) is None]
    return {id(row): _part(row, repeated=often[row.label] > 1) for row in rows}


def _part(row: Row, repeated: bool) -> Part:
    """What a row is of; one that stands under several names ("Domestic", "Worldwide") is a part of each of these."""
    above = _TOTAL.sub("", row.parents[-1]).strip(" :") if row.parents else ""
    if _STEP.match(row.label) or (repeated and not above):
        return Part(None, False)
    if _WHOLE.fullmatch(row.label):
        return Part(above if repeated else None, True)
    if repeated:
        return Part(f"{above}, {row.label}", True)
    name = segment_of(row, lambda label: False)
    return Part(name, name is not None)


def has_items_over(table: Table, ontology: Ontology) -> bool:
    """Whether the columns of a table are line items, and its rows parts of the issuer."""
    columns = [column for column in table.columns if not column.heading.change]
    over = any(item_over(column, ontology) for column in columns if column.name)
    return over and (is_by_segment(table) or table.repeats_parts) and _are_parts(table.rows, ontology)


def has_item_beside(table: Table, ontology: Ontology) -> bool:
    """Whether one line item stands over the labels of a table, whose rows are parts of the issuer."""
    return is_by_segment(table) and item_beside(table, ontology) is not None and _are_parts(table.rows, ontology)


def with_parts_repeated(tables: Sequence[Table]) -> list[Table]:
    """The tables, each told whether it repeats the rows of a table by segment that stands above it on its page."""
    told: list[Table] = []
    parts: dict[int, set[str]] = {}
    for table in tables:
        labels = {row.label for row in table.rows}
        above = parts.setdefault(table.page, set())
        repeats = len(labels & above) >= _FEWEST and 2 * len(labels & above) > len(labels)
        if is_by_segment(table):
            above |= labels
        told.append(replace(table, repeats_parts=repeats))
    return told


def _are_parts(rows: Sequence[Row], ontology: Ontology) -> bool:
    """Whether rows are names of parts: none is a line item, or but few."""
    items = sum(ontology.concept_of(row.label, row.parents) is not None for row in rows)
    return len(rows) - items >= _FEWEST and 4 * items <= len(rows)


def _item(name: str, ontology: Ontology) -> str | None:
    bare = _SHORT.sub("Operating", re.sub(r"\([^()]*\)", " ", name)).strip(" :*")
    if _ASSETS.fullmatch(bare):
        return "Assets"
    item = ontology.concept_of(bare)
    return item if item in _BY_PART else None


def is_balance(item: str, ontology: Ontology) -> bool:
    """Whether a line item is one of the balance sheet, whatever span stands over its column."""
    return ontology.line_items[item].statement is Statement.BALANCE


def months_of(item: str | None, ontology: Ontology) -> int | None:
    """How many months a line item spans in an annual report: 0 for a balance, 12 for a flow; None for no item."""
    if item is None:
        return None
    return 0 if is_balance(item, ontology) else 12
