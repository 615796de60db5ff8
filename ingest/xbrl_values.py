"""Contexts, units and printed values of inline XBRL (Inline XBRL 1.1, https://www.xbrl.org/specification/inlinexbrl-part1)."""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, NamedTuple

from core.periods import Period
from ingest.html_tables import all_text

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

MAX_SCALE = 18  # powers of ten, either way; more is an error in the file
_ZERO_FORMATS = ("fixed-zero", "zerodash", "numdash", "nocontent", "fixedzero")
_COMMA_DECIMAL = ("numcommadecimal", "num-comma-decimal", "numspacecomma", "numdotcomma")
_ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
    " eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_WORDS = {"no": 0, "none": 0, "hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9}
_WORDS |= {word: i for i, word in enumerate(_ONES)} | {word: 10 * i for i, word in enumerate(_TENS, 2)}


class Context(NamedTuple):
    """When and, by the local names of its members, for which part of the company."""

    period: Period
    members: tuple[str, ...]


def local(name: str) -> str:
    """A name without its prefix."""
    return name.rpartition(":")[2].strip()


def contexts_of(root: "Element") -> Mapping[str, Context]:
    """The contexts by id; one without a readable period is left out."""
    found = {}
    for node in root.iter("xbrli:context", "context"):
        start, end = _first(node, "startdate"), _first(node, "enddate") or _first(node, "instant")
        last = _day(end)
        if last:
            found[node.get("id") or ""] = Context(Period(last, _day(start) if start else None), tuple(_members(node)))
    return found


def _members(context: "Element") -> Iterator[str]:
    for node in context.iter():
        name = local(node.tag) if isinstance(node.tag, str) else ""
        if name in ("explicitmember", "typedmember"):
            yield local(all_text(node))


def _first(context: "Element", name: str) -> str:
    nodes = context.iter(f"xbrli:{name}", name)
    return next((str(node.text or "") for node in nodes), "")


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text.strip()[:10])
    except ValueError:
        return None


def units_of(root: "Element") -> Mapping[str, str]:
    """The units by id, as `Fact.unit` has them: "USD", "USD/share", "shares", "pure"."""
    return {
        node.get("id") or "": "/".join(_measures(node)).replace("/shares", "/share")
        for node in root.iter("xbrli:unit", "unit")
    }


def _measures(unit: "Element") -> Iterator[str]:
    return (local(all_text(measure)) for measure in unit.iter("xbrli:measure", "measure"))


def document_tags(root: "Element") -> Mapping[str, str]:
    """The "dei" facts by local name, the first of each: form, registrant, fiscal focus."""
    tags: dict[str, str] = {}
    for node in root.iter("ix:nonnumeric"):
        name = node.get("name") or ""
        text = " ".join(all_text(node).split())
        if name.startswith("dei:") and text:
            tags.setdefault(local(name), text)
    month_day = re.fullmatch(r"(\d{1,2})/(\d{1,2})", tags.get("CurrentFiscalYearEndDate", ""))
    if month_day:
        tags["CurrentFiscalYearEndDate"] = f"--{int(month_day[1]):02}-{int(month_day[2]):02}"
    return tags


def value_of(node: "Element") -> Decimal | None:
    """A tagged figure in units of one, with its sign; None where it is nil or cannot be read."""
    if node.get("xsi:nil") in ("true", "1"):
        return None
    text = all_text(node).replace("\u00a0", " ").strip()
    number = _number(text, local(node.get("format") or "").lower())
    scale = node.get("scale") or "0"
    if number is None or not re.fullmatch(r"[+-]?\d{1,2}", scale) or abs(int(scale)) > MAX_SCALE:
        return None
    number = number.scaleb(int(scale)) if number else number
    return -number if node.get("sign") == "-" else number


def _number(text: str, form: str) -> Decimal | None:
    if form.startswith(_ZERO_FORMATS) or text in ("-", "—", "–", "− ", "−"):
        return Decimal(0)
    if form.startswith("numwords") or text[:1].isalpha():
        return _in_words(text)
    text = text.replace(" ", "").replace("'", "")
    text = text.replace(".", "").replace(",", ".") if form.startswith(_COMMA_DECIMAL) else text.replace(",", "")
    try:
        number = Decimal(text)
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def _in_words(text: str) -> Decimal | None:
    """The number of "twenty-five million"; None for other words."""
    total = current = 0
    words = re.findall(r"[a-z]+", text.lower())
    for word in words:
        if word == "and":
            continue
        if word not in _WORDS:
            return None
        number = _WORDS[word]
        if number >= 1000:
            total, current = total + max(current, 1) * number, 0
        else:
            current = max(current, 1) * number if number == 100 else current + number
    return Decimal(total + current) if words else None
