"""A computed figure as a spreadsheet formula over the cells of its inputs, checked before it is used.

The formula that the answer shows is text ("(8,343 - 8,073) / 8,073", "average(Inventories: $1 million, $2 million)");
its figures become cells. Where the text cannot be turned into a formula that gives the figure's value, the usual
computations over the same inputs are tried; what gives another value than the answer's is never used.
"""

import ast
import operator
import re
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal, DecimalException
from itertools import chain, permutations

from core.answers import Figure
from core.numbers import display, grouped

CLOSE = Decimal("1e-9")
LONGEST = 2000
WRITTEN, GUESSED = Decimal("0.02"), Decimal("0.005")  # how far rounding may take a value, as a share of it
_SIGNS = str.maketrans({"×": "*", "·": "*", "÷": "/", "−": "-", "–": "-", "[": "(", "]": ")", ";": ",", ":": ","})
_CELL = re.compile(r"\bc(\d+)\b")
_PLAIN = re.compile(r"(?:\bc\d+\b|AVERAGE|SUM|ABS|\d+(?:\.\d+)?|[-+*/^(), ])+")
_BINARY: dict[type[ast.operator], Callable[[Decimal, Decimal], Decimal]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.Pow: operator.pow,
}
_PAIRS = ("{one}-{other}", "{one}/{other}", "({one}-{other})/ABS({other})", "{one}+{other}")


def cell_value(figure: Figure) -> Decimal:
    """What a spreadsheet's cell holds: units of one; a percentage as its fraction, for the cell's "%" format."""
    return figure.value / 100 if figure.unit == "%" else figure.value


def live_formula(figure: Figure, cells: Sequence[str]) -> str | None:
    """The spreadsheet formula of a computed figure, without "="; None where none gives its value.

    Args:
        figure: with `inputs`.
        cells: where the inputs stand, in the inputs' order, such as "Inputs!$C$2".
    """
    values = [cell_value(figure) for figure in figure.inputs]
    for candidate, share in chain(_written(figure), _usual(len(figure.inputs))):
        for scaled in (candidate, f"({candidate})*100", f"({candidate})/100"):
            if _gives(scaled, values, cell_value(figure), share):
                return _CELL.sub(lambda match: cells[int(match[1])], scaled.replace(" ", ""))
    return None


def _written(figure: Figure) -> Iterator[tuple[str, Decimal]]:
    """The figure's own formula; then with its negative inputs as the amounts that they are."""
    text = _from_text(figure)
    if text:
        yield text, WRITTEN
        yield _CELL.sub(lambda m: f"ABS({m[0]})" if figure.inputs[int(m[1])].value < 0 else m[0], text), WRITTEN


def _usual(count: int) -> Iterator[tuple[str, Decimal]]:
    """What analysts compute from so many figures: change, ratio, growth, sum, average, a whole less its parts."""
    for one, other in permutations(range(count), 2) if 1 < count <= 3 else ():
        cells = {"one": f"c{one}", "other": f"c{other}"}
        yield from ((shape.format(**cells), GUESSED) for shape in _PAIRS)
    listed = [f"c{place}" for place in range(count)]
    if count > 1:
        yield from ((shape, GUESSED) for shape in (f"SUM({','.join(listed)})", f"AVERAGE({','.join(listed)})"))
        yield "-".join(listed), GUESSED


def _from_text(figure: Figure) -> str | None:
    """The figure's own formula with every input's text, and its label before it, replaced by its cell."""
    text = (figure.formula or "").rpartition("=")[2][:LONGEST]
    for place, part in _longest_first(figure.inputs):
        text = _replaced(text, part, f" c{place} ")
    text = re.sub(r"\bavg\b|\baverage\b", "AVERAGE", text.translate(_SIGNS), flags=re.IGNORECASE)
    text = re.sub(r"(?<=\d),(?=\d{3})", "", text)
    text = re.sub(r"[A-Za-z][^()+*/^,\d]*,(?=\s*c\d)", "", text)  # "average(Inventories: A, B)" keeps A and B alone
    text = re.sub(r"\s+", " ", text).strip()
    return text if _PLAIN.fullmatch(text) and _CELL.search(text) else None


def _longest_first(inputs: Sequence[Figure]) -> list[tuple[int, str]]:
    parts = {(place, part) for place, figure in enumerate(inputs) for part in _texts(figure)}
    return sorted(parts, key=lambda pair: (-len(pair[1]), pair[0]))


def _texts(figure: Figure) -> Iterator[str]:
    """Every way in which a formula may print an input: with label, unit and scale or bare, signed or as an amount."""
    for value in (figure.value, abs(figure.value)):
        shown = {
            display(value, figure.unit, figure.scale),
            grouped(value.scaleb(-figure.scale)),
            figure.text,
            figure.printed,
        }
        for text in shown - {""}:
            yield text
            yield f"{figure.label} {text}"
            yield f"{text} {figure.label}"


def _replaced(text: str, part: str, cell: str) -> str:
    return re.sub(rf"(?<![\w.,$]){re.escape(part)}(?![\w%]|[.,]\d)", cell, text)


def _gives(candidate: str, values: Sequence[Decimal], target: Decimal, share: Decimal) -> bool:
    try:
        result = _evaluated(ast.parse(candidate.replace("^", "**"), mode="eval").body, values)
    except (SyntaxError, DecimalException, ValueError, LookupError, TypeError, RecursionError, MemoryError):
        return False
    half_digit = Decimal(5).scaleb(int(target.as_tuple().exponent) - 1)
    return abs(result - target) <= max(min(half_digit, abs(target) * share), abs(target) * CLOSE)


def _evaluated(node: ast.expr, values: Sequence[Decimal]) -> Decimal:
    match node:
        case ast.Constant(value=int() | float() as number):
            return Decimal(str(number))
        case ast.Name(id=name) if name.startswith("c"):
            return values[int(name[1:])]
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            return -_evaluated(operand, values)
        case ast.BinOp(left=left, op=op, right=right):
            return _BINARY[type(op)](_evaluated(left, values), _evaluated(right, values))
        case ast.Call(func=ast.Name(id=name), args=args):
            return _called(name, [_evaluated(arg, values) for arg in args])
        case _:
            raise ValueError(ast.dump(node))


def _called(name: str, numbers: Sequence[Decimal]) -> Decimal:
    match name:
        case "SUM":
            return sum(numbers, Decimal(0))
        case "AVERAGE":
            return sum(numbers, Decimal(0)) / len(numbers)
        case "ABS":
            return abs(numbers[0])
        case _:
            raise ValueError(name)
