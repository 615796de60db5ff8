"""Questions: asked, planned, estimated, compared in a grid."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from agents.questions import Question
from core.answers import Plan
from core.estimates import Estimate
from core.ontology import load_ontology
from core.templates import Template
from core.traces import Run
from desk.filings import FilingDesk

if TYPE_CHECKING:
    from agents.handle import RunHandle
    from agents.llm.analyst import Connection


class QuestionDesk(FilingDesk):
    """What the workbench does with questions, over its filings."""

    def ask(
        self,
        question: str,
        filings: Sequence[str] = (),
        session: str | None = None,
        provider: str | None = None,
        strategy: str | None = None,
        stop_after_planning: bool = False,
    ) -> Run:
        """Answer a question and keep the run. `filings` are names or ids; none means all."""
        asked = Question(question, filings, session, provider, strategy, None, stop_after_planning)
        return self._workspace.asking.ask(asked, self._asker)

    def start(
        self,
        question: str,
        filings: Sequence[str] = (),
        session: str | None = None,
        provider: str | None = None,
        strategy: str | None = None,
        plan: Plan | None = None,
        stop_after_planning: bool = False,
    ) -> "RunHandle":
        """The same in the background; `plan` is one the user edited. Raises CannotAsk while the session is busy."""
        asked = Question(question, filings, session, provider, strategy, plan, stop_after_planning)
        return self._workspace.asking.start(asked, self._asker)

    def start_planned(self, session_id: str, run_id: str, plan: Plan) -> "RunHandle":
        """Run a plan in the place of the run that was stopped after planning. Raises NotThere or CannotAsk."""
        return self._workspace.asking.start_planned(session_id, run_id, plan, self._asker)

    def keep_plan(self, session_id: str, run_id: str, plan: Plan) -> None:
        """Keep a plan as it was edited, with the run that waits for it. Raises NotThere or CannotAsk."""
        self._workspace.asking.keep_plan(session_id, run_id, plan)

    def plan_problems(self, plan: Plan) -> Mapping[str, str]:
        """What keeps sub-questions of an edited plan from running: a sentence each, by their ids."""
        from agents.plan_checks import plan_problems

        return plan_problems(plan, self.filings(), load_ontology())

    def estimate(
        self, question: str = "", filings: Sequence[str] = (), plan: Plan | None = None, strategy: str | None = None
    ) -> Estimate:
        """Tokens and dollars that a question may use, before it is asked. Raises FilingNotFound."""
        asked = Question(question, filings, strategy=strategy, plan=plan)
        return self._workspace.asking.estimate(asked, self._asker)

    def estimate_cells(self, cells: int) -> Estimate:
        """Tokens and dollars that a comparison of so many cells may use, before it is asked."""
        return self._workspace.asking.estimate_cells(cells, self._asker)

    def running(self, session_id: str) -> "RunHandle | None":
        """The question that this session waits for, from whatever page; None for one that another browser asked."""
        return self._workspace.asking.running(session_id, self._browser)

    def check_connection(self) -> "Connection":
        """Ask the model's endpoint two short questions: whether it answers, and what its model can do."""
        from agents.llm.analyst import check_connection

        return check_connection(self.settings)

    def comparison_plan(self, questions: Sequence[str], filings: Sequence[str]) -> Plan:
        """Filings (names or ids) by questions as a plan, a sub-question a cell: "c0-r1" is the first of the second."""
        from agents.comparing import comparison_plan

        rows = [self.filing(name) for name in filings]
        return comparison_plan(questions, rows, self._workspace.library, load_ontology())

    def templates(self) -> Sequence[Template]:
        """The templates that users saved, by name."""
        return self._workspace.templates.list()

    def save_template(self, template: Template) -> None:
        """Keep a template, over the one that had its name. Raises CannotAsk where it has no name or no question."""
        self._workspace.templates.save(template)

    def delete_template(self, name: str) -> None:
        """Forget a template that was saved."""
        self._workspace.templates.delete(name)
