"""The JSON of the command line: what scripts and tests read. Filings appear by name, values in units of one."""

from collections.abc import Callable
from decimal import Decimal

from core.answers import Citation, Figure, Finding, FindingStatus
from core.errors import FootnoteError
from core.filings import BBox, Fact, Filing, Hit, Quality
from core.judgements import judgements
from core.traces import Run

Json = dict[str, object]
NameOf = Callable[[str], str]
"""From a filing's id to its name as kept."""


def filing_json(filing: Filing, seconds: float) -> Json:
    """One ingested filing."""
    return {
        "id": filing.id,
        "name": filing.name,
        "company": filing.company,
        "form": filing.form.value,
        "fiscal_year": filing.fiscal_year,
        "fiscal_quarter": filing.fiscal_quarter,
        "period_end": filing.period_end.isoformat() if filing.period_end else None,
        "pages": filing.pages,
        "passages": filing.passage_count,
        "facts": filing.fact_count,
        "seconds": round(seconds, 3),
        "quality": quality_json(filing.quality),
    }


def quality_json(quality: Quality) -> Json:
    """Share of tie-outs that hold (null where none was possible), those that do not, and remarks."""
    return {
        "score": quality.score,
        "tie_outs": len(quality.tie_outs),
        "failed": [
            {"name": t.name, "left": str(t.left), "right": str(t.right), "page": t.page}
            for t in quality.tie_outs
            if not t.ok
        ],
        "notes": list(quality.notes),
    }


def fact_json(fact: Fact) -> Json:
    """One fact."""
    return {
        "label": fact.label,
        "parents": list(fact.parents),
        "concept": fact.concept,
        "value": format(fact.value, "f"),
        "unit": fact.unit,
        "period_start": fact.period.start.isoformat() if fact.period.start else None,
        "period_end": fact.period.end.isoformat(),
        "period_months": fact.period.months,
        "statement": fact.statement.value if fact.statement else None,
        "segment": fact.segment,
        "page": fact.page,
        "bbox": _box(fact.bbox),
        "anchor": fact.anchor,
        "source": fact.source.value,
        "printed": fact.printed,
    }


def hit_json(hit: Hit, name_of: NameOf) -> Json:
    """One passage found."""
    passage = hit.passage
    return {
        "filing": name_of(passage.filing),
        "page": passage.page,
        "score": round(hit.score, 6),
        "section": passage.section,
        "text": passage.text,
    }


CUT_OFF = "The run was stopped before it had an answer; ask again."


def run_json(run: Run, row_id: object, name_of: NameOf) -> Json:
    """One answered question; `row_id` is the batch row's own id, as it was, or the run's."""
    answer = run.answer
    return {
        "id": row_id,
        "question": run.question,
        "status": answer.status.value if answer else "planned" if run.planned else "failed",
        "error": answer.error if answer else None if run.planned else CUT_OFF,
        "answer": answer.markdown if answer else "",
        "headline": _headline(run),
        "figures": [_figure(figure, name_of) for figure in answer.figures] if answer else [],
        "sub_questions": [_finding(f, name_of) for f in answer.findings] if answer else _planned(run, name_of),
        "citations": [_citation(citation, name_of) for citation in answer.citations] if answer else [],
        "caveats": list(answer.caveats) if answer else [],
        "quad": [judgement._asdict() for judgement in judgements(run)],
        "other_readings": list(answer.other_readings) if answer else [],
        "seconds": round(run.seconds or 0.0, 3),
        "session": run.session,
        "run": run.id,
    }


def failed_row(row_id: object, question: str, error: FootnoteError | str) -> Json:
    """A batch row that could not be asked."""
    return {
        "id": row_id,
        "question": question,
        "status": "failed",
        "error": str(error),
        "answer": "",
        "headline": None,
        "figures": [],
        "sub_questions": [],
        "citations": [],
        "caveats": [],
        "quad": [],
        "other_readings": [],
        "seconds": 0.0,
        "session": None,
        "run": None,
    }


def _headline(run: Run) -> Json | None:
    headline = run.answer.headline if run.answer else None
    if headline is None:
        return None
    return {"value": _number(headline.value), "unit": headline.unit, "text": headline.text}


def _figure(figure: Figure, name_of: NameOf) -> Json:
    citation = figure.citation
    return {
        "label": figure.label,
        "value": _number(figure.value),
        "unit": figure.unit,
        "period_start": figure.period.start.isoformat() if figure.period and figure.period.start else None,
        "period_end": figure.period.end.isoformat() if figure.period else None,
        "filing": name_of(citation.filing) if citation else None,
        "page": citation.page if citation else None,
        "bbox": _box(citation.bbox) if citation else None,
        "formula": figure.formula,
        "grounded": figure.grounded,
        "grounding": figure.grounding.value,
        "text": figure.text,
    }


def _finding(finding: Finding, name_of: NameOf) -> Json:
    asked = finding.sub_question
    return {
        "id": asked.id,
        "text": asked.text,
        "filing": name_of(asked.filing) if asked.filing else None,
        "tool": asked.tool,
        "status": finding.status.value,
        "answer": finding.answer,
        "citations": [_citation(citation, name_of) for citation in finding.citations],
        "seconds": round(finding.seconds, 3),
        "error": finding.error,
    }


def _planned(run: Run, name_of: NameOf) -> list[Json]:
    """The sub-questions of a run that was stopped after planning, as yet without answers."""
    lines = run.plan.sub_questions if run.plan and run.planned else ()
    return [
        _finding(Finding(asked, FindingStatus.ANSWERED, ""), name_of)
        | {"status": "planned", "arguments": dict(asked.arguments)}
        for asked in lines
    ]


def _citation(citation: Citation, name_of: NameOf) -> Json:
    return {
        "number": citation.number,
        "filing": name_of(citation.filing),
        "page": citation.page,
        "bbox": _box(citation.bbox),
        "anchor": citation.anchor,
        "quote": citation.quote,
    }


def _box(bbox: BBox | None) -> list[float] | None:
    return [round(side, 2) for side in bbox] if bbox else None


def _number(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)
