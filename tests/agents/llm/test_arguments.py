"""A model's arguments, mended where that is safe, and the calls that are the same."""

import pytest

from agents.llm.arguments import mended, read_arguments
from agents.llm.loop_guard import LoopGuard, same
from agents.llm.sloppy_json import object_in
from agents.llm.toolspecs import LONGEST_DESCRIPTION, tool_specs
from core.errors import CannotAsk


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ('{"a": 1}', {"a": 1}),
        ('```json\n{"a": 1}\n```', {"a": 1}),
        ('Here it is: {"a": 1} and more {"b": 2}', {"a": 1}),
        ("{'a': 'b'}", {"a": "b"}),
        ("{'a': \"the issuer's\"}", {"a": "the issuer's"}),
        ('{"a": [1, 2,],}', {"a": [1, 2]}),
        ("{a: 1, b: true, c: null}", {"a": 1, "b": True, "c": None}),
        ("{'a': True, 'b': None}", {"a": True, "b": None}),
        ('{"a": {"b": ["c"', {"a": {"b": ["c"]}}),
        ('{"a": "b', {"a": "b"}),
        ('{“a”: “b”}', {"a": "b"}),
        ('{"a": "brace } and [ within"}', {"a": "brace } and [ within"}),
        ('{"a": "quote \\" within"}', {"a": 'quote " within'}),
        ("no object", None),
        ("{half", None),
        ("[1, 2]", None),
        ("{" * 3000, None),
        ("{1 + 1}", None),
        ("{__import__('os').system('x')}", None),
    ],
)  # fmt: skip
def test_an_object_is_read_as_models_write_it(text, read):
    assert object_in(text) == read


@pytest.mark.parametrize(
    "given",
    [
        {"arguments": {"filing": "F1"}},
        '{"parameters": {"filing": "F1"}}',
        '{"input": "{\\"filing\\": \\"F1\\"}"}',
        '"{\\"filing\\": \\"F1\\"}"',
        {"filing": "F1"},
    ],
)
def test_arguments_are_taken_out_of_what_they_are_wrapped_in(given):
    assert read_arguments(given) == {"filing": "F1"}


def test_no_arguments_are_an_empty_object_and_text_is_none():
    assert read_arguments("") == {} and read_arguments("F1") is None and read_arguments("[1]") is None


@pytest.mark.parametrize(
    ("tool", "given", "mended_to"),
    [
        ("lookup_fact", {"Filing": "F1", "line_item": "Revenue"}, {"filing": "F1", "line_items": "Revenue"}),
        ("lookup_fact", {"company": "F1", "metric": "Revenue", "quarter": "Q1 2022"},
         {"filing": "F1", "line_items": "Revenue", "periods": "Q1 2022"}),
        ("lookup_fact", {"filing": ["F1"], "line_items": [" Revenue ", None, ""], "segments": None},
         {"filing": "F1", "line_items": ["Revenue"]}),
        ("lookup_fact", {"filing": "F1", "line_items": "Revenue", "periods": [], "statement": "none"},
         {"filing": "F1", "line_items": "Revenue"}),
        ("search_passages", {"document": "F1", "question": "why?"}, {"filing": "F1", "query": "why?"}),
        ("search_passages", {"filing": "F1", "topic": "risk factors", "q": "risks"},
         {"filing": "F1", "topic": "risk factors", "query": "risks"}),
        ("compute_ratio", {"filing": "F1", "formula": "A / B"}, {"filing": "F1", "ratio": "A / B"}),
        ("read_page", {"filing": "F1", "page_number": "page 4"}, {"filing": "F1", "page": 4}),
        ("read_page", {"filing": "F1", "pages": [7.0]}, {"filing": "F1", "page": 7}),
        ("read_page", {"filing": "F1", "item": "Item 1A"}, {"filing": "F1", "section": "Item 1A"}),
        ("summarise_section", {"file": "F1", "heading": "MD&A", "focus": "fuel"},
         {"filing": "F1", "section": "MD&A", "about": "fuel"}),
        ("compare", {"filing": ["F1", "F2"], "metrics": "Revenue", "periods": "Q1 2022"},
         {"filings": ["F1", "F2"], "line_item": "Revenue", "period": "Q1 2022"}),
        ("query_facts", {"query": "SELECT 1", "files": "F1"}, {"sql": "SELECT 1", "filings": "F1"}),
        ("lookup_fact", {"filing": "F1", "colour": "red"}, {"filing": "F1", "colour": "red"}),
    ],
)  # fmt: skip
def test_other_names_and_types_are_mended(tool, given, mended_to):
    assert mended(tool, given) == mended_to


@pytest.mark.parametrize("given", [{"page": "four"}, {"page": -1}, {"page": [1, 2, "x"][2:]}, {"page": True}])
def test_a_page_that_is_none_is_said(given):
    with pytest.raises(CannotAsk, match="whole number"):
        mended("read_page", given)


def test_an_object_in_place_of_a_text_is_said():
    with pytest.raises(CannotAsk, match="not an object"):
        mended("lookup_fact", {"filing": {"id": "F1"}})


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"a": "Revenue"}, {"a": " revenue  "}),
        ({"a": "Total  revenue"}, {"a": ["total revenue"]}),
        ({"a": ["x", "y"]}, {"a": ["Y", "x", "x"]}),
        ({"a": 1, "b": "2"}, {"B": 2, "a": "1"}),
        ({"a": "x", "b": None, "c": [], "d": ""}, {"a": "x"}),
        ({"line_items": "x"}, {"line items": "x."}),
        ("{half", " {HALF "),
    ],
)
def test_calls_that_differ_in_form_alone_are_the_same(one, other):
    assert same(one) == same(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [({"a": "Revenue"}, {"a": "Net revenue"}), ({"a": 1}, {"a": 11}), ({"a": 1}, {"b": 1}), ({"a": "Q1"}, {"a": "Q2"})],
)
def test_calls_that_ask_for_something_else_are_not(one, other):
    assert same(one) != same(other)


def test_calls_are_counted_by_tool():
    guard = LoopGuard()
    assert [guard.times("compare", {"a": 1}), guard.times("Compare ", {"A": "1"}), guard.times("read", {"a": 1})] == [
        1,
        2,
        1,
    ]


def test_no_description_is_longer_than_openai_takes_and_every_argument_is_described():
    for spec in tool_specs():
        assert len(spec.description) < LONGEST_DESCRIPTION and not spec.description.rstrip().endswith("…")
        assert all(one["description"] for one in spec.schema["properties"].values())
