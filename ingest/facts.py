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
from ingest.dating import FLOWS, Calendar
from ingest.equity import component, is_by_component, row_periods
from ingest.headings import Heading, dates_in, stacked
from ingest.labels import Row
from ingest.layout import PageLayout
from ingest.scales import Scales, read_scales, scales_in
from ingest.statements import primary_statements
from ingest.tables import Column, Table, tables_on

_PER_SHARE = re.compile(r"\bper[\s-]+(?:\w+[\s-]+){0,3}(?:share|unit|ads)\b|\beps\b", re.IGNORECASE)
_SHARES = re.compile(r"\bshares\b|\bshares? outstanding\b|\bunits outstanding\b", re.IGNORECASE)
_SHARE_MONEY = re.compile(
    r"\b(?:repurchases?|purchases?|issuance|issued|proceeds|cost|value|tax\w*|withh\w+|dividends?|payments?|capital)\b",
    re.IGNORECASE,
)
_SHARE_COLUMN = re.compile(r"\bshares$", re.IGNORECASE)
_BEGINNING = re.compile(r"\b(?:beginning|start|opening)\b", re.IGNORECASE)
_ENDING = re.compile(r"\b(?:end|ending|closing)\b", re.IGNORECASE)
_EDGE = re.compile(
    r"^(?:at\s+)?(?:the\s+)?(?:beginning|end|start)\s+of\s+(?:the\s+)?(?:fiscal\s+)?(?:period|year|quarter)",
    re.IGNORECASE,
)
_BALANCE = re.compile(r"\bbalances?\b|\bcash\b|\bequity\b", re.IGNORECASE)
_RATE = re.compile(r"\brate\b|\bpercent(?:age)?\b|%", re.IGNORECASE)


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
    reader = _Reader(filing, ontology, years)
    scales = _scales(tables, pages, statements)
    dated = _dated_rows(tables, statements)
    facts: list[Fact] = []
    for index, table in enumerate(tables):
        if index in dated:
            facts.extend(reader.equity_facts(table, dated[index], scales[index]))
        else:
            facts.extend(reader.facts(table, statements.get(index), scales[index]))
    return tuple(facts)


def _dated_rows(tables: Sequence[Table], statements: Mapping[int, Statement]) -> Mapping[int, Sequence[Period | None]]:
    """The rows' periods of the statement of equity, where its columns are components, by table."""
    chosen = [
        index
        for index, statement in statements.items()
        if statement is Statement.EQUITY and is_by_component(tables[index])
    ]
    return dict(zip(chosen, row_periods([tables[index] for index in chosen]), strict=True))


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
            context = (*before.context, before.stub, *table.context)
            table = Table(table.page, columns, table.rows, context, table.stub, table.top, True, before.captions)
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


def _scales(
    tables: Sequence[Table], pages: Sequence[PageLayout], statements: Mapping[int, Statement]
) -> list[Scales | None]:
    """Each table's scale: its own, else that of the table before it on the page, else none."""
    found: list[Scales | None] = []
    for index, table in enumerate(tables):
        own = scales_in((*table.context, *(column.text for column in table.columns), table.stub))
        same_page = found and tables[index - 1].page == table.page
        if own is None and index in statements:
            own = Scales(0, 0)
        found.append(own or (found[-1] if same_page else None))
    return found


@dataclass(frozen=True)
class _Reader:
    """Makes the facts of one filing's tables."""

    filing: Filing
    ontology: Ontology
    calendar: Calendar

    def facts(self, table: Table, statement: Statement | None, scales: Scales | None) -> Iterator[Fact]:
        periods = self._periods(table, statement)
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

    def _periods(self, table: Table, statement: Statement | None) -> list[Period | None]:
        caption = next((c for c in reversed(table.captions) if not c.change), Heading())
        periods: list[Period | None] = []
        for column in table.columns:
            heading = column.heading
            if not heading.says_period and statement is None:
                periods.append(None)
                continue
            periods.append(self.calendar.period(_under(caption, heading), statement))
        return _without_doubles(periods, table)

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
        unit, scale = self._unit(row, cell, scales, table.columns[index])
        return Fact(
            filing=self.filing.id,
            label=row.label,
            value=value.scaleb(scale),
            unit=unit,
            period=period,
            page=table.page,
            parents=row.parents,
            concept=self.ontology.concept_of(row.label, row.parents, statement, unit),
            statement=statement,
            segment=segment,
            bbox=cell.bbox,
            printed=cell.text,
            row=row.text,
            heading=table.columns[index].text,
            scale=scale,
        )

    def _moment(self, row: Row, period: Period) -> Period:
        """The period of a row: an opening or closing balance in a flow table is an instant."""
        if period.is_instant or not (_BALANCE.search(row.label) or _EDGE.search(row.label)):
            return period
        if _BEGINNING.search(row.label):
            return Period(self.calendar.before(period))
        return Period(period.end) if _ENDING.search(row.label) else period

    def _unit(self, row: Row, cell: Cell, scales: Scales, column: Column) -> tuple[str, int]:
        """The unit and the power of ten of a cell."""
        if not cell.money and _SHARE_COLUMN.search(column.text):
            return "shares", scales.shares
        currency = self.filing.currency
        nearest = row.parents[-1] if row.parents else ""
        own = read_scales(row.label) or read_scales(nearest)
        if cell.percent or (_RATE.search(row.label) and not cell.money):
            return "%", 0
        kind = _kind(row.label) or _kind(nearest)
        if kind == "per share":
            return f"{currency}/share", 0
        if kind == "shares" and not cell.money:
            return "shares", own.shares if own else scales.shares
        return currency, own.money if own else scales.money


def _without_doubles(periods: list[Period | None], table: Table) -> list[Period | None]:
    """Leaves out columns that cannot be told apart; a column of percentages beside one of amounts is told apart."""
    names = [
        None if period is None else (period, column.heading.rest)
        for period, column in zip(periods, table.columns, strict=True)
    ]
    percents = [_mostly_percent(table, index) for index in range(len(names))]
    amounts = Counter(name for name, percent in zip(names, percents, strict=True) if name and not percent)
    everything = Counter(name for name in names if name)
    return [
        None if name is None or (amounts[name] > 1 or (percent and everything[name] > 1)) else period
        for name, percent, period in zip(names, percents, periods, strict=True)
    ]


def _mostly_percent(table: Table, index: int) -> bool:
    cells = [row.cells[index] for row in table.rows if index in row.cells]
    return sum(cell.percent for cell in cells) > 0.8 * len(cells)


def _under(caption: Heading, heading: Heading) -> Heading:
    """A column's heading, completed by the caption over the whole table where it is not whole itself."""
    if heading.months is not None and (heading.date or (heading.year and heading.quarter)):
        return heading
    if heading.date or (heading.year and heading.quarter):
        return replace(heading, months=caption.months)
    return stacked((replace(caption, year=None) if heading.year else caption, heading))


def _kind(label: str) -> str:
    """Whether a label counts shares or speaks of an amount a share; empty for anything else."""
    if _SHARES.search(label) and not _SHARE_MONEY.search(label):
        return "shares"
    return "per share" if _PER_SHARE.search(label) and not _SHARES.search(label) else ""
