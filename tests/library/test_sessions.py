from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from core.errors import SessionNotFound
from core.filings import PagePicture
from core.traces import Run, Session
from library.database import Database, open_database
from library.sessions import SessionStore

NOW = datetime(2024, 5, 6, 7, 8, 9, 123456, UTC)


@pytest.fixture
def database(tmp_path: Path) -> Database:
    return open_database(tmp_path, "w1")


@pytest.fixture
def store(database: Database) -> SessionStore:
    return SessionStore(database)


def run_of(session: Session, number: int = 1, question: str = "Why?") -> Run:
    return Run(f"run{number}", session.id, question, NOW + timedelta(minutes=number))


def test_a_session_is_there_after_a_restart_with_its_runs_in_order(tmp_path: Path, store: SessionStore) -> None:
    session = store.create("Revenue")
    later, earlier = run_of(session, 2), run_of(session, 1)
    store.save(later)
    store.save(earlier)
    again = SessionStore(open_database(tmp_path, "w1"))
    assert again.get(session.id).runs == (earlier, later)
    assert again.get(session.id).title == "Revenue"
    assert again.get(session.id).created == session.created


def test_saving_a_run_again_puts_it_over_what_was_there(store: SessionStore) -> None:
    session = store.create("Revenue")
    run = run_of(session)
    store.save(run)
    store.save(replace(run, ended=NOW, stopped=True))
    assert store.get(session.id).runs == (replace(run, ended=NOW, stopped=True),)


def test_the_session_used_last_is_listed_first_without_runs(store: SessionStore) -> None:
    first, second = store.create("First"), store.create("Second")
    assert [session.title for session in store.list()] == ["Second", "First"]
    store.save(run_of(first))
    assert [session.title for session in store.list()] == ["First", "Second"]
    assert all(session.runs == () for session in store.list())
    assert store.get(first.id).updated > second.updated


def test_renaming_and_deleting(store: SessionStore, database: Database) -> None:
    session, other = store.create("Old"), store.create("Other")
    store.save(run_of(session))
    store.keep_pictures(session.id, [PagePicture("f1", 1, text="page")])
    store.rename(session.id, "New")
    assert store.get(session.id).title == "New"
    store.delete(session.id)
    assert store.list() == [other]
    with database.engine.connect() as connection:
        for table in ("run", "picture"):
            assert connection.exec_driver_sql(f"SELECT count(*) FROM {table}").scalar() == 0


def test_a_session_that_is_not_there_is_said_so(store: SessionStore) -> None:
    ghost = Session("ghost", "", NOW, NOW)
    for ask in (
        lambda: store.get("ghost"),
        lambda: store.rename("ghost", "x"),
        lambda: store.delete("ghost"),
        lambda: store.save(run_of(ghost)),
        lambda: store.keep_pictures("ghost", []),
        lambda: store.picture("ghost", "f1", 1),
    ):
        with pytest.raises(SessionNotFound, match="'ghost'"):
            ask()


def test_an_imported_session_keeps_its_pictures(store: SessionStore) -> None:
    session = Session("abc", "Imported", NOW, NOW, (Run("r1", "abc", "Why?", NOW),))
    assert store.add(session) == session
    picture = PagePicture("f1", 3, b"\x89PNG\x00", 612.0, 792.0)
    store.keep_pictures("abc", [picture, PagePicture("f2", 1, text="a page of HTML")])
    store.keep_pictures("abc", [picture])
    assert store.picture("abc", "f1", 3) == picture
    assert store.picture("abc", "f2", 1) == PagePicture("f2", 1, text="a page of HTML")
    assert store.picture("abc", "f1", 4) is None
    assert store.get("abc") == session


def test_a_session_imported_twice_stands_twice(store: SessionStore) -> None:
    session = Session("abc", "Imported", NOW, NOW, (Run("r1", "abc", "Why?", NOW),))
    store.add(session)
    second = store.add(session)
    assert second.id != "abc"
    assert store.get(second.id).runs == (replace(session.runs[0], session=second.id),)
    assert len(store.list()) == 2


def test_times_of_another_zone_are_the_same_moment(store: SessionStore) -> None:
    there = NOW.astimezone(timezone(timedelta(hours=9)))
    store.add(Session("abc", "Imported", there, there))
    assert store.get("abc").created == NOW


def test_workspaces_over_one_database_keep_their_sessions_apart(database: Database) -> None:
    one, two = SessionStore(database), SessionStore(database._replace(workspace="w2"))
    session = one.create("Mine")
    assert two.list() == []
    with pytest.raises(SessionNotFound):
        two.get(session.id)
    two.add(session)
    two.delete(session.id)
    assert one.get(session.id) == session
