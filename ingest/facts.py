"""From tables to facts: each figure with its period, unit, scale, statement and place."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from core.filings import Fact, Filing, Statement
from core.ontology import Ontology
from core.periods import Period
from ingest.cells import Cell
from ingest.column_periods import ColumnDater
from ingest.dating import FLOWS, Calendar
from ingest.equity import component, is_by_component, row_periods
from ingest.headings import dates_in
from ingest.labels import Row
from ingest.layout import PageLayout
from ingest.scales import Scales, scales_of
from ingest.statements import primary_statements
from ingest.tables import Column, Table, tables_on
from ingest.units import unit_of

_BEGINNING = re.compile(r"\b(?:beginning|start|opening)\b", re.IGNORECASE)
_ENDING = re.compile(r"\b(?:end|ending|closing)\b", re.IGNORECASE)
_EDGE = re.compile(
    r"^(?:at\s+)?(?:the\s+)?(?:beginning|end|start)\s+of\s+(?:the\s+)?(?:fiscal\s+)?(?:period|year|quarter)",
    re.IGNORECASE,
)
_BALANCE = re.compile(r"\bbalances?\b|\bcash\b|\bequity\b", re.IGNORECASE)


def table_facts(pages: Sequence[PageLayout], filing: Filing, ontology: Ontology) -> tuple[Fact, ...]:
    """The facts of all tables, in page order; only cells whose period, scale and unit are certain.

    Args:
        pages: the filing's pages, in order.
        filing: with its fiscal identity found: bare years and quarters are dated by it.
        ontology: names the line items.
    """
    tables = _with_headings([table for page in pages for table in tables_on(page)])
    statements = primary_statements(tables)
    known = _known_dates(pages)
    years = Calendar(filing, known, _anchor_year(tables, statements))
    reader = _Reader(filing, ontology, years, ColumnDater(years, ontology))
    scales = scales_of(tables, pages, statements)
    dated = _dated_rows(tables, statements, years)
    facts: list[Fact] = []
    for index, table in enumerate(tables):
        if index in dated:
            facts.extend(reader.equity_facts(table, dated[index], scales[index]))
        else:
            facts.extend(reader.facts(table, statements.get(index), scales[index]))
    return tuple(facts)


def _dated_rows(
    tables: Sequence[Table], statements: Mapping[int, Statement], years: Calendar
) -> Mapping[int, Sequence[Period | None]]:
    """The rows' periods of the statement of equity, where its columns are components, by table."""
    chosen = [
        index
        for index, statement in statements.items()
        if statement is Statement.EQUITY and is_by_component(tables[index])
    ]
    periods = row_periods([tables[index] for index in chosen], by_month=years.ends_with_month)
    return dict(zip(chosen, periods, strict=True))


def _with_headings(tables: Sequence[Table]) -> list[Table]:
    """Tables that go on from the page before take its headings, where the columns are as many."""
    whole: list[Table] = []
    for table in tables:
        before = whole[-1] if whole else None
        if before and table.continues and table.page - before.page == 1 and len(table.columns) == len(before.columns):
            columns = tuple(
                Column(own.span, column.text, column.heading)
                for own, column in zip(table.columns, before.columns, strict=True)
            )
            context = (*before.context, *before.stubs, *table.context)
            table = replace(table, columns=columns, context=context)
        whole.append(table)
    return whole


def _known_dates(pages: Sequence[PageLayout]) -> Mapping[date, int]:
    return Counter(day for page in pages for line in page.lines for day in dates_in(line.text))


def _anchor_year(tables: Sequence[Table], statements: Mapping[int, Statement]) -> int | None:
    """The latest bare year over a primary statement's flows: what the issuer calls the year reported on."""
    years = [
        column.heading.year
        for index, statement in statements.items()
        if statement in FLOWS
        for column in tables[index].columns
        if column.heading.year and not column.heading.month
    ]
    return max(years, default=None)


@dataclass(frozen=True)
class _Reader:
    """Makes the facts of one filing's tables."""

    filing: Filing
    ontology: Ontology
    calendar: Calendar
    dater: ColumnDater

    def facts(self, table: Table, statement: Statement | None, scales: Scales | None) -> Iterator[Fact]:
        periods = self.dater.periods(table, statement)
        if scales is None or not any(periods):
            return
        for row in table.rows:
            if not row.label:
                continue
            for index, cell in row.cells.items():
                period = periods[index]
                if cell.value is not None and period is not None:
                    segment = table.columns[index].heading.rest or None
                    moment = self._moment(row, period)
                    yield self._fact(table, row, index, cell, moment, statement, scales, segment)

    def equity_facts(self, table: Table, periods: Sequence[Period | None], scales: Scales | None) -> Iterator[Fact]:
        """The facts of a statement of equity whose rows are dated and whose columns are components."""
        if scales is None:
            return
        for row, period in zip(table.rows, periods, strict=True):
            for index, cell in row.cells.items():
                if period is not None and cell.value is not None and row.label:
                    part = component(table.columns[index], table.columns)
                    yield self._fact(table, row, index, cell, period, Statement.EQUITY, scales, part)

    def _fact(
        self,
        table: Table,
        row: Row,
        index: int,
        cell: Cell,
        period: Period,
        statement: Statement | None,
        scales: Scales,
        segment: str | None,
    ) -> Fact:
        value = cell.value or Decimal(0)
        currency, column = self.filing.currency, table.columns[index]
        unit = unit_of(row, cell, column, scales, currency, is_statement=statement is not None)
        return Fact(
            filing=self.filing.id,
            label=row.label,
            value=value.scaleb(unit.scale),
            unit=unit.name,
            period=period,
            page=table.page,
            parents=row.parents,
            concept=self.ontology.concept_of(row.label, row.parents, statement, unit.name),
            statement=statement,
            segment=segment,
            bbox=cell.bbox,
            printed=cell.text,
            row=row.text,
            heading=column.text,
            scale=unit.scale,
        )

    def _moment(self, row: Row, period: Period) -> Period:
        """The period of a row: an opening or closing balance in a flow table is an instant."""
        if period.is_instant or not (_BALANCE.search(row.label) or _EDGE.search(row.label)):
            return period
        if _BEGINNING.search(row.label):
            return Period(self.calendar.before(period))
        return Period(period.end) if _ENDING.search(row.label) else period
