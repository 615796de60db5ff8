"""Settings: who answers, with what, within which limits; what is missing and how to get it."""

import streamlit as st

from ui import state
from ui.settings_view import settings_view

st.title("Settings", anchor=False)
settings_view(state.workbench().settings)
