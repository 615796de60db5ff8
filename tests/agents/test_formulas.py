from decimal import Decimal

import pytest

from agents.formulas import (
    Formula,
    Input,
    Lookup,
    definition_in,
    evaluate,
    expression_in,
    parse_formula,
    ratio_formula,
)
from core.answers import Citation, Figure, Grounding
from core.errors import CannotAsk, MissingInputs, NotComparable
from core.filings import Statement
from core.ontology import load_ontology

ONTOLOGY = load_ontology()


def figure(label: str, millions: str, unit: str = "USD") -> Figure:
    return Figure(label, Decimal(millions).scaleb(6), unit, citation=Citation(1, "f", 1, label), scale=6)


def lookup_of(amounts: dict[tuple[str, int], str]) -> Lookup:
    """Figures by line item and fiscal year (or, where the definition names none, by periods back as a negative)."""

    def lookup(item: Input) -> Figure | None:
        year = item.period.year if item.period else -item.back
        millions = amounts.get((item.concept or item.phrase, year))
        return None if millions is None else figure(item.phrase, millions)

    return lookup


def defined(question: str) -> Formula:
    formula = definition_in(question, ONTOLOGY)
    assert formula is not None
    return formula


@pytest.mark.parametrize("ratio", ONTOLOGY.ratios)
def test_every_ratio_of_the_ontology_parses_and_names_its_inputs(ratio: str) -> None:
    formula = ratio_formula(ratio, ONTOLOGY)
    assert {item.concept for item in formula.inputs} == set(ONTOLOGY.ratios[ratio].inputs)


def test_notation_follows_the_usual_precedence() -> None:
    formula = parse_formula("(NetIncomeLoss + 2 * Revenues) / Assets - 1", ONTOLOGY)
    amounts = {("NetIncomeLoss", 0): "4", ("Revenues", 0): "8", ("Assets", 0): "5"}
    assert evaluate(formula, lookup_of(amounts)).value == 3


def test_avg_change_and_prior_look_back_one_period() -> None:
    formula = parse_formula("avg(Assets) + change(Assets) + prior(Assets)", ONTOLOGY)
    result = evaluate(formula, lookup_of({("Assets", 0): "30", ("Assets", -1): "10"}))
    assert result.value == Decimal("50").scaleb(6)
    assert result.unit == "USD"


@pytest.mark.parametrize(
    "text",
    ["Revenues /", "(Revenues + Assets", "Revenues ! Assets", "NoSuchThing / Revenues", "(" * 2000, "1 +" * 2000],
)
def test_a_formula_that_does_not_parse_is_refused_with_a_sentence(text: str) -> None:
    with pytest.raises(CannotAsk):
        parse_formula(text, ONTOLOGY)


def test_a_defined_average_between_two_fiscal_years() -> None:
    formula = defined(
        "What is ROA? ROA is defined as: FY2019 net income / (average total assets between FY2018 and FY2019)."
    )
    amounts = {("NetIncomeLoss", 2019): "10", ("Assets", 2018): "90", ("Assets", 2019): "110"}
    result = evaluate(formula, lookup_of(amounts))
    assert (result.value, result.unit, result.grounding) == (Decimal(10), "%", Grounding.COMPUTED)


def test_days_payable_takes_the_change_between_balances_not_the_cash_flow_line() -> None:
    formula = defined(
        "DPO is defined as: 365 * (average accounts payable between FY2016 and FY2017) / (FY2017 COGS + change in "
        "inventory between FY2016 and FY2017). Round your answer to two decimal places."
    )
    amounts = {
        ("AccountsPayableCurrent", 2016): "100",
        ("AccountsPayableCurrent", 2017): "200",
        ("CostOfRevenue", 2017): "700",
        ("InventoryNet", 2016): "50",
        ("InventoryNet", 2017): "80",
    }
    result = evaluate(formula, lookup_of(amounts))
    assert result.value == 75
    assert result.unit == "days"
    assert result.formula == (
        "365 × average(accounts payable: $100 million, $200 million) ÷ "
        "(COGS $700 million + (inventory $80 million − inventory $50 million))"
    )
    assert len(result.inputs) == 5


