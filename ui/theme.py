"""Light, dark, or as the system has it."""

import streamlit as st

from ui.components import mount
from ui.frame import pages


def theme() -> None:
    """Draw the choice. It is kept in this browser, for every page."""
    st.subheader("Theme", anchor=False)
    mount("theme", {"pages": [page.url_path for page in pages()]}, "theme")
