"""What every part of the workbench goes by: the workspace, as one browser sees it."""

from typing import TYPE_CHECKING

from agents.questions import Asker
from core.settings import Settings
from workspace import Workspace

if TYPE_CHECKING:
    from library.library import Library
    from library.sessions import SessionStore


class Seen:
    """A workspace seen from one browser, or from none."""

    def __init__(self, settings: Settings, workspace: Workspace | None = None, browser: str | None = None) -> None:
        self._workspace = workspace or Workspace(settings)
        self._browser = browser

    @property
    def settings(self) -> Settings:
        """The settings in force, with the keys that this browser gave."""
        return self._workspace.choices.settings_for(self._browser)

    @property
    def _asker(self) -> Asker:
        return Asker(self.settings, self._browser)

    @property
    def _library(self) -> "Library":
        return self._workspace.library

    @property
    def _sessions(self) -> "SessionStore":
        return self._workspace.sessions
