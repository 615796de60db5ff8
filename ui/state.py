"""What the pages share: the one workbench of the process, and where this browser tab stands."""

from typing import TYPE_CHECKING, NamedTuple, Protocol

import streamlit as st
from streamlit.errors import StreamlitAPIException

from core.traces import Run
from ui.browser import browser_id

if TYPE_CHECKING:
    from workbench import Workbench

SESSION = "session"
SIDE_PANEL = "side"
"""The key of the fragment beside the answer, so that a click can redraw it alone."""
SOON = 0.4
"""Seconds that a question may take before its page is drawn without its answer, to be looked at again and again."""


class Reference(NamedTuple):
    """A citation to look at: the run, and its place there ("a:3", "f:q1:0" or "s:span:0", see `ui.citations`)."""

    run: str
    place: str


class Started(Protocol):
    """A question that was just started."""

    session: str

    @property
    def run(self) -> Run:
        """The run so far."""
        ...

    def wait(self, seconds: float | None = None) -> bool:
        """Wait until it is answered, or for so long; whether it is."""
        ...


@st.cache_resource(show_spinner=False)
def _server() -> "Workbench":
    """The workbench that every browser of this server shares."""
    from core.settings import Settings
    from workbench import Workbench

    return Workbench(Settings())


def workbench() -> "Workbench":
    """The workbench as this browser sees it."""
    return _server().seen_from(browser_id())


def session_id() -> str | None:
    """The session in the address bar; the one last looked at where a page change dropped it from there."""
    named = st.query_params.get(SESSION)
    if named is None and (last := st.session_state.get(SESSION)):
        st.query_params[SESSION] = last
        return str(last)
    st.session_state[SESSION] = named
    return named


def open_session(session: str | None) -> None:
    """Make this the tab's session (None for a new one) and forget what was selected in the old one."""
    if session == st.session_state.get(SESSION):
        return
    st.session_state[SESSION] = session
    for key in ("reference", "pinned", "shown_run", "plan_draft", "next_question"):
        st.session_state.pop(key, None)
    if session is None:
        st.query_params.pop(SESSION, None)
    else:
        st.query_params[SESSION] = session


def key_of(run: Run) -> str:
    """For the keys of what is drawn of a run: a copied session has runs of the same ids."""
    return f"{run.session}-{run.id}"


def select(reference: Reference) -> None:
    """Show this citation in the side panel."""
    st.session_state["reference"] = reference
    st.session_state["shown_run"] = reference.run
    show_panel("Footnote")


def follow(started: Started) -> None:
    """Turn to a run that was just started: its trace beside it, itself in sight; whole, where it is soon over."""
    started.wait(SOON)
    open_session(started.session)
    for name in ("run", "span"):
        st.query_params.pop(name, None)
    st.session_state.pop("shown_run", None)
    st.session_state["fresh_run"] = started.run.id
    show_panel("Trace")


def is_fresh(run: str) -> bool:
    """Whether this tab asked this run last, so that it should come into sight."""
    return bool(st.session_state.get("fresh_run") == run)


def redraw_side() -> None:
    """Within a callback: redraw the side panel alone; the whole page, where the panel is yet to be drawn."""
    try:
        st.rerun(SIDE_PANEL)
    except StreamlitAPIException:
        return


def show_panel(view: str) -> None:
    """Turn the side panel to "Trace" or "Footnote"; a new turn, so that its switch is drawn anew in that place."""
    st.session_state["panel"] = view
    st.session_state["panel_turn"] = st.session_state.get("panel_turn", 0) + 1


def selected() -> Reference | None:
    """The citation that the side panel shows."""
    reference: Reference | None = st.session_state.get("reference")
    return reference


def plans_first() -> bool:
    """Whether the next question is to stop after planning."""
    return bool(st.session_state.get("plans_first", False))


def plan_first() -> None:
    """Within the switch's callback: keep where it stands over a page change."""
    st.session_state["plans_first"] = st.session_state["plan-first"]


def ask_next(question: str) -> None:
    """Within a callback: ask this, as if it had been typed."""
    st.session_state["next_question"] = question


def next_question() -> str | None:
    """The question that was clicked to be asked, once."""
    question: str | None = st.session_state.pop("next_question", None)
    return question


def scope() -> list[str]:
    """Ids of the filings ticked for the next question; empty means all."""
    return [str(f) for f in st.session_state.get("scope", [])]
