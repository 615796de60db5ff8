"""Keys: whether there is one, where it comes from, how to get one. They are taken, and never shown again."""

from typing import TYPE_CHECKING, NamedTuple

import streamlit as st

from core.choices import Source
from ui.frame import attempt
from ui.text import plain

if TYPE_CHECKING:
    from workbench import Workbench


class Key(NamedTuple):
    """A key on the page: its setting, its label, its environment variable, how to get one."""

    name: str
    label: str
    variable: str
    how: str


MODEL_KEY = Key(
    "openai_api_key",
    "Key of the model's endpoint",
    "OPENAI_API_KEY",
    "Only for a hosted model: make one in your provider's console. A server of your own needs none.",
)
WANDB_KEY = Key(
    "wandb_api_key",
    "Key of Weights & Biases",
    "WANDB_API_KEY",
    "Only to send runs online: make one at https://wandb.ai/authorize.",
)


def key_field(bench: "Workbench", key: Key) -> None:
    """Draw where the key stands, and the field that takes one."""
    source = bench.setting_sources()[key.name]
    own = source is Source.BROWSER
    there = getattr(bench.settings, key.name) is not None
    turn = st.session_state.setdefault(f"turn-{key.name}", 0)
    with st.form(f"form-{key.name}", border=False, clear_on_submit=True):
        with st.container(horizontal=True, vertical_alignment="bottom"):
            shown = "set, hidden" if there else "not set"
            given = st.text_input(key.label, type="password", placeholder=shown, key=f"{key.name}-{turn}")
            taken = st.form_submit_button("Use this key", key=f"use-{key.name}")
            gone = own and st.form_submit_button("Forget it", key=f"forget-{key.name}")
    st.caption(plain(_where(key, source, there)))
    if taken and given and attempt(lambda: bench.give_key(key.name, given)):
        st.session_state[f"turn-{key.name}"] = turn + 1
        st.toast("Held in memory, for this browser alone.")
        st.rerun()
    if gone:
        bench.forget_key(key.name)
        st.rerun()


def _where(key: Key, source: Source, there: bool) -> str:
    if source is Source.BROWSER and not there:
        return (
            "The key that you gave was for another address and is not sent to this one; give this one's, where it "
            "needs one."
        )
    if source is Source.BROWSER:
        return "Set, hidden. Given in this browser and used for it alone; held in memory until the server ends."
    if there:
        return (
            f"Set, hidden: {key.variable} in the environment, for everyone on this server. One given here comes first."
        )
    if source is Source.ENVIRONMENT:
        return f"{key.variable} was set for another address and is not sent to this one. {key.how}"
    return f"Not set. {key.how}"
