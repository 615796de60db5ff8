"""Sessions as they are kept: runs by the codec, and the page pictures of a session that came from elsewhere."""

import secrets
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, RowMapping, func, select
from sqlalchemy.sql import Select

from core.errors import SessionNotFound
from core.filings import PagePicture
from core.traces import Run, Session
from library import codec
from library.database import Database
from library.models import BROWSER, PICTURE, RUN, SESSION


class SessionStore:
    """The sessions of one workspace."""

    def __init__(self, database: Database) -> None:
        """Take the workspace's database."""
        self._engine, self._workspace = database

    def create(self, title: str, browser: str | None = None) -> Session:
        """A new session without runs; `browser` is the one that begins it, None for a script."""
        now = datetime.now(UTC)
        session = Session(secrets.token_hex(8), title, now, now)
        with self._engine.begin() as connection:
            self._insert(connection, session, browser)
        return session

    def of_others(self, browser: str) -> frozenset[str]:
        """The ids of the sessions that other browsers began."""
        query = select(SESSION.c.id).join(BROWSER).where(SESSION.c.workspace == self._workspace)
        with self._engine.connect() as connection:
            return frozenset(connection.execute(query.where(BROWSER.c.browser != browser)).scalars())

    def get(self, session_id: str) -> Session:
        """A session with its runs, oldest first.

        Raises:
            SessionNotFound: where there is none of this id.
        """
        with self._engine.connect() as connection:
            row = self._row(connection, session_id)
            texts = connection.execute(
                select(RUN.c.data).where(RUN.c.session_key == row["key"]).order_by(RUN.c.started, RUN.c.id)
            ).scalars()
            return _session(row, tuple(codec.load_text(Run, text) for text in texts))

    def list(self) -> Sequence[Session]:
        """All sessions without their runs, the one used last first."""
        query = self._mine().order_by(SESSION.c.updated.desc(), SESSION.c.key.desc())
        with self._engine.connect() as connection:
            return [_session(row) for row in connection.execute(query).mappings()]

    def last_used(self) -> datetime | None:
        """When a session was last asked something; None where there is none."""
        query = select(func.max(SESSION.c.updated)).where(SESSION.c.workspace == self._workspace)
        with self._engine.connect() as connection:
            return connection.execute(query).scalar()

    def recent(self, count: int) -> Sequence[Run]:
        """The runs asked last, of whatever session, newest first."""
        query = select(RUN.c.data).join(SESSION).where(SESSION.c.workspace == self._workspace)
        with self._engine.connect() as connection:
            texts = connection.execute(query.order_by(RUN.c.started.desc()).limit(count)).scalars()
            return [codec.load_text(Run, text) for text in texts]

    def run_ids(self) -> Set[str]:
        """The ids of all runs of all sessions."""
        query = select(RUN.c.id).join(SESSION).where(SESSION.c.workspace == self._workspace)
        with self._engine.connect() as connection:
            return set(connection.execute(query).scalars())

    def runs_of(self, ids: Iterable[str]) -> Iterator[Run]:
        """The runs of these ids."""
        query = select(RUN.c.data).join(SESSION).where(SESSION.c.workspace == self._workspace)
        with self._engine.connect() as connection:
            for id in ids:
                for text in connection.execute(query.where(RUN.c.id == id)).scalars():
                    yield codec.load_text(Run, text)

    def save(self, run: Run) -> None:
        """Keep a run as it stands now, over what was kept of it before.

        Raises:
            SessionNotFound: where its session has been deleted.
        """
        with self._engine.begin() as connection:
            key = self._row(connection, run.session)["key"]
            self._put_run(connection, key, run)
            used = SESSION.update().where(SESSION.c.key == key).values(updated=datetime.now(UTC))
            connection.execute(used)

    def rename(self, session_id: str, title: str) -> None:
        """Give a session another title. Raises SessionNotFound."""
        with self._engine.begin() as connection:
            key = self._row(connection, session_id)["key"]
            connection.execute(SESSION.update().where(SESSION.c.key == key).values(title=title))

    def delete(self, session_id: str) -> None:
        """Delete a session with its runs and pictures. Raises SessionNotFound."""
        with self._engine.begin() as connection:
            key = self._row(connection, session_id)["key"]
            connection.execute(SESSION.delete().where(SESSION.c.key == key))

    def add(self, session: Session, browser: str | None = None) -> Session:
        """Keep a session from elsewhere, with its runs; under a new id where its own is taken.

        Returns:
            The session as it is kept.
        """
        with self._engine.begin() as connection:
            if connection.execute(self._mine().where(SESSION.c.id == session.id)).first():
                session = _readdressed(session, secrets.token_hex(8))
            key = self._insert(connection, session, browser)
            for run in session.runs:
                self._put_run(connection, key, run)
        return session

    def keep_pictures(self, session_id: str, pictures: Sequence[PagePicture]) -> None:
        """Keep pages with a session, so that it reads the same where the filings are not. Raises SessionNotFound."""
        with self._engine.begin() as connection:
            key = self._row(connection, session_id)["key"]
            for picture in pictures:
                connection.execute(PICTURE.delete().where(*_picture_place(key, picture.filing, picture.page)))
                connection.execute(PICTURE.insert().values(session_key=key, **vars(picture)))

    def picture(self, session_id: str, filing: str, page: int) -> PagePicture | None:
        """A page that was kept with a session; None where it was not. Raises SessionNotFound."""
        with self._engine.connect() as connection:
            key = self._row(connection, session_id)["key"]
            columns = [column for column in PICTURE.c if column.name != "session_key"]
            query = select(*columns).where(*_picture_place(key, filing, page))
            row = connection.execute(query).mappings().first()
            return PagePicture(**row) if row else None

    def _mine(self) -> Select[tuple[Any, ...]]:
        return select(SESSION).where(SESSION.c.workspace == self._workspace)

    def _row(self, connection: Connection, session_id: str) -> RowMapping:
        row = connection.execute(self._mine().where(SESSION.c.id == session_id)).mappings().first()
        if row is None:
            raise SessionNotFound(f"There is no session {session_id!r}; `sessions` lists those that are kept.")
        return row

    def _insert(self, connection: Connection, session: Session, browser: str | None) -> int:
        values = {name: getattr(session, name) for name in ("id", "title", "created", "updated")}
        result = connection.execute(SESSION.insert().values(workspace=self._workspace, **values))
        key = result.inserted_primary_key
        assert key is not None
        if browser:
            connection.execute(BROWSER.insert().values(session_key=key[0], browser=browser))
        return int(key[0])

    def _put_run(self, connection: Connection, key: int, run: Run) -> None:
        place = (RUN.c.session_key == key, RUN.c.id == run.id)
        values = {"started": run.started, "data": codec.dump_text(run)}
        if connection.execute(RUN.update().where(*place).values(**values)).rowcount == 0:
            connection.execute(RUN.insert().values(session_key=key, id=run.id, **values))


def _session(row: RowMapping, runs: tuple[Run, ...] = ()) -> Session:
    return Session(row["id"], row["title"], row["created"], row["updated"], runs)


def _readdressed(session: Session, new_id: str) -> Session:
    return replace(session, id=new_id, runs=tuple(replace(run, session=new_id) for run in session.runs))


def _picture_place(key: int, filing: str, page: int) -> tuple[ColumnElement[bool], ...]:
    return PICTURE.c.session_key == key, PICTURE.c.filing == filing, PICTURE.c.page == page
