"""Tokens of a definition in words: names, line items and ratios, periods, signs, numbers and noise."""

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from agents.formula_notation import Names, input_of, ratio_named
from agents.formula_parser import Mark, Token
from agents.formula_tree import Constant, Input
from core.filings import Statement
from core.periods import FiscalPeriod

if TYPE_CHECKING:
    from core.ontology import Ontology

_FROM = r"[(\[]?\s*(?:taken |as (?:shown|reported|stated) )?\b(?:from|in|on|per)\s+(?:the\s+)?(?:consolidated\s+)?"
_INCOME = r"(?:income|operations|earnings)"
_CLOSING = r"\s*[)\]]?"
_FISCAL = r"(?:fiscal\s+(?:year\s+)?|fy\s?)"


def _compiled(patterns: Mapping[str, str]) -> dict[str, re.Pattern[str]]:
    return {name: re.compile(pattern, re.IGNORECASE) for name, pattern in patterns.items()}


_STATEMENTS = _compiled(
    {
        Statement.CASH_FLOW: rf"{_FROM}(?:cash[ -]flows? statement|statements? of cash flows?){_CLOSING}",
        Statement.BALANCE: rf"{_FROM}(?:balance sheet|statements? of financial (?:position|condition)){_CLOSING}",
        Statement.INCOME: rf"{_FROM}(?:income statement|p&l(?: statement)?|statements? of {_INCOME}){_CLOSING}",
    }
)
_PERIODS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"\bq(?P<q>[1-4])\s*(?:of\s+)?{_FISCAL}?'?(?P<y>(?:19|20)\d\d)\b",
        rf"\b{_FISCAL}?(?P<y>(?:19|20)\d\d)[ -]?q(?P<q>[1-4])\b",
        rf"\b(?P<w>first|second|third|fourth)\s+(?:fiscal\s+)?quarter\s+(?:of\s+)?{_FISCAL}?(?P<y>(?:19|20)\d\d)\b",
        rf"\b{_FISCAL}'?(?P<y>(?:19|20)?\d\d)\b",
        r"(?<![\d.,$])(?P<y>(?:19|20)\d\d)\b(?![.,]\d|%)",
    )
)
_QUARTERS = {"first": 1, "second": 2, "third": 3, "fourth": 4}
_CONNECTIVES = _compiled(
    {
        Mark.OVER: r"\b(?:divided by|over)\b",
        Mark.TO: r"\bto\b",
        Mark.AND: r"\b(?:and|as well as)\b|&|[,;]",
        Mark.OPEN: r"[(\[{]",
        Mark.CLOSE: r"[)\]}]",
    }
)
_DURING = re.compile(r"\bover\s+(?:the\s+)?(?:(?:fiscal|financial)\s+)?(?:(?:years?|quarters?)\s+)?", re.IGNORECASE)
_SHARE_OF = r"\bas an? (?:%|percent|percentage|share|proportion|fraction|multiple) of\b|\bas % of\b"
_SIGNS = _compiled(
    {
        "*": r"[*×∗·]|\b(?:times|multiplied by)\b|(?<=\s)x(?=\s)",
        "/": rf"[/÷]|\bper\b|{_SHARE_OF}",
        "+": r"\+|\b(?:plus|added to)\b",
        "-": r"[-−–—]|\b(?:minus|less|net of|excluding|subtracting)\b",
    }
)
_FUNCTIONS = _compiled(
    {
        "sum": r"\b(?:the\s+)?sum of\b",
        "difference": r"\b(?:the\s+)?difference (?:between|of)\b",
        "ratio": r"\b(?:the\s+)?(?:ratio|quotient) of\b",
        "product": r"\b(?:the\s+)?product of\b",
        "mean": r"\b(?:the\s+)?(?:average|mean) of\b",
        "average": r"\b(?:the\s+)?(?:average|avg\.?|mean)\b",
        "change": r"(?:\b(?:the\s+)?(?:change|increase|growth) in\b|Δ|\bchange\b(?=\())",
        "prior": r"\b(?:prior|previous|last|preceding)[ -](?:year|period|quarter)(?:['’]s)?(?:[ -]end)?\b",
    }
)
_FUNCTION_WORDS = re.compile(
    r"\b(?:(?:change|increase) in|(?<!weighted )(?<!weighted-)average(?: of)?|"
    r"(?:prior|previous)[ -](?:year|period|quarter))\b",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"(?<![\w.])(?P<digits>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)(?P<percent>\s?%)?(?![\w])")
