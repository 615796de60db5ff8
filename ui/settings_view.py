"""The settings page: who answers, with what, within which limits; what is missing and how to get it."""

from collections.abc import Sequence
from html import escape
from typing import TYPE_CHECKING, NamedTuple

import streamlit as st

from core.settings import Settings
from ui.connection import connection
from ui.embedder import embedder
from ui.keys import MODEL_KEY, WANDB_KEY, key_field
from ui.settings_fields import ANALYST, OTHER_LIMITS, QUESTION_LIMITS, WANDB, Setting
from ui.settings_form import settings_form
from ui.text import plain, short_path
from ui.theme import theme

if TYPE_CHECKING:
    from workbench import Workbench

WIDTH = 980


class Line(NamedTuple):
    """A setting that is only shown: what it is for, its value now, its environment variable."""

    label: str
    value: str
    variable: str
    note: str = ""


def settings_view(bench: "Workbench") -> None:
    """Draw them, in groups."""
    with st.container(width=WIDTH, key="settings"):
        st.markdown(
            "What you change here holds for **everyone who uses this server** and is kept in "
            f"{plain(short_path(bench.settings_file()))}. Keys are never kept in a file: one given here is held in "
            "memory and used for **your browser alone**."
        )
        _analyst(bench)
        _limits(bench)
        embedder(bench)
        _wandb(bench)
        theme()
        _workspace(bench.settings)


def _analyst(bench: "Workbench") -> None:
    st.subheader("Analyst", anchor=False)
    chosen = bench.settings.resolved_provider
    by_itself = " (chosen by itself)" if bench.settings.provider == "auto" else ""
    said = "reads and computes; needs no key and no network" if chosen == "offline" else "its figures are audited"
    who = "The offline analyst" if chosen == "offline" else f"The model {bench.settings.model}"
    st.markdown(plain(f"{who} answers{by_itself}: {said}."))
    if settings_form(bench, "analyst", ANALYST):
        st.rerun()
    key_field(bench, MODEL_KEY)
    connection(bench)


def _limits(bench: "Workbench") -> None:
    st.subheader("Limits", anchor=False)
    st.caption("A question that reaches a limit ends there and says so; what it found is kept.")
    groups = (
        ("Limits of a question and a session", "limits", QUESTION_LIMITS),
        ("Model, retries and reading of files", "others", OTHER_LIMITS),
    )
    changed = [_folded(bench, *group) for group in groups]
    if any(changed):
        st.rerun()


def _folded(bench: "Workbench", title: str, name: str, fields: Sequence[Setting]) -> bool:
    """A group drawn from its first opening on: its fields would slow a page on which few look at them."""
    fold, opened = st.expander(title, key=f"fold-{name}", on_change="rerun"), f"opened-{name}"
    with fold:
        if not (fold.open or st.session_state.get(opened)):
            return False
        st.session_state[opened] = True
        return settings_form(bench, name, fields)


def _wandb(bench: "Workbench") -> None:
    st.subheader("Weights & Biases", anchor=False)
    st.caption("A session can be written as a run with its traces and tables: by Export on the Ask page.")
    if settings_form(bench, "wandb", WANDB, columns=1):
        st.rerun()
    key_field(bench, WANDB_KEY)


def _workspace(settings: Settings) -> None:
    database = "named" if settings.database_url else "SQLite in the folder"
    chroma = "named" if settings.chroma_url else "embedded, in the folder"
    st.subheader("Workspace", anchor=False)
    _table(
        [
            Line("Folder", short_path(settings.home), "FOOTNOTE_HOME", "Filings, indexes, sessions, settings."),
            Line("Database", database, "DATABASE_URL"),
            Line("Vectors", chroma, "CHROMA_URL"),
        ]
    )
    st.caption("Set in the environment or .env when the server starts.")


def _table(lines: Sequence[Line]) -> None:
    rows = "".join(
        f"<tr><th scope='row'>{escape(x.label)}</th><td>{escape(x.value)}</td>"
        f"<td><code>{escape(x.variable)}</code></td><td>{escape(x.note)}</td></tr>"
        for x in lines
    )
    st.html(f"<table class='footnote-settings'><tbody>{rows}</tbody></table>")
