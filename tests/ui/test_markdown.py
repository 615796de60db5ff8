"""An answer's Markdown as a tree: what becomes a footnote, what a figure, and what stays words."""

from tests.ui.values import FIGURES
from ui.markdown import blocks
from ui.text import plain


def inlines(markdown: str) -> list[dict]:
    return blocks(markdown, FIGURES)[0]["c"][0]["s"]


def test_footnotes_lose_the_space_before_them() -> None:
    assert inlines("Revenue rose [1] [^2], then fell [3, 4].") == [
        {"t": "text", "v": "Revenue rose"},
        {"t": "note", "n": 1},
        {"t": "note", "n": 2},
        {"t": "text", "v": ", then fell"},
        {"t": "note", "n": 3},
        {"t": "note", "n": 4},
        {"t": "text", "v": "."},
    ]


def test_a_figure_is_found_with_its_sign_and_never_inside_a_longer_number() -> None:
    assert inlines("It grew +17.8% to $8,073 million [2], not 117.8%.")[1:5] == [
        {"t": "figure", "v": "+17.8%", "i": 3},
        {"t": "text", "v": " to "},
        {"t": "figure", "v": "$8,073 million", "i": 1},
        {"t": "note", "n": 2},
    ]


def test_a_fall_is_found_without_its_minus() -> None:
    assert inlines("The net loss was $5,930 million [4].")[1] == {"t": "figure", "v": "$5,930 million", "i": 5}


def test_markup_links_and_pictures_stay_words() -> None:
    said = inlines("<script>x</script> [a](http://b) ![p](http://q/t.png) <b>c</b>")
    assert {node["t"] for node in said} <= {"text", "span"}
    assert "<script>x</script>" in said[0]["v"]
    assert "http" not in str(said)


def test_half_an_answer_is_drawn_as_far_as_it_goes() -> None:
    assert blocks("- one\n- **tw", FIGURES)[0]["t"] == "ul"


def test_plain_text_shows_letter_by_letter() -> None:
    assert plain("$5 and $6 :red[x] <b> *y*") == r"\$5 and \$6 \:red\[x\] \<b\> \*y\*"
