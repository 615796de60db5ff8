"""Going step by step: ask the model, act, show it what came of it, until it is done. What every such strategy shares.

LlamaIndex's `ReActAgent` and `FunctionAgent` are such loops too. They are not used: a workflow of theirs asks the model
by itself, so that limits, the user's stop, retries and spans would have to be wound around it from outside, and a reply
that does not parse, or a tool's error, ends or repeats a step in ways that the trace cannot show.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Protocol

from agents.llm.fallback import LIMIT, NO_ENDPOINT, plan_by_rule
from agents.llm.filings import listed
from agents.llm.kit import Observer
from agents.llm.ledger import Ledger
from agents.llm.talk import Talk
from agents.task import Explored, Task
from agents.tracing import Tracer
from core.errors import LimitReached, ProviderError
from core.filings import Filing

NOTHING_ASKED = "The model looked nothing up."


class Steps(Protocol):
    """One way of going step by step."""

    def begin(self, question: str, looking: Observer) -> None:
        """Start a conversation: the question, with what is to be known before."""
        ...

    def step(self, talk: Talk, looking: Observer) -> bool:
        """One turn of the model, with the calls it asks for; whether it has more to look up."""
        ...


class MakeSteps(Protocol):
    """Makes the steps of one conversation."""

    def __call__(self, talk: Talk) -> Steps:
        """Steps that are at their beginning. Raises ProviderError where the endpoint has to be probed and fails."""
        ...


def walk(talk: Talk, steps: Steps, question: str, looking: Observer, most: int | None = None) -> None:
    """Go on until the model is done, goes round in circles, or has had `most` turns.

    Raises ProviderError, LimitReached and Stopped.
    """
    steps.begin(question, looking)
    turns = 1
    while steps.step(talk, looking) and not looking.looping and turns != most:
        turns += 1


def as_far_as(
    ledger: Ledger, task: Task, tracer: Tracer, filings: Iterable[Filing], go: Callable[[], None]
) -> Explored:
    """What `go` looked up until it ended, failed or reached a limit; by the rule's plan where that is nothing.

    Raises NoFilings, CannotAsk and Stopped.
    """
    why = NOTHING_ASKED
    try:
        go()
    except ProviderError:
        why = NO_ENDPOINT
        ledger.remark(NO_ENDPOINT)
    except LimitReached:
        why = LIMIT
        ledger.remark(LIMIT)
    return ledger.explored(filings) if ledger.found else ledger.by_plan(plan_by_rule(task, tracer, why))


def asked(question: str, filings: Mapping[str, Filing]) -> str:
    """The question with the filings that may be asked."""
    return f"The filings:\n{listed(filings)}\n\nThe question: {question}"
