"""A turn in the ReAct form, read from whatever a model made of it.

Small models name no action, name several, invent the observation, write the call as code or as JSON, or go on after
the end. What is read is the first action alone: what follows it was written without having seen what came of it.
LlamaIndex's `ReActOutputParser` is not used: it takes an action's end for the text's, and raises where a form differs.
"""

import ast
import re
from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from typing import NamedTuple

from agents.llm.arguments import read_arguments
from agents.llm.sloppy_json import object_in

_OBSERVATION = re.compile(r"^\W*Observation\W*:", re.MULTILINE | re.IGNORECASE)
_ACTION = re.compile(r"^[\W\d]*Action\W*:[ \t]*(?P<name>.*)", re.MULTILINE | re.IGNORECASE)
_INPUT = re.compile(r"Action[ _]?Input\W*?:\s*", re.IGNORECASE)
_NEXT = re.compile(r"^[\W\d]*(?:Action(?! ?_?Input)|Thought|Done|Final Answer)\W*:?", re.MULTILINE | re.IGNORECASE)
_THOUGHT = re.compile(r"^[\W\d]*Thought\W*:\W*(.+)", re.MULTILINE | re.IGNORECASE)
_DONE = re.compile(r"^\W*(?:Done\W*$|Final Answer\b|Answer\s*:)", re.MULTILINE | re.IGNORECASE)
_NO_ACTION = ("done", "none", "finish", "final answer", "answer", "stop", "n/a", "no action")
_CALLED = re.compile(r"([A-Za-z_]\w*)\s*\((.*)\)", re.DOTALL)
_NAMES = ("tool", "action", "name", "function", "tool_name")
SHORTEST = 4  # letters by which a tool is known that they begin
ALIKE = 0.85


class Turn(NamedTuple):
    """What a reply says: the tool to call and its arguments (None where they cannot be read), or that it is done.

    `text` is the reply as far as it counts, for the conversation; `more` says that it held further actions.
    """

    text: str
    thought: str = ""
    tool: str = ""
    arguments: Mapping[str, object] | None = None
    done: bool = False
    more: bool = False


def turn_of(reply: str, tools: Sequence[str]) -> Turn:
    """A reply as a turn; one with neither a tool nor an end could not be read."""
    text = _OBSERVATION.split(reply, maxsplit=1)[0].rstrip()
    action, done = _ACTION.search(text), _DONE.search(text)
    found = _THOUGHT.search(text)
    thought = found[1].strip() if found else ""
    if done and not (action and action.start() < done.start()):
        return Turn(text[: done.end()], thought, done=True)
    if action is None:
        return _otherwise(text, thought, tools)
    after = _NEXT.search(text, action.end())
    end = after.start() if after else len(text)
    name, *given = _INPUT.split(text[action.start("name") : end], maxsplit=1)
    if _bare(name) in _NO_ACTION:
        return Turn(text[: action.end()], thought, done=True)
    tool = tool_named(name, tools) or name.strip().split("\n")[0].strip("`*\"' \t")
    arguments = read_arguments(given[0]) if given else _beside(name)
    return Turn(text[:end].rstrip(), thought, tool, arguments, more=bool(after))


def tool_named(said: str, tools: Sequence[str]) -> str | None:
    """The tool that a text names: whatever its case and spacing, in American spelling, or by how it begins."""
    words = _squashed(said)
    plain = {_squashed(tool): tool for tool in tools}
    within = sorted((words.find(one), tool) for one, tool in plain.items() if one in words)
    if within:
        return within[0][1]
    begun = [tool for one, tool in plain.items() if len(words) >= SHORTEST and one.startswith(words)]
    close = get_close_matches(words, plain, 1, ALIKE)
    return begun[0] if len(begun) == 1 else plain[close[0]] if close else None


def _squashed(text: str) -> str:
    return re.sub(r"[^a-z]", "", text.lower().replace("z", "s"))


def _bare(text: str) -> str:
    return text.strip().strip("`*\"'.,: \t\n").lower()


def _beside(name: str) -> Mapping[str, object] | None:
    """The arguments that stand with the name: as a call in code, or as JSON without its heading."""
    called = _CALLED.search(name.split("{")[0]) or _CALLED.match(name.strip())
    if called:
        return _in_code(called[2])
    return object_in(name) if "{" in name else {}


def _in_code(text: str) -> Mapping[str, object] | None:
    """The arguments of a call in code; None where they are not named."""
    if text.strip().startswith("{"):
        return object_in(text)
    try:
        called = ast.parse(f"f({text})", mode="eval").body
        assert isinstance(called, ast.Call)
        return {k.arg: ast.literal_eval(k.value) for k in called.keywords if k.arg} if not called.args else None
    except (SyntaxError, ValueError, AssertionError, MemoryError, RecursionError):
        return None


def _otherwise(text: str, thought: str, tools: Sequence[str]) -> Turn:
    """A turn without its headings: the call as one JSON object, or as code."""
    given = object_in(text)
    if given is not None:
        key = next((name for name in _NAMES if isinstance(given.get(name), str)), "")
        if key and _bare(str(given[key])) in _NO_ACTION:
            return Turn(text, thought, done=True)
        tool = tool_named(str(given[key]), tools) if key else None
        if tool:
            return Turn(
                text, thought, tool, read_arguments({n: v for n, v in given.items() if n not in (key, "thought")})
            )
    called = _CALLED.search(text)
    if called and called[1] in tools:
        return Turn(text[: called.end()], thought, called[1], _in_code(called[2]))
    return Turn(text, thought)
