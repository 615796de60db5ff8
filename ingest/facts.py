"""From tables to facts: each figure with its period, unit, scale, statement and place."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from core.filings import Fact, Filing, Statement
from core.ontology import Ontology
from core.per_share import line_items_of
from core.periods import Period
from ingest.column_periods import ColumnDater, anchor_year
from ingest.continuations import with_headings, with_titles
from ingest.dating import Calendar, known_dates
from ingest.equity import is_by_component, row_periods
from ingest.items_over import with_parts_repeated
from ingest.layout import PageLayout
from ingest.registrants import GUARANTORS, of_guarantors, others_in
from ingest.row_times import years_under_names
from ingest.scales import Scales, has_percents, scales_of
from ingest.statements import primary_statements
from ingest.table_reader import TableReader
from ingest.tables import Table, tables_on
from ingest.unlabelled import with_names


def table_facts(pages: Sequence[PageLayout], filing: Filing, ontology: Ontology) -> tuple[Fact, ...]:
    """The facts of all tables, in page order; only cells whose period, scale and unit are certain.

    Args:
        pages: the filing's pages, in order.
        filing: with its fiscal identity found: bare years and quarters are dated by it.
        ontology: names the line items.
    """
    tables = with_parts_repeated(with_headings([table for page in with_titles(pages) for table in tables_on(page)]))
    others = others_in(tables)
    guarantors = of_guarantors(tables)
    statements = primary_statements(tables, {*others, *guarantors})
    known = known_dates(pages)
    years = Calendar(filing, known, anchor_year(tables, statements))
    dater = ColumnDater(years, ontology)
    kinds = {**statements, **{index: other.statement for index, other in others.items()}}
    scales = scales_of(tables, pages, kinds)
    dated = _dated_rows(tables, statements, years)
    for name in {other.registrant for other in others.values()}:
        of_one = {index: other.statement for index, other in others.items() if other.registrant == name}
        dated |= _dated_rows(tables, of_one, years)
    facts: list[Fact] = []
    for index, (table, scale) in enumerate(zip(tables, scales, strict=True)):
        statement = kinds.get(index)
        table = replace(table, rows=with_names(table.rows if statement else years_under_names(table.rows), statement))
        reader = TableReader(filing, ontology, years, table, statement, scale or Scales(0, 0))
        found: Iterable[Fact] = ()
        if index in dated:
            found = reader.dated_facts(dated[index])
        elif scale or has_percents(table):
            found = (fact for fact in reader.facts(dater.periods(table, statement)) if scale or fact.unit == "%")
        if index in others or index in guarantors:
            name = others[index].registrant if index in others else GUARANTORS
            found = [_of_registrant(fact, name) for fact in found]
        facts.extend(found)
    return tuple(replace(fact, concept=item) for fact in facts for item in line_items_of(fact.concept, fact.label))


def _of_registrant(fact: Fact, name: str) -> Fact:
    """A fact of another registrant than the filing's first: its name is the segment."""
    return replace(fact, segment=f"{name}, {fact.segment}" if fact.segment else name)


def _dated_rows(
    tables: Sequence[Table], statements: Mapping[int, Statement], years: Calendar
) -> dict[int, Sequence[Period | None]]:
    """The rows' periods of the statement of equity, where its columns are components, by table."""
    chosen = [
        index
        for index, statement in statements.items()
        if statement is Statement.EQUITY and is_by_component(tables[index])
    ]
    periods = row_periods([tables[index] for index in chosen], by_month=years.ends_with_month)
    return dict(zip(chosen, periods, strict=True))