_NOISE = re.compile(
    r"\b(?:the|of|a|an|its|for|in|at|by|on|as|during|between|from|both|then|all|year[ -]?end(?:ing|ed)?|end|beginning|"
    r"year|fiscal|period|quarter|same|total|net|unadjusted|reported|amounts?|figures?|values?|line items?|annual|"
    r"company['’]s|consolidated|days|approximately|i\.e\.)(?!\w)|[:\"“”'’=%.]",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_][\w&'’.-]*", re.UNICODE)


class _Span(NamedTuple):
    end: int
    token: Token | None


def word_tokens(text: str, ontology: "Ontology", names: Names) -> tuple[Token, ...]:
    """The tokens of a definition in words: names first, then line items and ratios, periods, signs and numbers.

    Words that are none of these form an input of their own, together with a line item beside them: an
    "adjusted" amount is not the line item that it adjusts.
    """
    named = _named_spans(text, ontology, names)
    tokens: list[Token] = []
    place = loose = 0
    while place < len(text):
        span = named.get(place) or _worded(text, place)
        if span is None:
            place += 1
            continue
        if (
            span.token
            and _is_phrase(span.token)
            and tokens
            and _is_phrase(tokens[-1])
            and not text[loose:place].strip()
        ):
            tokens[-1] = _joined(tokens[-1], text[loose:place], span.token)
        elif span.token and _same_phrase(tokens, span.token, text[loose:place]):
            tokens[-1] = _joined(tokens[-1], " ", span.token)
        elif span.token:
            tokens.append(span.token)
        place = loose = span.end
    return tuple(tokens)


def _is_phrase(token: Token) -> bool:
    return isinstance(token.value, Input) and token.value.concept is None


def _same_phrase(tokens: list[Token], token: Token, between: str) -> bool:
    """Whether an unknown word stands right before this line item."""
    return bool(tokens) and _is_phrase(tokens[-1]) and isinstance(token.value, Input) and not between.strip()


def _joined(one: Token, between: str, other: Token) -> Token:
    phrase = f"{one.text}{between or ' '}{other.text}".strip()
    return Token(Mark.VALUE, phrase, Input(None, phrase))


def _named_spans(text: str, ontology: "Ontology", names: Names) -> dict[int, _Span]:
    """Names and mentions by where they start; a name wins over a mention, a longer name over a shorter."""
    spans: list[tuple[int, int, Token]] = []
    for name in sorted(names, key=len, reverse=True):
        for match in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", text, re.IGNORECASE):
            spans.append((match.start(), match.end(), Token(Mark.VALUE, match[0], names[name])))
    for mention in ontology.mentions(_FUNCTION_WORDS.sub(lambda match: "·" * len(match[0]), text)):
        is_ratio = mention.kind == "ratio"
        value = ratio_named(mention.id, ontology, names) if is_ratio else input_of(mention.id, mention.text, ontology)
        spans.append((mention.start, mention.end, Token(Mark.VALUE, mention.text, value)))
    taken: dict[int, _Span] = {}
    for start, end, token in spans:
        if not any(start < other.end and begin < end for begin, other in taken.items()):
            taken[start] = _Span(end, token)
    return taken


def _worded(text: str, place: int) -> _Span | None:
    """The token that starts here, if it is no name and no line item; a span without token is noise."""
    if text[place].isspace():
        return None
    for read in (_statement, _function, _period, _sign, _connective, _number):
        if span := read(text, place):
            return span
    if match := _NOISE.match(text, place):
        return _Span(match.end(), None)
    if match := _WORD.match(text, place):
        return _Span(match.end(), Token(Mark.VALUE, match[0], Input(None, match[0])))
    return None


def _statement(text: str, place: int) -> _Span | None:
    found = _first(_STATEMENTS, text, place)
    return _Span(found[1], Token(Mark.STATEMENT, text[place : found[1]], Statement(found[0]))) if found else None


def _first(patterns: Mapping[str, re.Pattern[str]], text: str, place: int) -> tuple[str, int] | None:
    for name, pattern in patterns.items():
        if match := pattern.match(text, place):
            return name, match.end()
    return None


def _function(text: str, place: int) -> _Span | None:
    found = _first(_FUNCTIONS, text, place)
    return _Span(found[1], Token(Mark.FUNCTION, found[0])) if found else None


def _sign(text: str, place: int) -> _Span | None:
    found = _first(_SIGNS, text, place)
    return _Span(found[1], Token(Mark.SIGN, found[0])) if found else None


def _connective(text: str, place: int) -> _Span | None:
    found = _first(_CONNECTIVES, text, place)
    if found and found[0] == Mark.OVER and (during := _DURING.match(text, place)) and _period(text, during.end()):
        return _Span(during.end(), None)  # "over FY2017 and FY2018" divides nothing
    return _Span(found[1], Token(Mark(found[0]), text[place : found[1]])) if found else None


def _number(text: str, place: int) -> _Span | None:
    match = _NUMBER.match(text, place)
    if not match:
        return None
    value = Decimal(match["digits"].replace(",", ""))
    return _Span(match.end(), Token(Mark.VALUE, match[0], Constant(value / 100 if match["percent"] else value)))


def _period(text: str, place: int) -> _Span | None:
    for pattern in _PERIODS:
        if match := pattern.match(text, place):
            return _Span(match.end(), Token(Mark.PERIOD, match[0], _fiscal(match)))
    return None


def _fiscal(match: re.Match[str]) -> FiscalPeriod:
    found = match.groupdict()
    year = int(found["y"])
    quarter = int(found["q"]) if found.get("q") else _QUARTERS.get((found.get("w") or "").lower())
    return FiscalPeriod(year if year > 99 else 2000 + year, quarter)