def test_definitions_may_use_one_another() -> None:
    formula = defined(
        "CCC is defined as: DIO + DSO - DPO. DIO is defined as: 365 * inventory / COGS. DSO is 365 * accounts "
        "receivable / revenue; DPO is 365 * accounts payable / COGS. Round your answer to two decimal places."
    )
    amounts = {
        ("InventoryNet", 0): "2",
        ("CostOfRevenue", 0): "365",
        ("AccountsReceivableNetCurrent", 0): "3",
        ("Revenues", 0): "365",
        ("AccountsPayableCurrent", 0): "1",
    }
    assert (formula.name, formula.unit) == ("CCC", "days")
    assert evaluate(formula, lookup_of(amounts)).value == 4


@pytest.mark.parametrize(
    ("question", "formula"),
    [
        ("Define working capital ratio as total current assets divided by total current liabilities.", "20 / 10"),
        ("The quick ratio, i.e. (current assets less inventory) over current liabilities, of both?", "(20 - 5) / 10"),
        ("Cash ratio = cash and cash equivalents / total current liabilities. Compare the two.", "4 / 10"),
        ("My ratio is calculated as the sum of cash, inventory and revenue divided by current assets.", "(4+5+8) / 20"),
        ("Coverage is defined as the ratio of current assets to inventory.", "20 / 5"),
        ("What is the current ratio, defined as current assets over current liabilities, for Acme?", "20 / 10"),
        ("Our ratio is calculated by dividing current assets by current liabilities.", "20 / 10"),
        ("Assume the cash share equals cash / (current assets - inventory). Compare the two.", "4 / 15"),
        ("What is the cash cover (cash / current liabilities) of each?", "4 / 10"),
    ],
)
def test_definitions_in_words(question: str, formula: str) -> None:
    amounts = {
        ("AssetsCurrent", 0): "20",
        ("LiabilitiesCurrent", 0): "10",
        ("InventoryNet", 0): "5",
        ("CashAndCashEquivalentsAtCarryingValue", 0): "4",
        ("Revenues", 0): "8",
    }
    assert float(evaluate(defined(question), lookup_of(amounts)).value) == pytest.approx(eval(formula))


def test_an_amount_paid_out_enters_as_positive() -> None:
    formula = defined("FCF here is defined as: (cash from operations - capex). Answer in USD millions.")
    amounts = {
        ("NetCashProvidedByUsedInOperatingActivities", 0): "3676",
        ("PaymentsToAcquirePropertyPlantAndEquipment", 0): "-461",
    }
    result = evaluate(formula, lookup_of(amounts))
    assert result.value == Decimal(3215).scaleb(6)
    assert (result.unit, result.scale) == ("USD", 6)


def test_a_part_that_the_user_defines_goes_into_the_ratio_asked_for() -> None:
    formula = defined(
        "What is the FY2015 unadjusted EBITDA % margin? Calculate unadjusted EBITDA using unadjusted operating income "
        "and D&A (from cash flow statement)."
    )
    amounts = {
        ("OperatingIncomeLoss", 0): "30",
        ("DepreciationDepletionAndAmortization", 0): "20",
        ("Revenues", 0): "200",
    }
    assert evaluate(formula, lookup_of(amounts)).value == 25
    assert [item.statement for item in formula.inputs] == [None, Statement.CASH_FLOW, None]


def test_an_expression_asked_for_in_words_over_a_definition() -> None:
    formula = defined(
        "What is FY2017 unadjusted EBITDA less capex? Define unadjusted EBITDA as unadjusted operating income + "
        "depreciation and amortization [from cash flow statement]."
    )
    amounts = {
        ("OperatingIncomeLoss", 0): "30",
        ("DepreciationDepletionAndAmortization", 0): "20",
        ("PaymentsToAcquirePropertyPlantAndEquipment", 0): "-15",
    }
    assert evaluate(formula, lookup_of(amounts)).value == Decimal(35).scaleb(6)


def test_inputs_that_the_question_chooses_for_a_ratio() -> None:
    formula = defined("What is the retention ratio (using total cash dividends paid and net income attributable)?")
    amounts = {("PaymentsOfDividends", 0): "-40", ("NetIncomeLoss", 0): "100"}
    assert evaluate(formula, lookup_of(amounts)).value == Decimal("0.6")


