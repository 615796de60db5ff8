"""The Sessions page: empty, loaded, running, failed."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

import pytest

from tests.ui.conftest import Opened
from tests.ui.fake import FakeHandle, FakeSending, FakeWandbRun, FakeWorkbench
from tests.ui.values import RUNNING, SESSION

Page = Callable[..., Opened]


def test_without_sessions_it_says_what_to_do(bench: FakeWorkbench, page: Page) -> None:
    assert "No session yet" in page("sessions").words


def test_sessions_are_listed_and_found_by_words_of_their_title(loaded: FakeWorkbench, page: Page) -> None:
    loaded.kept.append(replace(loaded.kept[0], id="session-2", title="Liquidity of two banks"))
    opened = page("sessions")
    assert "2 sessions" in opened.words
    opened.test.text_input(key="session-search").set_value("liquidity").run()
    assert "1 session found" in opened.words
    assert [b.key for b in opened.test.button if b.key and b.key.startswith("open-")] == ["open-session-2"]


def test_a_running_session_is_marked(loaded: FakeWorkbench, page: Page) -> None:
    loaded.handles["session-1"] = FakeHandle(replace(RUNNING, session="session-1"))
    assert "running · " in page("sessions").words


def test_markup_in_a_title_stays_words(loaded: FakeWorkbench, page: Page) -> None:
    loaded.kept = [replace(loaded.kept[0], title="<b>$5</b> and $6 [x](http://y)")]
    opened = page("sessions")
    label = opened.test.button(key="open-session-1").label
    assert label == r"\<b\>\$5\</b\> and \$6 \[x\]\(http\://y\)"


def test_a_session_is_deleted_only_once_that_is_confirmed(loaded: FakeWorkbench, page: Page) -> None:
    opened = page("sessions", **{"more-session-1": True})
    opened.test.button(key="delete-session-1").click().run()
    assert loaded.kept
    opened.test.button(key="confirm-delete").click().run()
    assert not loaded.kept


def test_a_session_is_renamed(loaded: FakeWorkbench, page: Page) -> None:
    opened = page("sessions", **{"more-session-1": True})
    opened.test.text_input(key="title-session-1").set_value("Kestrel, three quarters")
    next(b for b in opened.test.button if b.label == "Rename").click().run()
    assert loaded.kept[0].title == "Kestrel, three quarters"


def test_what_is_not_an_exported_session_is_refused_in_a_sentence(bench: FakeWorkbench, page: Page) -> None:
    opened = page("sessions")
    opened.test.file_uploader(key="import-session").upload("x.json", b"no", "application/json").run()
    opened.test.button(key="import-open").click().run()
    assert "not a session that Footnote exported" in opened.words


def test_sessions_of_other_browsers_are_listed_only_when_asked_for(loaded: FakeWorkbench, page: Page) -> None:
    loaded.kept.append(replace(loaded.kept[0], id="session-2", title="A colleague's"))
    loaded.elsewhere = {"session-2"}
    opened = page("sessions")
    assert "1 session" in opened.words
    opened.test.session_state["whose"] = "Everyone on this server"
    opened.test.run()
    assert "2 sessions" in opened.words


def test_what_was_spent_on_this_server_is_said(loaded: FakeWorkbench, page: Page) -> None:
    loaded.used = (1000, Decimal("0.42"))
    assert "$0.4200 so far" in page("sessions").words.replace("\\", "")


def test_a_session_is_duplicated_and_shared_by_its_link(loaded: FakeWorkbench, page: Page) -> None:
    opened = page("sessions", **{"more-session-1": True})
    assert "?session=session-1" in opened.test.code[0].value
    opened.test.button(key="copy-session-1").click().run()
    assert loaded.kept[0].title == f"Copy of {SESSION.title}"


def test_a_session_goes_to_weights_and_biases_and_its_place_is_said(loaded: FakeWorkbench, page: Page) -> None:
    opened = page("sessions", **{"more-session-1": True})
    opened.test.button(key="take-wandb-session-1").click().run()
    assert loaded.sent == ["session-1"]
    opened.test.button(key="take-stop-wandb-session-1").click().run()
    assert loaded.sending.stopped
    loaded.sending.done, loaded.sending.run = True, FakeWandbRun(None, "The offline run is in /w; send it with sync.")
    opened.test.run()
    assert [said.value.replace("\\", "") for said in opened.test.success] == [loaded.sending.run.sentence]


def test_what_weights_and_biases_refuses_is_said(loaded: FakeWorkbench, page: Page) -> None:
    loaded.sending = FakeSending(error="Weights & Biases knows no key here.", done=True)
    opened = page("sessions", **{"more-session-1": True})
    opened.test.button(key="take-wandb-session-1").click().run()
    assert "knows no key here" in opened.words


def test_words_of_a_title_are_found_wherever_they_stand(loaded: FakeWorkbench, page: Page) -> None:
    loaded.kept.append(replace(loaded.kept[0], id="session-2", title="Liquidity of two banks"))
    opened = page("sessions")
    opened.test.text_input(key="session-search").set_value("banks LIQUIDITY").run()
    assert [b.key for b in opened.test.button if b.key and b.key.startswith("open-")] == ["open-session-2"]


@pytest.mark.parametrize("button", ["copy-session-1", "delete-session-1"])
def test_the_menu_of_a_session_closes_once_something_was_chosen_in_it(
    loaded: FakeWorkbench, page: Page, button: str
) -> None:
    opened = page("sessions", **{"more-session-1": True})
    opened.test.button(key=button).click().run()
    assert "title-session-1" not in [field.key for field in opened.test.text_input]


def test_a_session_without_a_name_keeps_the_one_it_had(loaded: FakeWorkbench, page: Page) -> None:
    opened = page("sessions", **{"more-session-1": True})
    opened.test.text_input(key="title-session-1").set_value("   ")
    next(b for b in opened.test.button if b.label == "Rename").click().run()
    assert loaded.kept[0].title == SESSION.title


def test_a_title_that_is_very_long_is_cut_where_it_is_asked_about(loaded: FakeWorkbench, page: Page) -> None:
    loaded.kept = [replace(SESSION, title="words " * 200)]
    opened = page("sessions", **{"more-session-1": True})
    assert len(opened.test.text_input(key="title-session-1").value) <= 200
    opened.test.button(key="delete-session-1").click().run()
    said = next(m.value for m in opened.test.markdown if "with its answers" in m.value)
    assert len(said) < 250


def test_a_comparison_opens_as_its_grid(loaded: FakeWorkbench, page: Page) -> None:
    loaded.kept = [replace(SESSION, title="Compare: Liquidity")]
    opened = page("sessions")
    opened.test.button(key="open-session-1").click().run()
    assert opened.test.query_params["grid"] == "session-1" and opened.test.title[0].value == "Compare"
