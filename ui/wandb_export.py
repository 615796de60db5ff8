"""A session to Weights & Biases: started, watched, stopped, and where it went."""

from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from core.errors import FootnoteError
from core.traces import Session
from ui.looks import look_again
from ui.text import plain

if TYPE_CHECKING:
    from workbench import Workbench

POLL = 0.5


def wandb_button(bench: "Workbench", session: Session, key: str) -> None:
    """Draw the button, and below it what became of the last click."""
    online = bench.settings.wandb_mode == "online"
    label = (
        "Weights & Biases: send a run with traces and tables" if online else "Weights & Biases: write an offline run"
    )
    place = f"wandb-{session.id}"
    sending = st.session_state.get(place)
    busy = sending is not None and not sending.done
    if st.button(label, key=f"{key}-wandb-{session.id}", width="stretch", disabled=busy):
        try:
            st.session_state[place] = bench.start_wandb(session.id)
        except FootnoteError as error:
            st.error(plain(str(error)), icon=":material/error:")
            return
        st.rerun()
    if busy:
        look_again(partial(_watch, place, key), POLL)
    elif sending is not None:
        _outcome(place)


def _watch(place: str, key: str) -> None:
    sending = st.session_state[place]
    if sending.done:
        st.rerun()
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption("Writing the run, which takes some seconds…")
        if st.button("Stop", key=f"{key}-stop-{place}", type="tertiary", icon=":material/stop_circle:"):
            sending.stop()


def _outcome(place: str) -> None:
    sending = st.session_state[place]
    if sending.run is None:
        st.error(plain(sending.error or "The run was not written; try again."), icon=":material/error:")
    elif sending.run.url:
        st.link_button("Open the run", sending.run.url, icon=":material/open_in_new:")
    else:
        st.success(plain(sending.run.sentence), icon=":material/check_circle:")
