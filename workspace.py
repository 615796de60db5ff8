"""What all browsers of one workspace share: the filings, the conversations, the settings in force."""

import threading
from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING

from core.choices import Choices
from core.settings import Settings
from ingest.intake import Intake
from ingest.jobs import Jobs

if TYPE_CHECKING:
    from agents.asking import Asking
    from library.library import Library
    from library.sessions import SessionStore
    from library.spending import Spending
    from library.templates import TemplateStore


class Workspace:
    """One workspace on one server; each part is imported and opened when it is first needed. Safe from any thread."""

    def __init__(self, settings: Settings) -> None:
        self.choices = Choices(settings)
        self.jobs = Jobs()
        self.lock = threading.RLock()

    @property
    def library(self) -> "Library":
        """The filings, with the embedder of the settings."""
        with self.lock:  # by one thread: the others wait for it
            return self._library

    @cached_property
    def _library(self) -> "Library":
        from library.embedders import make_embedder
        from library.library import Library

        settings = self.choices.settings
        return Library(settings.home, make_embedder(settings), settings.database_url, settings.chroma_url)

    @property
    def asking(self) -> "Asking":
        """The questions in progress, and the way to ask one."""
        with self.lock:
            return self._asking

    @cached_property
    def _asking(self) -> "Asking":
        from agents.asking import Asking

        return Asking(lambda: self.library, lambda: self.sessions)

    @property
    def spending(self) -> "Spending":
        """What the questions cost."""
        with self.lock:
            return self._spending

    @cached_property
    def _spending(self) -> "Spending":
        from library.spending import Spending

        return Spending(lambda: self.sessions)

    @property
    def sessions(self) -> "SessionStore":
        """The conversations."""
        from library.sessions import SessionStore

        return SessionStore(self.library.database)

    @property
    def templates(self) -> "TemplateStore":
        """The comparisons that users saved."""
        from library.templates import TemplateStore

        return TemplateStore(self.library.database)

    def change(self, changes: Mapping[str, object]) -> None:
        """Change settings; a new embedder is used from the next question on."""
        with self.lock:
            self.choices.change(changes)
            if "embedding" in changes:
                self.__dict__.pop("_library", None)

    @property
    def intake(self) -> Intake:
        """The way in for files, within the limits of the settings."""
        settings = self.choices.settings
        return Intake(lambda: self.library, settings.home, settings.read_seconds, settings.read_megabytes)
