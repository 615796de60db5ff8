"""A plan to change: edit, add, remove or re-scope its sub-questions, then run it, whole or one branch alone.

The plan of an answer opens in a dialog and runs as a new question; one that waits to be run stands in the
conversation, is kept as it is edited, and runs in its place.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import streamlit as st

from core.answers import Argument, Plan, SubQuestion
from core.errors import FootnoteError
from core.filings import Filing
from core.traces import Run
from ui import state
from ui.frame import attempt
from ui.plan_fields import FIELDS, ONE_FILING, TOOL_NAMES, Field, added, argument, edited, shown, values_of, without
from ui.plan_fields import words_of as in_words
from ui.text import count, plain, shortened

if TYPE_CHECKING:
    from streamlit.delta_generator import DeltaGenerator

    from workbench import Workbench

DRAFT = "plan_draft"
SEVERAL = "several"
Keep = Callable[[Plan], None]


@dataclass(frozen=True)
class Desk:
    """What the editor of one plan needs: its run, the filings to choose from, and where to keep what is edited."""

    run: Run
    filings: Sequence[Filing]
    keep: Keep

    def title(self, filing: str) -> str:
        """A filing's title, for a choice."""
        return next((f.title for f in self.filings if f.id == filing), filing or SEVERAL)

    def key(self, name: str, sub: SubQuestion) -> str:
        """The key of a field of a line."""
        return f"line-{name}-{state.key_of(self.run)}-{sub.id}"


def edit_plan_button(bench: "Workbench", run: Run) -> None:
    """Opens the editor on the plan of an answered run."""
    if st.button("Edit plan", key=f"edit-plan-{state.key_of(run)}", icon=":material/edit_note:", type="tertiary"):
        st.session_state[DRAFT] = run.plan
        _dialog(bench, run)


@st.dialog("Edit the plan", width="large")
def _dialog(bench: "Workbench", run: Run) -> None:
    st.caption(plain(run.question))

    def keep(plan: Plan) -> None:
        st.session_state[DRAFT] = plan

    alone = _lines(bench, Desk(run, bench.filings(), keep), st.session_state[DRAFT], only=True)
    draft: Plan = st.session_state[DRAFT]
    if _buttons(bench, Desk(run, bench.filings(), keep), draft):
        _start(lambda: bench.start(run.question, run.scope, run.session, plan=draft))
    if alone:
        ask_alone(bench, run, alone)


def waiting_plan(bench: "Workbench", run: Run) -> None:
    """The plan of a run that was stopped after planning, to be edited in its place and run."""
    plan = run.plan or Plan(())
    desk = Desk(run, bench.filings(), lambda changed: _keep(bench, run, changed))
    with st.container(key=f"waiting-{state.key_of(run)}"):
        lines = count(len(plan.sub_questions), "sub-question")
        st.markdown(f"**The plan waits for you: {lines}.** Change what you like, then run it.")
        for reading in plan.readings:
            st.caption(plain(reading))
        _lines(bench, desk, plan)
        if _buttons(bench, desk, plan):
            _start(lambda: bench.start_planned(run.session, run.id, plan))


def _keep(bench: "Workbench", run: Run, plan: Plan) -> None:
    attempt(lambda: bench.keep_plan(run.session, run.id, plan))


def ask_alone(bench: "Workbench", run: Run, sub: SubQuestion) -> None:
    """Ask one branch of a run again, without the rest."""
    plan = Plan((replace(sub, depends_on=()),))
    _start(lambda: bench.start(sub.text or run.question, run.scope, run.session, plan=plan))


def _start(start: Callable[[], state.Started]) -> None:
    try:
        handle = start()
    except FootnoteError as error:
        st.error(plain(str(error)), icon=":material/error:")
        return
    state.follow(handle)
    st.rerun()


def _buttons(bench: "Workbench", desk: Desk, plan: Plan) -> bool:
    """Run and add; whether the plan is to run."""
    problems = bench.plan_problems(plan)
    first = desk.run.scope[0] if desk.run.scope else next((s.filing for s in plan.sub_questions if s.filing), None)
    with st.container(horizontal=True, vertical_alignment="center"):
        run = st.button(
            "Run this plan",
            key=f"plan-run-{state.key_of(desk.run)}",
            type="primary",
            icon=":material/play_arrow:",
            disabled=bool(problems) or not plan.sub_questions,
        )
        st.button(
            "Add a sub-question",
            key=f"add-line-{state.key_of(desk.run)}",
            icon=":material/add:",
            on_click=lambda: desk.keep(replace(plan, sub_questions=added(plan.sub_questions, first))),
        )
        if problems:
            st.caption(f"{count(len(problems), 'sub-question')} to complete first.")
        elif not plan.sub_questions:
            st.caption("Add a sub-question to run the plan.")
    return run


def _lines(bench: "Workbench", desk: Desk, plan: Plan, only: bool = False) -> SubQuestion | None:
    """The plan's lines as fields, kept as they change; the line that alone is to be asked."""
    problems = bench.plan_problems(plan)
    numbered = enumerate(plan.sub_questions, 1)
    drawn = [_line(desk, plan, sub, number, problems.get(sub.id, ""), only) for number, sub in numbered]
    changed = replace(plan, sub_questions=tuple(sub for sub, _ in drawn))
    if changed != plan:
        desk.keep(changed)
        st.rerun(scope="fragment" if only else "app")
    return next((sub for sub, alone in drawn if alone), None)


