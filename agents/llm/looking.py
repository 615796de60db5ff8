"""Calls that a model asks for one after the other: checked, mended, run, told to it as observations; loops are seen."""

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from agents.llm.arguments import mended, read_arguments
from agents.llm.evidence import evidence_of
from agents.llm.filings import named
from agents.llm.kit import Asked, Kit, kit_of
from agents.llm.ledger import Ledger
from agents.llm.loop_guard import LOOP, LoopGuard
from agents.llm.prompts import fenced
from agents.llm.react_text import tool_named
from agents.toolcalls import TOOLS
from core.answers import Argument, Finding, SubQuestion
from core.errors import CannotAsk, LimitReached
from core.filings import Filing

LOOPED = "The model asked for the same thing three times; it was stopped there and told so."
THIRD = "Error: this is the third time that you make the same call; the looking up ends here."
AGAIN = "Error: you made this very call before, and its result stays the same; use it, or ask something else."
NO_OBJECT = "Error: the arguments are no JSON object; write them like {\u201cfiling\u201d: \u201cF1\u201d}."
OBSERVED = 1500  # tokens of one observation
SEVERAL_FILINGS = ("compare", "query_facts")
_HANDLE = re.compile(r"'(F\d{1,3})'", re.IGNORECASE)


class Call(NamedTuple):
    """A call that can be run: the filing, None where it is of several, and the tool's own arguments."""

    tool: str
    filing: Filing | None
    arguments: dict[str, Argument]


class Looking:
    """What one agent looks up: its filings by handle, its tools, and what it asked before."""

    def __init__(self, ledger: Ledger, filings: Mapping[str, Filing], tools: tuple[str, ...] = TOOLS) -> None:
        """Take where the calls are kept, the filings by handle, and the tools' names."""
        self._ledger, self._filings = ledger, filings
        self._kit = kit_of(tools)
        self._guard = LoopGuard()
        self._looping = False
        self.findings: list[Finding] = []

    @property
    def kit(self) -> Kit:
        """The tools."""
        return self._kit

    @property
    def looping(self) -> bool:
        """Whether the same call was asked for three times."""
        return self._looping

    def observe(self, tool: str, arguments: str | Mapping[str, object], why: str = "") -> str:
        """Runs one call and says what came of it; a call that cannot be run is an error that says how to ask better.

        Args:
            tool: the name that the model gave.
            arguments: as JSON, or read from it.
            why: the model's thought, which becomes the sub-question.

        Raises:
            LimitReached: where the run has used up a limit.
        """
        return self.observe_all([(tool, arguments, why)])[0]

    def observe_all(self, calls: Sequence[Asked]) -> Sequence[str]:
        """Runs the calls of one turn side by side. Where a limit is reached, those before it are run all the same."""
        told: list[str | SubQuestion] = []
        limit: LimitReached | None = None
        try:
            for call in calls:
                asked = self._asked(*call)
                told.append(self._ledger.refused(f"{call[0]}({call[1]})", asked) if isinstance(asked, str) else asked)
        except LimitReached as error:
            limit = error
        findings = self._ledger.run([one for one in told if isinstance(one, SubQuestion)])
        self.findings += findings
        if limit:
            raise limit
        observed = iter(findings)
        return [one if isinstance(one, str) else self._told(next(observed)) for one in told]

    def _asked(self, tool: str, arguments: str | Mapping[str, object], why: str) -> str | SubQuestion:
        """The call as the plan's next sub-question, or the error that it is answered with."""
        name, given = tool_named(tool, self._kit.names), read_arguments(arguments)
        call, wrong = None, NO_OBJECT
        if name and given is not None:
            try:
                call = self._resolved(name, mended(name, given))
            except CannotAsk as error:
                wrong = f"Error: {error}"
        times = self._guard.times(name or tool, (call.filing and call.filing.id, call.arguments) if call else arguments)
        if times >= LOOP:
            self._looping = True
            self._ledger.remark(LOOPED)
            return THIRD
        if name is None:
            return f"Error: there is no tool \u201c{tool[:60]}\u201d; the tools are {', '.join(self._kit.names)}."
        if call is None:
            return wrong
        return AGAIN if times > 1 else self._planned(call, why)

    def _resolved(self, tool: str, given: dict[str, Argument]) -> Call:
        """A call with its filings found. Raises CannotAsk for one that there is not."""
        if tool in SEVERAL_FILINGS:
            names = given.pop("filings", None)
            filings = self._all_named(names) or tuple(self._filings.values())
            given["filings"] = [filing.id for filing in filings]
            if "sql" in given:
                given["sql"] = _HANDLE.sub(self._as_id, str(given["sql"]))
            return Call(tool, filings[0] if len(filings) == 1 and tool == "query_facts" else None, given)
        filing = self._one_named(given.pop("filing", ""))
        if given.get("since"):
            given["since"] = self._one_named(given["since"]).id
        return Call(tool, filing, given)

    def _all_named(self, names: Argument) -> tuple[Filing, ...]:
        listed = names if isinstance(names, list) else re.split(r"\s*[,;]\s*", str(names or ""))
        return tuple(dict.fromkeys(self._one_named(name) for name in listed if name))

    def _one_named(self, name: Argument) -> Filing:
        """The filing that a name means; the only one there is, where none is named."""
        found = named(str(name), self._filings)
        if found is None and not name and len(self._filings) == 1:
            found = next(iter(self._filings.values()))
        if found is None:
            there = ", ".join(self._filings)
            raise CannotAsk(f"There is no filing \u201c{str(name)[:60]}\u201d; name one of the filings {there}.")
        return found

    def _as_id(self, match: re.Match[str]) -> str:
        filing = self._filings.get(match[1].upper())
        return f"'{filing.id}'" if filing else match[0]

    def _planned(self, call: Call, why: str) -> SubQuestion:
        told = (str(value) for name, value in call.arguments.items() if name != "filings")
        text = why.strip() or f"{call.tool}: {', '.join(told)}"
        return self._ledger.ask(text, call.tool, call.filing, call.arguments)

    def _told(self, finding: Finding) -> str:
        """A finding as an observation; an error's own sentence may repeat a filing's words, so that is data too."""
        if finding.error:
            return f"Error:\n{fenced(finding.error, 'error')}"
        return evidence_of([finding], (), tuple(self._filings.values())).text(OBSERVED)
