"""An answer as the browser draws it: text with footnotes and coloured figures, comparison table, caveats, sources."""

import re
from collections.abc import Callable

from core.answers import Answer, AnswerStatus, Citation, ComparisonTable, Figure, FindingStatus, Grounding
from core.numbers import parse_cell
from core.traces import Run
from ui.citations import answer_place, figure_place, filing_short, filing_title
from ui.components import mount
from ui.markdown import Node, blocks
from ui.text import count, shortened, took

GROUNDING = {
    Grounding.FOUND: "found in the filing",
    Grounding.COMPUTED: "computed from cited figures",
    Grounding.UNSUPPORTED: "not supported by the filings",
    Grounding.WRONG_PERIOD: "of another period than asked",
}


def draw_answer(
    run: Run, key: str, on_click: Callable[[], None] | None = None, selected: str | None = None, fresh: bool = False
) -> str | None:
    """Draw the answer, whole or as it forms; a `fresh` one comes into sight. The place of a clicked footnote."""
    return mount("answer", {**answer_payload(run, selected), "fresh": fresh}, key, on_click)


def answer_payload(run: Run, selected: str | None = None) -> Node:
    """All that the view of a run's answer shows; `selected` is the place of the footnote beside it."""
    answer = run.answer or Answer("", AnswerStatus.PARTIAL)
    table = answer.table
    return {
        "run": run.id,
        "forming": run.ended is None,
        "status": answer.status.value,
        "line": _status_line(run, answer),
        "banner": banner(answer),
        "error": answer.error or "",
        "blocks": [b for b in blocks(answer.markdown, answer.figures) if not (table and b["t"] == "table")],
        "figures": [_figure(f, i) for i, f in enumerate(answer.figures)],
        "table": _table(table, answer) if table else None,
        "missing": _missing(run, answer),
        "caveats": [caveat for caveat in answer.caveats if _bare(caveat) not in _bare(answer.markdown)],
        "otherwise": list(answer.other_readings) if run.ended else [],
        "notes": [_note(run, c) for c in answer.citations],
        "selected": selected,
    }


def _bare(text: str) -> str:
    """Words alone, to see whether a text says something already."""
    return re.sub(r"[\W_]+", " ", text).strip()


def banner(answer: Answer) -> str:
    """A warning where figures are unsupported or of another period; empty where all are tied to the filings."""
    unsupported = sum(f.grounding is Grounding.UNSUPPORTED for f in answer.figures)
    wrong = sum(f.grounding is Grounding.WRONG_PERIOD for f in answer.figures)
    parts = []
    if unsupported:
        parts.append(f"{count(unsupported, 'figure is', 'figures are')} not supported by the filings")
    if wrong:
        parts.append(f"{count(wrong, 'figure is', 'figures are')} of another period than the one asked for")
    return f"Check before use: {' and '.join(parts)}. Marked below." if parts else ""


def _status_line(run: Run, answer: Answer) -> str:
    if run.ended is None:
        return ""
    said = {
        AnswerStatus.ANSWERED: "Answered",
        AnswerStatus.PARTIAL: "Answered in part",
        AnswerStatus.REFUSED: "Not answered",
        AnswerStatus.FAILED: "Failed",
    }[answer.status]
    cut = "Stopped: what was found until then is kept" if run.answer else "Stopped before anything was found"
    said = cut if run.stopped else said
    parts = [f"{said} in {took(run.seconds or 0)}" if not run.stopped else said]
    found = sum(f.grounding is Grounding.FOUND for f in answer.figures)
    computed = sum(f.grounding is Grounding.COMPUTED for f in answer.figures)
    parts += [count(found, "figure found", "figures found")] if found else []
    parts += [f"{computed:,} computed"] if computed else []
    parts += [count(len(answer.citations), "footnote")] if answer.citations else []
    return " · ".join(parts)


def _figure(figure: Figure, index: int) -> Node:
    return {
        "grounding": figure.grounding.value,
        "place": place_of(figure, index),
        "note": figure.citation.number if figure.citation else None,
        "sub": figure.sub_question or "",
        "hint": _hint(figure),
    }


def place_of(figure: Figure, index: int) -> str:
    """The place that an answer's figure leads to: its own cell, or the footnote of its first input; empty without."""
    return figure_place(index) if figure.citation else _first_note(figure)


def _first_note(figure: Figure) -> str:
    if figure.citation:
        return answer_place(figure.citation.number)
    return next((place for one in figure.inputs if (place := _first_note(one))), "")


def _hint(figure: Figure) -> str:
    period = f", {figure.period.name}" if figure.period else ""
    behind = f"\n= {figure.formula}" if figure.formula else ""
    reason = f"\n{figure.reason}" if figure.reason else ""
    return f"{figure.label}{period}{behind}\n{GROUNDING[figure.grounding].capitalize()}{reason}"


def _table(table: ComparisonTable, answer: Answer) -> Node:
    rows = [
        {
            "label": row.label,
            "cells": [
                {
                    "text": _bracketed(c.text),
                    "figure": c.figure,
                    "number": c.figure is not None or parse_cell(c.text) is not None,
                }
                for c in row.cells
            ],
        }
        for row in table.rows
    ]
    return {"title": table.title, "columns": list(table.columns), "rows": rows}


def _bracketed(text: str) -> str:
    """A number of the table, its minus as brackets: "(11.8%)"."""
    return f"({text[1:]})" if text[:1] in ("-", "−") and len(text) > 1 and parse_cell(text) is not None else text


def _missing(run: Run, answer: Answer) -> list[str]:
    lines = []
    for finding in answer.findings:
        if finding.status is FindingStatus.ANSWERED:
            continue
        filing = finding.sub_question.filing
        where = f"{filing_title(run, filing)}: " if filing else ""
        why = finding.error if finding.status is FindingStatus.FAILED else finding.answer
        word = "failed" if finding.status is FindingStatus.FAILED else "not disclosed"
        lines.append(f"{where}{word}. {why or finding.sub_question.text}")
    return lines


def _note(run: Run, citation: Citation) -> Node:
    return {
        "n": citation.number,
        "place": answer_place(citation.number),
        "filing": filing_short(run, citation.filing),
        "title": filing_title(run, citation.filing),
        "page": citation.page,
        "quote": shortened(citation.quote, 220),
    }


def in_points(text: str, figure: Figure) -> str:
    """A figure's text; "-1.0%" as "-1.0 percentage points", where it is the difference of two rates."""
    rates = [one.value for one in figure.inputs if one.unit == "%"]
    apart = abs(rates[0] - rates[1]) if len(rates) == len(figure.inputs) == 2 else None
    of_rates = figure.unit == "%" and apart == abs(figure.value)
    return f"{text.removesuffix('%')} percentage points" if of_rates and text.endswith("%") else text
