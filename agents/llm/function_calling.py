"""Function calling: the model calls the tools natively, several at once where it likes."""

from agents.llm.kit import Observer
from agents.llm.messages import Message
from agents.llm.prompts import prompt
from agents.llm.react import ReActSteps
from agents.llm.talk import Talk
from agents.llm.walking import Steps


class FunctionCallingSteps:
    """One conversation with native tool calls."""

    def __init__(self, talk: Talk) -> None:
        """Take the model in the course of a question."""
        self._said: list[Message] = []

    def begin(self, question: str, looking: Observer) -> None:
        """Tell the model of the question."""
        self._said = [Message("system", prompt(looking.kit.native)), Message("user", question)]

    def step(self, talk: Talk, looking: Observer) -> bool:
        """One turn: the calls that the model asks for, each answered; False when it asks for none."""
        reply = talk.ask("step", self._said, tools=looking.kit.specs)
        if not reply.calls:
            return False
        self._said.append(Message("assistant", reply.text, reply.calls))
        asked = [(call.name, call.arguments, reply.text) for call in reply.calls]
        for call, observation in zip(reply.calls, looking.observe_all(asked), strict=True):
            self._said.append(Message("tool", observation, answers=call.id))
        return True


def calling_steps(talk: Talk) -> Steps:
    """Native calls where the endpoint has them, else ReAct's text."""
    return FunctionCallingSteps(talk) if talk.capabilities().tools else ReActSteps(talk)
