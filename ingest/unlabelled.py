"""Totals that a statement prints without a label: named after what they total, where the arithmetic shows it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from core.filings import Statement
from ingest.labels import Row

ROUNDING = Decimal(2)  # units of the last printed digit by which a total may differ from the sum of its lines


def with_names(rows: Sequence[Row], statement: Statement | None) -> tuple[Row, ...]:
    """The rows of a primary statement, its unlabelled totals named; others as they are.

    Two equal unlabelled rows of a balance sheet are its two sides. Any other is the total of the lines above it, under
    the heading that they share, if it is their sum in every column.
    """
    if statement is None or all(row.label for row in rows):
        return tuple(rows)
    if statement is Statement.BALANCE:
        rows = _sides(rows)
    return tuple(row if row.label else _summed(rows, number) for number, row in enumerate(rows))


def _sides(rows: Sequence[Row]) -> tuple[Row, ...]:
    bare = [number for number, row in enumerate(rows) if not row.label and len(row.cells) > 1]
    pairs = [(a, b) for a in bare for b in bare if a < b and _values(rows[a]) == _values(rows[b])]
    if len(pairs) != 1:
        return tuple(rows)
    names = dict(zip(pairs[0], ("Total assets", "Total liabilities and equity"), strict=True))
    return tuple(replace(row, label=names.get(number, row.label)) for number, row in enumerate(rows))


def _summed(rows: Sequence[Row], number: int) -> Row:
    row = rows[number]
    lines: list[Row] = []
    for above in reversed(rows[:number]):
        if above.parents != row.parents or not above.label:
            break
        lines.append(above)
    if len(lines) < 2 or not row.parents or not _is_sum(row, lines):
        return row
    heading = row.parents[-1].strip(" :")
    return replace(row, label=f"Total {heading[:1].lower()}{heading[1:]}", parents=row.parents[:-1])


def _is_sum(row: Row, lines: Sequence[Row]) -> bool:
    values = _values(row)
    sums = [sum((_values(line).get(index, Decimal(0)) for line in lines), Decimal(0)) for index in values]
    return all(abs(total - value) <= ROUNDING for total, value in zip(sums, values.values(), strict=True))


def _values(row: Row) -> Mapping[int, Decimal]:
    return {index: cell.value for index, cell in row.cells.items() if cell.value is not None}
