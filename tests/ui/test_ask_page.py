"""The Ask page: empty, loaded, running, failed."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from core.answers import Argument, Cell, Plan, SubQuestion, TableRow
from core.filings import Filing
from core.traces import Feedback, Session, Vote
from tests.ui.conftest import Opened
from tests.ui.fake import FakeHandle, FakeWorkbench
from tests.ui.values import FAILED, RUN, RUNNING, SESSION
from ui.plan_fields import FIELDS, argument, edited, shown, values_of, without
from ui.state import Reference
from ui.trace import Clock

Page = Callable[..., Opened]


def running(bench: FakeWorkbench) -> FakeHandle:
    handle = FakeHandle(replace(RUNNING, session="session-1"))
    bench.handles["session-1"] = handle
    return handle


def test_empty_library_says_what_to_do_and_offers_the_samples(bench: FakeWorkbench, page: Page) -> None:
    opened = page("ask")
    assert "Every figure" in opened.words
    assert all(opened.test.button(key=f"example-{n}").disabled for n in range(3))
    opened.test.button(key="load-samples").click().run()
    assert [job.names for job in bench.work] == [("sample.pdf",)]


def test_an_example_question_is_asked_by_a_click(loaded: FakeWorkbench, page: Page) -> None:
    opened = page("ask")
    opened.test.button(key="example-0").click().run()
    assert loaded.asked == [("Compare and contrast Kestrel Mobility's revenue between quarters", (), None)]
    assert opened.test.query_params["session"] == "session-new"


def test_a_typed_question_is_asked_of_the_filings_that_are_ticked(loaded: FakeWorkbench, page: Page) -> None:
    opened = page("ask")
    opened.test.checkbox(key=f"scope-{loaded.shelf[1].id}").check().run()
    opened.test.chat_input(key="ask").set_value("What was revenue?").run()
    assert loaded.asked == [("What was revenue?", (loaded.shelf[1].id,), None)]


def test_a_follow_up_goes_to_the_session_in_the_address(loaded: FakeWorkbench, page: Page) -> None:
    opened = page("ask", {"session": "session-1"})
    opened.test.chat_input(key="ask").set_value("and in the third quarter?").run()
    assert loaded.asked == [("and in the third quarter?", (), "session-1")]


def test_an_answer_is_drawn_with_its_table_footnotes_and_banner(loaded: FakeWorkbench, page: Page) -> None:
    (answer,) = page("ask", {"session": "session-1"}).view("answer")
    assert answer["banner"].startswith("Check before use: 1 figure is of another period")
    assert [note["n"] for note in answer["notes"]] == [1, 2, 3, 4, 5, 6]
    assert [cell["text"] for cell in answer["table"]["rows"][2]["cells"]] == ["(5,930)", "(2,601)", "(1,206)"]
    assert answer["missing"] == [
        "Kestrel Mobility, Inc. · 10-Q · Q2 2025: not disclosed. "
        "Searched Item 2 and the notes; active drivers are not given."
    ]


def test_the_trace_stands_beside_the_answer(loaded: FakeWorkbench, page: Page) -> None:
    (trace,) = page("ask", {"session": "session-1"}).view("trace")
    assert [(s["title"][:8], s["status"]) for s in trace["steps"]] == [
        ("Plan", "ok"),
        ("What was", "answered"),
        ("What was", "answered"),
        ("What was", "answered"),
        ("How many", "not_disclosed"),
        ("Growth b", "answered"),
        ("Synthesi", "ok"),
        ("Write", "ok"),
        ("Audit", "ok"),
    ]
    assert trace["spans"][0]["depth"] == 0 and trace["spans"][1]["depth"] == 1


def test_a_chosen_footnote_shows_its_page_with_the_mark(loaded: FakeWorkbench, page: Page) -> None:
    chosen = {"reference": Reference("run-1", "a:2"), "panel": "Footnote"}
    (note,) = page("ask", {"session": "session-1"}, **chosen).view("page")
    assert (note["number"], note["page"], note["position"]) == (2, 5, "2 of 6")
    assert (note["previous"], note["next"]) == ("a:1", "a:3")
    assert note["image"] and note["box"][0] == 330 / 612
    assert [f["text"] for f in note["figures"]] == ["$8,073 million", "17.8%", "3.3%"]


def test_two_citations_stand_together_once_one_is_pinned(loaded: FakeWorkbench, page: Page) -> None:
    chosen = {"reference": Reference("run-1", "a:2"), "pinned": Reference("run-1", "a:1"), "panel": "Footnote"}
    notes = page("ask", {"session": "session-1"}, **chosen).view("page")
    assert [note["number"] for note in notes] == [1, 2]


def test_a_running_question_shows_what_it_has_and_can_be_stopped(loaded: FakeWorkbench, page: Page) -> None:
    handle = running(loaded)
    opened = page("ask", {"session": "session-1"})
    answer = opened.view("answer")[1]
    assert answer["forming"] and answer["line"] == ""
    (trace,) = opened.view("trace")
    assert [s["status"] for s in trace["steps"] if s["kind"] == "sub"] == [
        "answered",
        "answered",
        "running",
        "waiting",
        "waiting",
    ]
    assert "its turn comes after this one" in opened.test.chat_input(key="ask").placeholder
    opened.test.button(key="stop").click().run()
    assert handle.stopped


def test_a_refused_question_says_why(loaded: FakeWorkbench, page: Page) -> None:
    loaded.kept = [Session("session-1", "t", SESSION.created, SESSION.updated, (FAILED,))]
    (answer,) = page("ask", {"session": "session-1"}).view("answer")
    assert answer["error"].startswith("No filing of Nobody Corp")
    assert answer["line"].startswith("Not answered")


def test_a_question_that_cannot_be_started_is_told_in_a_sentence(loaded: FakeWorkbench, page: Page) -> None:
    loaded.refusal = "A question of this session is still running; stop it, or wait for its answer."
    opened = page("ask")
    opened.test.chat_input(key="ask").set_value("What?").run()
    assert opened.test.error[0].value.startswith("A question of this session is still running")


def test_a_footnote_into_a_filing_that_was_deleted_says_so_beside_what_was_read(
    loaded: FakeWorkbench, page: Page
) -> None:
    loaded.shelf.pop(0)
    (note,) = page("ask", {"session": "session-1"}, reference=Reference("run-1", "a:1"), panel="Footnote").view("page")
    assert note["gone"] == "kestrel-q1-2025.pdf is no longer in the library: add it again to see its page."
    assert note["quote"] and note["figures"] and not note["image"]


@pytest.mark.parametrize(
    ("printed", "drawn"),
    [("-11.8%", "(11.8%)"), ("-$1.33", "($1.33)"), ("(495)", "(495)"), ("+3.3%", "+3.3%"), ("-", "-"), ("–", "–")],
)
def test_negatives_of_the_table_stand_in_brackets(loaded: FakeWorkbench, page: Page, printed: str, drawn: str) -> None:
    assert RUN.answer and RUN.answer.table
    table = replace(RUN.answer.table, rows=(TableRow("Margin", (Cell(printed, None),)),))
    loaded.kept = [replace(SESSION, runs=(replace(RUN, answer=replace(RUN.answer, table=table)),))]
    (answer,) = page("ask", {"session": "session-1"}).view("answer")
    assert answer["table"]["rows"][0]["cells"][0]["text"] == drawn


def test_a_question_cut_off_by_the_end_of_its_server_is_asked_again_by_one_click(
    loaded: FakeWorkbench, page: Page
) -> None:
    loaded.kept = [replace(SESSION, runs=(replace(RUN, ended=None, answer=None, plan=None),))]
    opened = page("ask", {"session": "session-1"})
    assert opened.view("answer")[0]["line"] == "Stopped before anything was found"
    opened.test.button(key="ask-again-session-1-run-1").click().run()
    assert loaded.asked == [(RUN.question, (), "session-1")]


def test_a_session_that_is_gone_is_said_so_and_the_first_screen_shown(loaded: FakeWorkbench, page: Page) -> None:
    opened = page("ask", {"session": "nowhere"})
    assert "There is no session nowhere" in opened.test.warning[0].value
    assert "session" not in opened.test.query_params


def test_a_run_cut_off_by_the_end_of_its_server_reads_as_stopped(loaded: FakeWorkbench, page: Page) -> None:
    cut = replace(RUN, ended=None)
    loaded.kept = [replace(SESSION, runs=(cut,))]
    (answer,) = page("ask", {"session": "session-1"}).view("answer")
    assert not answer["forming"] and answer["line"].startswith("Stopped")


def test_a_vote_is_kept_with_the_session(loaded: FakeWorkbench, page: Page) -> None:
    opened = page("ask", {"session": "session-1"})
    opened.test.feedback(key="vote-session-1-run-1").set_value(1).run()
    assert [f.vote.value for f in loaded.kept[0].runs[0].feedback] == ["up"]


def test_a_question_that_can_be_meant_otherwise_offers_the_other_readings(loaded: FakeWorkbench, page: Page) -> None:
    assert RUN.answer
    run = replace(RUN, answer=replace(RUN.answer, other_readings=("What was Kestrel's revenue in the year 2025?",)))
    loaded.kept = [replace(SESSION, runs=(run,))]
    opened = page("ask", {"session": "session-1"}, next_question="What was Kestrel's revenue in the year 2025?")
    assert opened.view("answer")[0]["otherwise"] == ["What was Kestrel's revenue in the year 2025?"]
    assert loaded.asked == [("What was Kestrel's revenue in the year 2025?", (), "session-1")]


def waiting(bench: FakeWorkbench) -> None:
    """The session's one question stopped after planning."""
    assert RUN.plan
    first, *others = RUN.plan.sub_questions
    first = replace(first, tool="lookup_fact", arguments={"line_items": ["Revenues"]})
    run = replace(RUN, answer=None, plan=Plan((first, *others)))
    assert run.planned
    bench.kept = [replace(SESSION, runs=(run,))]


