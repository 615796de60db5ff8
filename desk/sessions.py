"""Sessions: kept, judged, exported, and the pages that their answers cite."""

import threading
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from core.answers import Citation
from core.choices import CHANGEABLE
from core.errors import NotThere
from core.filings import BBox, Cell, Fragment, PagePicture
from core.traces import Feedback, Session
from desk.seen import Seen
from library.pictures import marked

if TYPE_CHECKING:
    from export.wandb_run import WandbExport, WandbRun
    from library.spending import Spent

WITH_PICTURES = {"json", "html"}
RUNS_ELSEWHERE = "A question is being answered in another browser"  # its words are the session's title
WANDB_FILES = {"session.json": "json", "session.html": "html", "traces.otlp.json": "otlp"}


class SessionDesk(Seen):
    """What the workbench does with sessions."""

    def sessions(self, own: bool = False) -> Sequence[Session]:
        """All sessions, newest first, without their runs, but those in which another browser's question runs.

        With `own` only those that this browser began or brought in, and those that no browser did.
        """
        others = self._sessions.of_others(self._browser) if self._browser else frozenset()
        hidden = others if own else others & self._workspace.asking.elsewhere(self._browser).keys()
        return [session for session in self._sessions.list() if session.id not in hidden]

    def session(self, session_id: str) -> Session:
        """A session with its runs, but another browser's running one. Raises SessionNotFound."""
        hidden = self._workspace.asking.elsewhere(self._browser).get(session_id)
        session = self._sessions.get(session_id)
        runs = tuple(run for run in session.runs if run.id != hidden)
        return replace(session, runs=runs, title=RUNS_ELSEWHERE if hidden and not runs else session.title)

    def spent(self) -> "Spent":
        """Tokens and dollars of all questions so far."""
        return self._workspace.spending.total()

    def rename_session(self, session_id: str, title: str) -> None:
        """Give a session another title."""
        self._sessions.rename(session_id, title)

    def delete_session(self, session_id: str) -> None:
        """Forget a session, its runs and the pictures that came with it."""
        self._sessions.delete(session_id)

    def add_feedback(self, session_id: str, run_id: str, feedback: Feedback) -> None:
        """Keep a user's word on an answer or a footnote."""
        run = next((r for r in self.session(session_id).runs if r.id == run_id), None)
        if run is None:
            raise NotThere(f"The session has no run {run_id}; reload the page.")
        self._sessions.save(replace(run, feedback=(*run.feedback, feedback)))

    def page(self, session_id: str | None, filing_id: str, page: int) -> PagePicture:
        """A page to look at: from the filing, else as it came with an imported session. Raises NotThere."""
        kept = self._sessions.picture(session_id, filing_id, page) if session_id else None
        return kept or self._library.page(filing_id, page)

    def mark(self, picture: PagePicture, boxes: Sequence[BBox], zoom: float = 1.0) -> bytes:
        """A page as a PNG with the boxes marked; empty for a page that is text alone."""
        return marked(picture, boxes, zoom) if picture.png else b""

    def marked_page(self, session_id: str | None, citation: Citation, zoom: float = 1.0) -> bytes:
        """The cited page as a PNG with the cited place marked; empty for a page that is text alone."""
        picture = self.page(session_id, citation.filing, citation.page)
        return self.mark(picture, [citation.bbox] if citation.bbox else [], zoom)

    def fragment(self, citation: Citation, cells: Sequence[Cell] = ()) -> Fragment | None:
        """What stands around a citation of an HTML filing, the cited cells or words marked; None for other kinds."""
        return self._library.fragment(citation, cells)

    def export(self, session_id: str, form: str) -> bytes:
        """A session as "json", "otlp", "html", "xlsx" or "md"."""
        from export.citations import cited_pictures
        from export.writers import write_session

        session = self.session(session_id)
        pictures = cited_pictures(session, self.page) if form in WITH_PICTURES else {}
        return write_session(session, form, pictures, self._workspace.choices.secrets())

    def start_wandb(self, session_id: str) -> "WandbExport":
        """Write a session to Weights & Biases in the background, online or offline as the settings say."""
        from export.wandb_run import Destination, WandbExport, write_wandb

        settings, secrets = self.settings, self._workspace.choices.secrets()
        key = settings.wandb_api_key.get_secret_value() if settings.wandb_api_key else None
        config = settings.model_dump(mode="json", include=set(CHANGEABLE))
        to = Destination(settings.home / "wandb", settings.wandb_mode, config, key, secrets)
        session = self.session(session_id)

        def written(stop: threading.Event) -> "WandbRun":
            files = {name: self.export(session_id, form) for name, form in WANDB_FILES.items()}
            return write_wandb(session, files, to, stop)

        sending = WandbExport(written)
        sending.begin()
        return sending

    def import_session(self, data: bytes) -> Session:
        """Open a session exported as JSON, here or elsewhere. Raises ExportError."""
        from export.writers import read_session

        imported = read_session(data)
        session = self._sessions.add(imported.session, self._browser)
        self._sessions.keep_pictures(session.id, imported.pictures)
        return session
