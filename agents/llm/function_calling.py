"""Function calling: the model calls the tools natively, several at once where it likes."""

from agents.llm.explorer import Steps
from agents.llm.filings import listed
from agents.llm.looking import Looking
from agents.llm.messages import Message
from agents.llm.prompts import prompt
from agents.llm.react import ReActSteps
from agents.llm.talk import Talk
from agents.llm.toolspecs import tool_specs
from core.filings import Filing


class FunctionCallingSteps:
    """One conversation with native tool calls."""

    def __init__(self, talk: Talk) -> None:
        """Take the model in the course of a question."""
        self._said: list[Message] = []

    def begin(self, talk: Talk, filings: dict[str, Filing]) -> None:
        """Tell the model of the filings and the question."""
        question = f"The filings:\n{listed(filings)}\n\nThe question: {talk.task.run.question}"
        self._said = [Message("system", prompt("function_calling")), Message("user", question)]

    def step(self, talk: Talk, looking: Looking) -> bool:
        """One turn: the calls that the model asks for, each answered; False when it asks for none."""
        reply = talk.ask("step", self._said, tools=tool_specs())
        if not reply.calls:
            return False
        self._said.append(Message("assistant", reply.text, reply.calls))
        for call in reply.calls:
            self._said.append(Message("tool", looking.observe(call.name, call.arguments, reply.text), answers=call.id))
        return True


def calling_steps(talk: Talk) -> Steps:
    """Native calls where the endpoint has them, else ReAct's text."""
    return FunctionCallingSteps(talk) if talk.capabilities().tools else ReActSteps(talk)
