"""The settings in force, where each comes from, and what is missing. Keys are never shown nor written."""

from collections.abc import Sequence
from html import escape
from typing import NamedTuple

import streamlit as st

from core.settings import Settings


class Line(NamedTuple):
    """A setting: what it is for, its value now, the name of its environment variable."""

    label: str
    value: str
    variable: str
    note: str = ""


def settings_view(settings: Settings) -> None:
    """Draw them, in groups."""
    st.markdown(
        "Settings come from the environment or a file `.env` beside the app, and are read when it starts. "
        "Change them there and start it again. A key is kept in memory only and is never written by the app."
    )
    _group("Analyst", _analyst(settings))
    _group("Search", _search(settings))
    _group("Limits", _limits(settings))
    _group("Workspace", _workspace(settings))
    st.subheader("Theme", anchor=False)
    st.markdown("Light, dark, or as the system has it: choose in the menu at the top right (⋮).")


def _group(title: str, lines: Sequence[Line]) -> None:
    rows = "".join(
        f"<tr><th scope='row'>{escape(x.label)}</th><td>{escape(x.value)}</td>"
        f"<td><code>{escape(x.variable)}</code></td><td>{escape(x.note)}</td></tr>"
        for x in lines
    )
    st.subheader(title, anchor=False)
    st.html(f"<table class='footnote-settings'><tbody>{rows}</tbody></table>")


def _analyst(settings: Settings) -> list[Line]:
    offline = settings.resolved_provider == "offline"
    chosen = "offline" if offline else settings.resolved_provider
    said = f"{chosen} (chosen by itself)" if settings.provider == "auto" else chosen
    note = "Reads and computes; needs no key and no network." if offline else "Asks a model; its figures are audited."
    key = "set, hidden" if settings.openai_api_key else "not set"
    key_note = "" if settings.openai_api_key else "Only for a hosted model: make one in your provider's console."
    base = settings.openai_base_url or "the provider's own"
    base_note = "" if settings.openai_base_url else "For Ollama, vLLM or llama.cpp: the address that ends in /v1."
    return [
        Line("Provider", said, "FOOTNOTE_PROVIDER", note),
        Line("Strategy", settings.strategy, "FOOTNOTE_STRATEGY", "How a question is taken apart."),
        Line("Model", "none needed" if offline else settings.model, "FOOTNOTE_MODEL"),
        Line("API key", key, "OPENAI_API_KEY", key_note),
        Line("Endpoint", base, "OPENAI_BASE_URL", base_note),
    ]


def _search(settings: Settings) -> list[Line]:
    default = settings.embedding == "default"
    note = "Comes with the product; nothing is downloaded." if default else "Asked of the endpoint above."
    return [Line("Embedder", settings.embedding, "FOOTNOTE_EMBEDDING", note)]


def _limits(settings: Settings) -> list[Line]:
    return [
        Line(
            "Time to read a file",
            f"{settings.read_seconds:g} s",
            "FOOTNOTE_READ_SECONDS",
            "A file that takes longer fails.",
        ),
        Line("Memory to read a file", f"{settings.read_megabytes:,} MB", "FOOTNOTE_READ_MEGABYTES"),
    ]


def _workspace(settings: Settings) -> list[Line]:
    database = "named" if settings.database_url else "SQLite in the folder"
    chroma = "named" if settings.chroma_url else "embedded, in the folder"
    return [
        Line("Folder", str(settings.home), "FOOTNOTE_HOME", "Filings, indexes and sessions."),
        Line("Database", database, "DATABASE_URL"),
        Line("Vectors", chroma, "CHROMA_URL"),
        Line("Weights & Biases", settings.wandb_mode, "WANDB_MODE"),
    ]
