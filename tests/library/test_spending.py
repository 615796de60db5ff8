from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

from core.traces import Run, Span, SpanKind, Tokens
from library.database import open_database
from library.sessions import SessionStore
from library.spending import Spending, Spent

NOW = datetime(2026, 5, 4, tzinfo=UTC)


def run(id: str, session: str, tokens: int, cost: str | None, ended: datetime | None = NOW) -> Run:
    call = Span("s", id, SpanKind.LLM, "plan", NOW, end=NOW, tokens=Tokens(tokens, 0), cost=cost and Decimal(cost))
    return Run(id, session, "Revenue?", NOW, spans=(call,), ended=ended)


def test_spent_is_the_sum_over_sessions_and_falls_when_one_is_deleted(tmp_path: Path) -> None:
    sessions = SessionStore(open_database(tmp_path, "w"))
    spending = Spending(lambda: sessions)
    assert spending.total() == Spent()
    one, two = sessions.create("one"), sessions.create("two")
    sessions.save(run("a", one.id, 100, "0.5"))
    sessions.save(run("b", two.id, 10, None))
    assert spending.total() == Spent(110, Decimal("0.5"))
    sessions.save(run("c", two.id, 1, "0.25"))
    assert spending.total() == Spent(111, Decimal("0.75"))
    sessions.delete(one.id)
    assert spending.total() == Spent(11, Decimal("0.25"))


def test_running_question_is_counted_anew_each_time(tmp_path: Path) -> None:
    sessions = SessionStore(open_database(tmp_path, "w"))
    spending, home = Spending(lambda: sessions), sessions.create("one")
    sessions.save(run("a", home.id, 100, "0.5", ended=None))
    assert spending.total().tokens == 100
    sessions.save(run("a", home.id, 300, "1.5"))
    assert spending.total() == Spent(300, Decimal("1.5"))


def test_session_belongs_to_the_browser_that_began_it_and_one_of_a_script_to_everyone(tmp_path: Path) -> None:
    sessions = SessionStore(open_database(tmp_path, "w"))
    mine, yours, script = sessions.create("mine", "a" * 32), sessions.create("yours", "b" * 32), sessions.create("cli")
    assert sessions.of_others("a" * 32) == {yours.id} and sessions.of_others("b" * 32) == {mine.id}
    assert script.id not in sessions.of_others("c" * 32)
    sessions.delete(yours.id)
    assert sessions.of_others("a" * 32) == frozenset()
