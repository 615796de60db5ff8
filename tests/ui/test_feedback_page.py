"""The Feedback page: counts by topic and version, and the list to work through."""

from collections.abc import Callable
from dataclasses import replace

from core.traces import Feedback, Vote
from tests.ui.conftest import Opened
from tests.ui.fake import FakeWorkbench
from tests.ui.values import RUN, SESSION, at

Page = Callable[..., Opened]


def test_without_answers_it_says_what_to_do(bench: FakeWorkbench, page: Page) -> None:
    assert "No answer yet" in page("feedback").words


def test_votes_are_counted_and_what_was_wanting_is_listed(loaded: FakeWorkbench, page: Page) -> None:
    wanting = Feedback(Vote.DOWN, at(60), reason="Q3 is <b>missing</b>", correction="8,343")
    runs = (
        replace(RUN, id="a", feedback=(Feedback(Vote.UP, at(50)),)),
        replace(RUN, id="b", feedback=(Feedback(Vote.UP, at(50)), wanting)),
        replace(RUN, id="c"),
    )
    loaded.kept = [replace(SESSION, runs=runs)]
    opened = page("feedback")
    assert [(m.label, m.value) for m in opened.test.metric] == [
        ("Good", "1"),
        ("Wanting", "1"),
        ("No word", "1"),
        ("Answers", "3"),
    ]
    assert r"Q3 is \<b\>missing\</b\>" in opened.words
    assert [b.key for b in opened.test.button] == ["look-session-1-b-0", "done-session-1-b-0"]


def test_a_copied_session_is_listed_beside_its_original(loaded: FakeWorkbench, page: Page) -> None:
    run = replace(RUN, feedback=(Feedback(Vote.DOWN, at(60)),))
    copied = replace(SESSION, id="session-2", runs=(replace(run, session="session-2"),))
    loaded.kept = [replace(SESSION, runs=(run,)), copied]
    looks = [b.key for b in page("feedback").test.button if b.key and b.key.startswith("look-")]
    assert looks == ["look-session-1-run-1-0", "look-session-2-run-1-0"]


def test_what_was_worked_through_is_marked_done_and_can_be_opened_again(loaded: FakeWorkbench, page: Page) -> None:
    word = Feedback(Vote.DOWN, at(60), reason="Wrong row", correction="8,343")
    loaded.kept = [replace(SESSION, runs=(replace(RUN, feedback=(word,)),))]
    opened = page("feedback")
    opened.test.button(key="done-session-1-run-1-0").click().run()
    kept = loaded.kept[0].runs[0].feedback[-1]
    assert kept.done and (kept.reason, kept.correction, kept.vote) == ("Wrong row", "8,343", Vote.DOWN)


def test_done_items_are_listed_apart(loaded: FakeWorkbench, page: Page) -> None:
    word = Feedback(Vote.DOWN, at(60), reason="Wrong row", done=True)
    loaded.kept = [replace(SESSION, runs=(replace(RUN, feedback=(word,)),))]
    opened = page("feedback")
    assert "All are worked through" in opened.words and "Wrong row" not in opened.words
    opened.test.radio(key="worked").set_value("Done (1)").run()
    assert "Wrong row" in opened.words


def test_word_on_a_footnote_is_an_item_of_its_own_beside_the_answers(loaded: FakeWorkbench, page: Page) -> None:
    words = (Feedback(Vote.UP, at(50)), Feedback(Vote.DOWN, at(60), footnote=2, reason="Another row"))
    loaded.kept = [replace(SESSION, runs=(replace(RUN, feedback=words),))]
    opened = page("feedback")
    assert [m.value for m in opened.test.metric] == ["1", "0", "0", "1"]
    assert "on footnote 2" in opened.words and "Another row" in opened.words


def test_votes_are_counted_by_topic_and_by_version(loaded: FakeWorkbench, page: Page) -> None:
    later = replace(RUN, id="b", settings=replace(RUN.settings, version="9.9"), feedback=(Feedback(Vote.UP, at(50)),))
    loaded.kept = [replace(SESSION, runs=(RUN, later))]
    bodies = [html.proto.body for html in page("feedback").test.get("html")]
    topics, versions = [body for body in bodies if "footnote-counts" in body]
    assert "<td>1</td><td>0</td><td>1</td>" in topics
    assert versions.count("<td>1</td>") == 2 and "9.9" in versions


def test_what_was_said_of_a_footnote_leads_to_the_page_that_it_cites(loaded: FakeWorkbench, page: Page) -> None:
    word = Feedback(Vote.DOWN, at(60), footnote=2, reason="Another row")
    loaded.kept = [replace(SESSION, runs=(replace(RUN, feedback=(word,)),))]
    opened = page("feedback")
    assert "on footnote 2: Q2 2025, page 5" in opened.words.replace("\\", "")
    opened.test.button(key="look-session-1-run-1-2").click().run()
    assert [view["number"] for view in opened.view("page")] == [2]