def test_a_question_may_stop_after_planning(loaded: FakeWorkbench, page: Page) -> None:
    opened = page("ask")
    opened.test.toggle(key="plan-first").set_value(True).run()
    opened.test.chat_input(key="ask").set_value("What was revenue?").run()
    assert loaded.stopped_after_planning


def test_a_plan_that_waits_is_edited_kept_and_run_in_its_place(loaded: FakeWorkbench, page: Page) -> None:
    waiting(loaded)
    opened = page("ask", {"session": "session-1"})
    assert "The plan waits for you: 5 sub-questions" in opened.words
    assert "look up a line item: Revenue\n" in opened.words.replace("\\", "") and "Revenues" not in opened.words
    opened.test.button(key="line-change-session-1-run-1-q1").click().run()
    assert opened.test.text_input(key="line-line_items-session-1-run-1-q1").value == "Revenue"
    assert loaded.kept[0].runs[0].plan.sub_questions[0].arguments["line_items"] == ["Revenues"]
    opened.test.text_input(key="line-line_items-session-1-run-1-q1").set_value("Net income").run()
    plan = loaded.kept[0].runs[0].plan
    assert plan and plan.sub_questions[0].arguments["line_items"] == ["Net income"]
    assert plan.sub_questions[0].text.startswith("Net income")
    opened.test.button(key="line-remove-session-1-run-1-q2").click().run()
    opened.test.button(key="plan-run-session-1-run-1").click().run()
    assert [s.id for s in loaded.plans[-1].sub_questions] == ["q1", "q3", "q4", "q5"]
    assert all("q2" not in s.depends_on for s in loaded.plans[-1].sub_questions)


