"""How English says that a figure is a change, a base, a loss, or of the year before."""

import re
from enum import StrEnum

UP = (
    r"(?:increas|grew|grow|rose|ris|(?<!made )(?<!make )(?<!makes )(?<!making )up\b|higher|gain|improv|climb|jump|surg|"
    r"soar|balloon|swell|expand|add|accelerat|widen|advanc)"
)
DOWN = (
    r"(?:decreas|declin|fell|fall|drop|down\b|lower|shrank|shrink|reduc|contract|slid|slip|narrow|sank|weaken|dip|"
    r"plung|plummet|tumbl|slump|cut\b)"
)
VERB = rf"(?:{UP}|{DOWN})\w*"
ABOUT = (
    r"(?:(?:about|around|roughly|approximately|some|nearly|almost|just|only|over|under|a further|another|more than|"
    r"less than|at least|close to|well over|as much as)\s+)*"
    r"(?:(?:(?:US|CA?|AU?|HK|NZ|S|R)\$|(?:USD|EUR|GBP|JPY|CHF|CAD|AUD|CNY|RMB|INR|KRW|SEK|DKK|NOK|HKD|SGD|BRL|MXN|TWD)\b"
    r"\s?[$€£¥]?)\s?)?"  # a currency that stands before a number without being read as a part of it
)
_TAKES = r"(?:grew|increased|raised|lifted|expanded|boosted|reduced|cut|decreased|lowered)"
_WITHOUT = (
    r"(?!(?:to|from|at|was|were|is|of|and|by|in)\b)[\w'’&-]+"  # "grew revenue 5%", but not "grew to revenue of 5"
)
_NEUTRAL = r"(?:change|difference|gap|delta|swing)"
CHANGE_BEFORE = re.compile(
    rf"\b(?:{VERB}(?:\s+(?:year[- ]over[- ]year|sequentially|quarter[- ]over[- ]quarter|sharply|slightly|strongly))?"
    rf"(?:\s+by)?|{_TAKES}(?:\s+{_WITHOUT}){{1,4}}|{_TAKES}\b[^,;.]{{0,60}}\bby|"
    rf"(?:an?|the|of)?\s*(?:{VERB}|growth|rise|decline|drop|fall|jump|gain|{_NEUTRAL})(?:\s+rate)?\s+of)\s+{ABOUT}$",
    re.IGNORECASE,
)
NEUTRAL_BEFORE = re.compile(rf"\b{_NEUTRAL}\s+of\s+{ABOUT}$", re.IGNORECASE)
RATE_BEFORE = re.compile(
    r"\b(?:growth|increase|rise|decline|decrease|drop|fall|change)(?: rate)?(?:\s+(?!(?:to|from)\b)[\w&'’.-]+){0,6}?"
    r"\s+(?:was|were|is|came (?:in )?at|stood at|reached|amounted to|equall?ed|"
    rf"(?:slow|eas|cool|moderat|decelerat|accelerat|pick|improv|rebound)ed(?: up| down)? to)\s+{ABOUT}$",
    re.IGNORECASE,
)
CHANGE_AFTER = re.compile(
    r"^\s*(?:yoy\b|y/y\b|qoq\b|q/q\b|year[- ]over[- ]year\b|"
    r"(?:\w+[- ]over[- ]\w+\s+|annual\s+|sequential\s+)?(?:increase|decrease|growth|rise|decline|drop|"
    r"gain(?! on\b| from\b)|fall|jump|improvement|reduction|higher|lower|more|less(?! [a-z]+ (?:exp|spend|of)\w*))\b"
    r"(?! than of\b))",
    re.IGNORECASE,
)
BASE_BEFORE = re.compile(
    r"\b(?:from|compared (?:with|to)|versus|vs\.?|against|(?<!more )(?<!less )than|(?:up|down) from|relative to)"
    rf"\s+{ABOUT}$",
    re.IGNORECASE,
)
DOWN_WORD = re.compile(rf"\b{DOWN}|\bless\b", re.IGNORECASE)
NEGATIVE = re.compile(
    r"\b(?:(?<!credit )(?<!loan )(?<!lease )loss(?:es)?|lost|used|after using|burn(?:ed|ing|t)|"
    r"consum(?:ed|ing)|negative|outflows?|deficit|in the red|a use of)\b|[-−]\s*$",
    re.IGNORECASE,
)
PAST = r"(?:prior|previous|last|preceding)"
_YEAR_EARLIER = (
    r"\b(?:a|one)(?: full)? year (?:earlier|ago|before|prior)\b|\byear[- ](?:ago|earlier)\b|"
    r"\b(?:twelve|12) months (?:earlier|ago|before)\b|\bthe year (?:before|prior)\b|"
    rf"\b{PAST}[- ](?:fiscal[- ])?year\b|"
    rf"\b(?:same|comparable|corresponding|equivalent) (?:period|quarter|months)\b[^.,;]{{0,30}}\b{PAST} year"
)
YEAR_BEFORE = re.compile(rf"{_YEAR_EARLIER}|\byear[- ](?:over|on)[- ]year\b|\byoy\b", re.IGNORECASE)
_LEAD = 60  # characters
BACK_BEFORE = re.compile(
    r".{0,40}(?:['’]s|\bof|\bat|\bfigure|\blevel|\bperiod|\bquarter|\byear)\s*[:(]?\s*$", re.IGNORECASE
)
ASIDE = re.compile(  # what follows tells of another figure, or of what a figure is measured by
    r";|,?\s+and\b|[,;]?\s*\b(?:compared (?:with|to)|versus|vs\.?|against|relative to|"
    r"(?:up|down|higher|lower|more|less|fewer)\b[^,;]{0,20}\b(?:from|than|on|over|versus)|"
    r"(?:an?|the) [\w-]+ (?:from|over|on)|while|whereas|but)\b",
    re.IGNORECASE,
)
_LED_TO = re.compile(
    rf"{_YEAR_EARLIER}|\b{PAST}[- ]quarter\b|\ba quarter (?:earlier|ago|before)\b|\bthe quarter before\b",
    re.IGNORECASE,
)
_GOVERNED = re.compile(
    r"\b(?:from|over|versus|vs\.?|against|with|to|on|than|by)\s+(?:(?:the|its|their|that|those|of|in|for)\s+)*$",
    re.IGNORECASE,
)
_CLAUSE = re.compile(r";|\b(?:while|whereas|but)\b|,\s+(?:and|compared|versus|vs|against|up|down|an?)\b", re.IGNORECASE)
QUARTER_BEFORE = re.compile(
    r"\b(?:prior|previous|preceding|last) quarter\b|\ba quarter (?:earlier|ago|before)\b|\bthe quarter before\b|"
    r"\bquarter[- ](?:over|on)[- ]quarter\b|\bsequential(?:ly)?\b|\bqoq\b",
    re.IGNORECASE,
)
PER_SHARE = re.compile(r"\s*(?:per|a)\s+(?:(?P<kind>diluted|basic)\s+)?(?:common\s+)?share\b", re.IGNORECASE)
BOUGHT_BACK = re.compile(rf"\b(?:repurchas(?:ed|es|ing)|b(?:uys?|ought|uying) back|retired)\s+{ABOUT}$", re.IGNORECASE)
STOCK = re.compile(r"\s*(?:worth\s+)?(?:of|in)\s+(?:its\s+|their\s+)?(?:own\s+)?(?:common\s+)?(?:stock|shares)\b", re.I)
ATTRIBUTABLE = re.compile(r"\s*(?:\(\w+\)\s*)?attributable to\b(?! non)", re.IGNORECASE)
_DOLLARS = r"(?:\s*(?:USD|EUR|GBP|(?:U\.?S\.? )?dollars?|euros?|pounds?))?"
RESTATED = re.compile(
    rf"{_DOLLARS}\s*,?\s*(?:\(|[—–/]|\(?(?:or|i\.e\.,?)|that is,?|equal to|equivalent to|which is|representing)"
    rf"\s*(?:an?\s+)?{ABOUT}",
    re.IGNORECASE,
)
SIGNED = re.compile(r"[(,;:]\s*(?:up\s+|down\s+|or\s+)?\+\s*$")
SIGNED_AFTER = re.compile(r"[,;]\s*(?:down\s+|or\s+)?$")
APPOSED = re.compile(r"\s*\(\s*(?:the\s+)?")
POINTS = re.compile(r"\bpoints?$", re.IGNORECASE)
BASIS_POINTS = re.compile(r"\s?(?:basis points|bps)\b", re.IGNORECASE)
FLOW = re.compile(r"\b(?P<kind>operating|investing|financing) activities\b", re.IGNORECASE)
SIDE_BREAK = re.compile(r"[,;]|\b(?:and|while|whereas|but|compared|versus|against|from)\b", re.IGNORECASE)
SET_AGAINST = re.compile(
    r"[,;]?\s*\b(?:compared (?:with|to)|versus|vs\.?|against|(?:up|down) from|while|whereas|but)\b", re.IGNORECASE
)
SIDE_NAMED = re.compile(r",?\s+and\s+(?=[A-Z])")
LEFT_OUT = re.compile(r"\b(?:exclusive of|excluding|not including|other than|apart from)\s+(?:[\w-]+\s+){0,2}$", re.I)
HELD = re.compile(
    r"^\s*(?:of|in|as|worth of|for)?\s*(?:the\s+|its\s+|total\s+|net\s+|quarterly\s+|annual\s+)*$", re.IGNORECASE
)


