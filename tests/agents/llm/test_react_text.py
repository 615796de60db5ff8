"""What small models make of the ReAct form, and what is read from it."""

import pytest

from agents.llm.react_text import tool_named, turn_of
from agents.toolcalls import TOOLS

REVENUE = {"filing": "F1", "line_items": ["Revenue"]}
INPUT = '{"filing": "F1", "line_items": ["Revenue"]}'


@pytest.mark.parametrize(
    "reply",
    [
        f"Thought: I need it.\nAction: lookup_fact\nAction Input: {INPUT}",
        f"Thought: I need it.\n\nAction: lookup_fact\n\nAction Input:\n{INPUT}\n",
        f"**Thought:** I need it.\n**Action:** `lookup_fact`\n**Action Input:** {INPUT}",
        f"Thought: I need it.\n1. Action: Lookup Fact\n2. Action Input: {INPUT}",
        f"Thought: I need it.\nAction: LookupFact tool.\nAction Input: {INPUT}",
        f"Thought: I need it.\nAction: I will use lookup_fact now\nAction Input: {INPUT}",
        f"Thought: I need it.\nAction: lookup_fact\nAction Input: ```json\n{INPUT}\n```",
        f"Thought: I need it.\nAction: lookup_fact Action Input: {INPUT}",
        f"Thought: I need it.\nACTION: lookup_fact\nACTION INPUT: {INPUT}",
        f"Thought: I need it.\nAction: lookup_fact\nAction_Input: {INPUT}",
        f"Thought: I need it.\nAction: lookup_fact\n{INPUT}",
        f"Thought: I need it.\nAction: lookup_fact {INPUT}",
        f"Thought: I need it.\nAction: lookup_fact({INPUT})",
        "Thought: I need it.\nAction: lookup_fact(filing='F1', line_items=['Revenue'])",
        "Thought: I need it.\nAction: lookup_fact\nAction Input: {'filing': 'F1', 'line_items': ['Revenue'],}",
        "Thought: I need it.\nAction: lookup_fact\nAction Input: {filing: \"F1\", line_items: [\"Revenue\"]}",
        "Thought: I need it.\nAction: lookup_fact\nAction Input: {“filing”: “F1”, “line_items”: [“Revenue”]}",
        'Thought: I need it.\nAction: lookup_fact\nAction Input: {"filing": "F1", "line_items": ["Revenue"]',
        f'Thought: I need it.\n{{"action": "lookup_fact", "action_input": {INPUT}}}',
        f'Thought: I need it.\n<tool_call>{{"name": "lookup_fact", "arguments": {INPUT}}}</tool_call>',
        'Thought: I need it.\n{"tool": "lookup_fact", "filing": "F1", "line_items": ["Revenue"]}',
        "Thought: I need it.\nlookup_fact(filing='F1', line_items=['Revenue'])",
        f"Thought: I need it.\nAction: lookup_fact\nAction Input: {INPUT}\nObservation: it was 42\nThought: so\nDone",
        f"Thought: I need it.\nAction: lookup_fact\nAction Input: {INPUT}\n  OBSERVATION : 42",
        f"Thought: I need it.\nAction: lookup_fact\nAction Input: {INPUT}\nFinal Answer: it was 42",
    ],
)  # fmt: skip
def test_a_call_is_read_however_it_is_written(reply):
    turn = turn_of(reply, TOOLS)
    assert (turn.tool, turn.arguments, turn.done) == ("lookup_fact", REVENUE, False)
    assert turn.thought == "I need it." and "42" not in turn.text


def test_of_several_actions_the_first_is_taken_and_the_rest_forgotten():
    second = '{"filing": "F2", "line_items": ["Revenue"]}'
    turn = turn_of(f"Action: lookup_fact\nAction Input: {INPUT}\nAction: compare\nAction Input: {second}", TOOLS)
    assert turn.arguments == REVENUE and turn.more and "F2" not in turn.text
    assert not turn_of(f"Action: lookup_fact\nAction Input: {INPUT}", TOOLS).more


def test_an_action_without_input_does_not_take_the_next_one_s():
    turn = turn_of(f"Action: read_page\nThought: no\nAction: lookup_fact\nAction Input: {INPUT}", TOOLS)
    assert (turn.tool, turn.arguments) == ("read_page", {})


@pytest.mark.parametrize(
    "reply",
    [
        "Thought: That is all.\nDone",
        "Done.",
        "**Done**",
        "Thought: enough\nFinal Answer: revenue rose.\nThought: or did it?",
        "Final Answer: revenue was 42\nAction: lookup_fact\nAction Input: {}",
        "Thought: enough\nAnswer: revenue rose",
        "Thought: enough\nAction: Done",
        "Thought: enough\nAction: None\nAction Input: None",
        "Thought: enough\nAction: Final Answer\nAction Input: revenue rose",
        '{"action": "Final Answer", "action_input": "revenue rose"}',
    ],
)
def test_an_end_is_an_end_whatever_comes_after(reply):
    assert turn_of(reply, TOOLS).done


def test_done_within_a_sentence_is_no_end():
    turn = turn_of(
        f"Thought: Done with F2.\nDone with the first, now the next.\nAction: lookup_fact\nAction Input: {INPUT}", TOOLS
    )  # noqa: E501
    assert not turn.done and turn.tool == "lookup_fact"


@pytest.mark.parametrize(
    "reply", ["", "Revenue went up, I believe.", "Thought: hm", "{]} Thought Action: ", "Action Input: {}", "{" * 5000]
)
def test_what_is_neither_is_said_to_be_unreadable(reply):
    turn = turn_of(reply, TOOLS)
    assert not turn.done and turn.tool == ""


def test_arguments_that_are_no_object_are_none():
    assert turn_of("Action: lookup_fact\nAction Input: F1, Revenue", TOOLS).arguments is None
    assert turn_of("Action: lookup_fact('F1', 'Revenue')", TOOLS).arguments is None


@pytest.mark.parametrize(
    ("said", "tool"),
    [
        ("search", "search_passages"),
        ("Search Passage", "search_passages"),
        ("summarize_section", "summarise_section"),
        ("functions.lookup_fact", "lookup_fact"),
        ("query", "query_facts"),
        ("send_email", None),
        ("", None),
        ("l", None),
    ],
)
def test_a_tool_is_known_by_a_name_that_comes_close(said, tool):
    assert tool_named(said, TOOLS) == tool
