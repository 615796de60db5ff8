"""What the workbench promises beyond its parts."""

from pathlib import Path

import pytest

from agents import asking
from agents.runner import OFFLINE
from agents.task import Planned, Task
from agents.tracing import Tracer
from core.answers import AnswerStatus
from core.settings import Settings
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
