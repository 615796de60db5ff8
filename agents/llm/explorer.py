"""The loop of the strategies that look things up step by step: ask the model, act, show it what came of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from agents.llm.fallback import LIMIT, NO_ENDPOINT, plan_by_rule
from agents.llm.filings import handles, listed, offered
from agents.llm.kit import Observer
from agents.llm.ledger import Ledger
from agents.llm.looking import Looking
from agents.llm.talk import Model, Talk
from agents.task import Explored, LookUp, Task
from agents.tracing import Tracer
from core.errors import LimitReached, ProviderError
from core.filings import Filing

NOTHING = "The model looked nothing up."


class Steps(Protocol):
    """One way of going step by step."""

    def begin(self, question: str, looking: Observer) -> None:
        """Start a conversation: the question, with what is to be known before."""
        ...

    def step(self, talk: Talk, looking: Observer) -> bool:
        """One turn of the model, with the calls it asks for; whether it has more to look up."""
        ...


class MakeSteps(Protocol):
    """Makes the steps of one question."""

    def __call__(self, talk: Talk) -> Steps:
        """Steps that are at their beginning. Raises ProviderError where the endpoint has to be probed and fails."""
        ...


@dataclass(frozen=True)
class StepByStep:
    """Explores until the model is done, loops, or reaches a limit; where it looks nothing up, by the rule's plan."""

    model: Model
    make_steps: MakeSteps

    def explore(self, task: Task, look_up: LookUp, tracer: Tracer) -> Explored:
        """What the model looked up. Raises NoFilings, CannotAsk and Stopped."""
        filings = handles(offered(task))
        ledger = Ledger(task, tracer, look_up, self.model.provider.limits)
        looking = Looking(ledger, filings)
        why = NOTHING
        try:
            talk = self.model.about(task, tracer)
            walk(talk, self.make_steps(talk), asked(task.run.question, filings), looking)
        except ProviderError:
            why = NO_ENDPOINT
            ledger.remark(NO_ENDPOINT)
        except LimitReached:
            why = LIMIT
            ledger.remark(LIMIT)
        return ledger.explored(filings.values()) if ledger.found else ledger.by_plan(plan_by_rule(task, tracer, why))


def walk(talk: Talk, steps: Steps, question: str, looking: Observer) -> None:
    """Go on until the model is done or goes round in circles. Raises ProviderError, LimitReached and Stopped."""
    steps.begin(question, looking)
    while steps.step(talk, looking) and not looking.looping:
        pass


def asked(question: str, filings: Mapping[str, Filing]) -> str:
    """The question with the filings that may be asked."""
    return f"The filings:\n{listed(filings)}\n\nThe question: {question}"
