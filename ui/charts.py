"""An answer's chart: a line over periods or bars across companies, each point leading to its footnote."""

from typing import TYPE_CHECKING, Any

import streamlit as st

from core.answers import Chart, ChartPoint
from core.traces import Run
from ui import state
from ui.citations import answer_place

if TYPE_CHECKING:
    import altair
    from streamlit.delta_generator import DeltaGenerator

HEIGHT = 270
"""Pixels, the frame included, kept free before the chart is there."""


def draw_chart(run: Run, chart: Chart, place: "DeltaGenerator") -> None:
    """Draw it in its place; a click on a point shows its footnote beside the answer."""
    with place:
        event: Any = st.altair_chart(figure(chart), key=f"chart-{run.id}", on_select="rerun", selection_mode=["point"])
    chosen = event.selection.get("point", []) if event else []
    if chosen and (at := _place(run, int(chosen[0]["figure"]))):
        reference = state.Reference(run.id, at)
        if st.session_state.get("charted") != reference:
            st.session_state["charted"] = reference
            state.select(reference)
            st.rerun()


def _place(run: Run, index: int) -> str | None:
    figures = run.answer.figures if run.answer else ()
    citation = figures[index].citation if index < len(figures) else None
    return answer_place(citation.number) if citation else None


def figure(chart: Chart) -> "altair.LayerChart":
    """The chart as Vega-Lite: values on an axis from zero for bars, periods in the answer's order."""
    import altair

    point = altair.selection_point("point", fields=["figure"], on="click")
    order = list(dict.fromkeys(p.x for p in chart.points))
    series = list(dict.fromkeys(p.series for p in chart.points))
    base = altair.Chart(
        altair.Data(values=[_row(p) for p in chart.points]),
        title=altair.Title(chart.title, fontSize=13, anchor="start"),
    ).encode(
        x=altair.X("x:N", sort=order, title=None, axis=altair.Axis(labelAngle=0, labelLimit=140)),
        y=altair.Y("value:Q", title=chart.unit, axis=altair.Axis(format="~s" if _wide(chart) else ",~f", tickCount=5)),
        color=altair.Color("series:N", sort=series, title=None, legend=_legend(series)),
        tooltip=[
            altair.Tooltip("series:N", title=" "),
            altair.Tooltip("x:N", title="Period"),
            altair.Tooltip("value:Q", format=",", title=chart.unit),
        ],
    )
    marks = [base.mark_line(), base.mark_point(filled=True, size=70)] if chart.kind == "line" else [_bars(base, series)]
    marks[-1] = marks[-1].encode(opacity=altair.condition(point, altair.value(1), altair.value(0.55))).add_params(point)
    return altair.layer(*marks).properties(height=HEIGHT - 20)


def _bars(base: Any, series: list[str]) -> Any:
    import altair

    bars = base.mark_bar(maxBarThickness=46)
    return bars.encode(xOffset=altair.XOffset("series:N", sort=series)) if len(series) > 1 else bars


def _legend(series: list[str]) -> Any:
    import altair

    return altair.Legend(orient="top") if len(series) > 1 else None


def _wide(chart: Chart) -> bool:
    return any(abs(p.value) >= 10_000_000 for p in chart.points)


def _row(point: ChartPoint) -> dict[str, object]:
    return {"x": point.x, "series": point.series, "value": float(point.value), "figure": point.figure}
