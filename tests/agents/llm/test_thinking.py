import pytest

from agents.llm.thinking import Aloud, told


@pytest.mark.parametrize(
    ("raw", "text", "thought"),
    [
        ("Revenue rose [1].", "Revenue rose [1].", ""),
        ("<think>It was $9.</think>\n\nRevenue rose [1].", "Revenue rose [1].", "It was $9."),
        ("It was $9.\n</think>\nRevenue rose.", "Revenue rose.", "It was $9."),
        ("<thinking>a</thinking>Up.<think>b</think>", "Up.", "a\nb"),
        ("[THINK]It was $9.[/THINK]Up.", "Up.", "It was $9."),
        ("<think>It was $9, and then", "", "It was $9, and then"),
        (
            "<|channel|>analysis<|message|>Hm.<|end|><|start|>assistant<|channel|>final<|message|>Up.<|return|>",
            "Up.",
            "Hm.",
        ),
        ('{"a": "<b> is less than </b>"}', '{"a": "<b> is less than </b>"}', ""),
        ("<THINK>x</THINK>Up", "Up", "x"),
    ],
)
def test_a_thought_is_told_from_what_is_said(raw, text, thought):
    assert told(raw) == (text, thought)


@pytest.mark.parametrize("size", [1, 3, 7, 100])
@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("<think>It was $9.</think>Revenue was < $5 [1] and [2].", "Revenue was < $5 [1] and [2]."),
        ("Revenue rose [1][2]. <b>So.</b>", "Revenue rose [1][2]. <b>So.</b>"),
        ("<|channel|>analysis<|message|>$9<|end|><|channel|>final<|message|>Up.", "Up."),
        ("Up by [", "Up by ["),
    ],
)
def test_a_stream_gives_what_is_said_aloud_alone(raw, text, size):
    given = []
    aloud = Aloud(given.append)
    for place in range(0, len(raw), size):
        aloud.hear(raw[place : place + size])
    aloud.end()
    assert "".join(given) == text and "" not in given


def test_a_lone_end_of_thinking_begins_the_text_again():
    given = []
    aloud = Aloud(given.append)
    for piece in ("It was ", "$9.", "</think>", "Up."):
        aloud.hear(piece)
    aloud.end()
    assert given[-1] == "Up."
