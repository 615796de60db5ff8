"""An endpoint that repeats the key which it was sent shows it to nobody."""

import pytest

from agents.llm.discretion import Discreet, discreet
from agents.llm.messages import Reply, ToolCall
from core.redaction import redacted

KEY = "local-secret-0451"


@pytest.mark.parametrize("size", [1, 3, 7, 100])
@pytest.mark.parametrize("text", [f"The key is {KEY}.", f"{KEY}{KEY} and loca", "no key, local-secret"])
def test_a_stream_is_handed_on_without_the_key_however_it_is_cut(text, size):
    heard: list[str] = []
    stream = Discreet(heard.append, [KEY])
    for start in range(0, len(text), size):
        stream.hear(text[start : start + size])
    stream.end()
    assert "".join(heard) == redacted(text, [KEY])


def test_no_part_of_a_reply_keeps_the_key():
    reply = Reply(f"a {KEY}", (ToolCall("1", "t", f'{{"q": "{KEY}"}}'),), thought=KEY, refusal=f"no, {KEY}")
    assert KEY not in repr(discreet(reply, [KEY]))
