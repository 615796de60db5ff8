import threading
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from email.utils import format_datetime

import pytest

from agents.llm.limits import Limits
from agents.llm.messages import Message, Shape, ToolSpec
from agents.llm.patience import retry_after
from agents.llm.provider import Provider, gave_up
from agents.tracing import Tracer
from core.errors import LimitReached, ProviderError, Stopped
from core.traces import Run, SpanKind, SpanStatus, Tokens
from tests.agents.llm.conftest import KEY, endpoint, task
from tests.agents.llm.server import Call, Cut, Fail, Garble, Hang, Refuse, Say

HELLO = (Message("system", "Be brief."), Message("user", f"Hello. My key is {KEY}."))


@pytest.fixture
def asking(shelf, sleep):
    """Asks a server's model; gives the reply, and the run's tracer by attribute."""

    def asked(server, *, limits=None, history=(), stop=None, changes=None, **options):
        provider = Provider(endpoint(server, **(changes or {})), limits or Limits(), sleep)
        asked.tracer = Tracer("run", lambda event: None)
        given = {"history": history} | ({"stop": stop} if stop else {})
        return provider.ask(task(shelf, "?", **given), asked.tracer, "greet", HELLO, **options)

    return asked


def test_a_reply_streams_and_its_span_has_prompt_tokens_and_cost(serve, asking):
    server = serve(Say("Hello to you, and a good day.", prompt_tokens=2000, completion_tokens=500))
    heard = []
    prices = {"price_in": Decimal("0.25"), "price_out": Decimal(2)}
    reply = asking(server, on_text=heard.append, changes=prices)
    assert reply.text == "".join(heard) == "Hello to you, and a good day." and len(heard) > 1
    (span,) = asking.tracer.spans
    assert span.kind is SpanKind.LLM and span.model == "test-model" and span.tokens == Tokens(2000, 500)
    assert span.cost == Decimal("0.0015")
    assert "Be brief." in span.input and span.output == reply.text


def test_the_key_is_sent_and_stands_in_no_span(serve, asking):
    server = serve(Say(f"Your key is {KEY}."))
    asking(server)
    assert server.headers[0]["Authorization"] == f"Bearer {KEY}"
    assert KEY not in repr(asking.tracer.spans)


def test_a_temperature_that_is_not_set_is_not_sent(serve, asking):
    server = serve(Say("a"), Say("b"))
    asking(server)
    asking(server, changes={"temperature": 0.0})
    assert "temperature" not in server.requests[0] and server.requests[1]["temperature"] == 0.0


def test_a_shape_is_sent_as_json_schema_and_tools_as_functions(serve, asking):
    server = serve(Say("{}"), Call([("look", {"at": "page 3"})]))
    schema = {"type": "object", "properties": {}}
    asking(server, shape=Shape("nothing", schema))
    reply = asking(server, tools=[ToolSpec("look", "Look.", schema)])
    assert server.requests[0]["response_format"]["json_schema"]["schema"] == schema
    assert server.requests[1]["tools"][0]["function"]["name"] == "look"
    assert [(call.name, call.arguments) for call in reply.calls] == [("look", '{"at": "page 3"}')]


def test_a_busy_endpoint_is_asked_again_after_the_time_it_names(serve, asking, waited):
    server = serve(Fail(429, {"Retry-After": "7"}), Fail(503), Say("here"))
    assert asking(server).text == "here"
    assert waited == [7.0, 1.0]
    (span,) = asking.tracer.spans
    assert span.attributes["retries"] == "2" and "rate limit" in span.attributes["retry_1"]


def test_an_endpoint_that_goes_on_failing_is_given_up_with_a_sentence(serve, asking, waited):
    server = serve(brain=lambda request: Fail(500))
    with pytest.raises(ProviderError, match="error 500"):
        asking(server)
    assert waited == [0.5, 1.0, 2.0] and len(server.requests) == 4
    assert gave_up(asking.tracer) and asking.tracer.spans[0].status is SpanStatus.ERROR


@pytest.mark.parametrize(
    ("reaction", "said"),
    [
        (Fail(401), "refused the key"),
        (Fail(404), "no model"),
        (Fail(400), "error 400"),
        (Fail(429, {"Retry-After": "3600"}), "rate limit"),
        (Fail(429, body='{"error": {"message": "pay", "code": "insufficient_quota"}}'), "quota"),
    ],
)
def test_what_asking_again_cannot_mend_is_not_asked_again(serve, asking, waited, reaction, said):
    server = serve(reaction, Say("never"))
    with pytest.raises(ProviderError, match=said):
        asking(server)
    assert waited == [] and len(server.requests) == 1


