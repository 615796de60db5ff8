"""The agent at the top: a tool for each filing's agent, a few at a time, and one that finds further filings."""

from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from typing import NamedTuple

from agents.llm.arguments import read_arguments
from agents.llm.evidence import evidence_of
from agents.llm.filings import MOST_OFFERED, handles, listed, named, narrowing
from agents.llm.kit import Asked, Kit
from agents.llm.ledger import SIDE_BY_SIDE, Ledger
from agents.llm.looking import AGAIN, LOOPED, OBSERVED, THIRD, Looking
from agents.llm.loop_guard import LOOP, LoopGuard
from agents.llm.messages import ToolSpec
from agents.llm.talk import Talk
from agents.llm.toolspecs import OF_ONE_FILING
from agents.llm.walking import MakeSteps, asked, walk
from core.filings import Filing
from core.traces import SpanKind

FIND = "find_filings"
ASK = "ask_"
MOST_TURNS = 6  # of one filing's agent
NOTHING = "The agent looked nothing up."
_QUESTION = {"type": "string", "description": "what to find out, as a question that stands by itself"}
_WORDS = {"type": "string", "description": "the issuer, form, year or quarter in a few words"}
_FINDS = (
    "Find further filings by their descriptions: issuer, form, fiscal year and quarter. Their tools are then there."
)
_REPORTS = "It looks things up in this filing alone, and reports the figures and sentences that it found, with pages."


class Delegated(NamedTuple):
    """A question for the agent of one filing."""

    handle: str
    question: str


class Delegating:
    """Runs the agents that the top agent asks, side by side. A handle stands for one filing throughout a question."""

    def __init__(
        self, talk: Talk, ledger: Ledger, filings: Sequence[Filing], offered: Sequence[Filing], make_steps: MakeSteps
    ) -> None:
        """Take the model, where the calls are kept, all filings in question, those offered first, how agents go."""
        self._talk, self._ledger, self._all, self._make_steps = talk, ledger, filings, make_steps
        self._handles = dict(handles(offered))
        self._offered = list(self._handles)
        self._guard = LoopGuard()
        self._looping = False

    @property
    def filings(self) -> Mapping[str, Filing]:
        """The filings offered at this moment, by handle."""
        return {handle: self._handles[handle] for handle in self._offered}

    @property
    def kit(self) -> Kit:
        """A tool for each filing offered, and one to find others where there are more."""
        specs = [_tool(f"{ASK}{handle}", _told(handle, filing), "question") for handle, filing in self.filings.items()]
        if len(self._all) > len(self._offered):
            specs.append(_tool(FIND, _FINDS, "query"))
        return Kit(tuple(specs), "\n".join(f"{s.name}: {s.description}" for s in specs), "delegate_react", "delegate")

    @property
    def looping(self) -> bool:
        """Whether the same was asked three times."""
        return self._looping

    def observe(self, tool: str, arguments: str | Mapping[str, object], why: str = "") -> str:
        """What came of one call. Raises LimitReached, ProviderError and Stopped."""
        return self.observe_all([(tool, arguments, why)])[0]

    def observe_all(self, calls: Sequence[Asked]) -> Sequence[str]:
        """The reports of the agents asked in one turn, which run side by side."""
        prepared = [self._checked(tool, arguments) for tool, arguments, _why in calls]
        with ThreadPoolExecutor(SIDE_BY_SIDE, thread_name_prefix="agent") as pool:
            runs = [one for one in prepared if isinstance(one, Delegated)]
            futures = {one: pool.submit(copy_context().run, self._agent, one) for one in runs}
        return [one if isinstance(one, str) else futures[one].result() for one in prepared]

    def _checked(self, tool: str, arguments: str | Mapping[str, object]) -> str | Delegated:
        """As prepared; a call that is not run is shown in the trace."""
        prepared = self._prepared(tool, arguments)
        if isinstance(prepared, str) and prepared.startswith("Error"):
            return self._ledger.refused(f"{tool}({arguments})", prepared)
        return prepared

    def _prepared(self, tool: str, arguments: str | Mapping[str, object]) -> str | Delegated:
        """The handle and the question of an agent to run; or what the call is answered with at once."""
        given = read_arguments(arguments) or {}
        words = " ".join(str(one) for name, one in given.items() if name != "filing" and one is not None).strip()
        handle = self._meant(tool, given)
        times = self._guard.times(handle or tool, words)
        if times >= LOOP:
            self._looping = True
            self._ledger.remark(LOOPED)
            return THIRD
        if times > 1:
            return AGAIN
        if handle is None and tool.strip().lower() != FIND:
            return f"Error: there is no tool \u201c{tool[:60]}\u201d; the tools are {', '.join(self.kit.names)}."
        if not words:
            return "Error: write the question, like {\u201cquestion\u201d: \u201cWhat was revenue in Q1 2022?\u201d}."
        return Delegated(handle, words) if handle else self._found(words)

    def _meant(self, tool: str, given: Mapping[str, object]) -> str | None:
        """The handle of the filing that is asked, by the tool's name or by an argument of its own."""
        for said in (tool.strip().lower().removeprefix(ASK), str(given.get("filing", ""))):
            filing = named(said, self._handles) if said else None
            if filing:
                return next(handle for handle, one in self._handles.items() if one is filing)
        return None

    def _found(self, words: str) -> str:
        """Offers the filings that fit some words in place of those offered longest ago; says which they are."""
        found = narrowing(self._talk.task, self._talk.tracer, words, self._all, MOST_OFFERED // 2)
        for filing in found:
            handle = next((h for h, one in self._handles.items() if one.id == filing.id), f"F{len(self._handles) + 1}")
            self._handles[handle] = filing
            self._offered = [*(one for one in self._offered if one != handle), handle][-MOST_OFFERED:]
        brought = {handle: filing for handle, filing in self.filings.items() if filing in found}
        return f"{listed(brought)}\nAsk them by {', '.join(f'{ASK}{handle}' for handle in brought)}."

    def _agent(self, given: Delegated) -> str:
        """One filing's agent, from its question to its report."""
        handle, question = given
        filing = self._handles[handle]
        with self._talk.tracer.span(SpanKind.AGENT, f"agent {handle}: {filing.title}", question) as step:
            looking = Looking(self._ledger, {handle: filing}, OF_ONE_FILING)
            walk(self._talk, self._make_steps(self._talk), asked(question, {handle: filing}), looking, most=MOST_TURNS)
            found = evidence_of(looking.findings, (), (filing,))
            step.output = found.text(OBSERVED) if looking.findings else NOTHING
            step.evidence = found.citations
        return step.output if looking.findings else f"Error: {NOTHING}"


def _told(handle: str, filing: Filing) -> str:
    """A filing's tool by form and period alone: names come from files, and stand fenced in the list of filings."""
    period = filing.fiscal_period.label if filing.fiscal_period else "period unknown"
    return f"Ask the agent of filing {handle} ({filing.form}, {period}; see the list of filings). {_REPORTS}"


def _tool(name: str, description: str, argument: str) -> ToolSpec:
    said = _QUESTION if argument == "question" else _WORDS
    schema = {"type": "object", "properties": {argument: said}, "required": [argument], "additionalProperties": False}
    return ToolSpec(name, description, schema)
