"""What is the same on every page: its look, the menu, and how a failure is said."""

import logging
from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING

import streamlit as st
from streamlit.runtime.pages_manager import PagesManager

from core.errors import FootnoteError
from ui.components import ASSETS
from ui.text import plain

if TYPE_CHECKING:
    from streamlit.navigation.page import Page

ICON, LOGO = str(ASSETS / "icon.svg"), str(ASSETS / "logo.svg")
ASK, LIBRARY, COMPARE = "pages/ask.py", "pages/library.py", "pages/compare.py"
SESSIONS, FEEDBACK, SETTINGS = "pages/sessions.py", "pages/feedback.py", "pages/settings.py"


def pages() -> list["Page"]:
    """The menu."""
    return [
        st.Page(ASK, title="Ask", icon=":material/forum:", default=True),
        st.Page(COMPARE, title="Compare", icon=":material/table_chart:"),
        st.Page(LIBRARY, title="Library", icon=":material/folder_open:"),
        st.Page(SESSIONS, title="Sessions", icon=":material/history:"),
        st.Page(FEEDBACK, title="Feedback", icon=":material/thumbs_up_down:"),
        st.Page(SETTINGS, title="Settings", icon=":material/tune:"),
    ]


def enter() -> None:
    """Every page's first line: go in through the app's entry.

    Until `st.navigation` was called once on a server, Streamlit runs a deep-linked file of a folder named `pages` by
    itself, without the entry's frame; the page is then run again the way it is meant.
    """
    if PagesManager.uses_pages_directory:
        PagesManager.uses_pages_directory = False
        st.rerun()


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


def shown(draw: Callable[[], object]) -> None:
    """Draw a page or a part of it; where that fails, say so in its place and log why: the outermost boundary."""
    try:
        draw()
    except FootnoteError as error:
        st.error(plain(str(error)), icon=":material/error:")
    except OSError as error:
        logging.getLogger("footnote").exception("page")
        why = error.strerror or type(error).__name__
        st.error(
            plain(f"The workspace cannot be used: {why}. Check its folder (FOOTNOTE_HOME) and your rights to it."),
            icon=":material/error:",
        )
    except Exception as error:
        logging.getLogger("footnote").exception("page")
        st.error(
            plain(
                f"This could not be shown ({type(error).__name__}); the server's log says more. Reload the page; if it "
                "stays so, check that the workspace's database answers and is whole."
            ),
            icon=":material/error:",
        )
