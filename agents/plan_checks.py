"""What keeps an edited plan from running, said before it runs: a sentence a sub-question."""

from collections.abc import Callable, Mapping, Sequence

from agents.grammar_periods import periods_in
from agents.ratio_names import ratio_asked
from agents.toolcalls import arguments_of, takes
from core.answers import Argument, Plan, SubQuestion
from core.errors import CannotAsk
from core.filings import Filing
from core.ontology import Ontology

NEWEST = {"latest", "last", "current", "newest", "most recent"}
"""What a period may be called that is the filing's own."""
WANTED = {
    "line_items": "Say what to look up: a line item such as \u201crevenue\u201d, or a label that the filing prints.",
    "line_item": "Say what to compare: one line item such as \u201crevenue\u201d.",
    "ratio": "Say what to compute: a ratio such as \u201cgross margin\u201d, or a formula over line items.",
    "query": "Say what to look for, in a few words.",
    "sql": "Write the query: one SELECT over the table facts.",
    "section": "Say which section: an Item, a note or a heading.",
    "page": "Say which page to read: a number, counted from 1.",
    "filings": "Say which filings to compare: their names, one or several.",
    "filing": "Choose the filing to look in.",
}


def plan_problems(plan: Plan, filings: Sequence[Filing], ontology: Ontology) -> Mapping[str, str]:
    """What keeps the sub-questions of a plan from running, by their ids; empty where nothing does."""
    known = {question.id for question in plan.sub_questions}
    found = {}
    for question in plan.sub_questions:
        try:
            _check(question, filings, ontology)
            _check_order(question, known)
        except CannotAsk as problem:
            found[question.id] = str(problem)
    return found


def _check(question: SubQuestion, filings: Sequence[Filing], ontology: Ontology) -> None:
    empty = [name for name, value in question.arguments.items() if name in WANTED and not _words(value)]
    if empty:
        raise CannotAsk(WANTED[empty[0]])
    if takes(question.tool, "filing") and not question.filing and "filing" not in question.arguments:
        raise CannotAsk(WANTED["filing"])
    arguments = arguments_of(question)
    filing = _filing(question, filings)
    for name, check in _CHECKS.items():
        if name in arguments:
            check(arguments[name], filing, ontology)


def _filing(question: SubQuestion, filings: Sequence[Filing]) -> Filing | None:
    if question.filing is None:
        return None
    found = next((filing for filing in filings if filing.id == question.filing), None)
    if found is None:
        raise CannotAsk("This filing is no longer in the library; choose another one.")
    return found


def _check_order(question: SubQuestion, known: set[str]) -> None:
    missing = [id for id in question.depends_on if id not in known]
    if missing:
        raise CannotAsk(f"It waits for {', '.join(missing)}, which the plan no longer has.")


def _check_periods(value: Argument, filing: Filing | None, ontology: Ontology) -> None:
    for text in value if isinstance(value, list) else [str(value)]:
        if text.strip() and text.strip().lower() not in NEWEST and not periods_in(text):
            raise CannotAsk(
                f"\u201c{text}\u201d names no period; write it as \u201cQ3 2022\u201d, \u201cFY2021\u201d or "
                "\u201c2022-09-30\u201d, or leave it empty for the filing's own."
            )


def _check_line_items(value: Argument, filing: Filing | None, ontology: Ontology) -> None:
    """Several line items in one: “revenue, net income” names two, “Property and equipment, net” is one label."""
    for text in value if isinstance(value, list) else [str(value)]:
        parts = [part.strip() for part in text.split(",") if part.strip()]
        if len(parts) > 1 and all(_names_one(part, ontology) for part in parts):
            raise CannotAsk(f"Put semicolons between the line items: \u201c{'; '.join(parts)}\u201d.")


def _names_one(text: str, ontology: Ontology) -> bool:
    mentions = [mention for mention in ontology.mentions(text) if mention.kind == "line_item"]
    return len(mentions) == 1 and mentions[0].text.strip().lower() == text.lower()


def _check_ratio(value: Argument, filing: Filing | None, ontology: Ontology) -> None:
    ratio_asked(str(value), "", ontology)


def _check_page(value: Argument, filing: Filing | None, ontology: Ontology) -> None:
    if not str(value).isdigit():
        raise CannotAsk(WANTED["page"])
    if filing and int(str(value)) > filing.pages:
        raise CannotAsk(f"{filing.name} has {filing.pages} pages; choose one of them.")


_CHECKS: Mapping[str, Callable[[Argument, Filing | None, Ontology], None]] = {
    "line_items": _check_line_items,
    "periods": _check_periods,
    "period": _check_periods,
    "ratio": _check_ratio,
    "page": _check_page,
}


def _words(value: Argument) -> str:
    return " ".join(value).strip() if isinstance(value, list) else "" if value is None else str(value).strip()
