"""Parts of a page that look again by themselves while work goes on in the background."""

from collections.abc import Callable

import streamlit as st

from ui.frame import shown

TURN = "looks"


def look_again(draw: Callable[[], None], every: float | None, key: str | None = None) -> None:
    """Draw a part of the page, and again every so many seconds; once, and with its page, where `every` is None.

    Its name is another one each time the page is drawn. On a busy server a look that was due may arrive after the page
    was drawn anew and before that was handed on; Streamlit would then take the look and drop the page, whose answer
    would never show (`AppSession.request_rerun`). A look of a name that is gone it drops.
    """
    turn = st.session_state[TURN] = st.session_state.get(TURN, 0) + 1

    def look() -> None:
        shown(draw)

    look.__qualname__ = f"look_{turn}"
    st.fragment(look, run_every=every, key=key)()
