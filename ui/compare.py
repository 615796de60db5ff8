"""The Compare page: choose filings and questions, watch the grid fill in, read it, take it away."""

import json
from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from core.errors import FootnoteError, NotThere
from core.filings import Filing
from core.templates import Template
from core.traces import Run, Session
from ui import state
from ui.charts import chart_payload
from ui.components import message, mount
from ui.conversation import POLL, so_far
from ui.costs import cells_estimate_line
from ui.footnote import draw_footnote
from ui.grid import GRID, PREFIX, column_chart, grid_payload, grid_run, is_grid, questions_of
from ui.looks import look_again
from ui.session_tools import export_popover, go_to
from ui.templates import TEMPLATES, delete_template_button, rolled_forward, save_as_template
from ui.text import count, plain

if TYPE_CHECKING:
    from workbench import Workbench


def open_grid(bench: "Workbench") -> Session | None:
    """The grid in the address bar, or the one last looked at; None for a new one."""
    named = st.query_params.get(GRID) or st.session_state.get(GRID)
    if not named:
        return None
    try:
        session = bench.session(named)
    except NotThere as error:
        st.warning(plain(str(error)))
        _show(None)
        return None
    _show(named)
    return session


def _show(session: str | None) -> None:
    st.session_state[GRID] = session
    if session is None:
        st.query_params.pop(GRID, None)
    else:
        st.query_params[GRID] = session


def grid_form(bench: "Workbench", shown: Session | None) -> None:
    """Questions from a template or an earlier grid, filings, and the start."""
    filings = bench.filings()
    if not filings:
        st.markdown("The library is empty. Add filings on the Library page, then compare them here.")
        return
    with st.expander("New comparison", expanded=shown is None, icon=":material/add:"):
        templates = _templates(bench)
        chosen = st.selectbox("Template", templates, format_func=lambda t: t.name, key="template")
        template = next((t for t in templates if t.name == chosen.name), templates[0])  # saved anew, or deleted
        delete_template_button(bench, template)
        ticked = st.multiselect(
            "Filings, a row each",
            [f.id for f in filings],
            default=[f.id for f in filings][:12],
            format_func=lambda id: next(f.title for f in filings if f.id == id),
            key="grid-filings",
        )
        asked = st.text_area(
            "Questions, a column each (one a line)",
            "\n".join(template.questions),
            key=_questions_key(bench, template),
            height=170,
        )
        questions = list(dict.fromkeys(line.strip() for line in asked.splitlines() if line.strip()))
        cells = len(questions) * len(ticked)
        if cells:
            cells_estimate_line(bench, cells)
        if st.button(f"Fill {count(cells, 'cell')}", key="grid-run", type="primary", disabled=not cells):
            _start(bench, template.name, questions, [f for f in filings if f.id in ticked])


def _templates(bench: "Workbench") -> list[Template]:
    """The standing templates, those that were saved, and earlier grids to ask again of other filings.

    One that was saved under the name of a standing one takes its place until it is deleted.
    """
    earlier = []
    for session in [s for s in bench.sessions() if s.title.startswith(PREFIX)][:20]:
        run = grid_run(bench.session(session.id))
        if run and is_grid(run):
            made = f"{session.title.removeprefix(PREFIX)}, as on {session.updated:%d %b %Y %H:%M}"
            earlier.append(Template(made, tuple(questions_of(run))))
    named = {template.name: template for template in (*TEMPLATES, *bench.templates(), *earlier)}
    return list(named.values())


def _questions_key(bench: "Workbench", template: Template) -> str:
    """A key that changes with the questions, where a template may be saved anew under its name."""
    changing = f"-{hash(template.questions)}" if template in bench.templates() else ""
    return f"grid-questions-{template.name}{changing}"


def _start(bench: "Workbench", name: str, questions: Sequence[str], filings: Sequence[Filing]) -> None:
    title = PREFIX + name.partition(", as on ")[0]
    ids = [filing.id for filing in filings]
    try:
        plan = bench.comparison_plan(questions, ids)
        handle = bench.start(f"{title}: {', '.join(questions)}", ids, plan=plan)
        bench.rename_session(handle.session, title)
    except FootnoteError as error:
        st.error(plain(str(error)), icon=":material/error:")
        return
    _show(handle.session)
    for key in ("grid_cell", "grid_column"):
        st.session_state.pop(key, None)
    st.rerun()


