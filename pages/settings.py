"""Settings: who answers, with what, within which limits; what is missing and how to get it."""

import streamlit as st

from ui import frame, state
from ui.settings_view import settings_view

frame.enter()
st.title("Settings", anchor=False)
settings_view(state.workbench())
