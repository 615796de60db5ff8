"""Footnote's entry: the frame around the pages."""

import streamlit as st

from ui.frame import pages, style

st.set_page_config(page_title="Footnote", page_icon=":material/format_quote:", layout="wide")
style()
st.navigation(pages(), position="top").run()