def test_numerator_and_denominator_named_by_their_roles() -> None:
    formula = defined(
        "What was the interest coverage ratio using FY2022 Adjusted EBIT as the numerator and annual interest "
        "expense as the denominator?"
    )
    assert [(item.concept, item.phrase) for item in formula.inputs][0] == (None, "Adjusted EBIT")


@pytest.mark.parametrize(
    "question",
    [
        "What is Uber's gross margin in the third quarter, and how did it change?",
        "How is revenue defined in these filings?",
        "Which segment is the largest?",
        "Is working capital positive?",
        "Describe what net income is, please.",
        "",
    ],
)
def test_a_question_without_a_definition_has_none(question: str) -> None:
    assert definition_in(question, ONTOLOGY) is None


def test_an_adjusted_amount_is_not_the_line_item_that_it_adjusts() -> None:
    expression = expression_in("core operating income / revenue", ONTOLOGY)
    first, second = Formula("margin", expression).inputs
    assert (first.concept, first.phrase) == (None, "core operating income")
    assert second.concept == "Revenues"


def test_missing_inputs_are_all_named() -> None:
    formula = parse_formula("NetIncomeLoss / avg(Assets)", ONTOLOGY, name="return on assets")
    with pytest.raises(MissingInputs, match="return on assets") as caught:
        evaluate(formula, lookup_of({("Assets", 0): "1"}))
    assert len(caught.value.missing) == 2


def test_optional_inputs_count_as_zero_unless_all_are_missing() -> None:
    formula = ratio_formula("total_debt", ONTOLOGY)
    result = evaluate(formula, lookup_of({("LongTermDebtNoncurrent", 0): "9"}))
    assert result.value == Decimal(9).scaleb(6)
    with pytest.raises(MissingInputs):
        evaluate(formula, lookup_of({}))


def test_a_zero_divisor_is_not_comparable() -> None:
    with pytest.raises(NotComparable, match="zero"):
        evaluate(parse_formula("Revenues / Assets", ONTOLOGY), lookup_of({("Revenues", 0): "1", ("Assets", 0): "0"}))


@pytest.mark.parametrize(("sign", "other"), [("+", "EUR"), ("/", "EUR"), ("-", "shares"), ("*", "USD")])
def test_units_that_do_not_fit_are_not_comparable(sign: str, other: str) -> None:
    def lookup(item: Input) -> Figure:
        return figure(item.phrase, "2", "USD" if item.concept == "Revenues" else other)

    with pytest.raises(NotComparable):
        evaluate(parse_formula(f"Revenues {sign} Assets", ONTOLOGY), lookup)


def test_money_by_shares_is_an_amount_per_share() -> None:
    def lookup(item: Input) -> Figure:
        return figure(item.phrase, "6", "USD") if item.concept == "Revenues" else figure(item.phrase, "3", "shares")

    result = evaluate(parse_formula("Revenues / CommonStockSharesOutstanding", ONTOLOGY), lookup)
    assert (result.value, result.unit) == (2, "USD/share")


def test_a_factor_of_a_hundred_becomes_the_unit() -> None:
    formula = defined("Gross margin is (revenue - COGS) / revenue * 100 for each quarter.")
    result = evaluate(formula, lookup_of({("Revenues", 0): "10", ("CostOfRevenue", 0): "6"}))
    assert (result.value, result.unit) == (40, "%")


@pytest.mark.parametrize(
    ("asked", "value", "unit"),
    [
        ("Round your answer to two decimal places.", "0.25", "x"),
        ("Give it as a percentage with two decimal places.", "25", "%"),
        ("", "25", "%"),
    ],
)
def test_a_defined_share_is_plain_where_decimal_places_are_asked_for(asked: str, value: str, unit: str) -> None:
    formula = defined(f"What is ROA? ROA is defined as: net income / total assets. {asked}")
    result = evaluate(formula, lookup_of({("NetIncomeLoss", 0): "5", ("Assets", 0): "20"}))
    assert (result.value, result.unit) == (Decimal(value), unit)
