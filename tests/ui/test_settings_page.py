"""The Settings page: what is shown of a key, and what is said where one is missing."""

from collections.abc import Callable

from core.settings import Settings
from tests.ui.conftest import Opened
from tests.ui.fake import FakeWorkbench

Page = Callable[..., Opened]


def shown(opened: Opened) -> str:
    return "\n".join(element.proto.body for element in opened.test.get("html"))


def test_without_a_key_it_says_which_analyst_answers_and_how_to_get_the_other(bench: FakeWorkbench, page: Page) -> None:
    words = shown(page("settings"))
    assert "offline (chosen by itself)" in words
    assert "not set" in words and "make one in your provider" in words


def test_a_key_is_never_shown(bench: FakeWorkbench, page: Page) -> None:
    bench.settings = Settings(_env_file=None, openai_api_key="sk-very-secret-indeed")  # type: ignore[arg-type,call-arg]
    opened = page("settings")
    assert "sk-very" not in shown(opened) + opened.words
    assert "set, hidden" in shown(opened)


def test_a_dead_endpoint_is_said_in_place(bench: FakeWorkbench, page: Page) -> None:
    bench.settings = Settings(_env_file=None, openai_base_url="http://localhost:1/v1")  # type: ignore[call-arg]
    opened = page("settings")
    opened.test.button(key="test-connection").click().run()
    (error,) = opened.test.error
    assert "localhost does not answer; start it" in error.value


def test_without_a_model_there_is_no_connection_to_test(bench: FakeWorkbench, page: Page) -> None:
    assert "test-connection" not in [button.key for button in page("settings").test.button]