def grid(bench: "Workbench", session: Session) -> None:
    """The grid, kept up to date while it fills in, with the chart of a column and the page that a cell cites."""
    live = bench.running(session.id) is not None
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption(plain(session.title))
        if not live and (run := grid_run(session)) and run.plan:
            _trace_button(session, run)
            _roll_forward(bench, session, run)
            save_as_template(bench, session.title.removeprefix(PREFIX), questions_of(run))
        if live:
            _stop_button(bench, session)
        export_popover(bench, session, "grid-export")
    cell = st.session_state.get("grid_cell")
    columns = st.columns([12, 9], gap="medium") if cell else [st.container()]
    with columns[0]:
        look_again(partial(_cells, bench, session, live), POLL if live else None)
    if cell and (run := _run(bench, session)):
        with columns[1], st.container(key="side"):
            draw_footnote(bench, run, cell, "grid-page", lambda: _clicked("grid-page"), alone=True)
            if st.button("Close", key="close-cell", type="tertiary"):
                st.session_state.pop("grid_cell")
                st.rerun()


def _stop_button(bench: "Workbench", session: Session) -> None:
    pressed = st.button("Stop", key="stop-grid", icon=":material/stop_circle:", help="Keep the cells that are filled")
    if pressed and (handle := bench.running(session.id)):
        handle.stop()
        st.toast("Stopping; the cells that are filled are kept.")


def _trace_button(session: Session, run: Run) -> None:
    """The way to the trace, the plan, and the votes: the comparison as an answer on the Ask page."""
    help = "How each cell was reached; ask one of them again, change the plan, say whether it is right"
    if st.button("Trace", key="grid-trace", icon=":material/account_tree:", type="tertiary", help=help):
        go_to(session.id, run.id)


def _roll_forward(bench: "Workbench", session: Session, run: Run) -> None:
    """The same questions of each company's next filing, where the library has one."""
    asked = {sub.filing for sub in run.plan.sub_questions} if run.plan else set()
    rolled = rolled_forward([f for f in run.filings if f.id in asked], bench.filings())
    missing = f" There is none yet of {', '.join(rolled.without)}." if rolled.without else ""
    if st.button(
        "Roll forward",
        key="roll-forward",
        icon=":material/fast_forward:",
        type="tertiary",
        disabled=not rolled.moved,
        help=plain(f"Ask the same of each company's next filing.{missing}"),
    ):
        _start(bench, session.title.removeprefix(PREFIX), questions_of(run), rolled.filings)


def _run(bench: "Workbench", session: Session) -> Run | None:
    handle = bench.running(session.id)
    return so_far(bench, handle.run) if handle else grid_run(bench.session(session.id))


def _cells(bench: "Workbench", session: Session, live: bool) -> None:
    now = bench.running(session.id) is not None
    if live and not now:
        st.rerun()
    run = _run(bench, session)
    if run is None or run.plan is None:
        st.caption("Working…" if now else "This session holds no comparison; start one above.")
        return
    column = st.session_state.get("grid_column")
    payload = grid_payload(run, now, st.session_state.get("grid_cell"), column)
    if mount("grid", payload, f"grid-{state.key_of(run)}", lambda: _clicked(f"grid-{state.key_of(run)}")):
        st.rerun()
    drawn = column_chart(run, column) if column is not None else None
    if drawn:
        chart, places = drawn
        key = f"column-{state.key_of(run)}-{column}"
        if mount("chart", chart_payload(run.id, chart, places), key, lambda: _clicked(key)):
            st.rerun()
    elif column is not None:
        st.caption("A chart needs two figures of one unit in the column.")


def _clicked(key: str) -> None:
    said = json.loads(message(key))
    if "column" in said:
        same = st.session_state.get("grid_column") == said["column"]
        st.session_state["grid_column"] = None if same else said["column"]
    elif said.get("place"):
        st.session_state["grid_cell"] = said["place"]
