"""Widgets and session state: the only package, beside app.py and pages/, that knows Streamlit."""
