import json
from pathlib import Path

import pytest

from core.choices import Choices, Source
from core.errors import BadSetting
from core.settings import Settings

KEY, OTHER = "my-own-key-0451", "another-key-0452"
HERE, THERE = "http://localhost:11434/v1", "http://elsewhere.example/v1"


def given(home: Path, **values: object) -> Settings:
    return Settings(_env_file=None, home=home, **values)  # type: ignore[arg-type, call-arg]


def key_of(choices: Choices, browser: str | None) -> str | None:
    key = choices.settings_for(browser).openai_api_key
    return key.get_secret_value() if key else None


@pytest.fixture(autouse=True)
def bare(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("OPENAI_API_KEY", "OPENAI_BASE_URL", "WANDB_API_KEY", "FOOTNOTE_MODEL", "FOOTNOTE_STRATEGY"):
        monkeypatch.delenv(name, raising=False)


def test_change_holds_for_everyone_and_after_a_restart(tmp_path: Path) -> None:
    Choices(given(tmp_path)).change({"model": "qwen", "max_cost": "2.50", "openai_base_url": HERE})
    again = Choices(given(tmp_path))
    assert (again.settings.model, str(again.settings.max_cost)) == ("qwen", "2.50")
    assert again.settings.resolved_provider == "openai"
    assert again.sources(None)["model"] is Source.PAGE and again.sources(None)["strategy"] is Source.DEFAULT


def test_environment_wins_over_what_was_kept_and_cannot_be_changed_on_the_page(tmp_path: Path) -> None:
    Choices(given(tmp_path)).change({"model": "qwen"})
    pinned = Choices(given(tmp_path, model="pinned"))
    assert pinned.settings.model == "pinned" and pinned.sources(None)["model"] is Source.ENVIRONMENT
    with pytest.raises(BadSetting, match="environment"):
        pinned.change({"model": "qwen"})


def test_value_that_is_the_default_again_is_kept_no_longer(tmp_path: Path) -> None:
    choices = Choices(given(tmp_path))
    choices.change({"model": "qwen", "retries": 5})
    choices.change({"model": Settings.model_fields["model"].default})
    assert json.loads(choices.file.read_text()) == {"retries": 5}
    assert choices.sources(None)["model"] is Source.DEFAULT


@pytest.mark.parametrize(
    "changes",
    [
        {"max_cost": "-1"},
        {"price_in": "many"},
        {"provider": "magic"},
        {"embedding": "word2vec"},
        {"home": "/"},
        {"openai_api_key": KEY},
        {"openai_base_url": "http://user:password@host/v1"},
        {"openai_base_url": "file:///etc/passwd"},
    ],
    ids=str,
)
def test_unusable_value_is_refused_whole_and_nothing_is_written(tmp_path: Path, changes: dict[str, object]) -> None:
    choices = Choices(given(tmp_path))
    with pytest.raises(BadSetting):
        choices.change({"model": "qwen", **changes})
    assert choices.settings.model != "qwen" and not choices.file.exists()


def test_damaged_file_or_line_of_it_is_left_aside(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    path.write_text("{")
    assert Choices(given(tmp_path)).settings.model == "gpt-5-mini"
    path.write_text('{"retries": "often", "model": "qwen", "openai_api_key": "sk-kept-by-hand"}')
    read = Choices(given(tmp_path))
    assert (read.settings.model, read.settings.retries, key_of(read, None)) == ("qwen", 3, None)


def test_key_serves_the_browser_that_gave_it_alone_and_is_written_nowhere(tmp_path: Path) -> None:
    choices = Choices(given(tmp_path))
    choices.give_key("mine", "openai_api_key", f" {KEY} ")
    choices.change({"model": "qwen"})
    assert key_of(choices, "mine") == KEY
    assert key_of(choices, "yours") is None and key_of(choices, None) is None
    assert choices.sources("mine")["openai_api_key"] is Source.BROWSER
    assert choices.settings_for("mine").resolved_provider == "openai"
    assert choices.settings_for("yours").resolved_provider == "offline"
    assert [p.name for p in tmp_path.iterdir() if KEY in p.read_text()] == []
    assert KEY in choices.secrets()
    choices.forget_key("mine", "openai_api_key")
    assert key_of(choices, "mine") is None


def test_key_goes_to_no_other_endpoint_than_the_one_it_was_given_for(tmp_path: Path) -> None:
    choices = Choices(given(tmp_path, openai_api_key=OTHER))
    choices.give_key("mine", "openai_api_key", KEY)
    choices.change({"openai_base_url": THERE})
    assert key_of(choices, "mine") is None and key_of(choices, "yours") is None
    assert choices.sources("mine")["openai_api_key"] is not Source.BROWSER
    choices.change({"openai_base_url": None})
    assert key_of(choices, "mine") == KEY and key_of(choices, "yours") == OTHER


def test_an_idle_key_of_a_browser_is_known_to_be_its_own(tmp_path: Path) -> None:
    choices = Choices(given(tmp_path))
    choices.give_key("mine", "openai_api_key", KEY)
    choices.change({"openai_base_url": THERE})
    assert key_of(choices, "mine") is None
    assert choices.sources("mine")["openai_api_key"] is Source.BROWSER
    assert choices.sources("yours")["openai_api_key"] is Source.DEFAULT


@pytest.mark.parametrize("text", ["", "   ", "two words"])
def test_what_is_no_key_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(BadSetting):
        Choices(given(tmp_path)).give_key("mine", "openai_api_key", text)
