import pytest

from core.redaction import MASK, redacted

KEY = "sk-proj-Zx81mQ0wLr5TnV2aBc9d"


@pytest.mark.parametrize(
    "text",
    [
        f"key {KEY} in a sentence",
        f'{{"api_key": "{KEY}"}}',
        f"Authorization: Bearer {KEY}",
        f"https://host/v1?api_key={KEY}&n=1",
        f"(\\n{KEY}\\n)",
    ],
)
def test_key_is_masked_wherever_it_stands(text: str) -> None:
    assert KEY not in redacted(text)
    assert MASK in redacted(text)


def test_known_secret_of_any_shape_is_masked() -> None:
    assert redacted("asked with correct horse battery", ["correct horse battery"]) == f"asked with {MASK}"


def test_secret_that_holds_another_is_masked_whole() -> None:
    assert redacted("abcdefgh12345678", ["abcdefgh", "abcdefgh12345678"]) == MASK


def test_short_placeholder_key_does_not_garble_text() -> None:
    assert redacted("a locally run model", ["local"]) == "a locally run model"


def test_bearer_token_and_url_password_are_masked() -> None:
    assert "a1b2c3d4e5f6g7" not in redacted("bearer a1b2c3d4e5f6g7")
    assert redacted("postgresql://user:hunter2pass@db/footnote") == f"postgresql://user:{MASK}@db/footnote"


@pytest.mark.parametrize(
    "text",
    [
        "risk-adjusted returns on bearer securities outstanding",
        "Basic earnings per share of 1.28; basic weighted-average shares 1,979",
        "The secret: management's own figures, e.g. 8,343 million",
        "task-oriented sk-ill",
        "Note 12 https://www.sec.gov/Archives/edgar/data/1",
    ],
)
def test_words_of_filings_are_left_alone(text: str) -> None:
    assert redacted(text) == text