def test_an_error_that_repeats_the_key_is_said_without_it(serve, asking):
    server = serve(Fail(400, body=f'{{"error": {{"message": "bad key {KEY}"}}}}'))
    with pytest.raises(ProviderError) as raised:
        asking(server)
    assert KEY not in str(raised.value)


@pytest.mark.parametrize("broken", [Garble(), Garble('{"choices": null}', "application/json"), Cut("Hello, I was ab")])
def test_a_reply_that_is_none_or_breaks_off_is_asked_for_again(serve, asking, broken):
    assert asking(serve(broken, Say("whole"))).text == "whole"


def test_malformed_json_with_tools_is_asked_for_again(serve, asking):
    tools = [ToolSpec("look", "Look.", {"type": "object", "properties": {}})]
    broken = (Garble("{nonsense", "application/json"), Garble('{"object": "error"}', "application/json"))
    assert asking(serve(*broken, Say("whole")), tools=tools).text == "whole"


def test_an_endpoint_that_does_not_answer_is_given_up(serve, asking):
    with pytest.raises(ProviderError, match="gave no reply within 0.2 s"):
        asking(serve(Hang(), Hang()), changes={"seconds": 0.2, "retries": 1})


def test_an_endpoint_that_is_not_there_is_given_up(serve, asking):
    server = serve()
    server.close()
    with pytest.raises(ProviderError, match="cannot be reached"):
        asking(server)


def test_a_refusal_is_told_from_an_answer(serve, asking):
    tools = [ToolSpec("look", "Look.", {"type": "object", "properties": {}})]
    reply = asking(serve(Refuse("I would rather not.")), tools=tools)
    assert (reply.text, reply.refusal) == ("", "I would rather not.")


def test_a_stopped_run_asks_nothing(serve, asking):
    server, stop = serve(Say("late")), threading.Event()
    stop.set()
    with pytest.raises(Stopped):
        asking(server, stop=stop)
    assert server.requests == []


def test_a_run_is_stopped_while_the_model_writes(serve, asking):
    stop = threading.Event()
    with pytest.raises(Stopped):
        asking(serve(Say("word " * 50)), stop=stop, on_text=lambda text: stop.set())
    assert asking.tracer.spans[0].status is SpanStatus.STOPPED


@pytest.mark.parametrize(
    ("limits", "named"),
    [
        (Limits(steps=1), "FOOTNOTE_MAX_STEPS"),
        (Limits(tokens=110), "FOOTNOTE_MAX_TOKENS"),
        (Limits(cost=Decimal("0.00011")), "FOOTNOTE_MAX_COST"),
        (Limits(seconds=0), "FOOTNOTE_MAX_SECONDS"),
        (Limits(session_tokens=220), "FOOTNOTE_SESSION_TOKENS"),
        (Limits(session_cost=Decimal("0.00022")), "FOOTNOTE_SESSION_COST"),
    ],
)
def test_each_limit_ends_the_asking_and_names_its_setting(shelf, serve, sleep, limits, named):
    server = serve(Say("one"), Say("two"), Say("three"))
    prices = {"price_in": Decimal(1), "price_out": Decimal(1)}
    tracer = Tracer("run", lambda event: None)
    Provider(endpoint(server, **prices)).ask(task(shelf, "?"), tracer, "first", HELLO)
    earlier = Run("before", "session", "?", datetime.now(UTC), spans=tracer.spans)
    provider = Provider(endpoint(server, **prices), limits, sleep)
    with pytest.raises(LimitReached, match=named):
        provider.ask(task(shelf, "?", history=(earlier,)), tracer, "second", HELLO)
    assert len(server.requests) == 1


def test_retry_after_is_read_as_seconds_or_as_a_date():
    assert retry_after({"retry-after": "1.5"}) == 1.5
    soon = format_datetime(datetime.now(UTC) + timedelta(seconds=30), usegmt=True)
    assert 25 < retry_after({"retry-after": soon}) <= 30
    assert retry_after({"retry-after": "soon"}) is None and retry_after({}) is None


def test_an_endpoint_prints_without_its_key(serve):
    made = endpoint(serve())
    assert KEY not in repr(made) and KEY not in repr(replace(made, model="other"))
