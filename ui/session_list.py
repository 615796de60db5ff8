"""The kept sessions, newest first."""

from typing import TYPE_CHECKING

import streamlit as st

from core.traces import Session
from ui.costs import spent
from ui.frame import attempt
from ui.session_tools import export_buttons, open_in_place
from ui.state import SESSION
from ui.text import count, plain, shortened

if TYPE_CHECKING:
    from workbench import Workbench

SHOWN = 40
LONGEST_TITLE = 200
DOOMED = "session_to_delete"
OWN, ALL = "This browser", "Everyone on this server"


def session_list(bench: "Workbench") -> None:
    """Draw the list, with a search over titles."""
    everyone, own = bench.sessions(), bench.sessions(own=True)
    if not everyone:
        st.markdown("No session yet. Ask a question on the Ask page, or open an exported session here.")
        return
    words = st.text_input("Search", key="session-search", placeholder="Words of a title", label_visibility="collapsed")
    sessions = own if len(own) == len(everyone) or _whose() == OWN else everyone
    found = [s for s in sessions if all(word in s.title.casefold() for word in words.casefold().split())]
    parts = [count(len(found), "session") + (" found" if words else ""), spent(*bench.spent())]
    st.caption(plain(" · ".join(part for part in parts if part)))
    if not sessions:
        st.markdown("None was begun in this browser. A question asked on the Ask page begins one.")
    with st.container(gap=None, key="session-list"):
        for session in found[:SHOWN]:
            _line(bench, session)
    if len(found) > SHOWN:
        st.caption(f"The {SHOWN} newest are shown; search to find the others.")
    doomed = next((s for s in found if s.id == st.session_state.get(DOOMED)), None)
    st.session_state.pop(DOOMED, None)
    if doomed:
        _confirm_delete(bench, doomed)


def _whose() -> str:
    """Which sessions are listed, where there are those of other browsers too."""
    help = "Sessions that other browsers began can be opened here or by their link; their running questions are hidden."
    chosen = st.segmented_control("Whose", [OWN, ALL], default=OWN, key="whose", required=True, help=help)
    return str(chosen)


def _line(bench: "Workbench", session: Session) -> None:
    with st.container(horizontal=True, vertical_alignment="center", key=f"session-{session.id}", gap="small"):
        title = plain(shortened(session.title or "Untitled session", 110))
        if st.button(title, key=f"open-{session.id}", type="tertiary", width="stretch"):
            open_in_place(session)
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
        shown = session.title[:LONGEST_TITLE]
        st.text_input("Title", shown, key=f"title-{session.id}", max_chars=LONGEST_TITLE)
        st.form_submit_button("Rename", on_click=_rename, args=(bench, session))
    icon = ":material/content_copy:"
    st.button(
        "Duplicate", key=f"copy-{session.id}", icon=icon, width="stretch", on_click=_duplicate, args=(bench, session)
    )
    export_buttons(bench, session, "take")
    st.caption("Link to it on this server")
    st.code(f"{_server()}/?{SESSION}={session.id}", language=None)
    key, icon = f"delete-{session.id}", ":material/delete:"
    st.button("Delete", key=key, icon=icon, width="stretch", on_click=_ask_to_delete, args=(session.id,))


def _server() -> str:
    """The address under which this browser knows the server, without the page's own part."""
    return str(st.context.url).partition("?")[0].rstrip("/").removesuffix("/sessions")


def _close(session_id: str) -> None:
    """Within a callback: close the menu of a session."""
    st.session_state[f"more-{session_id}"] = False


def _rename(bench: "Workbench", session: Session) -> None:
    title = str(st.session_state[f"title-{session.id}"]).strip()
    if title and attempt(lambda: bench.rename_session(session.id, title)):
        _close(session.id)


def _duplicate(bench: "Workbench", session: Session) -> None:
    def copy() -> None:
        made = bench.import_session(bench.export(session.id, "json"))
        bench.rename_session(made.id, shortened(f"Copy of {session.title}", LONGEST_TITLE))

    if attempt(copy):
        _close(session.id)


def _ask_to_delete(session_id: str) -> None:
    """The menu goes, for it would lie over the question."""
    _close(session_id)
    st.session_state[DOOMED] = session_id


@st.dialog("Delete this session?")
def _confirm_delete(bench: "Workbench", session: Session) -> None:
    title = plain(shortened(session.title or "Untitled session", 110))
    st.markdown(f"{title}, with its answers, traces and feedback. The filings stay in the library.")
    with st.container(horizontal=True):
        sure = st.button("Delete", key="confirm-delete", type="primary", on_click=_delete, args=(bench, session.id))
        if sure or st.button("Keep it", key="cancel-delete"):
            st.rerun()


def _delete(bench: "Workbench", session_id: str) -> None:
    if attempt(lambda: bench.delete_session(session_id)) and st.session_state.get(SESSION) == session_id:
        st.session_state.pop(SESSION)
