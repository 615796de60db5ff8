"""Chain of thought over retrieved passages: the plain baseline (Wei et al. 2022, arXiv:2201.11903)."""

import re
from dataclasses import dataclass

from agents.llm.filings import noted, offered
from agents.task import Planned, Task
from agents.tracing import Tracer
from core.answers import Plan, SubQuestion

_ANSWER = re.compile(r"^\W*(?:final )?answer\W*:\W*$|^\W*(?:final )?answer\s*:", re.IGNORECASE | re.MULTILINE)


@dataclass(frozen=True)
class PassagePlanner:
    """Plans one search a filing for the question itself. No model is involved."""

    def plan(self, task: Task, tracer: Tracer) -> Planned:
        """The searches. Raises NoFilings."""
        filings = offered(task)
        steps = (
            SubQuestion(
                str(number),
                f"What does {filing.title} say about this?",
                "search_passages",
                filing.id,
                {"query": task.run.question},
            )
            for number, filing in enumerate(filings, 1)
        )
        return noted(task, Planned(Plan(tuple(steps)), filings), len(filings))


def after_thought(text: str) -> str:
    """What follows the reasoning; all of it where the model did not say where its answer begins."""
    marks = list(_ANSWER.finditer(text))
    return text[marks[-1].end() :].strip() if marks else text.strip()
