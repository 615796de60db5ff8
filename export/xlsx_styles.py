"""How the workbook's cells look, and how text gets into one without ever becoming a formula."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from core.answers import Figure
from core.numbers import SCALE_WORDS, parse_cell, rounded, scale_word

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

LONGEST = 32_000  # Excel's limit of a cell is 32,767 characters
POINTS = "percentage points"  # how a table's cell ends that tells the change of a rate
LOOKS_LIKE_FORMULA = ("=", "+", "-", "@", "\t", "\r")


class Styles:
    """The formats of one workbook, made once each."""

    def __init__(self, book: "Workbook") -> None:
        self._book = book
        self._numbers: dict[tuple[str, bool], Format] = {}
        self.title = book.add_format({"bold": True, "font_size": 13, "valign": "top"})
        self.head = book.add_format({"bold": True, "bottom": 1, "bg_color": "#E8EDF3", "valign": "top"})
        self.head_right = book.add_format(
            {"bold": True, "bottom": 1, "bg_color": "#E8EDF3", "align": "right", "text_wrap": True}
        )
        self.note = book.add_format({"italic": True, "font_color": "#5A6472"})
        self.plain = book.add_format({"valign": "top"})
        self.wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        self.quoted = book.add_format({"valign": "top", "quote_prefix": True})
        self.quoted_wrapped = book.add_format({"text_wrap": True, "valign": "top", "quote_prefix": True})
        self.right = book.add_format({"align": "right"})
        self.warning = book.add_format({"bg_color": "#FDE3D8", "valign": "top"})
        self.date = book.add_format({"num_format": "yyyy-mm-dd"})
        self.points = book.add_format({"num_format": '0.0" pp";(0.0" pp")', "align": "right"})
        self.seconds = book.add_format({"num_format": "0.000"})

    def number(self, figure: Figure, scaled: bool, decimals: int | None = None) -> "Format":
        """The format of a figure: in its issuer's scale where `scaled`, brackets for negatives, "%" on a fraction."""
        pattern = number_pattern(figure, scaled, decimals)
        marked = not figure.grounded
        if (pattern, marked) not in self._numbers:
            look = {"num_format": pattern, "align": "right"} | ({"bg_color": "#FDE3D8"} if marked else {})
            self._numbers[pattern, marked] = self._book.add_format(look)
        return self._numbers[pattern, marked]


def as_printed(figure: Figure, text: str) -> tuple[Figure, int | None]:
    """The figure in the scale in which a table prints it, which its row's heading names, and the decimals it prints.

    A table of filings in thousands and in millions prints both in one of them. Where its text is no such number, the
    figure stays as it is.
    """
    said = parse_cell(text.strip().lstrip("+"))
    if said is None or figure.unit == "%" or "/" in figure.unit:
        return figure, None
    decimals = max(0, -int(said.as_tuple().exponent))
    for scale in (figure.scale, 0, *SCALE_WORDS.values()):
        if rounded(figure.value.scaleb(-scale), decimals) == said:
            return replace(figure, scale=scale), decimals
    return figure, None


def shown_unit(figure: Figure) -> str:
    """The unit of a figure as `number_pattern` shows it in its issuer's scale: "USD millions"."""
    word = "" if figure.unit == "%" or "/" in figure.unit else scale_word(figure.scale)
    return f"{figure.unit} {word}s".strip() if word else figure.unit


def number_pattern(figure: Figure, scaled: bool, decimals: int | None = None) -> str:
    """As "#,##0,,;(#,##0,,)" for an amount in millions; a comma after the digits divides by a thousand."""
    if figure.unit == "%":
        return "0.0%;(0.0%)"
    if "/" in figure.unit:
        return "#,##0.00;(#,##0.00)"
    whole = figure.value == figure.value.to_integral_value()
    commas = "," * (figure.scale // 3) if scaled and scale_word(figure.scale) else ""
    digits = "#,##0" if whole or commas else "#,##0.00"
    if figure.scale >= 9 and commas:
        digits = "#,##0.0"
    if decimals is not None:
        digits = "#,##0" + (f".{'0' * decimals}" if decimals else "")
    return f"{digits}{commas};({digits}{commas})"


def text(sheet: "Worksheet", styles: Styles, row: int, column: int, words: str, wrapped: bool = False) -> None:
    """Write text as text, whatever it begins with; empty text leaves the cell empty."""
    if not words:
        return
    if words.startswith(LOOKS_LIKE_FORMULA):
        look = styles.quoted_wrapped if wrapped else styles.quoted
    else:
        look = styles.wrapped if wrapped else styles.plain
    sheet.write_string(row, column, words[:LONGEST], look)


def heading(sheet: "Worksheet", styles: Styles, names: Sequence[str], widths: Sequence[float]) -> None:
    """The first row of a list, frozen, with the columns' widths."""
    for column, (name, width) in enumerate(zip(names, widths, strict=True)):
        sheet.write_string(0, column, name, styles.head)
        sheet.set_column(column, column, width)
    sheet.freeze_panes(1, 0)
