"""The LLM analyst, wired from settings."""

import threading
from dataclasses import replace
from typing import NamedTuple

from agents.llm.answerer import LlmAnswerer
from agents.llm.capabilities import Capabilities, Memory, probe
from agents.llm.chain_of_thought import PassagePlanner, after_thought
from agents.llm.endpoint import endpoint_of
from agents.llm.explorer import StepByStep
from agents.llm.function_calling import calling_steps
from agents.llm.hierarchy import BySpan, Hierarchy
from agents.llm.judge import QuadReviewer
from agents.llm.limits import limits_of
from agents.llm.planner import LlmPlanner
from agents.llm.provider import Provider
from agents.llm.react import ReActSteps
from agents.llm.reflexion import Reflexion
from agents.llm.rehearsal import Rehearsal
from agents.llm.reviewer import ClaimsReviewer
from agents.llm.summarising import summariser_of
from agents.llm.talk import Model
from agents.llm.transport import Channel
from agents.llm.tree_of_thought import TreePlanner
from agents.task import Analyst
from core.errors import CannotAsk, ProviderError
from core.settings import Settings

STRATEGIES = (
    "sub-question",
    "react",
    "function-calling",
    "hierarchy",
    "chain-of-thought",
    "reflexion",
    "tree-of-thought",
)
REMEMBERED = "endpoints.json"


class Connection(NamedTuple):
    """Whether the endpoint can be used, a sentence for the user, and what its model can do."""

    ok: bool
    sentence: str
    capabilities: Capabilities | None = None


def make_analyst(settings: Settings, strategy: str) -> Analyst:
    """The analyst of a strategy; asks the endpoint nothing yet. Raises CannotAsk for a strategy that is none."""
    if strategy not in STRATEGIES:
        raise CannotAsk(f"There is no strategy \u201c{strategy}\u201d; the strategies are {', '.join(STRATEGIES)}.")
    model = _model(settings)
    judge = _model(settings, settings.judge_model) if settings.judge_model else None
    analyst = _of_strategy(settings, strategy, model, judge)
    return analyst._replace(summariser=summariser_of(model))


def _of_strategy(settings: Settings, strategy: str, model: Model, judge: Model | None) -> Analyst:
    planner, answerer, reviewer = LlmPlanner(model), LlmAnswerer(model), QuadReviewer(ClaimsReviewer(), judge)
    many = Hierarchy(model, calling_steps)
    match strategy:
        case "react":
            by_text = BySpan(StepByStep(model, ReActSteps), Hierarchy(model, ReActSteps))
            return Analyst(planner, answerer, by_text, reviewer, streams=True)
        case "function-calling":
            return Analyst(planner, answerer, BySpan(StepByStep(model, calling_steps), many), reviewer, streams=True)
        case "hierarchy":
            return Analyst(planner, answerer, many, reviewer, streams=True)
        case "reflexion":
            rehearsal = Rehearsal(replace(answerer, streams=False))
            reflexion = Reflexion(planner, rehearsal, settings.attempts)
            return Analyst(planner, rehearsal, reflexion, reviewer, streams=True)
        case "tree-of-thought":
            return Analyst(TreePlanner(planner, settings.candidate_plans), answerer, None, reviewer, streams=True)
        case "chain-of-thought":
            thinker = LlmAnswerer(model, "chain_of_thought", after_thought, streams=False, holds=False)
            return Analyst(PassagePlanner(), thinker, None, QuadReviewer(ClaimsReviewer(), judge, chooses_tools=False))
    return Analyst(planner, answerer, None, reviewer, streams=True)


def check_connection(settings: Settings) -> Connection:
    """Asks the endpoint two short questions, whatever is remembered of it, and remembers what came of it."""
    model = _model(settings)
    endpoint = model.provider.endpoint
    try:
        channel = Channel(endpoint, model.memory.dialect(endpoint, fresh=True))
        found = probe(channel, threading.Event(), lambda stop, seconds: stop.is_set(), lambda *retry: None)
    except ProviderError as error:
        return Connection(False, str(error))
    model.memory.keep(endpoint, found)
    return Connection(True, f"{endpoint.model} at {endpoint.host} answers. {found.sentence}", found)


def _model(settings: Settings, name: str | None = None) -> Model:
    endpoint, memory = endpoint_of(settings, name), Memory(settings.home / REMEMBERED)
    return Model(Provider(endpoint, limits_of(settings), dialect=memory.dialect(endpoint)), memory)