class Shape(StrEnum):
    """What a figure is said to be."""

    LEVEL = "level"
    CHANGE = "change"


class Back(StrEnum):
    """Before which period a figure's own one lies, where the sentence tells it only so."""

    NONE = ""
    YEAR = "year"
    QUARTER = "quarter"
    EITHER = "either"


COMPARED = re.compile(
    r"\b(?:compared (?:with|to)|versus|vs\.?|over|against|relative to|than|from)\s+"
    r"(?:(?:the|in|for|of|that|those)\s+)*$",
    re.IGNORECASE,
)
IN_PASSING = re.compile(r"\b(?:was|were|is|of|at|to|from|been|totall?ed|recorded|reported|by|[:=])\s*$", re.IGNORECASE)


class Way(StrEnum):
    """Which way a level is said to have gone."""

    NONE = ""
    UP = "up"
    DOWN = "down"


class Bound(StrEnum):
    """Whether a figure is given as a bound: the true one lies on that side of it, less than a last digit away."""

    NONE = ""
    LEAST = "least"
    MOST = "most"


_LEAST = re.compile(
    r"\b(?:more than|(?:just |slightly |well )?(?:over|above)|at least|exceed\w*|topped|surpass\w+)\s*$", re.I
)
_MOST = re.compile(r"\b(?:nearly|almost|(?:just |slightly )(?:under|below)|close to|not quite|approaching)\s*$", re.I)


