"""ReAct: thought, action, observation in text, for any model (Yao et al. 2022, arXiv:2210.03629)."""

from agents.llm.kit import Observer
from agents.llm.messages import Message
from agents.llm.prompts import prompt
from agents.llm.react_text import turn_of
from agents.llm.talk import Talk

MOST_UNREADABLE = 2
UNREADABLE = 'Error: write "Action: \u2026" and "Action Input: {\u2026}" on lines of their own, or "Done".'
UNREAD = "not read"
ONE_AT_A_TIME = "(Only the first action of your reply was taken; write one at a time.)"


class ReActSteps:
    """One conversation in the ReAct form."""

    def __init__(self, talk: Talk) -> None:
        """Take the model in the course of a question."""
        self._said: list[Message] = []
        self._unreadable = 0

    def begin(self, question: str, looking: Observer) -> None:
        """Tell the model of its tools and the question."""
        system = prompt(looking.kit.react, tools=looking.kit.described)
        self._said = [Message("system", system), Message("user", question)]

    def step(self, talk: Talk, looking: Observer) -> bool:
        """One thought with its action and observation; False when the model is done or cannot be read."""
        turn = turn_of(talk.ask("step", self._said).text, looking.kit.names)
        if turn.done:
            return False
        if turn.tool:
            given = UNREAD if turn.arguments is None else turn.arguments
            observation = looking.observe(turn.tool, given, turn.thought)
        else:
            self._unreadable += 1
            observation = UNREADABLE
        said = (f"Observation: {observation}", ONE_AT_A_TIME if turn.more else "")
        self._said += [Message("assistant", turn.text), Message("user", "\n".join(one for one in said if one))]
        return self._unreadable < MOST_UNREADABLE
