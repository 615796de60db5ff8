"""The settings in force: what the environment gave, what users changed on the settings page, each browser's own keys.

What is changed on the page holds for everyone who uses the server and is kept as `settings.json` in the workspace.
What the environment (or `.env`) sets cannot be changed there. A key is never kept in a file: one given on the page is
held in memory, serves the browser that gave it alone, and is sent to no other endpoint than the one it was given for.
"""

import json
import os
import threading
from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from urllib.parse import urlsplit

from core.errors import BadSetting
from core.settings import GivenKey, Settings

FILE = "settings.json"
CHANGEABLE = (
    "provider", "strategy", "openai_base_url", "model", "temperature", "context", "price_in", "price_out",
    "model_seconds", "retries", "max_steps", "max_tool_calls", "max_sub_questions", "max_tokens", "max_cost",
    "max_seconds", "session_tokens", "session_cost", "session_seconds", "attempts", "candidate_plans", "judge_model",
    "embedding", "read_seconds", "read_megabytes", "wandb_mode",
)  # fmt: skip
KEYS = ("openai_api_key", "wandb_api_key")
EMBEDDERS = ("default", "static", "openai")
ONE_OF = {"provider": ("auto", "offline", "openai"), "wandb_mode": ("offline", "online")}


class Source(StrEnum):
    """Where a setting's value comes from."""

    ENVIRONMENT = "environment"
    PAGE = "page"
    BROWSER = "browser"
    DEFAULT = "default"


class Choices:
    """The settings of one server and of its browsers. Safe from any thread."""

    def __init__(self, given: Settings) -> None:
        """Take what the environment gave, and what was kept of the page's changes."""
        self._given = given
        self._keys: dict[tuple[str, str], GivenKey] = {}
        self._lock = threading.Lock()
        self._changes = _readable(given, _kept(given.home / FILE))
        self._settings = _combined(given, self._changes)

    @property
    def settings(self) -> Settings:
        """The server's own: without any browser's key."""
        return self._settings

    @property
    def file(self) -> Path:
        """Where changes are kept."""
        return self._given.home / FILE

    def settings_for(self, browser: str | None) -> Settings:
        """The server's, with the keys that this browser gave for the endpoint now set."""
        settings = self._settings
        for name in KEYS if browser else ():
            key = self._keys.get((browser or "", name))
            if key and key.base_url == _endpoint(settings, name):
                settings = settings.model_copy(update={name: key.secret})
        return settings

    def sources(self, browser: str | None) -> Mapping[str, Source]:
        """Where each setting comes from, by its name; a browser's own key may be for another endpoint, and idle."""
        found = {name: Source.DEFAULT for name in Settings.model_fields}
        found |= {name: Source.PAGE for name in self._changes}
        found |= {name: Source.ENVIRONMENT for name in self._given.model_fields_set}
        return found | {name: Source.BROWSER for name in KEYS if self._is_own(browser, name)}

    def _is_own(self, browser: str | None, name: str) -> bool:
        """Whether a key is this browser's: the one in use, or an idle one where no other is set."""
        key = self._keys.get((browser or "", name))
        used = key is not None and key.base_url == _endpoint(self._settings, name)
        return key is not None and (used or name not in self._given.model_fields_set)

    def change(self, changes: Mapping[str, object]) -> None:
        """Change settings for everyone and keep them; a value that is the default is kept no longer.

        Raises:
            BadSetting: where a value cannot be used, or a setting is not to be changed here; nothing is changed then.
        """
        with self._lock:
            _refuse(self._given, changes)
            wanted = {**self._changes, **changes}
            combined = _combined(self._given, wanted)
            dumped = combined.model_dump(mode="json", include=set(wanted))
            defaults = Settings.model_construct().model_dump(mode="json", include=set(wanted))
            _write(self.file, {name: value for name, value in dumped.items() if value != defaults[name]})
            self._changes = {name: wanted[name] for name in wanted if dumped[name] != defaults[name]}
            self._settings = combined

    def give_key(self, browser: str, name: str, secret: str) -> None:
        """Hold a key for a browser, for the endpoint now set. Raises BadSetting for what is no key."""
        if name not in KEYS or not secret.strip() or any(c.isspace() for c in secret.strip()):
            raise BadSetting("A key is one word without spaces; copy it again from your provider's console.")
        with self._lock:
            given = GivenKey.of(secret.strip(), _endpoint(self._settings, name))
            self._keys = {**self._keys, (browser, name): given}  # made anew: others may be reading it

    def forget_key(self, browser: str, name: str) -> None:
        """Forget it."""
        with self._lock:
            self._keys = {place: key for place, key in self._keys.items() if place != (browser, name)}

    def secrets(self) -> tuple[str, ...]:
        """Every key that is known here, to be masked in what leaves."""
        own = [getattr(self._given, name) for name in KEYS]
        known = [*(key for key in own if key), *(key.secret for key in self._keys.values())]
        return tuple(key.get_secret_value() for key in known)


