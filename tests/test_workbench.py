"""What the workbench promises beyond its parts."""

import threading
from decimal import Decimal
from pathlib import Path

import pytest

from agents import asking
from agents.runner import OFFLINE
from agents.task import Planned, Task
from agents.tracing import Tracer
from core.answers import AnswerStatus
from core.settings import Settings
from desk.sessions import RUNS_ELSEWHERE
from workbench import Workbench


class FaultyPlanner:
    def plan(self, task: Task, tracer: Tracer) -> Planned:
        raise ZeroDivisionError("sk-secret-of-the-fault")


def test_fault_of_ours_ends_the_run_with_a_sentence_and_the_question_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bench = Workbench(Settings(home=tmp_path, provider="offline"))
    monkeypatch.setattr(asking, "OFFLINE", OFFLINE._replace(planner=FaultyPlanner()))
    handle = bench.start("What was revenue?")
    assert handle.wait(60)
    assert handle.run.ended and handle.run.answer and handle.run.answer.status is AnswerStatus.FAILED
    assert "ZeroDivisionError" in handle.run.answer.markdown and "sk-secret" not in handle.run.answer.markdown
    kept = bench.session(handle.session).runs
    assert [run.question for run in kept] == ["What was revenue?"] and kept[0].answer == handle.run.answer


class WaitingPlanner:
    """Plans nothing until it is let go."""

    def __init__(self) -> None:
        self.go = threading.Event()

    def plan(self, task: Task, tracer: Tracer) -> Planned:
        self.go.wait(60)
        raise ZeroDivisionError


def test_session_just_begun_has_its_title_in_its_own_browser_and_none_of_its_words_in_another(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bench = Workbench(Settings(home=tmp_path, provider="offline"))
    mine, yours = bench.seen_from("a" * 32), bench.seen_from("b" * 32)
    planner = WaitingPlanner()
    monkeypatch.setattr(asking, "OFFLINE", OFFLINE._replace(planner=planner))
    empty = bench._sessions.create("What was revenue?", "a" * 32)  # as it is until its first run is kept
    assert mine.session(empty.id).title == "What was revenue?"
    handle = mine.start("What was net income?", session=empty.id)
    assert mine.session(empty.id).title == "What was revenue?"
    assert yours.session(empty.id).title == RUNS_ELSEWHERE and not yours.session(empty.id).runs
    planner.go.set()
    assert handle.wait(60)


def test_a_comparison_is_estimated_by_its_cells_and_by_the_model_that_would_answer(tmp_path: Path) -> None:
    assert Workbench(Settings(home=tmp_path, provider="offline")).estimate_cells(9).tokens_in == 0
    priced = Settings(home=tmp_path, provider="openai", model="some-model", price_in=Decimal(1), price_out=Decimal(2))
    few, many = (Workbench(priced).estimate_cells(cells) for cells in (3, 12))
    assert 0 < few.tokens_in < many.tokens_in
    assert few.cost and many.cost and few.cost < many.cost