def test_a_plan_with_a_problem_says_it_and_does_not_run(loaded: FakeWorkbench, page: Page) -> None:
    waiting(loaded)
    loaded.problems = {"q3": "Say what to look up."}
    opened = page("ask", {"session": "session-1"})
    assert "Say what to look up" in opened.words
    assert opened.test.button(key="plan-run-session-1-run-1").disabled


def test_the_trace_of_a_plan_that_waits_says_so_of_each_step(loaded: FakeWorkbench, page: Page) -> None:
    waiting(loaded)
    (trace,) = page("ask", {"session": "session-1"}).view("trace")
    assert {s["status"] for s in trace["steps"] if s["kind"] == "sub"} == {"waiting"}


def test_a_vote_in_a_session_is_none_in_its_copy(loaded: FakeWorkbench, page: Page) -> None:
    copy = replace(SESSION, id="session-2", runs=tuple(replace(run, session="session-2") for run in SESSION.runs))
    loaded.kept = [SESSION, copy]
    opened = page("ask", {"session": "session-1"})
    opened.test.feedback(key="vote-session-1-run-1").set_value(1).run()
    opened.test.query_params["session"] = "session-2"
    opened.test.run()
    assert [len(session.runs[0].feedback) for session in loaded.kept] == [1, 0]


