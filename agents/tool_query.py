"""The tool that asks the facts in SQL, its rows tied to the printed cells behind them."""

from collections import Counter
from collections.abc import Sequence

from agents.tool_base import LISTED, DeskTools, Names, Result
from core.answers import Citation, Figure, FindingStatus
from core.errors import CannotAsk
from core.filings import Fact, Filing
from library.fact_sql import NAMES, Cell, FactTable, Rows

MOST_FILINGS = 40
MOST_ROWS = 60
LONGEST_CELL = 80
AMOUNTS = ("amount", "value")
LOOSE = "A row without the column fact, or that SQL computed, has no footnote; state no figure from it."


class QueryTools(DeskTools):
    """Tools that ask the facts in SQL."""

    def query_facts(self, sql: str, filings: Names = ()) -> Result:
        """Ask the figures of one or several filings in SQL, where lookup_fact and compare do not reach.

        Use it to rank, filter or list: the largest costs, every segment's revenue, all lines of a statement, a line
        whose name you do not know. Select the column fact in every query, or its figures have no footnote. Do not
        compute with it: use compute_ratio.

        Args:
            sql: one SELECT (WITH may stand before it) in SQLite's SQL over the table facts, one row a printed figure:
                fact (the row's number), filing, name, company, ticker, form, fiscal_year, fiscal_quarter (the
                filing's), label (as printed), concept (such as Revenues, or null), amount (in units of one), value (the
                same as exact text), unit (USD, USD/share, shares, %), period_start (null for a balance), period_end
                (2022-09-30), months (0 for a balance, 3 a quarter, 12 a year), statement (income, balance, cash_flow),
                segment (null for the whole company), page, source, printed, row, heading. For example: SELECT fact,
                label, amount FROM facts WHERE statement = 'income' AND months = 3 ORDER BY amount DESC LIMIT 5
            filings: the filings' names or ids; empty for all that the question is about.

        Returns:
            The rows, and the figures behind them with their pages; not_disclosed where no row is found.
        """
        asked = self._asked_of(filings)
        table = FactTable([(filing, self._desk.shelf.facts(filing.id)) for filing in asked])
        found = table.ask(sql, MOST_ROWS)
        if not found.rows:
            return Result(FindingStatus.NOT_DISCLOSED, f"The query finds no row. {_there(table)}")
        behind = [_behind(table, found.names, row) for row in found.rows]
        figures = tuple(dict.fromkeys(_figure(fact) for facts in behind for fact in facts))
        caveats = [f"Only the first {MOST_ROWS} rows are given; narrow the query."] if found.cut else []
        caveats += [LOOSE] if not all(behind) else []
        citations = tuple(dict.fromkeys(figure.citation for figure in figures if figure.citation))
        return Result(FindingStatus.ANSWERED, _as_text(found), figures, citations, tuple(caveats))

    def _asked_of(self, names: Names) -> Sequence[Filing]:
        given = [name for name in ([names] if isinstance(names, str) else names) if name.strip()]
        filings = tuple(dict.fromkeys(self._filing(name) for name in given)) or self._desk.filings
        if len(filings) > MOST_FILINGS:
            raise CannotAsk(f"These are {len(filings)} filings; name at most {MOST_FILINGS} of them in filings.")
        return filings


def _behind(table: FactTable, names: Sequence[str], row: Sequence[Cell]) -> tuple[Fact, ...]:
    """The printed facts that a row shows: those it names by number, else the one that all its columns fit."""
    numbers = [cell for name, cell in zip(names, row, strict=True) if name == "fact" and isinstance(cell, int)]
    if numbers:
        return tuple(table.facts[number - 1] for number in numbers if 0 < number <= len(table.facts))
    given = {name: cell for name, cell in zip(names, row, strict=True) if name in NAMES}
    amounts = [name for name in names if name in AMOUNTS]
    if not amounts or len(set(amounts)) < len(amounts):
        return ()
    fitting = table.fitting(given)
    meant = {_meaning(filing, fact) for filing, fact in fitting}
    return (fitting[0][1],) if len(meant) == 1 else ()


def _meaning(filing: Filing, fact: Fact) -> tuple[object, ...]:
    """What makes two printed figures the same figure."""
    return filing.company, fact.concept or fact.label, fact.value, fact.unit, fact.period, fact.segment


def _figure(fact: Fact) -> Figure:
    """A fact as a figure of an answer, as it is printed and where."""
    return Figure(
        label=", ".join(part for part in (fact.label, fact.segment) if part),
        value=fact.value,
        unit=fact.unit,
        period=fact.period,
        citation=Citation(0, fact.filing, fact.page, fact.row or fact.printed or fact.label, fact.bbox, fact.anchor),
        printed=fact.printed,
        scale=fact.scale,
        concept=fact.concept,
    )


def _as_text(found: Rows) -> str:
    """The rows as lines of cells."""
    lines = [found.names, *([_said(cell) for cell in row] for row in found.rows)]
    return "\n".join(" | ".join(line) for line in lines)


def _said(cell: Cell) -> str:
    text = f"{cell:.15g}" if isinstance(cell, float) else "" if cell is None else " ".join(str(cell).split())
    return text if len(text) <= LONGEST_CELL else text[:LONGEST_CELL] + "\u2026"


def _there(table: FactTable) -> str:
    """What could be asked instead: the line items and the lengths of periods that the filings have."""
    concepts = Counter(fact.concept for fact in table.facts if fact.concept)
    months = sorted({fact.period.months for fact in table.facts})
    names = ", ".join(name for name, _count in concepts.most_common(LISTED)) or "none"
    return f"Months there are {', '.join(map(str, months)) or 'none'}; concepts among others {names}."
