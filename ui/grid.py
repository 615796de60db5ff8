"""A comparison as a grid: filings down, questions across, each cell a sub-question of one plan."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from core.answers import Chart, ChartPoint, Figure, Finding, FindingStatus
from core.filings import Filing
from core.numbers import display, scale_word, tabular
from core.traces import Run, Session
from ui.markdown import Node
from ui.text import shortened

PREFIX = "Compare: "
"""How the title of a session begins that holds a grid."""
GRID = "grid"
"""What names the session of a grid in the address bar."""
CELL_TEXT = 260
_ID = re.compile(r"c(\d+)-r(\d+)")


def grid_run(session: Session) -> Run | None:
    """The run of a session that is a grid, the last where there are several."""
    return next((r for r in reversed(session.runs) if r.plan is None or is_grid(r)), None)


def is_grid(run: Run) -> bool:
    """Whether the run's plan is that of a grid."""
    return bool(run.plan and run.plan.sub_questions and all(_ID.fullmatch(s.id) for s in run.plan.sub_questions))


def questions_of(run: Run) -> list[str]:
    """The columns of a grid, to be asked again of other filings."""
    return list(dict.fromkeys(s.text for s in run.plan.sub_questions)) if run.plan else []


def grid_payload(run: Run, live: bool, selected: str | None, charted: int | None) -> Node:
    """All that the view of a grid shows; cells fill in as their sub-questions end."""
    cells = {s.id: s for s in run.plan.sub_questions} if run.plan else {}
    findings = {f.sub_question.id: f for f in run.answer.findings} if run.answer else {}
    rows = _rows(run)
    columns = questions_of(run)
    heads = [
        _unit_of([findings[i] for r in range(len(rows)) if (i := f"c{c}-r{r}") in findings])
        for c in range(len(columns))
    ]
    return {
        "run": run.id,
        "live": live,
        "selected": selected,
        "charted": charted,
        "columns": [
            {"title": t, "unit": u.name if u else "", "number": _expects_number(run, c)}
            for c, (t, u) in enumerate(zip(columns, heads, strict=True))
        ],
        "rows": [
            {
                "filing": filing.title if filing else "",
                "cells": [
                    _cell(f"c{c}-r{r}", findings.get(f"c{c}-r{r}"), f"c{c}-r{r}" in cells, live, heads[c])
                    for c in range(len(columns))
                ],
            }
            for r, filing in enumerate(rows)
        ],
    }


def _expects_number(run: Run, column: int) -> bool:
    """Whether a column is asked for figures, so that it is set right before the first of them is there."""
    subs = run.plan.sub_questions if run.plan else ()
    return any(s.id.startswith(f"c{column}-") and s.tool in ("lookup_fact", "compute_ratio") for s in subs)


def _rows(run: Run) -> list[Filing | None]:
    first = [s.filing for s in run.plan.sub_questions if s.id.startswith("c0-")] if run.plan else []
    return [next((f for f in run.filings if f.id == id), None) for id in first]


class Unit(NamedTuple):
    """The unit that all figures of a column share, and the largest of their scales, in which all are shown."""

    unit: str
    scale: int

    @property
    def name(self) -> str:
        """For a heading: "USD million", "%"."""
        return " ".join(part for part in (self.unit, scale_word(self.scale)) if part)


def _unit_of(findings: Sequence[Finding]) -> Unit | None:
    shown = [f.figures[0] for f in findings if f.figures]
    units = {figure.unit for figure in shown}
    return Unit(units.pop(), max(figure.scale for figure in shown)) if len(units) == 1 else None


def _cell(id: str, finding: Finding | None, planned: bool, live: bool, unit: Unit | None) -> Node:
    if finding is None:
        return {
            "status": "waiting" if live and planned else "stopped",
            "text": "",
            "number": False,
            "place": "",
            "sort": None,
        }
    figure = finding.figures[0] if finding.figures else None
    failed = finding.status is FindingStatus.FAILED
    return {
        "status": finding.status.value,
        "text": _figure_text(figure, unit)
        if figure
        else shortened((finding.error if failed else finding.answer) or "", CELL_TEXT),
        "hint": shortened(" ".join([finding.answer, *finding.caveats]), 500),
        "number": figure is not None,
        "sort": float(figure.value) if figure else None,
        "place": f"f:{id}:0" if finding.citations else "",
        "grounding": figure.grounding.value if figure else "",
        "caveat": bool(finding.caveats),
    }


def _figure_text(figure: Figure, unit: Unit | None) -> str:
    if unit is None:
        return display(figure.value, figure.unit, figure.scale)
    finer = figure.scale < unit.scale or unit.unit == "%"
    places = 2 if "/" in unit.unit else 1 if finer else None
    return tabular(figure.value, unit.scale, places)


def column_chart(run: Run, column: int) -> tuple[Chart, list[str]] | None:
    """A column as a chart with the place of each point: a line where one company reports over time, else bars."""
    found = {f.sub_question.id: f for f in run.answer.findings if f.figures} if run.answer else {}
    rows = [(f, found[f"c{column}-r{r}"]) for r, f in enumerate(_rows(run)) if f and f"c{column}-r{r}" in found]
    unit = _unit_of([finding for _, finding in rows])
    if unit is None or len(rows) < 2:
        return None
    rows.sort(key=lambda row: (row[0].company, str(row[0].period_end)))
    companies = {filing.company for filing, _ in rows}
    points = [
        ChartPoint(_period(filing), filing.company, finding.figures[0].value.scaleb(-unit.scale), i)
        for i, (filing, finding) in enumerate(rows)
    ]
    kind = "line" if len(companies) == 1 else "bar"
    places = [f"f:{finding.sub_question.id}:0" if finding.citations else "" for _, finding in rows]
    return Chart(kind, questions_of(run)[column], unit.name, tuple(points)), places


def _period(filing: Filing) -> str:
    return filing.fiscal_period.label if filing.fiscal_period else filing.name
