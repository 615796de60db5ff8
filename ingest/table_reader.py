"""The facts of one table: each cell with its period, unit, line item and part."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property

from core.filings import Fact, Filing, Statement
from core.ontology import Ontology
from core.periods import Period
from ingest.balance_sections import sections_of
from ingest.cells import Cell
from ingest.dating import Calendar
from ingest.equity import component, line_parts
from ingest.items_over import Part, is_balance, item_beside, item_over, parts_down
from ingest.labels import Row
from ingest.moments import cash_lines, moment
from ingest.restatements import holds_now, restated_parts
from ingest.row_times import is_schedule, is_to_come
from ingest.scales import Scales, has_money
from ingest.segments import (
    has_parts_and_total,
    is_by_segment,
    part_over,
    segment_of,
    segment_titled,
    stands_under_parts,
)
from ingest.tables import Column, Table
from ingest.time_rows import TimeRow, alike, fits, is_quarter, measured, period_at, time_rows, title_of
from ingest.units import Unit, odd_cents, percents_of, unit_of

_EITHER = re.compile(r"\bas (?:of|at)\s*(?:/|or|and)", re.IGNORECASE)
_DOLLARS = re.compile(r"\bdollars?\b|\$ in\b|\(\$", re.IGNORECASE)
_RESTRICTED = re.compile(r"restricted\b(?!.*current)", re.IGNORECASE)  # of the one kind or both
_TOTAL = re.compile(r"^total\W*$", re.IGNORECASE)
_FIGURES = re.compile(r"(?:^|\s)(?:\d{1,3}(?:,\d{3})*|[—–])\s+(?:\(\w\)\s+)?(?:\d{1,3}(?:,\d{3})+|[—–])(?=\s|$)")


@dataclass(frozen=True)
class TableReader:
    """Makes the facts of one table."""

    filing: Filing
    ontology: Ontology
    calendar: Calendar
    table: Table
    statement: Statement | None
    scales: Scales

    def facts(self, columns: Sequence[Period | None]) -> Iterator[Fact]:
        """The facts where each column has a period."""
        by_segment = self.statement is None and is_by_segment(self.table)
        in_parts = by_segment and has_parts_and_total(self.table)
        titled = segment_titled(self.table) if by_segment and not in_parts else None
        lines = self._line_parts()
        schedule = self.statement is None and is_schedule(self.table)
        for row, index, cell, unit in self._cells():
            if schedule and is_to_come(row):
                continue
            time = self._times.get(id(row))
            if time is not None:
                yield from self._at(time, index, cell, unit)
                continue
            period = columns[index]
            if period is not None and id(row) in self._parts:
                yield self._of_part(row, index, cell, unit, period)
            elif period is not None:
                segment = self._part(index) or lines.get(id(row))
                if segment is None and by_segment and (not in_parts or stands_under_parts(row)):
                    segment = segment_of(row, lambda label: self.ontology.concept_of(label) is not None)
                if titled and (segment is None or (segment == row.label and unit.name != self.filing.currency)):
                    segment = titled
                at = moment(row, period, self.statement, self.calendar, of_cash=id(row) in self._cash)
                fact = self._fact(row, index, cell, unit, at, segment)
                if self.statement is not None or self._holds(fact):
                    yield fact

    def _at(self, time: TimeRow, index: int, cell: Cell, unit: Unit) -> Iterator[Fact]:
        """The fact of a cell whose row is a time: what it is of stands above it, over its column or over the table."""
        column, row = self.table.columns[index], time.row
        name, part = self._measured(time, index), self._part(index) if row.parents else None
        if self._is_of_segment(row, column):
            part = row.parents[-1].strip(" :")
        concept = self.ontology.concept_of(name, (), None, unit.name) if name else None
        item = self.ontology.line_items.get(concept or "")
        period = period_at(time, column, item, self.calendar)
        certain = bool(row.parents) or is_quarter(time, name)
        if (
            not name
            or period is None
            or not (fits(item, period) or (certain and alike(column, self.table.columns) == 1))
        ):
            return
        fact = replace(self._fact(row, index, cell, unit, period, part), label=name, concept=concept)
        if self._holds(fact):
            yield fact

    @cached_property
    def _times(self) -> Mapping[int, TimeRow]:
        """The rows that are times, by their identity; none on a statement."""
        return time_rows(self.table) if self.statement is None else {}

    @cached_property
    def _title(self) -> str:
        return title_of(self.table, self._times)

    def _measured(self, time: TimeRow, index: int) -> str:
        """What a figure at a time is of; "" where nothing says it."""
        column = self.table.columns[index]
        return column.name if self._is_of_segment(time.row, column) else measured(time, column, self._title)

    def _named(self, row: Row, index: int) -> Row:
        """The row of a cell, called what its figure is of, where it is a time itself."""
        time = self._times.get(id(row))
        return row if time is None else replace(time.row, label=self._measured(time, index) or row.label)

    def _is_of_segment(self, row: Row, column: Column) -> bool:
        """Whether a row that is a time stands under a segment, with line items over the columns."""
        if not row.parents or not is_by_segment(self.table) or not self.ontology.concept_of(column.name):
            return False
        return self.ontology.concept_of(row.parents[-1].strip(" :")) is None

    @cached_property
    def _parts(self) -> Mapping[int, Part]:
        """The rows that are parts of the issuer under or beside line items, by their identity."""
        return parts_down(self.table, self.ontology) if self.statement is None else {}

    def _of_part(self, row: Row, index: int, cell: Cell, unit: Unit, period: Period) -> Fact:
        """The fact of a row that is a part, or their whole: its column or the whole table says of which line item."""
        column, part = self.table.columns[index], self._parts[id(row)]
        item = item_over(column, self.ontology) if column.name else item_beside(self.table, self.ontology)
        if item and is_balance(item, self.ontology):
            period = Period(period.end)
        fact = self._fact(replace(row, label=part.name or row.label), index, cell, unit, period, part.name)
        return replace(fact, concept=item) if part.is_known and unit.name == self.filing.currency else fact

    def _part(self, index: int) -> str | None:
        """What part of the issuer, or of its equity, a column is of."""
        column = self.table.columns[index]
        if self.statement is Statement.EQUITY:
            return component(column, self.table.columns)
        if self.statement is not None and holds_now(column, self.table.columns):
            return None
        return self._restated[index] if index in self._restated else part_over(column)

    @cached_property
    def _restated(self) -> Mapping[int, str | None]:
        """The columns that hold what was reported before, and what holds now in its place."""
        return restated_parts(self.table.columns)

    def _line_parts(self) -> Mapping[int, str | None]:
        """The parts of equity that the rows of its statement stand under, by the rows' identity."""
        if self.statement is not Statement.EQUITY:
            return {}
        rows = self.table.rows
        return {id(row): part for row, part in zip(rows, line_parts(rows), strict=True)}

    def dated_facts(self, rows: Sequence[Period | None]) -> Iterator[Fact]:
        """The facts where each row has a period and each column is a component of equity."""
        periods = dict(zip((id(row) for row in self.table.rows), rows, strict=True))
        for row, index, cell, unit in self._cells():
            period = periods[id(row)]
            if period is not None:
                part = component(self.table.columns[index], self.table.columns)
                yield self._fact(row, index, cell, unit, period, part)

    def _cells(self) -> Iterator[tuple[Row, int, Cell, Unit]]:
        percents = percents_of(self.table.rows)
        odd = odd_cents(self.table.rows)
        for number, row in enumerate(self.table.rows):
            for index, cell in row.cells.items():
                if row.label and cell.value is not None and (self.statement or not _FIGURES.search(row.label)):
                    unit = unit_of(
                        self._named(row, index),
                        cell,
                        self.table.columns[index],
                        self.scales,
                        self.filing.currency,
                        is_statement=self.statement is not None,
                        in_percent=(number, index) in percents,
                        by_column=self.statement is Statement.EQUITY,
                    )
                    if number not in odd or unit.name != self.filing.currency:
                        yield row, index, cell, unit

    def _fact(self, row: Row, index: int, cell: Cell, unit: Unit, period: Period, segment: str | None) -> Fact:
        value = cell.value or Decimal(0)
        return Fact(
            filing=self.filing.id,
            label=row.label,
            value=value.scaleb(unit.scale),
            unit=unit.name,
            period=period,
            page=self.table.page,
            parents=row.parents,
            concept=self._concept(row, unit),
            statement=self.statement,
            segment=segment,
            bbox=cell.bbox,
            printed=cell.text,
            row=row.text,
            heading=self.table.columns[index].text,
            scale=max(0, unit.scale),
        )

    def _concept(self, row: Row, unit: Unit) -> str | None:
        """The line item that a row means, by its label and by what it stands under."""
        section = self._sections.get(id(row))
        parents = (section, *row.parents) if section else row.parents
        if id(row) not in self._cash:
            return self.ontology.concept_of(row.label, parents, self.statement, unit.name)
        parents = row.parents if _TOTAL.match(row.label) else ()
        statement = None if _RESTRICTED.match(row.label) else Statement.BALANCE
        return self.ontology.concept_of(row.label, parents, statement, unit.name)

    @cached_property
    def _cash(self) -> frozenset[int]:
        """The rows of what cash consists of, by their identity: lines of the balance sheet on a statement of flows."""
        return cash_lines(self.table, self.statement)

    @cached_property
    def _sections(self) -> Mapping[int, str]:
        """The sections of a balance sheet that its own headings do not name, by the rows' identity."""
        if self.statement is not Statement.BALANCE:
            return {}
        return {id(row): name for row, name in zip(self.table.rows, sections_of(self.table.rows), strict=True)}

    def _holds(self, fact: Fact) -> bool:
        """Whether period and unit of a figure in the notes are certain, by what its line item is.

        A flow is not dated as a balance. Under "As of or for the year ended" only a line item tells which it is. In a
        table without a currency sign only a line item tells that it is money.
        """
        item = self.ontology.line_items.get(fact.concept or "")
        if item is not None and item.statement is Statement.INCOME and fact.period.is_instant:
            return False
        if _EITHER.search(fact.heading) and (item is None or item.statement is Statement.BALANCE):
            return False
        if fact.unit != self.filing.currency or self._has_money:
            return True
        return item is not None and item.unit == "money"

    @cached_property
    def _has_money(self) -> bool:
        """Whether a table prints a currency sign, or says that it is in dollars."""
        words = (*self.table.context[-3:], *self.table.stubs)
        return any(_DOLLARS.search(text) for text in words) or has_money(self.table)
