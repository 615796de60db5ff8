"""A question that stops after planning, and its plan run in its place."""

from dataclasses import replace
from pathlib import Path

import pytest

from core.answers import AnswerStatus, Plan
from core.contract import run_json
from core.errors import CannotAsk, NotThere
from core.settings import Settings
from workbench import Workbench


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    settings = Settings(home=tmp_path_factory.mktemp("asking"), provider="offline")
    bench = Workbench(settings)
    bench.ingest(bench.sample_files())
    return settings


def test_question_stops_with_its_plan_and_the_plan_survives_a_restart(read: Settings) -> None:
    run = Workbench(read).ask("Compare revenue between quarters", stop_after_planning=True)
    assert run.planned and run.answer is None and run.plan and run.plan.sub_questions
    (kept,) = Workbench(read).session(run.session).runs
    assert kept.planned and kept.plan == run.plan and kept.filings


def test_plan_alone_reads_as_planned_for_scripts(read: Settings) -> None:
    run = Workbench(read).ask("Compare revenue between quarters", stop_after_planning=True)
    printed = run_json(run, run.id, lambda filing: filing)
    assert (printed["status"], printed["error"], printed["answer"]) == ("planned", None, "")
    lines = printed["sub_questions"]
    assert isinstance(lines, list) and run.plan
    assert [(line["id"], line["status"]) for line in lines] == [(s.id, "planned") for s in run.plan.sub_questions]


def test_question_that_cannot_be_planned_says_why_in_place_of_a_plan(tmp_path: Path) -> None:
    run = Workbench(Settings(home=tmp_path, provider="offline")).ask("What was revenue?", stop_after_planning=True)
    assert not run.planned and run.answer and run.answer.status is AnswerStatus.REFUSED


def test_edited_plan_is_kept_and_runs_in_the_place_of_the_run_that_waits(read: Settings) -> None:
    bench = Workbench(read)
    run = bench.ask("Compare revenue between quarters", stop_after_planning=True)
    assert run.plan
    one = Plan(run.plan.sub_questions[:1])
    bench.keep_plan(run.session, run.id, one)
    assert Workbench(read).session(run.session).runs[0].plan == one
    handle = bench.start_planned(run.session, run.id, one)
    assert handle.wait(60)
    (done,) = bench.session(run.session).runs
    assert done.id == run.id and not done.planned and done.answer and len(done.answer.findings) == 1
    assert [s.name for s in done.spans if s.parent is None] == ["question", "question"]
    assert {s.id for s in run.spans} < {s.id for s in done.spans}


def test_run_that_is_answered_takes_no_plan_any_more(read: Settings) -> None:
    bench = Workbench(read)
    run = bench.ask("Compare revenue between quarters")
    with pytest.raises(CannotAsk, match="no longer waits"):
        bench.start_planned(run.session, run.id, replace(run.plan) if run.plan else Plan(()))
    with pytest.raises(NotThere):
        bench.keep_plan(run.session, "none", Plan(()))