def test_the_plan_of_an_answer_opens_to_be_edited(loaded: FakeWorkbench, page: Page) -> None:
    opened = page("ask", {"session": "session-1"})
    opened.test.button(key="edit-plan-session-1-run-1").click().run()
    assert opened.test.button(key="plan-run-session-1-run-1").label == "Run this plan"
    assert opened.test.button(key="line-only-session-1-run-1-q1").label == "Ask only this"


@pytest.mark.parametrize(
    ("tool", "arguments"),
    [
        ("lookup_fact", {"line_items": ["Revenues", "cost of revenue", "CostOfRevenue"]}),
        ("compute_ratio", {"ratio": "gross_margin"}),
        ("compute_ratio", {"ratio": "GrossProfit / Revenues"}),
        ("lookup_fact", {"line_items": ["Property and equipment, net"], "periods": ["March 31, 2025", "Q2 2025"]}),
        ("compute_ratio", {"ratio": "gross margin"}),
        ("read_page", {"page": 5}),
        ("read_page", {"section": "Item 1A"}),
        ("compare", {"filings": ["f", "g"], "line_item": "revenue"}),
    ],
)
def test_a_line_of_a_plan_reads_back_as_it_was(tool: str, arguments: dict[str, Argument]) -> None:
    sub = SubQuestion("q1", "Revenue?", tool, "f", arguments, ("q0",))
    values = values_of(sub, tool)
    read = {
        f.name: argument(f, shown(values.get(f.name)), values.get(f.name)) for f in FIELDS[tool] if f.kind != "filings"
    }
    assert edited(sub, sub.text, tool, "f", values | read) == sub


def test_a_line_that_turns_to_another_tool_keeps_what_that_takes() -> None:
    sub = SubQuestion("q1", "Revenue?", "lookup_fact", "f", {"line_items": ["Revenues"], "periods": ["Q1 2025"]})
    turned = edited(sub, sub.text, "compute_ratio", "f", values_of(sub, "compute_ratio"))
    assert turned.arguments == {"periods": ["Q1 2025"]}
    turned = edited(sub, "why", "search_passages", "f", values_of(sub, "search_passages") | {"query": "why"})
    assert (turned.text, turned.arguments) == ("why", {"query": "why"})


def test_a_line_that_is_removed_is_waited_for_no_more() -> None:
    subs = (SubQuestion("q1", "a", "lookup_fact"), SubQuestion("q2", "b", "lookup_fact", depends_on=("q1",)))
    assert without(subs, "q1") == (SubQuestion("q2", "b", "lookup_fact"),)


