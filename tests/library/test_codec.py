import json
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from pydantic import ValidationError

from core.answers import (
    Answer,
    AnswerStatus,
    Cell,
    Chart,
    ChartPoint,
    Citation,
    ComparisonTable,
    Figure,
    Finding,
    FindingStatus,
    Headline,
    Plan,
    SubQuestion,
    TableRow,
)
from core.filings import BBox, PagePicture
from core.periods import Period
from core.traces import Feedback, Run, RunEnded, RunSettings, Session, Span, SpanKind, SpanStatus, Tokens, Vote
from library import codec

NOW = datetime(2024, 5, 6, 7, 8, 9, 123456, UTC)


def whole_run() -> Run:
    citation = Citation(1, "f1", 7, "Revenue 8,343", BBox(1.5, 2, 3, 4))
    read = Figure("Revenue", Decimal("8343000000.10"), "USD", Period(date(2022, 9, 30), date(2022, 7, 1)), citation)
    made = Figure("Growth", Decimal("3.3"), "%", formula="a / b", inputs=(read, read))
    arguments = {
        "item": "Revenues",
        "k": 3,
        "share": 0.5,
        "exact": True,
        "of": None,
        "words": ["a", "b"],
        "digits": "12",
    }
    sub_question = SubQuestion("1", "Revenue?", "lookup", "f1", arguments, ("0",))
    finding = Finding(sub_question, FindingStatus.ANSWERED, "8,343", (read,), (citation,), ("Recast.",), 0.25)
    answer = Answer(
        "It grew.[^1]",
        AnswerStatus.ANSWERED,
        Headline(Decimal("3.3"), "%", "3.3%"),
        (read, made),
        ComparisonTable("Revenue", ("Q3",), (TableRow("Uber", (Cell("8,343", 0), Cell("–"))),)),
        Chart("line", "Revenue", "USD", (ChartPoint("Q3", "Uber", Decimal("8.3"), 0),)),
        (citation,),
        (finding,),
    )
    span = Span(
        "s1", "r1", SpanKind.LLM, "plan", NOW, None, NOW, SpanStatus.OK, "in", '{"a": 1}', "1", (citation,), "m",
        Tokens(10, 5), Decimal("0.0012"), None, {"temperature": "0"},
    )  # fmt: skip
    feedback = Feedback(Vote.DOWN, NOW, 1, "wrong quarter", "8,073")
    return Run(
        "r1", "session", "Why?", NOW, RunSettings("openai", "react", "m", "0.1"), ("f1",), (),
        Plan((sub_question,), ("Q3 is read as …",)), answer, (span,), NOW, False, (feedback,),
    )  # fmt: skip


def test_a_whole_session_survives_json() -> None:
    session = Session("session", "Über revenue", NOW, NOW, (whole_run(),))
    assert codec.load(Session, json.loads(json.dumps(codec.dump(session)))) == session
    assert codec.load_text(Session, codec.dump_text(session)) == session


def test_decimals_are_strings_and_dates_iso() -> None:
    data = codec.dump(whole_run())
    figure = data["answer"]["figures"][0]
    assert figure["value"] == "8343000000.10"
    assert figure["period"] == {"end": "2022-09-30", "start": "2022-07-01"}
    assert data["started"] == "2024-05-06T07:08:09.123456Z"


def test_arguments_of_a_plan_keep_their_types() -> None:
    run = codec.load(Run, json.loads(json.dumps(codec.dump(whole_run()))))
    assert run.plan
    assert [type(value) for value in run.plan.sub_questions[0].arguments.values()] == [
        str, int, float, bool, type(None), list, str,
    ]  # fmt: skip


def test_a_picture_travels_as_base64() -> None:
    picture = PagePicture("f1", 3, b"\x89PNG\x00\xff\xfe", 612, 792)
    data = json.loads(json.dumps(codec.dump(picture)))
    assert isinstance(data["png"], str)
    assert codec.load(PagePicture, data) == picture


def test_an_event_survives() -> None:
    event = RunEnded(replace(whole_run(), stopped=True))
    assert codec.load(RunEnded, codec.dump(event)) == event


def test_what_is_no_such_value_is_refused() -> None:
    with pytest.raises(ValidationError):
        codec.load(Run, {"id": "r1"})
