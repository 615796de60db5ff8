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
    assert [b.key for b in opened.test.button] == ["look-session-1-b"]


def test_a_copied_session_is_listed_beside_its_original(loaded: FakeWorkbench, page: Page) -> None:
    run = replace(RUN, feedback=(Feedback(Vote.DOWN, at(60)),))
    copied = replace(SESSION, id="session-2", runs=(replace(run, session="session-2"),))
    loaded.kept = [replace(SESSION, runs=(run,)), copied]
    assert [b.key for b in page("feedback").test.button] == ["look-session-1-run-1", "look-session-2-run-1"]
