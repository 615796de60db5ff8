import pytest

from library.names import LONGEST_NAME, free_name, safe_name


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("10q.pdf", "10q.pdf"),
        ("../../etc/passwd", "passwd"),
        ("C:\\files\\10q.pdf", "10q.pdf"),
        ("a\x00b\n\tc.pdf", "a b c.pdf"),
        ("  spaced   out .pdf ", "spaced out .pdf"),
        ("..", "filing"),
        ("", "filing"),
        (".hidden.pdf", "hidden.pdf"),
        ("Crédit.pdf", "Crédit.pdf"),
        ("日本.pdf", "日本.pdf"),
    ],
)
def test_names_are_made_safe(given: str, kept: str) -> None:
    assert safe_name(given) == kept


def test_a_long_name_is_cut_before_its_ending() -> None:
    name = safe_name("x" * 500 + ".pdf")
    assert len(name) == LONGEST_NAME
    assert name.endswith("x.pdf")


def test_a_taken_name_gets_the_next_free_number() -> None:
    assert free_name("a.pdf", []) == "a.pdf"
    assert free_name("a.pdf", ["A.PDF", "a (2).pdf"]) == "a (3).pdf"
    assert free_name("no ending", ["no ending"]) == "no ending (2)"
