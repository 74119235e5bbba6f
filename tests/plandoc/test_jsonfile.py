"""Canonical JSON: read back exactly, stable to the byte, and clear about what it refuses."""

import contextlib
import json
from copy import deepcopy
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import examples
from factories import plan_document
from plandoc.strategies import documents
from portulan.plandoc import jsonfile
from portulan.plandoc.document import PlanDocument

SLOW = settings(max_examples=examples.of(40), deadline=None, suppress_health_check=[HealthCheck.too_slow])


@SLOW
@given(documents)
def test_what_was_written_reads_back_exactly(document: PlanDocument) -> None:
    text = jsonfile.dumps(document)
    assert jsonfile.loads(text) == document
    assert jsonfile.dumps(jsonfile.loads(text.encode())) == text


def test_the_keys_stand_in_the_order_of_the_format() -> None:
    data = jsonfile.to_json(plan_document())
    assert list(data) == [
        "format", "title", "period", "edition", "organisation", "language", "acronyms", "columns", "objectives"
    ]  # fmt: skip
    objective = data["objectives"][0]
    assert list(objective) == ["id", "code", "label", "title", "short_title", "objectives", "actions"]
    assert list(objective["objectives"][0]["actions"][0]) == [
        "id", "code", "text", "short_title", "responsibles", "deadline", "expected_results",
        "recommendations", "priority", "state", "extra",
    ]  # fmt: skip


def broken(path: list[str | int], value: object) -> Any:
    data = deepcopy(jsonfile.to_json(plan_document()))
    spot: Any = data
    for step in path[:-1]:
        spot = spot[step]
    spot[path[-1]] = value
    return data


FIRST: list[str | int] = ["objectives", 0, "objectives", 0, "actions", 0]


@pytest.mark.parametrize(
    ("path", "value", "place"),
    [
        (["format"], "portulan-plan/99", "format"),
        (["title"], 3, "title"),
        (["period"], [], "period"),
        (["objectives"], {}, "objectives"),
        (["objectives", 0], "x", "objectives[0]"),
        ([*FIRST, "priority"], "huge", "objectives[0].objectives[0].actions[0].priority"),
        ([*FIRST, "deadline", "due"], "demain", "objectives[0].objectives[0].actions[0].deadline.due"),
        ([*FIRST, "emphasis"], [[5, 2]], "objectives[0].objectives[0].actions[0].emphasis"),
        ([*FIRST, "recommendations"], [1], "objectives[0].objectives[0].actions[0].recommendations"),
        ([*FIRST, "extra"], {"Budget": 3}, "objectives[0].objectives[0].actions[0].extra"),
    ],
)
def test_a_refusal_names_the_place(path: list[str | int], value: object, place: str) -> None:
    with pytest.raises(jsonfile.NotAPlanFile, match=place.replace("[", r"\[").replace("]", r"\]")):
        jsonfile.from_json(broken(path, value))


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)


@SLOW
@given(JSON, st.sampled_from(["title", "period", "acronyms", "objectives", "columns", "language"]))
def test_any_json_is_read_or_refused(value: object, key: str) -> None:
    data = {**jsonfile.to_json(plan_document()), key: value}
    with contextlib.suppress(jsonfile.NotAPlanFile):
        document = jsonfile.from_json(data)
        assert jsonfile.from_json(jsonfile.to_json(document)) == document


@pytest.mark.parametrize("text", ["", "{", "[" * 5000, "null", b"\xff\xfe\x00", json.dumps({"title": "x"})])
def test_what_is_no_plan_file_is_refused(text: str | bytes) -> None:
    with pytest.raises(jsonfile.NotAPlanFile):
        jsonfile.loads(text)
