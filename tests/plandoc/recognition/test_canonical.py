"""Our own JSON as a plan: as it is when it is well made, told with its place when it is not, and nothing lost."""

import contextlib
import json
from copy import deepcopy
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import examples
from factories import plan_document
from portulan.plandoc import jsonfile
from portulan.plandoc.reading.source import Unreadable
from portulan.plandoc.recognition import NoPlanFound, recognised
from portulan.plandoc.recognition.findings import Recognition

FIRST: list[str | int] = ["objectives", 0, "objectives", 0, "actions", 0]


def plan() -> Any:
    return deepcopy(jsonfile.to_json(plan_document()))


def with_value(path: list[str | int], value: object) -> Any:
    data = plan()
    spot: Any = data
    for step in path[:-1]:
        spot = spot[step]
    spot[path[-1]] = value
    return data


def read(data: Any, name: str = "plan.json") -> Recognition:
    return recognised(name, data if isinstance(data, bytes) else json.dumps(data).encode())


@pytest.mark.parametrize("name", ["plan.json", "sans nom", "plan.txt"])
def test_our_own_file_is_the_plan_to_the_letter(name: str) -> None:
    found = read(("\ufeff" + jsonfile.dumps(plan_document())).encode(), name)
    assert found.document == plan_document()
    assert (found.leftovers, found.doubts, found.shares.lost) == ((), (), 0)
    assert found.shares.in_fields == found.shares.total > 500


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"{", "« plan.json » n’est pas du JSON complet"),
        (b"[" * 9000, "n’est pas du JSON complet"),
        (b'{"format": "portulan-plan/1", \xff}', "n’est pas du JSON complet"),
        (b"[1, 2]", "« plan.json » est du JSON, mais pas un plan."),
        ({"title": "x"}, "« format » n’a pas la forme attendue"),
        (with_value(["format"], "portulan-plan/99"), "« format »"),
        (with_value([*FIRST, "deadline", "due"], "demain"), "actions[0].deadline.due »"),
        (with_value([*FIRST, "text"], 3), "objectives[0].objectives[0].actions[0].text »"),
        (with_value(["period"], {"starts": 2028, "ends": 2024}), "« period »"),
        (with_value(["period"], {"starts": 10**30, "ends": None}), "« period »"),
        (with_value(["language"], "klingon"), "« language »"),
        (with_value([*FIRST, "code"], "1" * 31), "actions[0].code »"),
        (with_value(["title"], "x" * 301), "« title »"),
        (with_value([*FIRST, "deadline", "text"], "x" * 101), "deadline.text »"),
        (b'{"a":' * 150 + b"1" + b"}" * 150, "trop de tableaux ou de cadres"),
        ({"format": "portulan-plan/1", "objectives": [1] * 200_001}, "plus de 50 000 cellules"),
    ],
)
def test_what_is_no_plan_is_told(data: Any, said: str) -> None:
    with pytest.raises(Unreadable) as refused:
        read(data)
    assert said in refused.value.sentence
    assert len(refused.value.sentence) < 300


def test_a_plan_without_actions_is_told() -> None:
    with pytest.raises(NoPlanFound):
        read(with_value(["objectives"], []))


def test_what_has_no_field_is_left_over() -> None:
    data = with_value([*FIRST, "budget"], 2000)
    data["remarque"] = ["à relire", "en mai"]
    found = read(data)
    assert [(one.text, one.place.part) for one in found.leftovers] == [
        ("2000", "objectives[0].objectives[0].actions[0].budget"),
        ("à relire", "remarque[0]"),
        ("en mai", "remarque[1]"),
    ]
    assert found.shares.left_over == len("2000àrelireenmai")
    assert found.document == plan_document()


def test_a_key_that_stands_twice_loses_nothing() -> None:
    text = json.dumps(plan(), ensure_ascii=False).replace('"edition":', '"edition": "Mars 2026", "edition":', 1)
    found = read(text.encode())
    assert [one.text for one in found.leftovers] == ["Mars 2026"]
    assert found.document.edition == "Avril 2026"


def test_each_row_has_an_identity_of_its_own() -> None:
    data = plan()
    actions = data["objectives"][0]["objectives"][0]["actions"]
    actions[1]["id"] = actions[0]["id"]
    del actions[2]["id"]
    ids = [one.id for one in read(data).document.actions()]
    assert len(set(ids)) == len(ids)
    assert "" not in ids


def test_signs_that_no_database_keeps_are_blanked() -> None:
    found = read(with_value([*FIRST, "text"], "Une\x00note \ud800 ici"))
    assert next(found.document.actions()).text.plain == "Une note \ufffd ici"


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)
KEYS = ["title", "period", "acronyms", "objectives", "columns", "language", "x"]


@settings(max_examples=examples.of(60), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(JSON, st.sampled_from(KEYS), st.integers(0, 2))
def test_any_json_is_read_whole_or_refused(value: object, key: str, depth: int) -> None:
    data = with_value([*["objectives", 0][: 2 * min(depth, 1)], key], value)
    with contextlib.suppress(Unreadable, NoPlanFound):
        assert read(data).shares.lost == 0
