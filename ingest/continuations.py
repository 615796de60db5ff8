"""Tables that go on from one page to the next without repeating their headings."""

from collections.abc import Sequence
from dataclasses import replace

from ingest.captions import LONG
from ingest.columns import ALIGNED
from ingest.tables import Table


def with_headings(tables: Sequence[Table]) -> list[Table]:
    """Tables that go on from the page before take its headings, where the columns are as many."""
    whole: list[Table] = []
    for table in tables:
        before = whole[-1] if whole else None
        if before and _goes_on(before, table):
            columns = tuple(
                replace(column, span=own.span) for own, column in zip(table.columns, before.columns, strict=True)
            )
            context = (*before.context, *before.stubs, *table.context)
            table = replace(table, columns=columns, context=context)
        whole.append(table)
    return whole


def _goes_on(before: Table, table: Table) -> bool:
    """Whether a table without a heading is the rest of the one that ends the page before."""
    if not table.continues or table.page - before.page != 1 or len(table.columns) != len(before.columns):
        return False
    shift = [own.span.right - column.span.right for own, column in zip(table.columns, before.columns, strict=True)]
    return max(shift) - min(shift) < ALIGNED and not any(len(text) > LONG for text in table.context)
