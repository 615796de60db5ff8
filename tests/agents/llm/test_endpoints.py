"""Servers that call themselves OpenAI-compatible, and how they differ."""

import json
import re
from dataclasses import replace

import pytest
from pydantic import SecretStr

from agents.llm.analyst import check_connection
from agents.llm.capabilities import Capabilities, Memory
from agents.llm.dialect import Dialect
from agents.llm.endpoint import OPENAI, Endpoint, base_url_of, endpoint_of
from agents.llm.limits import Limits
from agents.llm.messages import Message, Shape, ToolSpec
from agents.llm.patience import TooLong
from agents.llm.provider import Provider, gave_up
from agents.tracing import Tracer
from core.errors import LimitReached, ProviderError
from core.settings import Settings
from tests.agents.llm.conftest import KEY, endpoint, task
from tests.agents.llm.server import Call, Fail, Garble, Refuse, Say, Spill

HELLO = (Message("system", "Be brief."), Message("user", "Hello."))
SHAPE = Shape("nothing", {"type": "object", "properties": {}})
TOOL = ToolSpec("look", "Look.", {"type": "object", "properties": {}})


@pytest.fixture
def ask(shelf, sleep):
    """Asks a server's model; the run's tracer and the dialect by attribute."""

    def asked(server, *, at=None, dialect=None, limits=None, **options):
        asked.dialect = dialect or Dialect()
        provider = Provider(at or endpoint(server), limits or Limits(), sleep, asked.dialect)
        asked.tracer = Tracer("run", lambda event: None)
        return provider.ask(task(shelf, "?"), asked.tracer, "greet", HELLO, **options)

    return asked


def refusing(field, message, then=None, status=400, **error):
    """A model whose endpoint refuses requests with this field."""

    def brain(request):
        if request.get(field):
            return Fail(status, body=json.dumps({"error": {"message": message, **error}}))
        return then or Say("here")

    return brain


@pytest.mark.parametrize(
    ("field", "message", "error"),
    [
        (
            "temperature",
            "Unsupported value: 'temperature' does not support 0.5 with this model.",
            {"param": "temperature"},
        ),
        (
            "max_tokens",
            "Unsupported parameter: 'max_tokens'. Use 'max_completion_tokens' instead.",
            {"param": "max_tokens", "code": "unsupported_parameter"},
        ),
        ("stream_options", "Extra inputs are not permitted: body.stream_options", {}),
        ("stream", "streaming is not supported by this model", {}),
        ("response_format", "This response_format type is unavailable now", {}),
    ],
)
def test_a_field_that_is_refused_by_name_is_left_out_at_once_and_from_then_on(
    serve, ask, waited, field, message, error
):
    server = serve(brain=refusing(field, message, **error))
    at = replace(endpoint(server), temperature=0.5)
    assert ask(server, at=at, shape=SHAPE).text == "here"
    failed = len(server.requests) - 1
    assert 1 <= failed <= 2 and waited == []
    assert ask(server, at=at, dialect=ask.dialect, shape=SHAPE).text == "here"
    assert len(server.requests) == failed + 2
    assert ask.tracer.spans[0].attributes["sent_without"]


def test_no_healthy_upstream_is_no_word_against_streams(serve, ask):
    ask(serve(Fail(503, body="no healthy upstream"), Say("here")))
    assert ask.dialect.refused == frozenset()


def test_the_limit_goes_by_its_other_name_where_the_first_is_refused(serve, ask):
    server = serve(brain=refusing("max_tokens", "Unsupported parameter", param="max_tokens"))
    ask(server)
    assert server.requests[1]["max_completion_tokens"] == server.requests[0]["max_tokens"]


def test_an_endpoint_without_schemas_is_held_to_any_json_before_it_is_only_asked(serve, ask):
    def brain(request):
        form = request.get("response_format", {}).get("type")
        return (
            Fail(400, body='{"error": "response_format json_schema is unknown"}')
            if form == "json_schema"
            else Say("{}")
        )

    server = serve(brain=brain)
    ask(server, shape=SHAPE)
    assert server.requests[1]["response_format"] == {"type": "json_object"}


def test_a_template_without_a_system_role_gets_the_instructions_in_the_first_message(serve, ask):
    def brain(request):
        roles = [message["role"] for message in request["messages"]]
        return (
            Fail(500, body='{"error": {"message": "System role not supported"}}') if "system" in roles else Say("here")
        )

    server = serve(brain=brain)
    assert ask(server).text == "here"
    assert server.requests[1]["messages"] == [{"role": "user", "content": "Be brief.\n\nHello."}]