def _line(desk: Desk, plan: Plan, sub: SubQuestion, number: int, problem: str, only: bool) -> tuple[SubQuestion, bool]:
    """One line, its fields where it is open; the line as edited, and whether it alone is to be asked."""
    opened = desk.key("open", sub)
    is_open = st.session_state.setdefault(opened, sub.id.startswith("added-") and not sub.text)
    with st.container(border=True, key=desk.key("box", sub), gap="xsmall"):
        with st.container(horizontal=True, wrap=False, vertical_alignment="top", gap="small"):
            words = shortened(sub.text, 160) or "New sub-question"
            st.markdown(f"{number}\\. {plain(words)}", width="stretch")
            alone = only and _small("Ask only this", desk.key("only", sub), off=bool(problem))
            _small("Done" if is_open else "Change", desk.key("change", sub), _turn, opened)
            rest = replace(plan, sub_questions=without(plan.sub_questions, sub.id))
            _small("Remove", desk.key("remove", sub), desk.keep, rest)
        st.caption(plain(_asks(desk, sub)))
        changed = _fields(desk, sub) if is_open else sub
        if problem:
            st.markdown(f":red[:material/error: {plain(problem)}]")
    return changed, alone


def _small(label: str, key: str, on: Callable[..., None] | None = None, *about: object, off: bool = False) -> bool:
    return st.button(label, key=key, type="tertiary", on_click=on, args=about, disabled=off)


def _turn(name: str) -> None:
    st.session_state[name] = not st.session_state[name]


def _asks(desk: Desk, sub: SubQuestion) -> str:
    """Where a line looks, with which tool, and for what."""
    where = desk.title(sub.filing) if sub.filing else SEVERAL
    return f"{where} · {TOOL_NAMES.get(sub.tool, sub.tool)}: {in_words(sub.tool, sub.arguments)}"


def _fields(desk: Desk, sub: SubQuestion) -> SubQuestion:
    st.session_state.setdefault(desk.key("text", sub), sub.text)
    text = st.text_input("Sub-question", key=desk.key("text", sub), on_change=_own_words, args=(desk, sub))
    retitle = {"on_change": _retitled, "args": (desk, sub)}
    which, how = st.columns(2)
    tools = list(dict.fromkeys([*FIELDS, sub.tool]))
    tool = how.selectbox(
        "Tool", tools, tools.index(sub.tool), format_func=lambda t: TOOL_NAMES.get(t, t), key=desk.key("tool", sub)
    )
    filing = sub.filing
    if tool in ONE_FILING:
        filing = _filing(which, "Filing", desk, desk.key("filing", sub), sub.filing, retitle)
    values = values_of(sub, tool)
    columns = st.columns(2) * len(FIELDS.get(tool, ()))
    for place, field in zip(columns, FIELDS.get(tool, ()), strict=False):
        values[field.name] = _field(place, field, desk, sub, values.get(field.name), retitle)
    return edited(sub, text, tool, filing if tool in ONE_FILING else None, values)


def _field(
    place: "DeltaGenerator", field: Field, desk: Desk, sub: SubQuestion, value: Argument, retitle: Mapping[str, Any]
) -> Argument:
    key = desk.key(field.name, sub)
    match field.kind:
        case "choice":
            choices = list(dict.fromkeys([*field.choices, shown(value)]))
            return str(place.selectbox(field.label, choices, choices.index(shown(value)), _choice, key=key))
        case "filing":
            return _filing(place, field.label, desk, key, shown(value) or None, {}, "any time") or ""
        case "filings":
            ids = list(dict.fromkeys([f.id for f in desk.filings] + (value if isinstance(value, list) else [])))
            return list(place.multiselect(field.label, ids, value or [], format_func=desk.title, key=key, **retitle))
    said = place.text_input(field.label, shown(value), key=key, placeholder=field.hint, **retitle)
    return argument(field, said, value)


def _filing(
    place: "DeltaGenerator",
    label: str,
    desk: Desk,
    key: str,
    chosen: str | None,
    more: Mapping[str, Any],
    none: str = "",
) -> str | None:
    """A choice of one filing; with a word for none, where there may be none."""
    ids = list(dict.fromkeys([*([""] if none or not chosen else []), *(f.id for f in desk.filings), chosen or ""]))
    ids = [id for id in ids if id or none or not chosen]

    def title(id: str) -> str:
        return desk.title(id) if id else none or "choose one"

    return place.selectbox(label, ids, ids.index(chosen or ""), title, key=key, **more) or None


def _choice(name: str) -> str:
    return name.replace("_", " ") or "the usual place"


def _own_words(desk: Desk, sub: SubQuestion) -> None:
    """The user words this line: what is looked for then no longer does."""
    st.session_state[desk.key("own", sub)] = True


def _retitled(desk: Desk, sub: SubQuestion) -> None:
    """What is looked for has changed: the line says so, unless the user worded it."""
    if st.session_state.get(desk.key("own", sub)):
        return
    fields = FIELDS.get(sub.tool, ())
    values = {f.name: argument(f, str(st.session_state.get(desk.key(f.name, sub)) or "")) for f in fields}
    st.session_state[desk.key("text", sub)] = in_words(sub.tool, values)
