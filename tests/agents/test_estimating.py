from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

from agents.estimating import RULES, estimate
from agents.llm.analyst import STRATEGIES
from core.answers import Plan, SubQuestion
from core.settings import Settings
from core.traces import Run, RunSettings, Span, SpanKind, Tokens

NOW = datetime(2026, 5, 4, tzinfo=UTC)
ASKED = RunSettings("openai", "sub-question", "some-model")
PRICED = Settings.of({"price_in": Decimal(2), "price_out": Decimal(8)})


def earlier(lines: int, read: int, written: int, asked: RunSettings = ASKED) -> Run:
    plan = Plan(tuple(SubQuestion(f"q{n}", "", "lookup_fact") for n in range(lines)))
    call = Span("s", "r", SpanKind.LLM, "plan", NOW, end=NOW, tokens=Tokens(read, written))
    return Run("r", "s", "Revenue?", NOW, asked, plan=plan, spans=(call,))


def test_offline_analyst_costs_nothing() -> None:
    found = estimate(PRICED, RunSettings("offline"), 9, ())
    assert (found.tokens_in, found.tokens_out, found.cost) == (0, 0, 0)


def test_without_a_price_the_cost_is_unknown_and_not_nothing() -> None:
    found = estimate(Settings.of({}), ASKED, 3, ())
    assert found.tokens_in > 0 and found.cost is None


def test_cost_is_of_both_prices_a_million_tokens() -> None:
    found = estimate(PRICED, ASKED, 3, [earlier(3, 1_000_000, 500_000)] * 3)
    assert (found.tokens_in, found.tokens_out, found.cost) == (1_000_000, 500_000, Decimal(6))
    assert "last 3 questions" in found.why


def test_more_sub_questions_are_more_tokens_up_to_the_limit_of_them() -> None:
    sizes = [estimate(PRICED, ASKED, lines, ()).tokens_in for lines in (1, 3, 24, 500)]
    assert sizes[0] < sizes[1] < sizes[2] == sizes[3]


def test_questions_of_another_model_or_strategy_or_without_a_model_do_not_count() -> None:
    others = [replace(ASKED, model="other"), replace(ASKED, strategy="react")]
    before = [earlier(3, 9_000_000, 9_000_000, asked) for asked in others for _ in range(5)]
    unasked = replace(earlier(3, 0, 0), spans=())
    assert estimate(PRICED, ASKED, 3, [*before, *[unasked] * 5]) == estimate(PRICED, ASKED, 3, ())


def test_larger_plan_than_those_asked_before_is_scaled_up_from_them() -> None:
    before = [earlier(3, 1_600, 500)] * 3
    assert estimate(PRICED, ASKED, 3, before).tokens_in == 1_600
    assert 2_000 < estimate(PRICED, ASKED, 9, before).tokens_in < 4_800


def test_every_strategy_has_its_rule() -> None:
    assert set(RULES) == set(STRATEGIES)
