"""The Ask page: empty, loaded, running, failed."""

from collections.abc import Callable
from dataclasses import replace

from core.answers import SubQuestion
from core.traces import Session
from tests.ui.conftest import Opened
from tests.ui.fake import FakeHandle, FakeWorkbench
from tests.ui.values import FAILED, RUN, RUNNING, SESSION
from ui.plan_editor import line_of, sub_question_of
from ui.state import Reference

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


def test_a_footnote_of_a_deleted_filing_shows_its_quote_and_why_there_is_no_page(
    loaded: FakeWorkbench, page: Page
) -> None:
    loaded.shelf = []
    chosen = {"reference": Reference("run-1", "a:2"), "panel": "Footnote"}
    opened = page("ask", {"session": "session-1"}, **chosen)
    assert not opened.view("page")
    assert "No filing is named" in opened.words and "8,073" in opened.words


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
    assert opened.test.chat_input(key="ask").disabled
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
    opened.test.feedback(key="vote-run-1").set_value(1).run()
    assert [f.vote.value for f in loaded.kept[0].runs[0].feedback] == ["up"]


def test_the_plan_of_an_answer_opens_to_be_edited(loaded: FakeWorkbench, page: Page) -> None:
    opened = page("ask", {"session": "session-1"})
    opened.test.button(key="edit-plan-run-1").click().run()
    assert opened.test.text_input(key="line-text-q1").value.startswith("What was Kestrel")
    assert opened.test.text_input(key="line-what-q1").value == ""


def test_a_line_of_a_plan_reads_back_as_it_was() -> None:
    sub = SubQuestion(
        "q1", "Revenue?", "lookup_fact", "f", {"line_items": ["Revenues"], "periods": ["Q1 2025"]}, ("q0",)
    )
    line = line_of(sub)
    assert (line.what, line.periods) == ("Revenues", "Q1 2025")
    assert sub_question_of(line, ["q0", "q1"]) == sub


def test_a_line_that_turns_to_another_tool_asks_it_in_its_own_words() -> None:
    sub = SubQuestion("q1", "Revenue?", "lookup_fact", "f", {"line_items": ["Revenues"]}, ("q0",))
    turned = sub_question_of(replace(line_of(sub), tool="search_passages", what="why revenue grew"), ["q1"])
    assert turned.text == "why revenue grew"
    assert (turned.tool, turned.arguments, turned.depends_on) == ("search_passages", {"query": "why revenue grew"}, ())
