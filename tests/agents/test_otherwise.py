"""Questions that can be meant otherwise: answered under a reading that is said, with the others to ask for."""

import pytest


@pytest.mark.parametrize(
    ("question", "value", "other"),
    [
        ("What was Tramontane's margin in FY2021?", 5, "What was Tramontane's gross margin in FY2021?"),
        ("What was Tramontane's income in FY2021?", 400, "What was Tramontane's operating income in FY2021?"),
        (
            "What were Tramontane's earnings in FY2021?",
            400,
            "What were Tramontane's diluted earnings per share in FY2021?",
        ),
        ("What was Tramontane's profit in FY2021?", 400, "What was Tramontane's gross profit in FY2021?"),
        ("tramontane margin FY2021", 5, "tramontane operating margin FY2021"),
    ],
)
def test_a_word_of_several_meanings_is_answered_under_one_and_the_others_are_offered(ask, question, value, other):
    answer = ask(question).answer
    assert answer.headline.value == value
    assert other in answer.other_readings
    assert other in answer.markdown


@pytest.mark.parametrize(
    "question",
    [
        "What was Tramontane's gross margin in FY2021?",
        "What was Tramontane's net income in FY2021?",
        "What was Ferrowick's revenue in Q2 2022?",
    ],
)
def test_a_question_of_one_meaning_offers_no_other(ask, question):
    assert ask(question).answer.other_readings == ()


@pytest.mark.parametrize("question", ["What are Tramontane's shipping costs?", "What is Tramontane's return policy?"])
def test_a_word_that_another_narrows_is_not_read_as_the_whole(ask, question):
    assert ask(question).answer.headline is None


def test_what_the_offered_question_asks_is_answered(ask):
    (gross, *_rest) = ask("What was Tramontane's margin in FY2021?").answer.other_readings
    assert ask(gross).answer.headline.value == 37.5
