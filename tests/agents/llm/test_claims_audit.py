import threading
from datetime import UTC, datetime

import pytest

from agents.llm.claims_audit import Context
from agents.task import Task
from core.ontology import load_ontology
from core.traces import Run, RunSettings


@pytest.fixture
def context(shelf) -> Context:
    run = Run(
        "r", "s", "How did revenue change?", datetime.now(UTC), RunSettings("openai", "sub-question", None, "0"), ()
    )
    return Context(Task(run, shelf, load_ontology(), (), lambda event: None, threading.Event()))


def test_an_item_of_a_list_is_of_the_period_named_over_it(context):
    assert context.lead("Ferrowick's figures for Q2 2022:") == ""
    assert context.lead("- Revenue was $1,100 million").startswith("In Q2 2022, ")


def test_a_period_over_a_list_ends_with_the_list(context):
    context.lead("**Q2 2022**")
    assert context.lead("- Revenue was $1,100 million").startswith("In Q2 2022, ")
    assert not context.lead("Revenue was $1,210 million.").startswith("In Q2")
    assert not context.lead("- Revenue was $1,210 million.").startswith("In Q2")


def test_an_item_keeps_the_period_that_it_names_itself(context):
    context.lead("In Q2 2022:")
    assert not context.lead("- Revenue was $900 million in Q3 2021").startswith("In Q2")
    assert context.lead("- Revenue was $1,100 million").startswith("In Q2 2022, ")


def test_two_periods_over_a_list_say_nothing_of_its_items(context):
    context.lead("From Q2 2022 to Q3 2022:")
    assert not context.lead("- Revenue was $1,100 million").startswith("In ")
