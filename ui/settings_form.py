"""Settings to change: a form a group, each field with where its value comes from."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

import streamlit as st

from core.choices import Source
from core.settings import Settings
from ui.frame import attempt
from ui.settings_fields import LABELS, Setting

if TYPE_CHECKING:
    from workbench import Workbench

FROM = {
    Source.ENVIRONMENT: "Set by {} in the environment or .env, which wins; change it there.",
    Source.PAGE: "Changed here. In the environment it is {}.",
    Source.DEFAULT: "The default. In the environment it is {}.",
}
Value = str | int | float | Decimal | None


def settings_form(bench: "Workbench", name: str, fields: Sequence[Setting], columns: int = 2) -> bool:
    """Draw a group; whether something was changed and kept just now."""
    settings, sources = bench.settings, bench.setting_sources()
    with st.form(f"settings-{name}", border=False):
        places = st.columns(columns, gap="medium")
        given = {}
        for number, field in enumerate(fields):
            with places[number % columns]:
                given[field.name] = _field(field, getattr(settings, field.name), sources)
        pinned = all(sources[field.name] is Source.ENVIRONMENT for field in fields)
        with st.container(horizontal=True):
            saved = st.form_submit_button("Save", type="primary", disabled=pinned, key=f"save-{name}")
            changed = any(sources[field.name] is Source.PAGE for field in fields)
            reset = changed and st.form_submit_button("Back to the defaults", key=f"reset-{name}")
    if reset:
        given = {field.name: Settings.model_fields[field.name].default for field in fields}
    changes = _changes(settings, sources, given) if saved or reset else {}
    if not changes or not attempt(lambda: bench.change_settings(changes)):
        return False
    st.toast("Saved, for everyone who uses this server.")
    return True


def _field(field: Setting, value: Value, sources: Mapping[str, Source]) -> Value:
    """One field; keyed by the value in force, so that a value changed elsewhere is shown."""
    source = sources[field.name]
    key, fixed = f"setting-{field.name}-{value}", source is Source.ENVIRONMENT
    said = " ".join(part for part in (field.note, FROM[source].format(field.environment)) if part)
    label = field.label + {Source.ENVIRONMENT: " · from the environment", Source.PAGE: " · changed"}.get(source, "")
    if field.kind == "choice":
        options = list(dict.fromkeys((*field.choices, str(value))))
        place = options.index(str(value))
        named = {option: LABELS.get(option, option) for option in options}
        return st.selectbox(label, options, place, named.__getitem__, key, help=said, disabled=fixed)
    if field.kind == "whole":
        assert isinstance(value, int)
        return st.number_input(label, int(field.least), None, value, 1, key=key, help=said, disabled=fixed)
    if field.kind == "number":
        assert isinstance(value, float | Decimal)
        number = float(value)
        return st.number_input(label, 0.0, None, number, format="%g", key=key, help=said, disabled=fixed)
    shown = "" if value is None else str(value)
    typed = st.text_input(label, shown, key=key, help=said, disabled=fixed, placeholder=field.empty)
    return typed.strip() or None


def _changes(settings: Settings, sources: Mapping[str, Source], given: Mapping[str, Value]) -> dict[str, object]:
    """What differs from the values in force; money as text, so that it stays exact."""
    changes: dict[str, object] = {}
    for name, value in given.items():
        now = getattr(settings, name)
        same = float(value) == float(now) if isinstance(value, float | Decimal) and now is not None else value == now
        if not same and str(value) != str(now) and sources[name] is not Source.ENVIRONMENT:
            changes[name] = str(value) if isinstance(value, float | Decimal) else value
    return changes