def test_a_server_that_ignores_the_stream_is_asked_without_one(serve, ask, waited):
    whole = '{"choices": [{"index": 0, "message": {"role": "assistant", "content": "here"}, "finish_reason": "stop"}]}'
    heard = []
    assert ask(serve(brain=lambda request: Garble(whole, "application/json")), on_text=heard.append).text == "here"
    assert heard == ["here"] and waited == []


def test_what_was_learned_is_remembered_in_the_workspace_and_forgotten_by_a_test_of_the_connection(serve, tmp_path):
    memory = Memory(tmp_path / "endpoints.json")
    at = endpoint(serve())
    memory.keep(at, Capabilities(True, True))
    dialect = memory.dialect(at)
    dialect.refuse("temperature")
    assert memory.dialect(at).refused == frozenset()  # no request went through without it yet
    dialect.succeeded()
    assert memory.dialect(at).refused == {"temperature"} and memory.recall(at) == Capabilities(True, True)
    assert memory.dialect(at, fresh=True).refused == frozenset()


def test_a_400_that_names_nothing_that_was_sent_is_an_error(serve, ask):
    server = serve(Fail(400, body='{"error": {"message": "The moon is full."}}'), Say("never"))
    with pytest.raises(ProviderError, match="The moon is full"):
        ask(server)
    assert len(server.requests) == 1


@pytest.mark.parametrize("tools", [(), (TOOL,)])
def test_tokens_are_estimated_where_the_endpoint_counts_none_so_that_limits_hold(serve, ask, tools):
    reply = ask(serve(Say("word " * 100, usage=False)), tools=tools)
    assert reply.tokens.completion == 125 and reply.tokens.prompt == 4
    assert "gave no usage" in ask.tracer.spans[0].attributes["tokens"]


@pytest.mark.parametrize("tools", [(), (TOOL,)])
def test_a_thought_is_traced_and_not_said(serve, ask, tools):
    heard = []
    for said in (Say("Up.", thought="It was $9."), Say("<think>It was $9.</think>Up.")):
        assert ask(serve(said), tools=tools, on_text=heard.append).text == "Up."
        assert "It was $9." in ask.tracer.spans[0].output
    assert "$9" not in "".join(heard)


def test_a_reply_spent_on_thinking_is_asked_for_again_with_more_room(serve, ask):
    server = serve(Say("", finish="length", thought="hm " * 50), Say("Up.", thought="hm"))
    assert ask(server).text == "Up."
    assert server.requests[1]["max_tokens"] > server.requests[0]["max_tokens"]
    assert ask.tracer.spans[0].tokens.completion == 20


def test_a_refusal_that_streams_is_told_from_an_answer(serve, ask):
    reply = ask(serve(Refuse("I would rather not, thank you.")), on_text=lambda text: None)
    assert (reply.text, reply.refusal) == ("", "I would rather not, thank you.")


def test_an_error_in_the_middle_of_a_stream_is_retried_and_said(serve, ask):
    assert ask(serve(Spill("Rev", "CUDA out of memory"), Say("whole"))).text == "whole"
    with pytest.raises(ProviderError, match="CUDA out of memory"):
        ask(serve(brain=lambda request: Spill("Rev", "CUDA out of memory")))


@pytest.mark.parametrize(
    ("status", "body"),
    [
        (400, '{"error": {"message": "maximum context length is 8192 tokens", "code": "context_length_exceeded"}}'),
        (400, '{"error": {"code": 400, "message": "request (12031 tokens) exceeds the available context size", '
              '"type": "exceed_context_size_error"}}'),
        (400, '{"object": "error", "message": "This model\'s maximum context length is 2048 tokens"}'),
        (400, '{"error": {"message": "prompt is too long: 210000 tokens > 200000 maximum"}}'),
        (413, "<html>413 Request Entity Too Large</html>"),
        (429, '{"error": {"message": "Request too large for gpt: Limit 30000, Requested 45000"}}'),
    ],
)  # fmt: skip
def test_a_prompt_that_is_too_long_is_told_from_an_endpoint_that_fails(serve, ask, waited, status, body):
    with pytest.raises(TooLong, match="FOOTNOTE_CONTEXT"):
        ask(serve(Fail(status, body=body)))
    assert waited == [] and gave_up(ask.tracer) is None