def _endpoint(settings: Settings, key: str) -> str | None:
    return settings.openai_base_url if key == "openai_api_key" else None


def _combined(given: Settings, changes: Mapping[str, object]) -> Settings:
    """What was given, over what was changed; a given key stays with the endpoint it was given with."""
    values: dict[str, object] = {name: getattr(given, name) for name in Settings.model_fields}
    try:
        combined = Settings.of({**values, **changes})
    except ValueError as error:
        raise BadSetting(_sentence(error)) from None
    if combined.openai_base_url != given.openai_base_url:
        combined = combined.model_copy(update={"openai_api_key": None})
    return combined


def _sentence(error: ValueError) -> str:
    """What pydantic found, without the value: it may be anything."""
    first = error.errors()[0] if hasattr(error, "errors") else {"loc": ("a setting",), "msg": "is of no use"}
    name = str(first["loc"][0]).removeprefix("FOOTNOTE_").lower().replace("_", " ")
    said = str(first["msg"]).removeprefix("Input ").removeprefix("Value error, ")
    return f"The {name} {said}; correct it and save again."


def _refuse(given: Settings, changes: Mapping[str, object]) -> None:
    for name, value in changes.items():
        if name not in CHANGEABLE:
            raise BadSetting(f"{name} is not changed here; set it in the environment.")
        if name in given.model_fields_set:
            raise BadSetting(f"{name} is set in the environment, which wins; change it there.")
        if name in ONE_OF and value not in ONE_OF[name]:
            raise BadSetting(f"The {name.replace('_', ' ')} is one of {', '.join(ONE_OF[name])}.")
        if name == "embedding" and str(value).partition(":")[0] not in EMBEDDERS:
            raise BadSetting("The embedder is default, openai, or openai: and the name of a model.")
    address = changes.get("openai_base_url")
    if isinstance(address, str) and not _is_address(address):
        raise BadSetting("The endpoint is an address like http://localhost:11434/v1, without a user or password in it.")


def _is_address(text: str) -> bool:
    try:
        parts = urlsplit(text)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and not (parts.username or parts.password)
    except ValueError:
        return False


def _kept(path: Path) -> Mapping[str, object]:
    """What the file holds; nothing where there is none, or where it was damaged by hand."""
    try:
        kept = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return kept if isinstance(kept, dict) else {}


def _readable(given: Settings, kept: Mapping[str, object]) -> dict[str, object]:
    """Those of the kept changes that still hold: one that is of no use any more is left out, the others count."""
    held: dict[str, object] = {}
    for name, value in kept.items():
        try:
            _refuse(given, {name: value})
            _combined(given, {name: value})
        except BadSetting:
            continue
        held[name] = value
    return held


def _write(path: Path, values: Mapping[str, object]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_suffix(".new")
    fresh.write_text(json.dumps(values, indent=1) + "\n", encoding="utf-8")
    os.replace(fresh, path)
