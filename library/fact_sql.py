"""Facts asked in SQL by somebody who is not trusted: one SELECT over a copy of the view `facts`, and nothing else.

The query never reaches the workspace's own database. It runs on a copy, in memory, of the facts of the filings in
question, so it is the same SQL (SQLite's) wherever the workspace is kept, and there is no other filing, table, file
or server that it could read or change. On the copy, SQLite's authorizer allows reading the one table and a list of
functions; a progress handler ends what takes too long; limits hold its rows, texts and depth.
"""

import re
import sqlite3
import time
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from core.errors import CannotAsk
from core.filings import Fact, Filing

MOST_ROWS = 100
SECONDS = 2.0
LONGEST_CELL = 500  # characters
STEPS_BETWEEN = 1000  # of SQLite's virtual machine, between two looks at the clock
Cell = str | int | float | None


class Column(NamedTuple):
    """A column of the view: its name, its SQL type, what it holds."""

    name: str
    type: str
    meaning: str


COLUMNS = (
    Column("fact", "INTEGER", "the row's number; select it to have the row's figure cited"),
    Column("filing", "TEXT", "the filing's id"),
    Column("name", "TEXT", "its file name"),
    Column("company", "TEXT", "the issuer"),
    Column("ticker", "TEXT", "or null"),
    Column("form", "TEXT", "10-Q, 10-K, 8-K or other"),
    Column("fiscal_year", "INTEGER", "the filing's own, as the issuer counts"),
    Column("fiscal_quarter", "INTEGER", "1 to 4, null for an annual report"),
    Column("label", "TEXT", "the line as printed"),
    Column("value", "TEXT", "exact, in units of one"),
    Column("amount", "REAL", "the same, to compare and sort by; 1.9 for 1.9%"),
    Column("unit", "TEXT", "USD or another currency, USD/share, shares, %, or empty for a count"),
    Column("period_end", "TEXT", "as 2022-09-30"),
    Column("period_start", "TEXT", "null for a balance"),
    Column("months", "INTEGER", "0 for a balance, 3 for a quarter, 6, 9, 12 for a year"),
    Column("page", "INTEGER", "counted from 1"),
    Column("concept", "TEXT", "a line item's id, such as Revenues or NetIncomeLoss, or null"),
    Column("statement", "TEXT", "income, balance, cash_flow, comprehensive_income, equity, or null"),
    Column("segment", "TEXT", "a segment, product or region, or null for the whole issuer"),
    Column("source", "TEXT", "table, xbrl or text"),
    Column("printed", "TEXT", "the cell as printed"),
    Column("row", "TEXT", "the printed row"),
    Column("heading", "TEXT", "of the cell's column"),
)
NAMES = tuple(column.name for column in COLUMNS)
FUNCTIONS = frozenset(
    "count sum total avg min max abs round sign coalesce ifnull nullif iif lower upper length substr substring trim "
    "ltrim rtrim replace instr like glob date strftime julianday row_number rank dense_rank percent_rank ntile lag "
    "lead first_value last_value nth_value group_concat".split()
)
_LIMITS = {
    sqlite3.SQLITE_LIMIT_LENGTH: 100_000,
    sqlite3.SQLITE_LIMIT_SQL_LENGTH: 8_000,
    sqlite3.SQLITE_LIMIT_COLUMN: 60,
    sqlite3.SQLITE_LIMIT_EXPR_DEPTH: 60,
    sqlite3.SQLITE_LIMIT_COMPOUND_SELECT: 12,
    sqlite3.SQLITE_LIMIT_FUNCTION_ARG: 12,
    sqlite3.SQLITE_LIMIT_LIKE_PATTERN_LENGTH: 200,
    sqlite3.SQLITE_LIMIT_VARIABLE_NUMBER: 0,
    sqlite3.SQLITE_LIMIT_ATTACHED: 0,
    sqlite3.SQLITE_LIMIT_TRIGGER_DEPTH: 0,
}
_FENCE = re.compile(r"\A\s*```\w*\s*\n?(.*?)\n?\s*```\s*\Z", re.DOTALL)
_COMMENT = re.compile(r"--[^\n]*|/\*.*?(?:\*/|\Z)", re.DOTALL)
_SELECT = re.compile(r"\s*(?:select|with)\b", re.IGNORECASE)
ONE_SELECT = "Write exactly one SELECT over the table facts (WITH may stand before it), and nothing after it."


class Rows(NamedTuple):
    """What a query gave: the columns' names, the rows, and whether there were more than are given."""

    names: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    cut: bool


