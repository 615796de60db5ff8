"""A session as the tables of a Weights & Biases run: plain rows, so that they can be checked without `wandb`.

A figure stands twice in its row: `amount` is a number to sort and plot by, `value` the same exactly, as text.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from core.answers import Figure
from core.filings import Filing
from core.traces import Run, Session, SpanKind, Vote
from export.naming import duration, filings_of, name_of, seconds_in, status_of

Field = str | float | int | bool | None


class WandbTable(NamedTuple):
    """A table of the run: its name there, its columns, its rows."""

    name: str
    columns: tuple[str, ...]
    rows: list[tuple[Field, ...]]


ANSWERS = (
    "run", "question", "status", "answer", "headline", "provider", "strategy", "model", "version", "filings",
    "seconds", "model_calls", "tokens_in", "tokens_out", "cost", "figures", "grounded", "caveats", "asked",
)  # fmt: skip
FIGURES = (
    "run", "label", "amount", "value", "unit", "text", "period_start", "period_end", "months", "filing", "page",
    "quote", "formula", "inputs", "concept", "grounding", "grounded", "reason", "sub_question",
)  # fmt: skip
SUB_QUESTIONS = ("run", "id", "text", "filing", "tool", "arguments", "depends_on", "status", "answer", "error",
                 "figures", "footnotes", "seconds")  # fmt: skip
SPANS = ("run", "id", "parent", "kind", "name", "status", "start", "end", "offset", "seconds", "model", "tokens_in",
         "tokens_out", "cost", "error", "sub_question", "input", "output", "evidence")  # fmt: skip
SCORES = ("run", "score", "name", "by", "reason")
FOOTNOTES = ("run", "number", "filing", "page", "quote")
FEEDBACK = ("run", "question", "vote", "footnote", "reason", "correction", "done", "at")


def tables_of(session: Session) -> tuple[WandbTable, ...]:
    """Answers, figures, sub-questions, footnotes, spans, scores and feedback of every run; each even where empty."""
    filings = filings_of(session)
    runs = session.runs
    return (
        WandbTable("answers", ANSWERS, [_answer(run) for run in runs]),
        WandbTable("figures", FIGURES, [row for run in runs for row in _figures(run, filings)]),
        WandbTable("sub_questions", SUB_QUESTIONS, [row for run in runs for row in _sub_questions(run, filings)]),
        WandbTable("footnotes", FOOTNOTES, [row for run in runs for row in _footnotes(run, filings)]),
        WandbTable("spans", SPANS, [row for run in runs for row in _spans(run)]),
        WandbTable("scores", SCORES, [row for run in runs for row in _scores(run)]),
        WandbTable("feedback", FEEDBACK, [row for run in runs for row in _feedback(run)]),
    )


def measures_of(run: Run) -> dict[str, float]:
    """What a run is plotted by: seconds, tokens, cost, figures, the share grounded, the votes, the quad's scores."""
    figures = run.answer.figures if run.answer else ()
    tokens_in, tokens_out, cost = _used(run)
    said = [word.vote for word in run.feedback if word.footnote is None][-1:]
    measures: dict[str, float | None] = {
        "seconds": run.seconds,
        "model_calls": _calls(run),
        "tokens": tokens_in + tokens_out,
        "cost": cost,
        "figures": len(figures),
        "grounded": sum(f.grounded for f in figures) / len(figures) if figures else None,
        "votes_up": said.count(Vote.UP),
        "votes_down": said.count(Vote.DOWN),
    }
    scores = {f"quad/{name}": float(score) for _, score, name, by, _ in _scores(run) if score is not None and by}
    return {name: float(value) for name, value in measures.items() if value is not None} | scores


def _answer(run: Run) -> tuple[Field, ...]:
    answer, asked = run.answer, run.settings
    figures = answer.figures if answer else ()
    tokens_in, tokens_out, cost = _used(run)
    return (
        run.id,
        run.question,
        status_of(run),
        answer.markdown if answer else None,
        answer.headline.text if answer and answer.headline else None,
        asked.provider,
        asked.strategy,
        asked.model,
        asked.version,
        ", ".join(filing.name for filing in run.filings),
        run.seconds,
        _calls(run),
        tokens_in,
        tokens_out,
        cost,
        len(figures),
        sum(figure.grounded for figure in figures),
        "\n".join(answer.caveats) if answer else None,
        _moment(run.started),
    )


