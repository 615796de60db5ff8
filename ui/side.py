"""Beside the conversation: the trace of a run, or the page that a footnote cites."""

import json
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from core.traces import Feedback, Run, Vote
from ui import state
from ui.citations import citation_at, filing_short, number_at
from ui.comment import comment, last_word
from ui.components import message
from ui.conversation import POLL, Talk, so_far
from ui.footnote import draw_footnote
from ui.frame import attempt
from ui.looks import look_again
from ui.plan_editor import ask_alone
from ui.text import plain, shortened
from ui.trace import draw_trace

if TYPE_CHECKING:
    from workbench import Workbench

VIEWS = ["Trace", "Footnote"]
PINNED = "wide-pinned-page"


def side(bench: "Workbench", talk: Talk) -> None:
    """Draw the panel; while a run works it looks again by itself."""
    with st.container(key="side"):
        look_again(partial(_panel, bench, talk), POLL if talk.live else None, state.SIDE_PANEL)


def _panel(bench: "Workbench", talk: Talk) -> None:
    run = _shown(bench, talk)
    if run is None:
        return
    _ask_again(bench, talk)
    view = _view()
    if len(talk.session.runs) > 1:
        st.caption(plain(shortened(run.question, 90)))
    if view == "Trace":
        draw_trace(run, f"trace-{state.key_of(run)}", lambda: _clicked(bench, talk, f"trace-{state.key_of(run)}"))
    else:
        _footnotes(bench, talk)


def _ask_again(bench: "Workbench", talk: Talk) -> None:
    """The branch that was clicked to be asked again, without the rest."""
    named: tuple[str, str] | None = st.session_state.pop("again", None)
    run = next((r for r in talk.session.runs if named and r.id == named[0]), None)
    subs = run.plan.sub_questions if run and run.plan else ()
    sub = next((s for s in subs if named and s.id == named[1]), None)
    if run and sub:
        ask_alone(bench, run, sub)


def _view() -> str:
    now = st.session_state.get("panel", VIEWS[0])
    key = f"panel-{st.session_state.get('panel_turn', 0)}"
    label = "Beside the answer"
    view = st.segmented_control(label, VIEWS, default=now, key=key, required=True, label_visibility="collapsed")
    st.session_state["panel"] = view
    return str(view)


def _shown(bench: "Workbench", talk: Talk) -> Run | None:
    """The run that was chosen, else the last; as it stands now, where it runs."""
    runs = talk.session.runs
    chosen = st.session_state.get("shown_run") or st.query_params.get("run")
    run = next((r for r in runs if r.id == chosen), runs[-1] if runs else None)
    handle = bench.running(talk.session.id) if run and run.id == talk.live else None
    return so_far(bench, handle.run) if handle else run


def _footnotes(bench: "Workbench", talk: Talk) -> None:
    reference = state.selected()
    run = next((r for r in talk.session.runs if reference and r.id == reference.run), None)
    if reference is None or run is None:
        st.caption("Click a numbered footnote or a marked figure in the answer to see where it stands in the filing.")
        return
    if run.id == talk.live and (handle := bench.running(talk.session.id)):
        run = so_far(bench, handle.run)
    both = _pinned(bench, talk, reference)
    number = number_at(run, reference.place)
    word = last_word(run, number) if number else None
    if word:
        with st.container(horizontal=True, vertical_alignment="center", key="said-of-footnote"):
            st.caption(f"You found this footnote {'right' if word.vote is Vote.UP else 'wrong'}.")
            if comment(bench, run, word):
                st.rerun()
    draw_footnote(bench, run, reference.place, "page", lambda: _clicked(bench, talk, "page"), both)


def _pinned(bench: "Workbench", talk: Talk, reference: state.Reference) -> bool:
    """The citation that was pinned, above the one looked at now; whether there is one."""
    pinned: state.Reference | None = st.session_state.get("pinned")
    run = next((r for r in talk.session.runs if pinned and r.id == pinned.run), None)
    citation = citation_at(run, pinned.place) if run and pinned else None
    if run is None or pinned is None or citation is None or pinned == reference:
        if pinned:
            st.caption("Pinned. Open another footnote to see both.")
        return False
    with st.container(border=True):
        st.caption(f"Pinned: {plain(filing_short(run, citation.filing))}, page {citation.page}")
        draw_footnote(bench, run, pinned.place, "pinned-page", lambda: _clicked(bench, talk, "pinned-page"), True)
        with st.container(horizontal=True):
            if st.button("Side by side", key="side-by-side", type="tertiary", icon=":material/splitscreen_right:"):
                _side_by_side(bench, talk)
            if st.button("Unpin", key="unpin", type="tertiary"):
                st.session_state.pop("pinned", None)
                st.rerun(scope="fragment")
    return True


@st.dialog("Side by side", width="large")
def _side_by_side(bench: "Workbench", talk: Talk) -> None:
    """The pinned citation and the one looked at now, over the whole width."""
    both = ((PINNED, st.session_state.get("pinned")), ("wide-page", state.selected()))
    for column, (key, reference) in zip(st.columns(2, gap="medium"), both, strict=True):
        run = next((r for r in talk.session.runs if reference and r.id == reference.run), None)
        if run and reference:
            with column:
                draw_footnote(bench, run, reference.place, key, partial(_clicked, bench, talk, key), alone=True)


def _clicked(bench: "Workbench", talk: Talk, key: str) -> None:
    said = json.loads(message(key))
    if "vote" in said:
        word = Feedback(Vote(said["vote"]), datetime.now(UTC), footnote=said["footnote"])
        attempt(lambda: bench.add_feedback(talk.session.id, said["run"], word))
        st.rerun()
    if "again" in said:
        st.session_state["again"] = (said["run"], said["again"])
    elif "pin" in said:
        st.session_state["pinned"] = state.Reference(said["run"], said["pin"])
    elif key in ("pinned-page", PINNED):
        st.session_state["pinned"] = state.Reference(said["run"], said["place"])
    else:
        state.select(state.Reference(said["run"], said["place"]))
