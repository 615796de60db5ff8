"""Which browser this is: an id of its own in a cookie, the same after a reload, in a second tab and another day.

It is no login. It tells whose running questions, sessions and keys are whose, among people who share a server.
"""

import json
import re
import secrets

import streamlit as st

from ui.components import message, mount

COOKIE = "footnote_browser"
_ID = re.compile(r"[0-9a-f]{32}")


def browser_id() -> str:
    """The browser's id: from its cookie, else a new one, which `remember` puts there."""
    known = st.session_state.get("browser")
    if known is None:
        said = st.context.cookies.get(COOKIE, "")
        known = st.session_state["browser"] = said if _ID.fullmatch(str(said)) else secrets.token_hex(16)
    return str(known)


def remember() -> None:
    """Keep the id in the browser. Where another tab was quicker, its id is taken over."""
    with st.container(key="browser"):
        mount("browser", {"cookie": COOKIE, "id": browser_id()}, "browser-id", _adopt)


def _adopt() -> None:
    said = str(json.loads(message("browser-id"))["id"])
    if _ID.fullmatch(said):
        st.session_state["browser"] = said