def _calls(run: Run) -> int:
    return sum(span.kind is SpanKind.LLM for span in run.spans)


def _used(run: Run) -> tuple[int, int, float | None]:
    """Prompt tokens, completion tokens and dollars of a run's model calls; no dollars where none had a price."""
    tokens = [span.tokens for span in run.spans if span.tokens]
    costs = [span.cost for span in run.spans if span.cost is not None]
    return sum(t.prompt for t in tokens), sum(t.completion for t in tokens), float(sum(costs)) if costs else None


def _figures(run: Run, filings: Mapping[str, Filing]) -> Iterator[tuple[Field, ...]]:
    for figure in run.answer.figures if run.answer else ():
        period, cited = figure.period, figure.citation
        yield (
            run.id,
            figure.label,
            float(figure.value),
            f"{figure.value:f}",
            figure.unit,
            figure.text,
            period.start.isoformat() if period and period.start else None,
            period.end.isoformat() if period else None,
            period.months if period else None,
            name_of(filings, cited.filing) if cited else None,
            cited.page if cited else None,
            cited.quote if cited else None,
            figure.formula,
            "; ".join(_input(part, filings) for part in figure.inputs) or None,
            figure.concept,
            figure.grounding.value,
            figure.grounded,
            figure.reason,
            figure.sub_question,
        )


def _input(figure: Figure, filings: Mapping[str, Filing]) -> str:
    """A computation's input in words: "Revenue 8343000000 USD (report.pdf, page 5)"."""
    cited = figure.citation
    place = f" ({name_of(filings, cited.filing)}, page {cited.page})" if cited else ""
    return f"{figure.label} {figure.value:f} {figure.unit}{place}"


def _sub_questions(run: Run, filings: Mapping[str, Filing]) -> Iterator[tuple[Field, ...]]:
    found = {finding.sub_question.id: finding for finding in run.answer.findings} if run.answer else {}
    planned = run.plan.sub_questions if run.plan else tuple(finding.sub_question for finding in found.values())
    for asked in planned:
        finding = found.get(asked.id)
        yield (
            run.id,
            asked.id,
            asked.text,
            name_of(filings, asked.filing) or None,
            asked.tool,
            _arguments(asked.arguments),
            ", ".join(asked.depends_on),
            finding.status.value if finding else None,
            finding.answer if finding else None,
            finding.error if finding else None,
            len(finding.figures) if finding else None,
            ", ".join(str(c.number) for c in finding.citations) if finding else None,
            finding.seconds if finding else None,
        )


def _arguments(arguments: Mapping[str, object]) -> str:
    import json

    return json.dumps(dict(arguments), ensure_ascii=False)


def _footnotes(run: Run, filings: Mapping[str, Filing]) -> Iterator[tuple[Field, ...]]:
    for cited in run.answer.citations if run.answer else ():
        yield (run.id, cited.number, name_of(filings, cited.filing), cited.page, cited.quote)


def _spans(run: Run) -> Iterator[tuple[Field, ...]]:
    for span in run.spans:
        yield (
            run.id,
            span.id,
            span.parent,
            span.kind.value,
            span.name,
            span.status.value,
            _moment(span.start),
            _moment(span.end) if span.end else None,
            seconds_in(run, span),
            duration(span),
            span.model,
            span.tokens.prompt if span.tokens else None,
            span.tokens.completion if span.tokens else None,
            float(span.cost) if span.cost is not None else None,
            span.error,
            span.sub_question,
            span.input,
            span.output,
            "\n".join(cited.quote for cited in span.evidence),
        )


def _scores(run: Run) -> Sequence[tuple[str, float | None, str, str, str]]:
    """The quad of a run: the run, the score from 0 to 1 (None where there was nothing to judge), its name, by whom."""
    judged = [span for span in run.spans if span.kind is SpanKind.EVALUATOR and "by" in span.attributes]
    return [(run.id, _score(s.attributes.get("score")), s.name, s.attributes["by"], s.output) for s in judged]


def _score(text: str | None) -> float | None:
    try:
        return float(text) if text else None
    except ValueError:  # an imported session may say anything
        return None


def _feedback(run: Run) -> Iterator[tuple[Field, ...]]:
    for word in run.feedback:
        said = (word.vote.value, word.footnote, word.reason, word.correction, word.done)
        yield (run.id, run.question, *said, _moment(word.at))


def _moment(moment: datetime) -> str:
    return moment.isoformat()
