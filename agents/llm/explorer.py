"""The loop of the strategies that look things up step by step: ask the model, act, show it what came of it."""

from dataclasses import dataclass
from typing import Protocol

from agents.llm.fallback import LIMIT, NO_ENDPOINT, plan_by_rule
from agents.llm.filings import handles, offered
from agents.llm.looking import Looking
from agents.llm.talk import Model, Talk
from agents.task import Explored, LookUp, Task
from agents.tracing import Tracer
from core.errors import LimitReached, ProviderError
from core.filings import Filing

NOTHING = "The model looked nothing up."


class Steps(Protocol):
    """One way of going step by step."""

    def begin(self, talk: Talk, filings: dict[str, Filing]) -> None:
        """Start a conversation about the question."""
        ...

    def step(self, talk: Talk, looking: Looking) -> bool:
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
        filings = dict(handles(offered(task)))
        looking = Looking(task, tracer, look_up, filings, self.model.provider.limits)
        why = NOTHING
        try:
            talk = self.model.about(task, tracer)
            steps = self.make_steps(talk)
            steps.begin(talk, filings)
            while steps.step(talk, looking) and not looking.looping:
                pass
        except ProviderError:
            why = NO_ENDPOINT
            looking.remark(NO_ENDPOINT)
        except LimitReached:
            why = LIMIT
            looking.remark(LIMIT)
        return looking.explored() if looking.found else looking.by_plan(plan_by_rule(task, tracer, why))
