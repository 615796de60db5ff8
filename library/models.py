"""The tables: workspaces' filings with their facts, passages and pages; sessions with their runs and pictures.

One database may serve several workspaces, so each filing and session bears its workspace and is joined by a short key
of the database's own. The view `facts` is the one that people and tools may query; its columns are documented at
`facts_view`.
"""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    Column,
    Connection,
    Date,
    DateTime,
    Dialect,
    Double,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Select,
    String,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
    inspect,
    select,
)

METADATA = MetaData()
NOT_IN_VIEW = {"filing_key", "ordinal", "parents", "bbox", "anchor", "scale"}


class UtcTime(TypeDecorator[datetime]):
    """A moment, kept in UTC without a zone (SQLite has none) and given back in UTC."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """To UTC; a moment without a zone is taken to be UTC already."""
        if value is None or value.tzinfo is None:
            return value
        return value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """With its zone again."""
        return None if value is None else value.replace(tzinfo=UTC)


FILING = Table(
    "filing",
    METADATA,
    Column("key", Integer, primary_key=True),
    Column("workspace", String(32), nullable=False),
    Column("id", String(64), nullable=False),
    Column("name", Text, nullable=False),
    Column("company", Text, nullable=False),
    Column("form", String(16), nullable=False),
    Column("kind", String(16), nullable=False),
    Column("pages", Integer, nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("fiscal_year", Integer),
    Column("fiscal_quarter", Integer),
    Column("period_end", Date),
    Column("currency", String(8), nullable=False),
    Column("ticker", String(16)),
    Column("quality", Text, nullable=False),
    Column("fact_count", Integer, nullable=False),
    Column("passage_count", Integer, nullable=False),
    Column("original", Text, nullable=False),  # the kept file's name in the workspace
    Column("index_name", String(80), nullable=False),  # of its vectors and its BM25 folder
    Column("embedder", Text, nullable=False),  # by which its vectors were made
    Column("edited", Text, nullable=False),  # a JSON list of the columns that the user corrected
    UniqueConstraint("workspace", "id"),
    UniqueConstraint("workspace", "name"),
)


def _of_filing() -> Column[int]:
    return Column("filing_key", ForeignKey(FILING.c.key, ondelete="CASCADE"), primary_key=True)


FACT = Table(
    "fact",
    METADATA,
    _of_filing(),
    Column("ordinal", Integer, primary_key=True, autoincrement=False),
    Column("label", Text, nullable=False),
    Column("value", Text, nullable=False),  # exact, as a decimal string
    Column("amount", Double, nullable=False),  # the same, to compare and sort by
    Column("unit", Text, nullable=False),
    Column("period_end", Date, nullable=False),
    Column("period_start", Date),
    Column("months", Integer, nullable=False),
    Column("page", Integer, nullable=False),
    Column("parents", Text, nullable=False),  # a JSON list
    Column("concept", Text),
    Column("statement", String(32)),
    Column("segment", Text),
    Column("bbox", Text),  # a JSON list of four
    Column("anchor", Text),
    Column("source", String(16), nullable=False),
    Column("printed", Text, nullable=False),
    Column("row", Text, nullable=False),
    Column("heading", Text, nullable=False),
    Column("scale", Integer, nullable=False),
    Index("fact_concept", "concept", "period_end"),
    sqlite_with_rowid=False,
)

PASSAGE = Table(
    "passage",
    METADATA,
    _of_filing(),
    Column("ordinal", Integer, primary_key=True, autoincrement=False),
    Column("section", Text, nullable=False),
    Column("page", Integer, nullable=False),
    Column("text", Text, nullable=False),
    Column("bboxes", Text, nullable=False),  # a JSON list of lists of four
    Column("anchor", Text),
    Column("statement", String(32)),
)

PAGE = Table(
    "page",
    METADATA,
    _of_filing(),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("text", Text, nullable=False),
    Column("width", Double, nullable=False),
    Column("height", Double, nullable=False),
    Column("profile", Text, nullable=False),  # what the page is to retrieval, by the codec
)

SESSION = Table(
    "session",
    METADATA,
    Column("key", Integer, primary_key=True),
    Column("workspace", String(32), nullable=False),
    Column("id", String(64), nullable=False),
    Column("title", Text, nullable=False),
    Column("created", UtcTime, nullable=False),
    Column("updated", UtcTime, nullable=False),
    UniqueConstraint("workspace", "id"),
)


def _of_session() -> Column[int]:
    return Column("session_key", ForeignKey(SESSION.c.key, ondelete="CASCADE"), primary_key=True)


BROWSER = Table(
    "session_browser",
    METADATA,
    _of_session(),
    Column("browser", String(64), nullable=False),  # that began the session, by the id in its cookie
)

RUN = Table(
    "run",
    METADATA,
    _of_session(),
    Column("id", String(64), primary_key=True),
    Column("started", UtcTime, nullable=False),
    Column("data", Text, nullable=False),  # the whole run, by the codec
)

PICTURE = Table(
    "picture",
    METADATA,
    _of_session(),
    Column("filing", String(64), primary_key=True),
    Column("page", Integer, primary_key=True, autoincrement=False),
    Column("png", LargeBinary, nullable=False),
    Column("width", Double, nullable=False),
    Column("height", Double, nullable=False),
    Column("text", Text, nullable=False),
)


TEMPLATE = Table(
    "template",
    METADATA,
    Column("workspace", String(32), primary_key=True),
    Column("name", String(120), primary_key=True),
    Column("questions", Text, nullable=False),  # a JSON list
)


def facts_view() -> Select[tuple[Any, ...]]:
    """The documented view `facts`, one row a figure, to be read with SQL.

    Columns: `filing` (its id), `name` (its file name), `company`, `ticker`, `form`, `fiscal_year`, `fiscal_quarter`
    (the filing's own, as the issuer counts), `label` (as printed), `concept` (a line item's id, or null), `amount`
    (units of one; 1.9 for 1.9%), `value` (the same, exact, as text), `unit`, `period_start` (null for a balance),
    `period_end`, `months` (0 for a balance), `statement`, `segment`, `page`, `source`, `printed`, `row` (the printed
    row), `heading` (of the column), `workspace`.
    """
    fact, filing = FACT.c, FILING.c
    return select(
        filing.id.label("filing"),
        filing.name,
        filing.company,
        filing.ticker,
        filing.form,
        filing.fiscal_year,
        filing.fiscal_quarter,
        *(column for column in fact if column.name not in NOT_IN_VIEW),
        filing.workspace,
    ).join_from(FACT, FILING)


def create(connection: Connection) -> None:
    """Make the tables and the view where they are missing."""
    METADATA.create_all(connection)
    if "facts" not in inspect(connection).get_view_names():
        query = facts_view().compile(connection)
        connection.exec_driver_sql(f"CREATE VIEW facts AS {query}")
