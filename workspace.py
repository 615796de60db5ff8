"""What all browsers of one workspace share: the filings, the conversations, the settings in force."""

import threading
from collections.abc import Mapping
from functools import cached_property

from agents.asking import Asking
from core.choices import Choices
from core.settings import Settings
from ingest.intake import Intake
from ingest.jobs import Jobs
from library.embedders import make_embedder
from library.library import Library
from library.sessions import SessionStore
from library.spending import Spending
from library.templates import TemplateStore


class Workspace:
    """One workspace on one server; each part is opened when it is first needed. Safe from any thread."""

    def __init__(self, settings: Settings) -> None:
        self.choices = Choices(settings)
        self.jobs = Jobs()
        self.asking = Asking(lambda: self.library, lambda: self.sessions)
        self.spending = Spending(lambda: self.sessions)
        self.lock = threading.RLock()

    @property
    def library(self) -> Library:
        """The filings, with the embedder of the settings."""
        with self.lock:  # by one thread: the others wait for it
            return self._library

    @cached_property
    def _library(self) -> Library:
        settings = self.choices.settings
        return Library(settings.home, make_embedder(settings), settings.database_url, settings.chroma_url)

    @property
    def sessions(self) -> SessionStore:
        """The conversations."""
        return SessionStore(self.library.database)

    @property
    def templates(self) -> TemplateStore:
        """The comparisons that users saved."""
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
        return Intake(self.library, settings.home / "uploads", settings.read_seconds, settings.read_megabytes)
