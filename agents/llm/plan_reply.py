"""A plan as the model writes it: its JSON schema, what is forgiven, what is wrong with it, and the plan it becomes."""

from collections.abc import Iterator, Mapping, Sequence

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from agents.llm.filings import named
from agents.llm.messages import Shape
from agents.llm.toolspecs import PLANNED_TOOLS
from core.answers import Argument, SubQuestion
from core.filings import Filing

FEWEST_NAMED, MOST_NAMED = 2, 6
A_NAME, A_PERIOD, A_SENTENCE = 60, 40, 240  # characters
_NAMED, _STEP = 45, 60  # tokens of a name in each of a step's lists, and of the rest of the step


def _text(most: int, never: str = "") -> Mapping[str, object]:
    """Text of one line, without quotation marks and without what it is `never` to hold."""
    return {"type": "string", "pattern": rf'^[^"\\\n{never}]{{0,{most}}}$'}


def _arguments_within(named: int) -> Mapping[str, Mapping[str, object]]:
    """The arguments of each tool, the lists with so many names at most."""

    def several(item: Mapping[str, object]) -> Mapping[str, object]:
        return {"type": "array", "items": item, "maxItems": named}

    names, periods, text = several(_text(A_NAME, ":;|_")), several(_text(A_PERIOD, ":;|_")), _text(A_SENTENCE)
    return {
        "lookup_fact": {"line_items": names, "periods": periods, "segments": names},
        "compute_ratio": {"ratio": text, "definition": text, "periods": periods},
        "search_passages": {"query": text},
        "read_page": {"page": {"type": "integer"}},
        "summarise_section": {"section": text, "query": text},
    }


class StepReply(BaseModel):
    """One step of a plan, every tool's arguments side by side: a flat object is what small models get right."""

    model_config = ConfigDict(extra="ignore", coerce_numbers_to_str=True)

    question: str = ""
    filing: str = ""
    tool: str = ""
    line_items: list[str] = Field(default_factory=list)
    periods: list[str] = Field(default_factory=list)
    segments: list[str] = Field(default_factory=list)
    ratio: str = ""
    definition: str = ""
    query: str = ""
    section: str = ""
    page: int = 0

    @model_validator(mode="before")
    @classmethod
    def _flattened(cls, step: object) -> object:
        """Arguments in an object of their own are taken as if they stood beside it; a missing value is left out."""
        if not isinstance(step, dict):
            return step
        nested = step.get("arguments")
        flat = {**step, **nested} if isinstance(nested, dict) else step
        same = {"line_item": "line_items", "period": "periods", "segment": "segments", "text": "question"}
        return {same.get(name, name): value for name, value in flat.items() if value is not None}

    @field_validator("line_items", "periods", "segments", mode="before")
    @classmethod
    def _as_list(cls, value: object) -> object:
        if isinstance(value, str | int):
            return [str(value)] if str(value).strip() else []
        return [one for one in value if str(one).strip()] if isinstance(value, list) else value

    @field_validator("page", mode="before")
    @classmethod
    def _no_page(cls, value: object) -> object:
        return 0 if value == "" else value


class PlanReply(BaseModel):
    """A plan."""

    steps: list[StepReply]


def plan_shape(filings: Mapping[str, Filing], most: int, room: int) -> Shape:
    """The JSON schema of a plan over these filings; a constrained reply cannot name another filing or tool.

    A step has its tool's arguments alone, and its lists and strings are bounded, so that a small model comes to their
    end; a name holds no mark that lines of a list have, which such a model would copy whole. The tool stands first:
    OpenAI tells the objects of an `anyOf` by their first keys.

    Args:
        filings: those on offer, by handle.
        most: steps.
        room: tokens of the reply; a step's lists are as long as fits.
    """
    filing = {"type": "string", "enum": list(filings)}
    named = max(FEWEST_NAMED, min(MOST_NAMED, (room - _STEP) // _NAMED))
    kinds = [
        _object({"tool": _only(tool), "filing": filing, "question": _text(A_SENTENCE), **arguments})
        for tool, arguments in _arguments_within(named).items()
    ]
    steps = {"type": "array", "items": {"anyOf": kinds}, "minItems": 1, "maxItems": most}
    return Shape("plan", _object({"steps": steps}))


def _only(value: str) -> Mapping[str, object]:
    return {"type": "string", "enum": [value]}


def _object(properties: Mapping[str, object]) -> Mapping[str, object]:
    return {"type": "object", "properties": properties, "required": list(properties), "additionalProperties": False}


def errors_in(reply: PlanReply, filings: Mapping[str, Filing], most: int) -> Sequence[str]:
    """What is wrong with a plan, as sentences that say how to mend it."""
    if not reply.steps:
        return ("The plan has no step; write at least one.",)
    if len(reply.steps) > most:
        return (f"The plan has {len(reply.steps)} steps; write at most {most}.",)
    return [f"Step {n}: {error}" for n, step in enumerate(reply.steps, 1) for error in _errors(step, filings)]


def _errors(step: StepReply, filings: Mapping[str, Filing]) -> Iterator[str]:
    if not step.question.strip():
        yield "the question is empty; say what the step finds out."
    if named(step.filing, filings) is None:
        yield f"there is no filing \u201c{step.filing[:60]}\u201d; the filings are {', '.join(filings)}."
    if step.tool not in PLANNED_TOOLS:
        yield f"there is no tool \u201c{step.tool[:60]}\u201d; the tools are {', '.join(PLANNED_TOOLS)}."
    if step.tool == "lookup_fact" and not (step.line_items or step.segments):
        yield "lookup_fact needs line_items, names as filings print them, such as [\u201cRevenue\u201d]; no handle."
    if step.tool == "compute_ratio" and not (step.ratio.strip() or step.definition.strip()):
        yield "compute_ratio needs a ratio, such as \u201cgross margin\u201d."
    if step.tool == "read_page" and step.page < 1:
        yield "read_page needs a page, counted from 1."
    if step.tool == "summarise_section" and not step.section.strip():
        yield "summarise_section needs a section, such as \u201cRisk Factors\u201d."


def sub_questions(reply: PlanReply, filings: Mapping[str, Filing]) -> tuple[SubQuestion, ...]:
    """The plan's lines, those that repeat another left out. Only for a reply without errors."""
    found: dict[tuple[object, ...], SubQuestion] = {}
    for step in reply.steps:
        filing = named(step.filing, filings)
        arguments = _arguments(step)
        key = (step.tool, filing.id if filing else None, repr(sorted(arguments.items())))
        made = SubQuestion(
            str(len(found) + 1), step.question.strip(), step.tool, filing.id if filing else None, arguments
        )
        found.setdefault(key, made)
    return tuple(found.values())


def _arguments(step: StepReply) -> dict[str, Argument]:
    given = {name: getattr(step, name) for name in _arguments_within(MOST_NAMED)[step.tool]}
    if step.tool == "search_passages":
        given["query"] = step.query.strip() or step.question
    if step.tool == "summarise_section":
        given["about"] = given.pop("query").strip()
    if step.tool == "compute_ratio":
        given["ratio"] = step.ratio.strip() or step.definition
    return {name: value for name, value in given.items() if value not in ("", [], 0) or name == "line_items"}