@pytest.mark.parametrize(
    ("status", "body"),
    [
        (404, '{"error": {"message": "The model `test-model` does not exist", "code": "model_not_found"}}'),
        (404, '{"error": {"message": "model \\"test-model\\" not found, try pulling it first"}}'),
        (404, '{"error": "model \'test-model\' not found"}'),
        (400, '{"error": {"message": "test-model is not a valid model ID", "code": 400}}'),
        (404, '{"detail": "Not Found"}'),
    ],
)
def test_a_model_that_is_not_there_is_said_with_those_that_are(serve, ask, status, body):
    server = serve(Fail(status, body=body))
    server.models = ["other", "test-model-2", *(f"m{n}" for n in range(20))]
    with pytest.raises(
        ProviderError, match=r"has no model “test-model”; it offers test-model-2, .*FOOTNOTE_MODEL"
    ) as said:
        ask(server)
    assert str(said.value).count("m1") < 12 and len(str(said.value)) < 400


def test_models_that_are_not_listed_cost_the_sentence_nothing(serve, ask):
    with pytest.raises(ProviderError, match="check FOOTNOTE_MODEL"):
        ask(serve(Fail(404, body='{"error": {"message": "model not found"}}')))


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ('{"error": {"message": "Out of luck"}}', "Out of luck"),
        ('{"error": "Out of luck"}', "Out of luck"),
        ('{"detail": "Out of luck"}', "Out of luck"),
        ('{"detail": [{"loc": ["body", "n"], "msg": "Out of luck", "type": "missing"}]}', "body.n: Out of luck"),
        ('[{"error": {"code": 400, "message": "Out of luck"}}]', "Out of luck"),
        ("<html><head><style>p {}</style></head><body><h1>502</h1> Out of luck</body></html>", "502 Out of luck"),
        ("Out of luck", "Out of luck"),
    ],
)
@pytest.mark.parametrize("status", [400, 502])
def test_an_errors_sentence_is_found_however_it_is_wrapped(serve, ask, body, said, status):
    with pytest.raises(ProviderError) as raised:
        ask(serve(brain=lambda request: Fail(status, body=body)))
    assert f"(“{said}”)" in str(raised.value) and "<" not in str(raised.value)


@pytest.mark.parametrize("status", [400, 401, 402, 403, 404, 429, 500])
@pytest.mark.parametrize("padding", [0, 185, 195])
def test_a_key_that_an_error_repeats_is_in_no_sentence_and_no_span(serve, ask, status, padding):
    body = json.dumps({"error": {"message": f"{'x' * padding} bad key {KEY} model"}})
    with pytest.raises(ProviderError) as raised:
        ask(serve(brain=lambda request: Fail(status, body=body)))
    everything = str(raised.value) + repr(ask.tracer.spans)
    assert not any(KEY[: n + 6] in everything for n in range(6, len(KEY)))


def test_the_exact_wait_that_openai_names_is_kept(serve, ask, waited):
    ask(serve(Fail(429, {"retry-after-ms": "250", "Retry-After": "1"}), Say("here")))
    assert waited == [0.25]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("http://localhost:11434/v1/", "http://localhost:11434/v1"),
        (" http://localhost:8080/v1/chat/completions ", "http://localhost:8080/v1"),
        ("localhost:8000/v1", "http://localhost:8000/v1"),
        ("127.0.0.1:8000", "http://127.0.0.1:8000"),
        ("box:1234/v1", "http://box:1234/v1"),
        ("api.example.com/v1", "https://api.example.com/v1"),
        ("'https://openrouter.ai/api/v1'", "https://openrouter.ai/api/v1"),
        ("https://x.openai.azure.com/openai/deployments/d/chat/completions?api-version=2024-10-21",
         "https://x.openai.azure.com/openai/deployments/d?api-version=2024-10-21"),
        ("", ""),
        ("  ", ""),
    ],
)  # fmt: skip
def test_a_base_url_is_read_as_people_write_it(written, read):
    assert base_url_of(written) == read
    settings = Settings(_env_file=None, openai_base_url=written)
    assert endpoint_of(settings).base_url == (read or OPENAI)


