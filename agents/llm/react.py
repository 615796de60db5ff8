"""ReAct: thought, action, observation in text, for any model (Yao et al. 2022, arXiv:2210.03629)."""

import re

from agents.llm.filings import listed
from agents.llm.looking import Looking
from agents.llm.messages import Message
from agents.llm.prompts import prompt
from agents.llm.structured import json_in
from agents.llm.talk import Talk
from agents.llm.toolspecs import described
from agents.toolcalls import TOOLS
from core.filings import Filing

_ACTION = re.compile(r"^\W*Action\W*:\W*([A-Za-z_]+)", re.MULTILINE | re.IGNORECASE)
_INPUT = re.compile(r"^\W*Action Input\W*:\s*(.*)", re.MULTILINE | re.IGNORECASE | re.DOTALL)
_THOUGHT = re.compile(r"^\W*Thought\W*:\s*(.+)", re.MULTILINE | re.IGNORECASE)
_DONE = re.compile(r"^\W*(?:Done\b|Final Answer\b|Answer\s*:)", re.MULTILINE | re.IGNORECASE)
MOST_UNREADABLE = 2
UNREADABLE = 'Error: write "Action: …" and "Action Input: {…}" on lines of their own, or "Done".'


class ReActSteps:
    """One conversation in the ReAct form. A reply is read up to its first action: what follows would be made up."""

    def __init__(self, talk: Talk) -> None:
        """Take the model in the course of a question."""
        self._said: list[Message] = []
        self._unreadable = 0

    def begin(self, talk: Talk, filings: dict[str, Filing]) -> None:
        """Tell the model of its tools, the filings and the question."""
        question = f"The filings:\n{listed(filings)}\n\nThe question: {talk.task.run.question}"
        self._said = [Message("system", prompt("react", tools=described(TOOLS))), Message("user", question)]

    def step(self, talk: Talk, looking: Looking) -> bool:
        """One thought with its action and observation; False when the model is done or cannot be read."""
        text = talk.ask("step", self._said).text.split("\nObservation")[0]
        action, done = _ACTION.search(text), _DONE.search(text)
        if done and not (action and action.start() < done.start()):
            return False
        observation = self._observed(text, action, looking) if action else self._not_read()
        self._said += [Message("assistant", text), Message("user", f"Observation: {observation}")]
        return self._unreadable < MOST_UNREADABLE

    def _observed(self, text: str, action: re.Match[str], looking: Looking) -> str:
        given = _INPUT.search(text, action.end())
        arguments = json_in(given[1]) if given else {}
        thought = _THOUGHT.search(text)
        read = arguments if isinstance(arguments, dict) else "none"
        return looking.observe(action[1], read, thought[1] if thought else "")

    def _not_read(self) -> str:
        self._unreadable += 1
        return UNREADABLE
