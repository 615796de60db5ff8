"""What is the same on every page: its look, the menu, and how a failure is said."""

from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING

import streamlit as st

from core.errors import FootnoteError
from ui.components import ASSETS
from ui.text import plain

if TYPE_CHECKING:
    from streamlit.navigation.page import Page

ICON, LOGO = str(ASSETS / "icon.svg"), str(ASSETS / "logo.svg")
ASK, LIBRARY, SESSIONS, SETTINGS = "pages/ask.py", "pages/library.py", "pages/sessions.py", "pages/settings.py"


def pages() -> list["Page"]:
    """The menu."""
    return [
        st.Page(ASK, title="Ask", icon=":material/forum:", default=True),
        st.Page(LIBRARY, title="Library", icon=":material/folder_open:"),
        st.Page(SESSIONS, title="Sessions", icon=":material/history:"),
        st.Page(SETTINGS, title="Settings", icon=":material/tune:"),
    ]


@cache
def _css() -> str:
    return (ASSETS / "app.css").read_text(encoding="utf-8")


def style() -> None:
    """The style sheet of the pages, beside the theme."""
    st.html(f"<style>{_css()}</style>")


def attempt(work: Callable[[], object]) -> bool:
    """Do something that a user asked for; where it fails, say why in its own sentence. Whether it went well."""
    try:
        work()
    except FootnoteError as error:
        st.error(plain(str(error)), icon=":material/error:")
        return False
    return True
