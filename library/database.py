"""The database of a workspace: SQLite beside its files, or any other that a URL names."""

from pathlib import Path
from typing import NamedTuple

from sqlalchemy import Engine, create_engine, event, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.pool import ConnectionPoolEntry

from library import models

BUSY_SECONDS = 30.0


class Database(NamedTuple):
    """A connection pool, and the id of the workspace whose rows are meant."""

    engine: Engine
    workspace: str


def open_database(home: Path, workspace: str, url: str | None = None) -> Database:
    """Connect, and make the tables where they are missing.

    Args:
        workspace: the workspace's id, which sets its rows apart from others' in a shared database.
        home: the workspace's folder, in which SQLite's file stands where no URL is given.
        url: a SQLAlchemy URL; a plain "postgresql://" or "postgres://" is taken to mean the psycopg driver.
    """
    engine = _engine(home, url)
    with engine.begin() as connection:
        if engine.dialect.name == "sqlite":
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        models.create(connection)
    return Database(engine, workspace)


def _engine(home: Path, url: str | None) -> Engine:
    target = make_url(url) if url else make_url("sqlite://").set(database=str(home / "footnote.db"))
    if target.drivername in {"postgres", "postgresql"}:
        target = target.set(drivername="postgresql+psycopg")
    if target.get_backend_name() != "sqlite":
        return create_engine(target, pool_pre_ping=True)
    engine = create_engine(target, connect_args={"timeout": BUSY_SECONDS})
    event.listen(engine, "connect", _prepare_sqlite)
    return engine


def _prepare_sqlite(connection: DBAPIConnection, _record: ConnectionPoolEntry) -> None:
    cursor = connection.cursor()
    for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()
