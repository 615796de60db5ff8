"""Eight sub-questions side by side over an endpoint that takes a second a call, beside LlamaIndex's own engine.

    python -m bench.sub_questions [FILE...] [--seconds 1] [--times 3]

Both ask the endpoint the same three things: a plan, eight sub-questions (a summary of one section each), an answer.
Prints medians of the wall time, and what of it is the program's own: the time in which no call was running.
"""

import argparse
import json
import re
import statistics
import tempfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from time import perf_counter
from typing import Any, NamedTuple

from bench.scripted_endpoint import ScriptedEndpoint
from core.settings import Settings
from workbench import FileToRead, Workbench

ROOT = Path(__file__).resolve().parent.parent
SUB_QUESTIONS = 8
QUESTION = "Sum up and compare what management says in the filings"
SECTIONS = ("Management's Discussion and Analysis", "Financial Statements")


class Measured(NamedTuple):
    """One run: its wall time, the time in which no call was running, and the calls; seconds."""

    wall: float
    own: float
    calls: int


def measured(endpoint: ScriptedEndpoint, work: Callable[[], object]) -> Measured:
    """Runs the work once."""
    endpoint.calls.clear()
    began = perf_counter()
    work()
    wall = perf_counter() - began
    return Measured(wall, wall - busy(endpoint.calls), len(endpoint.calls))


def busy(calls: Sequence[tuple[float, float]]) -> float:
    """The seconds in which at least one call was running."""
    total, until = 0.0, 0.0
    for began, ended in sorted(calls):
        total += max(0.0, ended - max(began, until))
        until = max(until, ended)
    return total


def brain(sections: Sequence[str]) -> Callable[[Mapping[str, Any]], str]:
    """A model that plans one summary a section and filing, and sums up and answers in a sentence."""

    def said(request: Mapping[str, Any]) -> str:
        prompt = "\n".join(str(message["content"]) for message in request["messages"])
        if "Write a list of steps" in prompt:
            handles = sorted(set(re.findall(r"^(F\d+): ", prompt, re.MULTILINE)))
            return json.dumps({"steps": _steps(handles, sections)})
        if "sub-questions" in prompt and "tool_name" in prompt:
            asked = [
                {"sub_question": f"What are risks number {n}?", "tool_name": f"filing{n}"} for n in range(SUB_QUESTIONS)
            ]
            return "```json\n" + json.dumps({"items": asked}) + "\n```"
        if '"points"' in prompt:
            return json.dumps({"points": [{"text": "The company describes its risks.", "sentences": [1]}]})
        return "The filings describe their risks [1]."

    return said


def _steps(handles: Sequence[str], sections: Sequence[str]) -> list[dict[str, object]]:
    places = [(handle, section) for section in sections for handle in handles][:SUB_QUESTIONS]
    return [
        {"question": f"What does {section} say?", "filing": handle, "tool": "summarise_section", "section": section}
        for handle, section in places
    ]


def footnote(url: str, home: Path, files: Sequence[Path]) -> Callable[[], object]:
    """Footnote's sub-question strategy over the files, read before the clock starts."""
    settings = Settings(home=home, openai_base_url=url, openai_api_key=None, model="scripted")
    workbench = Workbench(settings)
    workbench.ingest([FileToRead(path, path.name) for path in files])
    workbench.check_connection()
    return lambda: workbench.ask(QUESTION, provider="openai", strategy="sub-question")


def peer(url: str, concurrent: bool) -> Callable[[], object]:
    """LlamaIndex's engine over eight indexes of one passage each, with keyword retrieval: no embedder takes part."""
    from llama_index.core import Document, SimpleKeywordTableIndex
    from llama_index.core.query_engine import SubQuestionQueryEngine
    from llama_index.core.question_gen import LLMQuestionGenerator
    from llama_index.core.tools import QueryEngineTool
    from llama_index.llms.openai_like import OpenAILike

    llm = OpenAILike(model="scripted", api_base=url, api_key="none", is_chat_model=True, context_window=32_000)
    tools = [
        QueryEngineTool.from_defaults(
            SimpleKeywordTableIndex.from_documents(
                [Document(text=f"risks number {n} of many")], llm=llm
            ).as_query_engine(llm=llm),
            name=f"filing{n}",
            description=f"The risks of filing {n}.",
        )
        for n in range(SUB_QUESTIONS)
    ]
    generator = LLMQuestionGenerator.from_defaults(llm=llm)
    engine = SubQuestionQueryEngine.from_defaults(tools, llm, generator, verbose=False, use_async=concurrent)
    return lambda: engine.query(QUESTION)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", type=Path, default=sorted((ROOT / "samples").glob("*.pdf")))
    parser.add_argument("--seconds", type=float, default=1.0)
    parser.add_argument("--times", type=int, default=3)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, ScriptedEndpoint(brain(SECTIONS), options.seconds) as endpoint:
        works = {
            "Footnote": footnote(endpoint.url, Path(folder), options.files),
            "SubQuestionQueryEngine, use_async": peer(endpoint.url, True),
            "SubQuestionQueryEngine": peer(endpoint.url, False),
        }
        rows = {name: [measured(endpoint, work) for _ in range(options.times)] for name, work in works.items()}
    print(f"{'':34} {'calls':>5} {'wall':>8} {'own':>8} {'own, %':>7}")
    walls = {}
    for name, runs in rows.items():
        wall, own = (statistics.median(values) for values in zip(*((r.wall, r.own) for r in runs), strict=True))
        walls[name] = wall
        print(f"{name:34} {runs[0].calls:5} {wall:6.2f} s {own:6.2f} s {own / wall:7.1%}")
    ours, theirs, one_by_one = walls.values()
    print(
        f"Footnote's wall time is {ours / theirs:.2f} of the engine's, {ours / one_by_one:.2f} of it without use_async."
    )


if __name__ == "__main__":
    main()
