"""What can be done with a session: start another, export it, open an exported one."""

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

import streamlit as st

from core.errors import FootnoteError
from core.traces import Session
from ui import state
from ui.citations import answer_place
from ui.costs import spent_by
from ui.grid import GRID, PREFIX
from ui.text import count, plain, shortened
from ui.wandb_export import wandb_button

if TYPE_CHECKING:
    from workbench import Workbench


class ExportForm(NamedTuple):
    """A form in which a session can be taken away."""

    name: str
    ending: str
    label: str
    media: str


FORMS = (
    ExportForm("html", "html", "HTML: replays anywhere, without a server", "text/html"),
    ExportForm(
        "xlsx",
        "xlsx",
        "Excel: live formulas over cited inputs",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ),
    ExportForm("md", "md", "Markdown: answers with footnotes", "text/markdown"),
    ExportForm("json", "json", "JSON: opens again in Footnote", "application/json"),
    ExportForm("otlp", "otlp.json", "OTLP: for other trace viewers", "application/json"),
)


def session_tools(bench: "Workbench", session: Session) -> None:
    """The line above a conversation: its title, export, a new question."""
    with st.container(horizontal=True, vertical_alignment="center", key="session-tools"):
        st.caption(plain(" · ".join(part for part in (_own_title(session), spent_by(session.runs)) if part)))
        export_popover(bench, session, "export")
        if st.button("New session", icon=":material/add:", type="tertiary", key="new-session"):
            state.open_session(None)
            st.rerun()


def _own_title(session: Session) -> str:
    """The title that a user gave; where it only repeats the first question, how many there are."""
    repeats = bool(session.runs) and session.runs[0].question.startswith(session.title)
    return count(len(session.runs), "question") if repeats else shortened(session.title or "Untitled session", 80)


def export_popover(bench: "Workbench", session: Session, key: str) -> None:
    """The forms to take a session away in, drawn once they are asked for.

    Streamlit forgets a download that waits when a click elsewhere redraws a part of the page alone, as one on a
    footnote does; drawn when it opens, each is known anew.
    """
    label, icon = "Export", ":material/download:"
    with st.popover(label, icon=icon, type="tertiary", key=key, on_change="rerun") as export:
        if export.open:
            export_buttons(bench, session, key)


def export_buttons(bench: "Workbench", session: Session, key: str) -> None:
    """A download a form; each is written when it is clicked."""
    for form in FORMS:
        st.download_button(
            form.label,
            _writer(bench, session.id, form.name),
            file_name=f"footnote-{session.id}.{form.ending}",
            mime=form.media,
            key=f"{key}-{form.name}-{session.id}",
            on_click="ignore",
            width="stretch",
        )
    wandb_button(bench, session, key)


def _writer(bench: "Workbench", session_id: str, form: str) -> Callable[[], bytes]:
    return lambda: bench.export(session_id, form)


def import_session(bench: "Workbench") -> None:
    """Open a session that was exported as JSON, here or on another machine."""
    given = st.file_uploader("Open an exported session (JSON)", type=["json"], key="import-session")
    if given is None or not st.button("Open it", key="import-open", type="primary"):
        return
    try:
        session = bench.import_session(given.getvalue())
    except FootnoteError as error:
        st.error(plain(str(error)), icon=":material/error:")
        return
    open_in_place(session)


def open_in_place(session: Session) -> None:
    """Show a session where it was begun: a comparison as its grid, any other on the Ask page."""
    from ui.frame import COMPARE

    if session.title.startswith(PREFIX):
        st.session_state[GRID] = session.id
        st.switch_page(COMPARE, query_params={GRID: session.id})
    go_to(session.id)


def go_to(session_id: str, run: str | None = None, footnote: int | None = None) -> None:
    """Show a session on the Ask page, with the trace of this run of it, or the page that a footnote of it cites."""
    from ui.frame import ASK

    state.open_session(session_id)
    st.session_state["shown_run"] = st.session_state["fresh_run"] = run
    if run and footnote:
        state.select(state.Reference(run, answer_place(footnote)))
    elif run:
        state.show_panel("Trace")
    st.switch_page(ASK, query_params={state.SESSION: session_id})
