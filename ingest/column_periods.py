"""The period of each column of a table, from its heading, its caption and what its lines are."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from core.filings import Statement
from core.ontology import Ontology
from core.periods import Period, near
from ingest.captions import caption_of
from ingest.dating import FLOWS, Calendar
from ingest.headings import Heading, stacked
from ingest.items_over import has_item_beside, has_items_over, item_beside, item_over, months_of
from ingest.moments import is_of_cash_held
from ingest.tables import Table

_MOVES = re.compile(
    r"\b(?:beginning|ending|opening|closing)\b|\b(?:end|start) of (?:the )?(?:year|period|quarter)\b", re.I
)
MOVEMENT = re.compile(
    r"\bbalances?\b|\bbeginning\b|\bend\b|\badditions?\b|\bcharge[ds]?\b|\bdeductions?\b|\blife\b|\bprice\b|\bnumber\b",
    re.IGNORECASE,
)
VOTES = 2  # lines of a table that must be known to tell its balances from its flows


def anchor_year(tables: Sequence[Table], statements: Mapping[int, Statement]) -> int | None:
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
class ColumnDater:
    """Dates the columns of one filing's tables."""

    calendar: Calendar
    ontology: Ontology

    def periods(self, table: Table, statement: Statement | None) -> list[Period | None]:
        """For each column its period; None where it is of no period (a change), or of which is not certain."""
        caption = caption_of(table.context, table.stubs)
        headings = [_under(caption, column.heading) for column in table.columns]
        defaults = self._defaults(table, headings) if statement is None else [None] * len(headings)
        whole = caption.date is not None and caption.months is not None and not caption.rest
        periods = [
            self.calendar.period(heading, statement, default)
            if column.heading.says_period or statement or (whole and not MOVEMENT.search(column.text))
            else None
            for heading, column, default in zip(headings, table.columns, defaults, strict=True)
        ]
        return _without_doubles(periods, table)

    def _defaults(self, table: Table, headings: Sequence[Heading]) -> list[int | None]:
        """The same for each column: by what its own line item is where parts stand down the side."""
        default = self._default(table, headings)
        if default is not None or not self.calendar.is_annual:
            return [default] * len(headings)
        if has_items_over(table, self.ontology):
            return [months_of(item_over(column, self.ontology), self.ontology) for column in table.columns]
        beside = item_beside(table, self.ontology) if has_item_beside(table, self.ontology) else None
        return [months_of(beside, self.ontology)] * len(headings)

    def _default(self, table: Table, headings: Sequence[Heading]) -> int | None:
        """How many months columns span that do not say: 0 for balances, 12 for an annual report's flows."""
        days = [heading.date for heading in headings if heading.date]
        if len(days) > 1 and not all(
            near(day.replace(year=days[0].year, day=min(day.day, 28)), days[0]) for day in days
        ):
            return 0
        if is_of_cash_held(table):
            return 0
        kinds = Counter(self._kinds(table))
        balances, flows = kinds[Statement.BALANCE], sum(kinds[flow] for flow in FLOWS)
        if balances >= VOTES and not flows:
            return 0
        return 12 if flows >= VOTES and not balances and self.calendar.is_annual else None

    def _kinds(self, table: Table) -> list[Statement | None]:
        items = self.ontology.line_items
        concepts = [self.ontology.concept_of(row.label, row.parents) for row in table.rows]
        return [items[concept].statement for concept in concepts if concept and concept in items]


def _apart(days: Sequence[date]) -> bool:
    """Whether dates are not of one day of the year: two balance sheets then, not the same weeks of two years."""
    return any(not near(day.replace(year=days[0].year, day=min(day.day, 28)), days[0]) for day in days)


def _under(caption: Heading, heading: Heading) -> Heading:
    """A column's heading, completed by the caption over the whole table where it is not whole itself."""
    if heading.change:
        return heading
    caption = replace(caption, change=False, rest="")
    dated = heading.date or (heading.year and heading.quarter)
    if dated and heading.months is not None:
        return heading
    if dated:
        says = caption.months == 0 or caption.month is not None
        return replace(heading, months=caption.months if says else None)
    if heading.months and caption.months != heading.months:
        caption = replace(caption, months=None)
    return stacked((replace(caption, year=None) if heading.year else caption, heading))


def _without_doubles(periods: list[Period | None], table: Table) -> list[Period | None]:
    """Leaves out columns that cannot be told apart; a column of percentages beside one of amounts is told apart.

    Columns of one period that print the same again ("2022 2021 Change 2021 2020 Change") are that period's, and the
    first that prints a row is enough.
    """
    names = [
        None if period is None else (period, column.heading.rest)
        for period, column in zip(periods, table.columns, strict=True)
    ]
    percents = [_mostly_percent(table, index) for index in range(len(names))]
    found: list[Period | None] = []
    for index, (name, period) in enumerate(zip(names, periods, strict=True)):
        same = [other for other, one in enumerate(names) if name and one == name]
        amounts = [other for other in same if not percents[other]]
        rivals = [other for other in (amounts if index in amounts else same) if other != index]
        agree = all(_agree(table, index, other) for other in rivals)
        found.append(period if agree and not _repeats(table, index, rivals) else None)
    return found


def _agree(table: Table, one: int, other: int) -> bool:
    """Whether two columns print the same wherever both print: at least once a figure, and not dashes alone."""
    both = [(row.cells[one].value, row.cells[other].value) for row in table.rows if {one, other} <= row.cells.keys()]
    return any(value for value, _ in both) and all(value == again for value, again in both)


def _repeats(table: Table, index: int, others: Sequence[int]) -> bool:
    """Whether columns before this one print all that it prints."""
    before = [other for other in others if other < index]
    return bool(before) and all(before[0] in row.cells for row in table.rows if index in row.cells)


def _mostly_percent(table: Table, index: int) -> bool:
    cells = [row.cells[index] for row in table.rows if index in row.cells]
    return sum(cell.percent for cell in cells) > 0.8 * len(cells)