def bound_of(before: str) -> Bound:
    """Whether the words before a figure make it a bound."""
    return Bound.LEAST if _LEAST.search(before) else Bound.MOST if _MOST.search(before) else Bound.NONE


def shape_of(before: str, after: str) -> Shape:
    """What a figure is said to be, by the words before and after it."""
    if BASE_BEFORE.search(before):
        return Shape.LEVEL
    return Shape.CHANGE if CHANGE_BEFORE.search(before) or CHANGE_AFTER.match(after) else Shape.LEVEL


def back_told(text: str) -> Back:
    """How far back a text points: the year before or the quarter before, whichever it says first."""
    year, quarter = YEAR_BEFORE.search(text), QUARTER_BEFORE.search(text)
    if year and quarter:
        return Back.YEAR if year.start() < quarter.start() else Back.QUARTER
    return Back.YEAR if year else Back.QUARTER if quarter else Back.NONE


def back_of_level(text: str) -> Back:
    """How far back a text says that a level lies; "year over year" tells of a change."""
    found = _LED_TO.search(text)
    return back_told(found[0]) if found else Back.NONE


def back_led_to(before: str) -> Back:
    """How far back the words that lead up to a figure point: "the prior-year figure was", "a year earlier it was"."""
    if BACK_BEFORE.search(before[-_LEAD:]):
        return back_told(before[-_LEAD:])
    clause = _CLAUSE.split(before)[-1]
    found = _LED_TO.search(clause)
    return back_told(found[0]) if found and not _GOVERNED.search(clause[: found.start()]) else Back.NONE
