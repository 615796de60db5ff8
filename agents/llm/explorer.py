"""The strategies that look things up step by step over all the filings in question."""

from dataclasses import dataclass

from agents.llm.filings import MOST_OFFERED, NARROWED, handles, in_question, narrowing
from agents.llm.ledger import Ledger
from agents.llm.looking import Looking
from agents.llm.talk import Model
from agents.llm.walking import MakeSteps, as_far_as, asked, walk
from agents.task import Explored, LookUp, Task
from agents.tracing import Tracer


@dataclass(frozen=True)
class StepByStep:
    """Explores until the model is done, loops, or reaches a limit; where it looks nothing up, by the rule's plan."""

    model: Model
    make_steps: MakeSteps

    def explore(self, task: Task, look_up: LookUp, tracer: Tracer) -> Explored:
        """What the model looked up. Raises NoFilings, CannotAsk and Stopped."""
        there = in_question(task)
        filings = handles(narrowing(task, tracer, task.run.question, there, MOST_OFFERED))
        ledger = Ledger(task, tracer, look_up, self.model.provider.limits)
        if len(filings) < len(there):
            ledger.remark(NARROWED)

        def go() -> None:
            talk = self.model.about(task, tracer)
            walk(talk, self.make_steps(talk), asked(task.run.question, filings), Looking(ledger, filings))

        return as_far_as(ledger, task, tracer, filings.values(), go)
