"""What a tool may be asked for, as fields to fill in; and a plan's line read from them and back."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from core.answers import Argument, SubQuestion
from ui.measures import named


class Field(NamedTuple):
    """An argument of a tool.

    `kind` is "words", "list" (semicolons between: labels and dates have commas), "number", "choice", "filing" or
    "filings".
    """

    name: str
    label: str
    kind: str = "words"
    choices: tuple[str, ...] = ()
    hint: str = ""


PERIODS = Field("periods", "Periods", "list", hint="the filing's own")
FIELDS: Mapping[str, tuple[Field, ...]] = {
    "lookup_fact": (
        Field("line_items", "Line items", "list"),
        PERIODS,
        Field("segments", "Segments", "list", hint="the whole company"),
        Field("statement", "Look first in", "choice", ("", "income", "balance", "cash_flow")),
    ),
    "compute_ratio": (
        Field("ratio", "Ratio or formula"),
        PERIODS,
        Field("definition", "Your own definition", hint="the usual one"),
    ),
    "search_passages": (
        Field("query", "Looking for"),
        Field("topic", "Matter", hint="any"),
        Field("since", "Only what is new since", "filing"),
        Field("quotes", "Sentences at most", "number", hint="10"),
    ),
    "read_page": (Field("page", "Page", "number"), Field("section", "Or a section", hint="Item 1A, Note 2, Liquidity")),
    "summarise_section": (Field("section", "Section"), Field("about", "On the matter of", hint="the whole section")),
    "query_facts": (Field("sql", "One SELECT over the table facts"), Field("filings", "Filings", "filings")),
    "compare": (
        Field("filings", "Filings", "filings"),
        Field("line_item", "Line item"),
        Field("period", "Period", hint="each filing's own"),
        Field("segment", "Segment", hint="the whole company"),
    ),
}
"""The first field that is not "filings" says what the tool looks for."""
TOOL_NAMES = {
    "lookup_fact": "look up a line item",
    "compute_ratio": "compute a ratio or formula",
    "search_passages": "find what is said",
    "read_page": "read a page",
    "summarise_section": "sum up a section",
    "query_facts": "query the facts",
    "compare": "compare filings",
}
ONE_FILING = set(FIELDS) - {"compare", "query_facts"}
"""The tools that look in one filing."""
_SAME = {"line_item": "line_items", "period": "periods", "segment": "segments"}


def values_of(sub: SubQuestion, tool: str) -> dict[str, Argument]:
    """The arguments of a line as far as this tool takes them, under the names that it has for them."""
    names = {field.name for field in FIELDS.get(tool, ())}
    same = _SAME | {plural: one for one, plural in _SAME.items()}
    kept: dict[str, Argument] = {}
    for name, value in sub.arguments.items():
        known = name if name in names else same.get(name, name)
        if known in names:
            kept[known] = value
    return kept if names else dict(sub.arguments)


def shown(value: Argument) -> str:
    """An argument as words to edit, line items and ratios by their names."""
    value = named(value)
    return "; ".join(value) if isinstance(value, list) else "" if value is None else str(value)


def argument(field: Field, said: str, before: Argument = None) -> Argument:
    """The words of a field as an argument; what they say as they did `before` stays what it was."""
    words = said.strip()
    kept = {shown(one): one for one in (before if isinstance(before, list) else [before]) if isinstance(one, str)}
    if field.kind == "list":
        return [kept.get(part.strip(), part.strip()) for part in words.split(";") if part.strip()]
    if field.kind == "number" and words.isdigit():
        return int(words)
    return kept.get(words, words)


def edited(sub: SubQuestion, text: str, tool: str, filing: str | None, values: Mapping[str, Argument]) -> SubQuestion:
    """A plan's line as it was edited: what is empty and need not be given is left out."""
    fields = FIELDS.get(tool, ())
    wanted = fields[0].name if fields else ""
    needed = {wanted, "line_item"} if tool == "compare" else {wanted}
    needed = set() if tool == "read_page" and values.get("section") else needed
    arguments = {name: value for name, value in values.items() if value not in (None, "", []) or name in needed}
    return SubQuestion(sub.id, text.strip(), tool, filing, arguments, sub.depends_on)


def words_of(tool: str, values: Mapping[str, Argument]) -> str:
    """What a line asks in a few words, from its arguments: "Net income, Q3 2022"."""
    said = [shown(values.get(f.name)) for f in FIELDS.get(tool, ()) if f.kind in ("words", "list", "number")]
    label = "page " if tool == "read_page" else ""
    return label + ", ".join(part for part in said[:2] if part)


def without(subs: Sequence[SubQuestion], gone: str) -> tuple[SubQuestion, ...]:
    """A plan's lines without one; those that waited for it wait no more."""
    return tuple(
        SubQuestion(s.id, s.text, s.tool, s.filing, s.arguments, tuple(id for id in s.depends_on if id != gone))
        for s in subs
        if s.id != gone
    )


def added(subs: Sequence[SubQuestion], filing: str | None) -> tuple[SubQuestion, ...]:
    """A plan's lines and one more to fill in, with an id that none of them has."""
    taken = {sub.id for sub in subs}
    number = next(n for n in range(1, len(taken) + 2) if f"added-{n}" not in taken)
    return (*subs, SubQuestion(f"added-{number}", "", "lookup_fact", filing, {"line_items": []}))
