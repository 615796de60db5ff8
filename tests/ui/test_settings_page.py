"""The Settings page: what is set and by whom, changes, keys, the connection, the embedder."""

from collections.abc import Callable
from decimal import Decimal

from streamlit.testing.v1.element_tree import Element

from agents.llm.analyst import STRATEGIES as KNOWN
from core.choices import CHANGEABLE, ONE_OF, Source
from core.protocols import Progress
from core.settings import Settings
from tests.test_docs import environment_names
from tests.ui.conftest import Opened
from tests.ui.fake import FakeJob, FakeWorkbench
from tests.ui.values import FILINGS
from ui.settings_fields import ANALYST, OTHER_LIMITS, PROVIDERS, QUESTION_LIMITS, SEARCH, STRATEGIES, WANDB

Page = Callable[..., Opened]
SECRET = "sk-very-secret-indeed-0123456789"


def shown(opened: Opened) -> str:
    return "\n".join(element.proto.body for element in opened.test.get("html")) + opened.words.replace("\\", "")


def field(opened: Opened, name: str) -> Element:
    """The field of a setting: its key ends in the value in force."""
    kinds = (opened.test.text_input, opened.test.selectbox, opened.test.number_input)
    return next(f for kind in kinds for f in kind if (f.key or "").startswith(f"setting-{name}-"))


def test_without_a_key_it_says_which_analyst_answers_and_how_to_get_the_other(bench: FakeWorkbench, page: Page) -> None:
    words = shown(page("settings"))
    assert "The offline analyst answers (chosen by itself)" in words
    assert "Not set. Only for a hosted model: make one in your provider's console." in words
    assert "/workspace/settings.json" in words


def test_a_model_and_its_prices_can_be_changed(bench: FakeWorkbench, page: Page) -> None:
    opened = page("settings")
    field(opened, "openai_base_url").set_value("http://localhost:11434/v1")
    field(opened, "model").set_value("qwen3:8b")
    field(opened, "price_in").set_value(0.25)
    opened.test.button(key="save-analyst").click().run()
    assert bench.settings.openai_base_url == "http://localhost:11434/v1" and bench.settings.model == "qwen3:8b"
    assert bench.settings.price_in == Decimal("0.25")
    assert set(bench.sources) == {"openai_base_url", "model", "price_in"}
    assert "The model qwen3:8b answers" in shown(opened)
    assert field(opened, "model").label == "Model · changed"


def test_limits_are_drawn_when_they_are_opened_and_stay_when_they_are_folded(page: Page) -> None:
    opened = page("settings")
    assert "Model calls" not in {field.label for field in opened.test.number_input}
    for is_open in (True, False):
        opened.test.session_state["fold-limits"] = is_open
        opened.test.run()
        assert field(opened, "max_steps").label == "Model calls"


def test_limits_can_be_changed_and_put_back(bench: FakeWorkbench, page: Page) -> None:
    opened = page("settings")
    opened.test.session_state["fold-limits"] = True
    opened.test.run()
    field(opened, "max_cost").set_value(0.1)
    field(opened, "max_steps").set_value(12)
    opened.test.button(key="save-limits").click().run()
    assert (bench.settings.max_cost, bench.settings.max_steps) == (Decimal("0.1"), 12)
    opened.test.button(key="reset-limits").click().run()
    assert (bench.settings.max_cost, bench.settings.max_steps) == (Decimal(1), 30)


def test_what_the_environment_sets_is_shown_and_fixed(bench: FakeWorkbench, page: Page) -> None:
    bench.sources = {"model": Source.ENVIRONMENT}
    model = field(page("settings"), "model")
    assert model.disabled and "FOOTNOTE_MODEL in the environment" in model.help


def test_value_that_cannot_be_used_is_said_in_place(bench: FakeWorkbench, page: Page) -> None:
    bench.refusal = "The temperature should be less than or equal to 2; correct it and save again."
    opened = page("settings")
    field(opened, "temperature").set_value("7")
    opened.test.button(key="save-analyst").click().run()
    (error,) = opened.test.error
    assert "less than or equal to 2" in error.value.replace("\\", "")
    assert field(opened, "temperature").value == "7"


def test_a_key_is_taken_never_shown_and_can_be_forgotten(bench: FakeWorkbench, page: Page) -> None:
    opened = page("settings")
    opened.test.text_input(key="openai_api_key-0").set_value(SECRET)
    opened.test.button(key="use-openai_api_key").click().run()
    assert bench.settings.openai_api_key and bench.settings.openai_api_key.get_secret_value() == SECRET
    assert SECRET not in shown(opened) and "Set, hidden. Given in this browser" in shown(opened)
    assert all(SECRET not in str(given.value) for given in opened.test.text_input)
    assert SECRET not in repr(opened.test.session_state)
    opened.test.button(key="forget-openai_api_key").click().run()
    assert bench.settings.openai_api_key is None


def test_a_key_of_the_environment_is_never_shown(bench: FakeWorkbench, page: Page) -> None:
    bench.settings = Settings.of({"openai_api_key": SECRET})
    bench.sources = {"openai_api_key": Source.ENVIRONMENT}
    opened = page("settings")
    assert SECRET not in shown(opened) and "Set, hidden: OPENAI_API_KEY in the environment" in shown(opened)


def test_a_dead_endpoint_is_said_in_place(bench: FakeWorkbench, page: Page) -> None:
    bench.settings = Settings.of({"openai_base_url": "http://localhost:1/v1"})
    opened = page("settings")
    opened.test.button(key="test-connection").click().run()
    (error,) = opened.test.error
    assert "localhost does not answer; start it" in error.value


def test_without_a_model_there_is_no_connection_to_test(bench: FakeWorkbench, page: Page) -> None:
    assert "test-connection" not in [button.key for button in page("settings").test.button]


def test_a_new_embedder_embeds_the_filings_again_with_progress_and_a_stop(loaded: FakeWorkbench, page: Page) -> None:
    opened = page("settings")
    field(opened, "embedding").set_value("openai:text-embedding-3-small")
    opened.test.button(key="save-search").click().run()
    (job,) = loaded.work
    assert job.names == tuple(filing.name for filing in FILINGS)
    assert "3 filings of another embedder, searched by words alone: kestrel-q1-2025.pdf" in shown(opened)
    assert opened.test.button(key="reembed").disabled
    opened.test.button(key="stop-settings-0").click().run()
    assert job.stopped


def test_embedding_in_progress_is_shown(loaded: FakeWorkbench, page: Page) -> None:
    loaded.work = [FakeJob(("a.pdf",), {"a.pdf": Progress("embedding", 9, 90)})]
    (bar,) = page("settings").test.get("progress")
    assert bar.proto.text == "a\\.pdf · embedding, 9 of 90 parts"
    assert bar.proto.value == 9  # of a hundred: it begins at none


def test_every_strategy_provider_and_changeable_setting_is_on_the_page() -> None:
    groups = (ANALYST, QUESTION_LIMITS, OTHER_LIMITS, SEARCH, WANDB)
    assert {field.name for group in groups for field in group} == set(CHANGEABLE)
    assert set(STRATEGIES) == set(KNOWN) and set(PROVIDERS) == set(ONE_OF["provider"])
    assert all(field.environment in environment_names() for group in groups for field in group)


def test_a_key_given_for_another_address_is_said_to_be_idle(bench: FakeWorkbench, page: Page) -> None:
    bench.sources["openai_api_key"] = Source.BROWSER  # held, and not among the settings of the address now set
    opened = page("settings")
    assert "was for another address and is not sent to this one" in shown(opened)
    assert "forget-openai_api_key" in [button.key for button in opened.test.button]
