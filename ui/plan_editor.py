"""The plan of an answer to change: edit, add, remove or re-scope its sub-questions, then run it, whole or one alone."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import streamlit as st

from core.answers import Argument, Plan, SubQuestion
from core.errors import FootnoteError
from core.filings import Filing
from core.traces import Run
from ui import state
from ui.text import plain

if TYPE_CHECKING:
    from workbench import Workbench

WHAT = {
    "lookup_fact": "line_items",
    "compute_ratio": "ratio",
    "search_passages": "query",
    "read_page": "page",
    "compare": "line_item",
}
"""The argument that says what a tool is to look for."""
TOOL_NAMES = {
    "lookup_fact": "look up a line item",
    "compute_ratio": "compute a ratio or formula",
    "search_passages": "find what is said",
    "read_page": "read a page",
    "compare": "compare filings",
}
PLURAL = {"line_items", "periods", "filings"}
DRAFT = "plan_draft"


@dataclass(frozen=True)
class Line:
    """A sub-question as it is being edited; `asked` is what it was before."""

    id: str
    text: str
    tool: str
    filing: str | None
    what: str
    periods: str
    arguments: Mapping[str, Argument]
    depends_on: tuple[str, ...] = ()
    asked: SubQuestion | None = None

    @property
    def words(self) -> str:
        """The sub-question's text; what is looked for in its place, where that was changed and the text was not."""
        before = line_of(self.asked) if self.asked else None
        if before and self.text == before.text and (self.what, self.periods) != (before.what, before.periods):
            return ", ".join(part for part in (self.what, self.periods) if part)
        return self.text.strip() or self.what


def line_of(sub: SubQuestion) -> Line:
    """A plan's line as words to edit."""
    what = _said(sub.arguments.get(WHAT.get(sub.tool, "")))
    periods = _said(sub.arguments.get("periods"))
    return Line(sub.id, sub.text, sub.tool, sub.filing, what, periods, sub.arguments, sub.depends_on, sub)


def _said(value: Argument) -> str:
    return ", ".join(value) if isinstance(value, list) else "" if value is None else str(value)


def sub_question_of(line: Line, known: Sequence[str]) -> SubQuestion:
    """What was edited as a plan's line; it waits only for lines that are still `known`."""
    name = WHAT.get(line.tool)
    arguments = {k: v for k, v in line.arguments.items() if k != "periods" and (k not in WHAT.values() or k == name)}
    if name:
        arguments[name] = _read(name, line.what)
    if line.periods.strip():
        arguments["periods"] = _read("periods", line.periods)
    waits = tuple(id for id in line.depends_on if id in known)
    return SubQuestion(line.id, line.words, line.tool, line.filing, arguments, waits)


def _read(name: str, said: str) -> Argument:
    if name in PLURAL:
        return [part.strip() for part in said.split(",") if part.strip()]
    return int(said) if name == "page" and said.strip().isdigit() else said.strip()


def edit_plan_button(bench: "Workbench", run: Run) -> None:
    """Opens the editor on a run's plan."""
    if st.button("Edit plan", key=f"edit-plan-{run.id}", icon=":material/edit_note:", type="tertiary"):
        st.session_state[DRAFT] = [line_of(s) for s in run.plan.sub_questions] if run.plan else []
        _editor(bench, run)


@st.dialog("Edit the plan", width="large")
def _editor(bench: "Workbench", run: Run) -> None:
    st.caption(plain(run.question))
    filings = bench.filings()
    lines = [_line(line, filings, i) for i, line in enumerate(list(st.session_state[DRAFT]))]
    st.session_state[DRAFT] = [line for line, removed, _ in lines if not removed]
    if any(removed for _, removed, _ in lines):
        st.rerun(scope="fragment")
    alone = next((line for line, _, only in lines if only), None)
    with st.container(horizontal=True):
        whole = st.button("Run this plan", key="plan-run", type="primary", disabled=not lines)
        if st.button("Add a sub-question", key="add-line", icon=":material/add:"):
            st.session_state[DRAFT] = [*st.session_state[DRAFT], _new(filings, lines)]
            st.rerun(scope="fragment")
    if whole or alone:
        _run(bench, run, [alone] if alone else st.session_state[DRAFT])


def _new(filings: Sequence[Filing], lines: Sequence[object]) -> Line:
    return Line(f"added-{len(lines) + 1}", "", "lookup_fact", filings[0].id if filings else None, "", "", {})


def _line(line: Line, filings: Sequence[Filing], number: int) -> tuple[Line, bool, bool]:
    """One line's fields; the line as edited, whether it is removed, whether it alone is to be asked."""
    titles = {f.id: f.title for f in filings}
    ids = list(dict.fromkeys([*titles, *([line.filing] if line.filing else []), ""]))
    tools = list(dict.fromkeys([*WHAT, line.tool]))
    with st.container(border=True, key=f"line-{line.id}"):
        text = st.text_input(f"Sub-question {number + 1}", line.text, key=f"line-text-{line.id}")
        which, how, what, when = st.columns([3, 3, 3, 2])
        filing = which.selectbox(
            "Filing",
            ids,
            ids.index(line.filing or ""),
            format_func=lambda id: titles.get(id, "several" if not id else id),
            key=f"line-filing-{line.id}",
        )
        tool = how.selectbox(
            "Tool",
            tools,
            tools.index(line.tool),
            format_func=lambda t: TOOL_NAMES.get(t, t),
            key=f"line-tool-{line.id}",
        )
        wanted = what.text_input("What", line.what, key=f"line-what-{line.id}")
        periods = when.text_input("Periods", line.periods, key=f"line-periods-{line.id}", placeholder="as printed")
        with st.container(horizontal=True):
            only = st.button("Ask only this", key=f"line-only-{line.id}", type="tertiary", icon=":material/replay:")
            removed = st.button("Remove", key=f"line-remove-{line.id}", type="tertiary", icon=":material/close:")
    edited = replace(line, text=text, tool=tool, filing=filing or None, what=wanted, periods=periods)
    return edited, removed, only


def _run(bench: "Workbench", run: Run, lines: Sequence[Line]) -> None:
    known = [line.id for line in lines]
    plan = Plan(tuple(sub_question_of(line, known) for line in lines), run.plan.readings if run.plan else ())
    try:
        handle = bench.start(run.question, run.scope, run.session, plan=plan)
    except FootnoteError as error:
        st.error(plain(str(error)), icon=":material/error:")
        return
    state.follow(handle.session, handle.run.id)
    st.rerun()
