"""Spans in OpenInference's words: https://arize-ai.github.io/openinference/spec/semantic_conventions.html."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from core.answers import Citation
from core.traces import Feedback, Run, Span, SpanKind, SpanStatus, Vote

Attribute = str | bool | int | float | Sequence[str]
TEXT, JSON = "text/plain", "application/json"


def span_attributes(run: Run, span: Span) -> dict[str, Attribute]:
    """What any span says of itself: kind, session, input and output, evidence; model or tool by its kind."""
    values: dict[str, Attribute] = {"openinference.span.kind": span.kind.value, "session.id": run.session}
    values |= _value("input", span.input) | _value("output", span.output)
    if span.kind is SpanKind.LLM:
        values |= _llm(span)
    elif span.kind is SpanKind.EMBEDDING and span.model:
        values["embedding.model_name"] = span.model
    elif span.kind is SpanKind.TOOL:
        values |= _tool(span)
    values |= _documents(run, span.evidence)
    metadata = dict(span.attributes)
    if span.sub_question:
        metadata["sub_question"] = span.sub_question
    if span.status is SpanStatus.STOPPED:
        metadata["stopped"] = "true"
    if metadata:
        values["metadata"] = _json(metadata)
    return values


def run_attributes(run: Run) -> dict[str, Attribute]:
    """What the root span says of the whole run: question, answer, settings, filings, status, users' feedback."""
    metadata = {
        "provider": run.settings.provider,
        "strategy": run.settings.strategy,
        "model": run.settings.model,
        "run": run.id,
        "filings": [filing.name for filing in run.filings],
        "status": run.answer.status.value if run.answer else None,
        "caveats": list(run.answer.caveats) if run.answer else [],
        "stopped": run.stopped,
    }
    values: dict[str, Attribute] = {"input.value": run.question, "input.mime_type": TEXT, "metadata": _json(metadata)}
    if run.answer and run.answer.markdown:
        values |= {"output.value": run.answer.markdown, "output.mime_type": TEXT}
    for place, feedback in enumerate(run.feedback):
        values |= _annotation(f"annotations.{place}.annotation", feedback)
    return values


def _value(side: str, text: str) -> dict[str, Attribute]:
    if not text:
        return {}
    return {f"{side}.value": text, f"{side}.mime_type": TEXT if _parsed(text) is None else JSON}


def _llm(span: Span) -> dict[str, Attribute]:
    values: dict[str, Attribute] = {}
    if span.model:
        values["llm.model_name"] = span.model
    if span.tokens:
        values["llm.token_count.prompt"] = span.tokens.prompt
        values["llm.token_count.completion"] = span.tokens.completion
        values["llm.token_count.total"] = span.tokens.total
    if span.cost is not None:
        values["llm.cost.total"] = float(span.cost)
    for side, text, role in (("input", span.input, "user"), ("output", span.output, "assistant")):
        for place, (speaker, content) in enumerate(_messages(text, role)):
            values[f"llm.{side}_messages.{place}.message.role"] = speaker
            values[f"llm.{side}_messages.{place}.message.content"] = content
    return values


def _messages(text: str, role: str) -> list[tuple[str, str]]:
    """The messages of a chat where the text is a JSON list of them (or has one), else one message of that role."""
    parsed = _parsed(text)
    if isinstance(parsed, Mapping):
        parsed = parsed.get("messages")
    if isinstance(parsed, list) and parsed and all(isinstance(m, Mapping) and "role" in m for m in parsed):
        return [(str(m["role"]), _content(m.get("content"))) for m in parsed]
    return [(role, text)] if text else []


def _content(content: Any) -> str:
    return content if isinstance(content, str) else "" if content is None else _json(content)


def _tool(span: Span) -> dict[str, Attribute]:
    values: dict[str, Attribute] = {"tool.name": span.attributes.get("tool", span.name)}
    if isinstance(_parsed(span.input), Mapping):
        values["tool.parameters"] = span.input
    return values


def _documents(run: Run, evidence: Sequence[Citation]) -> dict[str, Attribute]:
    names = {filing.id: filing.name for filing in run.filings}
    values: dict[str, Attribute] = {}
    for place, citation in enumerate(evidence):
        start = f"retrieval.documents.{place}.document"
        name = names.get(citation.filing, citation.filing)
        metadata: dict[str, Any] = {"filing": name, "page": citation.page}
        if citation.bbox:
            metadata["bbox"] = list(citation.bbox)
        if citation.anchor:
            metadata["anchor"] = citation.anchor
        values[f"{start}.id"] = f"{name}#page={citation.page}"
        values[f"{start}.content"] = citation.quote
        values[f"{start}.metadata"] = _json(metadata)
    return values


def _annotation(start: str, feedback: Feedback) -> dict[str, Attribute]:
    metadata = {"footnote": feedback.footnote, "correction": feedback.correction, "at": feedback.at.isoformat()}
    return {
        f"{start}.name": "user feedback" if feedback.footnote is None else "user feedback on a footnote",
        f"{start}.annotator_kind": "HUMAN",
        f"{start}.label": feedback.vote.value,
        f"{start}.score": int(feedback.vote is Vote.UP),
        f"{start}.explanation": feedback.reason,
        f"{start}.metadata": _json({key: value for key, value in metadata.items() if value}),
    }


def _parsed(text: str) -> Any:
    """The JSON object or list that the text is; None for plain text."""
    if text.lstrip()[:1] not in ("{", "["):
        return None
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