def test_the_pause_before_a_plan_ran_is_no_time_of_the_run() -> None:
    start = RUN.started
    parts = [(0, 2), (100, 103), (101, 102)]
    spans = tuple(
        replace(
            RUN.spans[0], id=str(n), parent=None, start=start + timedelta(seconds=a), end=start + timedelta(seconds=b)
        )
        for n, (a, b) in enumerate(parts)
    )
    clock = Clock.of(replace(RUN, spans=spans), start)
    assert (clock.whole, clock.starts, clock.ends) == (5, {"0": 0, "1": 2, "2": 3}, {"0": 2, "1": 5, "2": 4})


def test_a_question_typed_while_another_tab_asks_is_asked_after_that(loaded: FakeWorkbench, page: Page) -> None:
    opened = page("ask", {"session": "session-1"})
    handle = running(loaded)  # from another tab, since this one was drawn
    opened.test.chat_input(key="ask").set_value("and the operating margin?").run()
    assert loaded.asked == []
    assert "is asked as soon as" in opened.test.toast[0].value
    handle.done = True
    opened.test.run()
    assert loaded.asked == [("and the operating margin?", (), "session-1")]


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (PermissionError(13, "Permission denied"), "The workspace cannot be used: Permission denied."),
        (RuntimeError("of the database"), "This could not be shown (RuntimeError)"),
    ],
)
def test_a_workspace_that_breaks_is_told_in_a_sentence(
    loaded: FakeWorkbench, page: Page, monkeypatch: pytest.MonkeyPatch, logged: list[str], error: Exception, said: str
) -> None:
    def fails() -> list[Filing]:
        raise error

    monkeypatch.setattr(loaded, "filings", fails)
    told = page("ask").test.error[0].value.replace("\\", "")
    assert told.startswith(said) and "of the database" not in told
    assert logged == ["page"]
    logged.clear()


def test_a_vote_on_a_footnote_takes_a_reason_and_what_should_have_been_cited(loaded: FakeWorkbench, page: Page) -> None:
    word = Feedback(Vote.DOWN, RUN.started, footnote=2)
    loaded.kept = [replace(SESSION, runs=(replace(RUN, feedback=(word,)),))]
    opened = page("ask", {"session": "session-1"}, reference=Reference("run-1", "a:2"), panel="Footnote")
    assert "You found this footnote wrong" in opened.words
    by_label = {field.label: field for field in (*opened.test.text_input, *opened.test.text_area)}
    by_label["What was right or wrong?"].set_value("The row below")
    by_label["What should have been cited?"].set_value("Net revenue")
    next(b for b in opened.test.button if b.label == "Keep").click().run()
    kept = loaded.kept[0].runs[0].feedback[-1]
    assert (kept.vote, kept.footnote, kept.reason, kept.correction) == (Vote.DOWN, 2, "The row below", "Net revenue")


def test_a_footnote_that_nobody_judged_asks_for_no_words(loaded: FakeWorkbench, page: Page) -> None:
    opened = page("ask", {"session": "session-1"}, reference=Reference("run-1", "a:2"), panel="Footnote")
    assert "You found this footnote" not in opened.words


def test_the_difference_of_two_rates_is_told_in_percentage_points(loaded: FakeWorkbench, page: Page) -> None:
    early, late = (replace(rate, label="Margin") for rate in RUN.answer.figures[3:5])
    change = replace(
        early, label="Change in margin", value=late.value - early.value, inputs=(early, late), text="-14.5%"
    )
    answer = replace(RUN.answer, figures=(*RUN.answer.figures, change))
    loaded.kept = [replace(SESSION, runs=(replace(RUN, answer=answer),))]
    opened = page("ask", {"session": "session-1"}, reference=Reference("run-1", "a:2"), panel="Footnote")
    texts = {figure["label"]: figure["text"] for figure in opened.view("page")[0]["figures"]}
    assert texts["Change in margin"] == "-14.5 percentage points" and texts["Growth"].endswith("%")