class FactTable:
    """The copy of the view over some filings' facts. A fact's number is its place in `facts`, counted from 1."""

    def __init__(self, filings: Iterable[tuple[Filing, Sequence[Fact]]]) -> None:
        """Copy the facts.

        Args:
            filings: the filings that may be asked, each with its facts.
        """
        pairs = [(filing, fact) for filing, facts in filings for fact in facts]
        self.facts = tuple(fact for _filing, fact in pairs)
        self.filings = tuple(filing for filing, _fact in pairs)
        self._rows = [(number, *_row(*pair)) for number, pair in enumerate(pairs, 1)]

    def ask(self, sql: str, most: int = MOST_ROWS, seconds: float = SECONDS) -> Rows:
        """Run one SELECT.

        Args:
            sql: SQLite's dialect; a code fence around it and a semicolon after it are forgiven.
            most: rows.
            seconds: how long it may take.

        Raises:
            CannotAsk: for anything that is not one SELECT over `facts` within the limits, saying what to write instead.
        """
        query = _one_select(sql)
        connection = self._copied()
        try:
            return _Guarded(connection, seconds).rows(query, most)
        finally:
            connection.close()

    def fitting(self, given: Mapping[str, Cell]) -> tuple[tuple[Filing, Fact], ...]:
        """The facts whose cells are those given, by the columns' names, each with its filing."""
        wanted = [(NAMES.index(name), cell) for name, cell in given.items()]
        rows = enumerate(self._rows)
        places = [number for number, row in rows if all(row[column] == cell for column, cell in wanted)]
        return tuple((self.filings[number], self.facts[number]) for number in places)

    def _copied(self) -> sqlite3.Connection:
        connection = sqlite3.connect(":memory:", cached_statements=0)
        columns = ", ".join(f"{column.name} {column.type}" for column in COLUMNS)
        connection.execute(f"CREATE TABLE facts ({columns})")
        connection.executemany(f"INSERT INTO facts VALUES ({', '.join('?' * len(COLUMNS))})", self._rows)
        connection.commit()
        connection.execute("PRAGMA query_only = 1")
        return connection


class _Guarded:
    """A connection on which only one SELECT over `facts` can run."""

    def __init__(self, connection: sqlite3.Connection, seconds: float) -> None:
        self._connection, self._seconds = connection, seconds
        self._refused = ""
        self._read = False
        for limit, most in _LIMITS.items():
            connection.setlimit(limit, most)
        connection.set_authorizer(self._allowed)

    def rows(self, query: str, most: int) -> Rows:
        until = time.monotonic() + self._seconds
        self._connection.set_progress_handler(lambda: time.monotonic() > until, STEPS_BETWEEN)
        try:
            cursor = self._connection.execute(query)
            if not self._read:
                raise CannotAsk(f"The query reads nothing of the table facts. {ONE_SELECT}")
            names = tuple(str(one[0]).lower() for one in cursor.description or ())
            rows = [tuple(_cell(cell) for cell in row) for row, _ in zip(cursor, range(most + 1), strict=False)]
        except (sqlite3.Error, sqlite3.Warning, ValueError, OverflowError) as error:
            raise CannotAsk(self._said(error, until)) from error
        return Rows(names, tuple(rows[:most]), len(rows) > most)

    def _allowed(self, action: int, one: str | None, other: str | None, *_where: str | None) -> int:
        """SQLite asks this of every part of a statement before it runs; what is not named here is refused."""
        if action == sqlite3.SQLITE_SELECT:
            return sqlite3.SQLITE_OK
        if action == sqlite3.SQLITE_READ and one == "facts":
            self._read = True
            return sqlite3.SQLITE_OK
        if action == sqlite3.SQLITE_FUNCTION and (other or "").lower() in FUNCTIONS:
            return sqlite3.SQLITE_OK
        self._refused = self._refused or _refusal(action, one, other)
        return sqlite3.SQLITE_DENY

    def _said(self, error: Exception, until: float) -> str:
        if self._refused:
            return self._refused
        if time.monotonic() > until:
            return (
                f"The query took more than {self._seconds:g} seconds; ask for fewer rows, without joining all to all."
            )
        said = str(error).rstrip(".")
        if "one statement" in said:
            return ONE_SELECT
        if "no such table" in said:
            return f"There is {said}; only facts can be read, and its columns are {', '.join(NAMES)}."
        if "no such column" in said:
            return f"There is {said}; the columns are {', '.join(NAMES)}."
        return f"The query cannot be run as it stands: {said}. It is read as SQLite's SQL."


def _refusal(action: int, one: str | None, other: str | None) -> str:
    if action == sqlite3.SQLITE_FUNCTION:
        return f"The function {other} cannot be used; those that can are {', '.join(sorted(FUNCTIONS))}."
    if action == sqlite3.SQLITE_READ:
        return f"The table {one} cannot be read, only facts; its columns are {', '.join(NAMES)}."
    if action == sqlite3.SQLITE_RECURSIVE:
        return "A query over itself (WITH RECURSIVE) cannot be used; ask for the rows of facts that are needed."
    return ONE_SELECT


def _one_select(sql: str) -> str:
    fenced = _FENCE.match(sql)
    query = (fenced[1] if fenced else sql).strip().rstrip(";").strip()
    if not _SELECT.match(_COMMENT.sub(" ", query)):
        raise CannotAsk(ONE_SELECT)
    return query


def _cell(value: object) -> Cell:
    if value is None or isinstance(value, int | float):
        return value
    text = value if isinstance(value, str) else repr(value)
    return text if len(text) <= LONGEST_CELL else text[:LONGEST_CELL] + " \u2026"


def _row(filing: Filing, fact: Fact) -> tuple[Cell, ...]:
    """A fact's cells, in the order of COLUMNS, without its number."""
    period = fact.period
    return (
        filing.id,
        filing.name,
        filing.company,
        filing.ticker,
        filing.form.value,
        filing.fiscal_year,
        filing.fiscal_quarter,
        fact.label,
        str(fact.value),
        float(fact.value),
        fact.unit,
        period.end.isoformat(),
        period.start.isoformat() if period.start else None,
        period.months,
        fact.page,
        fact.concept,
        fact.statement.value if fact.statement else None,
        fact.segment,
        fact.source.value,
        fact.printed,
        fact.row,
        fact.heading,
    )