@pytest.mark.parametrize("written", ["", "/", "/v1", "/v1/"])
def test_a_base_url_may_leave_out_the_version(serve, ask, tmp_path, written):
    server = serve(brain=lambda request: Say("here"))
    memory = Memory(tmp_path / "endpoints.json")
    at = replace(endpoint(server), base_url=base_url_of(server.url.removesuffix("/v1") + written))
    for _ in range(2):
        assert ask(server, at=at, dialect=memory.dialect(at)).text == "here"
    assert len(server.requests) == 2 and len(server.paths) == (3 if "v1" not in written else 2)


def test_a_base_url_where_nothing_answers_is_said(serve, ask):
    server = serve()
    at = replace(endpoint(server), base_url=server.url.replace("/v1", "/nothing"))
    with pytest.raises(ProviderError, match="no chat completions at http://.*/nothing; .*/v1"):
        ask(server, at=at)


def test_azure_gets_the_key_by_its_own_name_and_its_version_with_every_call():
    at = Endpoint("d", "https://x.openai.azure.com/openai/deployments/d?api-version=2024-10-21", SecretStr(KEY))
    assert at.headers["api-key"] == KEY and at.address() == "https://x.openai.azure.com/openai/deployments/d"
    assert dict(at.client()._http_client.params) == {"api-version": "2024-10-21"}
    assert "api-key" not in replace(at, base_url="https://azure.com.evil.example/v1").headers


def test_a_password_in_the_base_url_is_a_secret():
    at = Endpoint("m", "https://user:hunter2hunter2@host.example/v1")
    assert "hunter2hunter2" in at.secrets and at.host == "host.example"


@pytest.mark.parametrize(
    "failure",
    [
        Fail(400, body='{"error": {"message": "registry.ollama.ai/library/gemma does not support tools"}}'),
        Fail(404, body='{"error": {"message": "No endpoints found that support tool use.", "code": 404}}'),
        Fail(500, body='{"error": {"code": 500, "message": "tools param requires --jinja flag"}}'),
        Fail(400, body='{"message": "\\"auto\\" tool choice requires --enable-auto-tool-choice to be set"}'),
        Fail(501, body='{"error": "tool_choice is not implemented"}'),
    ],
)
def test_an_endpoint_that_knows_no_tools_is_known_by_its_error(serve, tmp_path, failure):
    server = serve(brain=lambda request: failure if "tools" in request else Say('{"word": "ready"}'))
    settings = Settings(_env_file=None, home=tmp_path, openai_base_url=server.url)
    connection = check_connection(settings)
    assert connection.ok and connection.capabilities == Capabilities(tools=False, schema=True)


@pytest.mark.parametrize(
    "call",
    [
        {"id": None, "type": "function", "function": {"name": "look", "arguments": '{"at": 3}'}},
        {"id": "1", "type": None, "function": {"name": "look", "arguments": {"at": 3}}},
        {"id": "", "function": {"name": "look", "arguments": '{"at": 3}'}},
    ],
)
def test_a_tool_call_is_read_in_the_forms_that_servers_send(serve, ask, call):
    message = {"role": "assistant", "content": None, "tool_calls": [call]}
    whole = {"choices": [{"index": 0, "message": message, "finish_reason": "tool_calls"}]}
    reply = ask(serve(Garble(json.dumps(whole), "application/json")), tools=[TOOL])
    assert [(one.name, json.loads(one.arguments)) for one in reply.calls] == [("look", {"at": 3})] and reply.calls[0].id


def test_a_stream_that_never_ends_is_ended_by_the_limit_of_seconds(serve, ask):
    class Slow(Limits):
        def check(self, *args):
            pass

    with pytest.raises(LimitReached, match="FOOTNOTE_MAX_SECONDS"):
        ask(serve(Say("word " * 500)), limits=Slow(seconds=0))


def test_a_message_without_text_is_sent_with_some(shelf, serve, sleep):
    server = serve(Say("here"))
    said = (Message("user", "Hello."), Message("assistant", ""), Message("user", "Well?"))
    Provider(endpoint(server), Limits(), sleep).ask(task(shelf, "?"), Tracer("run", lambda event: None), "greet", said)
    assert all(re.search(r"\w", message["content"]) for message in server.requests[0]["messages"])


def test_calls_and_refusals_where_the_endpoint_streams_nothing_else_leave_no_text(serve, ask):
    assert ask(serve(brain=lambda request: Call([("look", {})]))).text == ""
