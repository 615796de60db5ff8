"""The kept sessions, newest first."""

from typing import TYPE_CHECKING

import streamlit as st

from core.traces import Session
from ui.costs import spent
from ui.frame import attempt
from ui.session_tools import export_buttons, go_to
from ui.state import SESSION
from ui.text import count, plain, shortened

if TYPE_CHECKING:
    from workbench import Workbench

SHOWN = 40
OWN, ALL = "This browser", "Everyone on this server"


def session_list(bench: "Workbench") -> None:
    """Draw the list, with a search over titles."""
    everyone, own = bench.sessions(), bench.sessions(own=True)
    if not everyone:
        st.markdown("No session yet. Ask a question on the Ask page, or open an exported session here.")
        return
    words = st.text_input("Search", key="session-search", placeholder="Words of a title", label_visibility="collapsed")
    sessions = own if len(own) == len(everyone) or _whose() == OWN else everyone
    found = [s for s in sessions if words.lower() in s.title.lower()]
    parts = [count(len(found), "session") + (" found" if words else ""), spent(*bench.spent())]
    st.caption(plain(" · ".join(part for part in parts if part)))
    if not sessions:
        st.markdown("None was begun in this browser. A question asked on the Ask page begins one.")
    with st.container(gap=None, key="session-list"):
        for session in found[:SHOWN]:
            _line(bench, session)
    if len(found) > SHOWN:
        st.caption(f"The {SHOWN} newest are shown; search to find the others.")


def _whose() -> str:
    """Which sessions are listed, where there are those of other browsers too."""
    help = "Sessions that other browsers began can be opened here or by their link; their running questions are hidden."
    chosen = st.segmented_control("Whose", [OWN, ALL], default=OWN, key="whose", required=True, help=help)
    return str(chosen)


def _line(bench: "Workbench", session: Session) -> None:
    with st.container(horizontal=True, vertical_alignment="center", key=f"session-{session.id}", gap="small"):
        title = plain(shortened(session.title or "Untitled session", 110))
        if st.button(title, key=f"open-{session.id}", type="tertiary", width="stretch"):
            go_to(session.id)
        running = bench.running(session.id) is not None
        st.caption(
            ("running · " if running else "") + f"{session.updated.astimezone():%d %b %Y, %H:%M}", width="content"
        )
        with st.popover(
            "",
            icon=":material/more_horiz:",
            type="tertiary",
            key=f"more-{session.id}",
            help="Rename, export, share, delete",
            on_change="rerun",
        ) as more:
            if more.open:
                _more(bench, session)


def _more(bench: "Workbench", session: Session) -> None:
    with st.form(f"rename-{session.id}", border=False):
        title = st.text_input("Title", session.title, key=f"title-{session.id}")
        if st.form_submit_button("Rename") and title.strip():
            if attempt(lambda: bench.rename_session(session.id, title.strip())):
                st.rerun()
    if st.button("Duplicate", key=f"copy-{session.id}", icon=":material/content_copy:", width="stretch"):
        if attempt(lambda: _duplicate(bench, session)):
            st.rerun()
    export_buttons(bench, session, "take")
    st.caption("Link to it on this server")
    st.code(f"{_server()}/?{SESSION}={session.id}", language=None)
    if st.button("Delete", key=f"delete-{session.id}", icon=":material/delete:", width="stretch"):
        _confirm_delete(bench, session)


def _server() -> str:
    """The address under which this browser knows the server, without the page's own part."""
    return str(st.context.url).partition("?")[0].rstrip("/").removesuffix("/sessions")


def _duplicate(bench: "Workbench", session: Session) -> None:
    copy = bench.import_session(bench.export(session.id, "json"))
    bench.rename_session(copy.id, f"Copy of {session.title}")


@st.dialog("Delete this session?")
def _confirm_delete(bench: "Workbench", session: Session) -> None:
    st.markdown(f"{plain(session.title)}, with its answers, traces and feedback. The filings stay in the library.")
    with st.container(horizontal=True):
        sure = st.button("Delete", key="confirm-delete", type="primary", on_click=_delete, args=(bench, session.id))
        if sure or st.button("Keep it", key="cancel-delete"):
            st.rerun()


def _delete(bench: "Workbench", session_id: str) -> None:
    if attempt(lambda: bench.delete_session(session_id)) and st.session_state.get(SESSION) == session_id:
        st.session_state.pop(SESSION)
