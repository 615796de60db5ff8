"""A model's arguments as the tools take them: sloppy JSON read, other names mended, values brought to their type."""

import inspect
import json
import re
from collections.abc import Mapping
from functools import cache

from agents.llm.sloppy_json import object_in
from agents.tools import Toolbox
from core.answers import Argument
from core.errors import CannotAsk

NUMBERS = ("page", "quotes")
LISTS = ("line_items", "periods", "segments", "filings")
_WRAPPERS = ("arguments", "args", "parameters", "params", "input", "action_input", "kwargs", "tool_input")
_OTHER_NAMES: Mapping[str, tuple[str, ...]] = {
    "filing": ("file", "filing_id", "filing_name", "document", "doc", "report", "company", "handle", "source"),
    "filings": ("files", "documents", "reports", "companies", "handles", "filing"),
    "line_items": ("line_item", "items", "item", "metrics", "metric", "concept", "concepts", "fact", "facts", "label"),
    "line_item": ("line_items", "items", "item", "metrics", "metric", "concept", "fact", "label"),
    "periods": ("period", "quarter", "quarters", "year", "years", "date", "dates", "fiscal_period", "time_period"),
    "period": ("periods", "quarter", "year", "date", "fiscal_period", "time_period"),
    "segments": ("segment", "product", "products", "region", "regions"),
    "segment": ("segments", "product", "region"),
    "ratio": ("formula", "expression", "metric", "name", "calculation"),
    "definition": ("define", "defined_as"),
    "query": ("question", "q", "text", "search", "search_query", "keywords", "matter"),
    "topic": ("matter", "subject"),
    "page": ("page_number", "pages", "number"),
    "section": ("item", "heading", "section_name", "title", "name"),
    "about": ("query", "topic", "focus", "question"),
    "sql": ("query", "statement", "sql_query", "select"),
}
_WHOLE = re.compile(r"\s*(?:page|p\.?)?\s*(\d{1,6})(?:\.0)?\s*", re.IGNORECASE)


def read_arguments(given: str | Mapping[str, object]) -> Mapping[str, object] | None:
    """Arguments as a model wrote them, taken out of whatever it wrapped them in; None where they are no object."""
    read = given if isinstance(given, Mapping) else _read(given)
    while read is not None and len(read) == 1:
        ((name, inside),) = read.items()
        inside = _read(inside) if isinstance(inside, str) else inside
        if name.lower() not in _WRAPPERS or not isinstance(inside, Mapping):
            break
        read = {str(key): value for key, value in inside.items()}
    return read


def mended(tool: str, given: Mapping[str, object]) -> dict[str, Argument]:
    """Arguments under the tool's own names and types; what is null or empty is left out.

    Raises CannotAsk for a page or a count that is no whole number, or for an object where a text belongs.
    """
    wanted = arguments_of(tool)
    told = {re.sub(r"\W+", "_", name.strip().lower()): value for name, value in given.items() if not _is_empty(value)}
    named: dict[str, Argument] = {}
    for name in wanted:
        others = (one for one in _OTHER_NAMES.get(name, ()) if one not in wanted)
        given_as = next((one for one in (name, *others) if one in told), None)
        if given_as:
            named[name] = _typed(name, told.pop(given_as))
    return named | {name: _typed(name, value) for name, value in told.items()}


@cache
def arguments_of(tool: str) -> Mapping[str, inspect.Parameter]:
    """The arguments that a tool takes, by name."""
    return dict(list(inspect.signature(getattr(Toolbox, tool)).parameters.items())[1:])


def _read(text: str) -> Mapping[str, object] | None:
    if not text.strip():
        return {}
    try:
        inside = json.loads(text)
    except (ValueError, RecursionError):
        return object_in(text)
    return _read(inside) if isinstance(inside, str) else inside if isinstance(inside, dict) else None


def _is_empty(value: object) -> bool:
    return value is None or value == [] or (isinstance(value, str) and value.strip().lower() in ("", "none", "null"))


def _typed(name: str, value: object) -> Argument:
    if name in NUMBERS:
        return _whole(name, value)
    if isinstance(value, Mapping):
        raise CannotAsk(f"\u201c{name}\u201d is a text or a list of texts, not an object.")
    several = [str(one).strip() for one in value if not _is_empty(one)] if isinstance(value, list | tuple) else None
    if several is None:
        return str(value).strip()
    return several if name in LISTS else ", ".join(several)


def _whole(name: str, value: object) -> int:
    found = _WHOLE.fullmatch(str(value[0] if isinstance(value, list) and value else value))
    if found is None:
        raise CannotAsk(f"\u201c{name}\u201d is a whole number, counted from 1.")
    return int(found[1])
