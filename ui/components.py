"""The three views drawn by our own script in the browser: the answer, its trace, and a page of a filing.

Each gets plain values and builds its elements from text nodes, so nothing from a filing or a model can become markup.
"""

import json
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import streamlit as st

ASSETS = Path(__file__).parent / "assets"


@cache
def _source(name: str) -> str:
    return (ASSETS / name).read_text(encoding="utf-8")


@cache
def _component(name: str) -> Callable[..., Any]:
    return st.components.v2.component(
        f"footnote_{name}",
        css=_source("shared.css") + _source(f"{name}.css"),
        js=_source("shared.js") + _source(f"{name}.js"),
    )


def mount(name: str, payload: Mapping[str, object], key: str, on: Callable[[], None] | None = None) -> str | None:
    """Draw a view; the message of a click in it (None where there was none), which `on` may also act upon first."""
    result = _component(name)(data=[json.dumps(payload)], key=key, on_message_change=on or _nothing)
    return str(result.message) if result.message else None


def message(key: str) -> str:
    """Within `on`: what was clicked in the view of this key."""
    return str(st.session_state[key].message)


def _nothing() -> None:
    """Streamlit hands on a view's messages only where something listens."""
