"""The one place that wires the parts together: what the pages and the command line call."""

from collections.abc import Mapping
from pathlib import Path

from core.choices import Source
from desk.questions import QuestionDesk
from desk.sessions import SessionDesk
from ingest.workers import FileToRead as FileToRead  # handed on: callers make these


class Workbench(QuestionDesk, SessionDesk):
    """Footnote without a screen. All methods are safe from any thread; errors are those of `core.errors`."""

    def seen_from(self, browser: str) -> "Workbench":
        """The same workspace as one browser sees it: with the keys given there, without others' running questions."""
        return Workbench(self.settings, self._workspace, browser)

    def change_settings(self, changes: Mapping[str, object]) -> None:
        """Change settings by name for everyone on this server, and keep them. Raises BadSetting."""
        self._workspace.change(changes)

    def setting_sources(self) -> Mapping[str, Source]:
        """Where each setting comes from, by its name."""
        return self._workspace.choices.sources(self._browser)

    def settings_file(self) -> Path:
        """Where changed settings are kept."""
        return self._workspace.choices.file

    def give_key(self, name: str, secret: str) -> None:
        """Hold a key ("openai_api_key" or "wandb_api_key") in memory, for this browser alone. Raises BadSetting."""
        self._workspace.choices.give_key(self._browser or "", name, secret)

    def forget_key(self, name: str) -> None:
        """Forget the key that this browser gave."""
        self._workspace.choices.forget_key(self._browser or "", name)
