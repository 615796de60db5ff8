"""Footnote's entry: the frame around the pages."""

import streamlit as st

from ui.browser import remember
from ui.frame import ICON, LOGO, pages, shown, style

st.set_page_config(page_title="Footnote", page_icon=ICON, layout="wide")
st.logo(LOGO, size="large")
style()
shown(st.navigation(pages(), position="top").run)
remember()
