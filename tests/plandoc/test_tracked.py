"""What was tracked stands in the JSON beside the plan, and is left out when the plan is read again."""

import datetime as dt
import json

import pytest

import factories
from portulan.plandoc import jsonfile
from portulan.plandoc.academic_year import Boundary
from portulan.plandoc.recognition import canonical
from portulan.plandoc.tracked import ProofFact, Tracked

DOCUMENT = factories.plan_document()
FIRST = next(DOCUMENT.actions())
PROOF = ProofFact(
    "p", "PV du 12 octobre", "minutes", dt.date(2026, 10, 12), 2026, False, (FIRST.expected_results[0].id,)
)
TRACKED = Tracked(
    as_of=dt.date(2026, 11, 23),
    boundary=Boundary(9, 1),
    proofs={FIRST.id: (PROOF,)},
    reached={FIRST.expected_results[1].id: dt.date(2026, 10, 13)},
    since={FIRST.id: dt.date(2026, 3, 1)},
)


def test_the_text_says_enough_to_count_again():
    told = json.loads(jsonfile.dumps(DOCUMENT, TRACKED))
    action = told["objectives"][0]["objectives"][0]["actions"][0]
    assert (told["format"], told["as_of"], told["year"]) == (
        "portulan-plan/2",
        "2026-11-23",
        {"month": 9, "day": 1, "later_terms": [[2, 1], [7, 1]]},
    )
    assert action["state_since"] == "2026-03-01"
    assert [one["reached_on"] for one in action["expected_results"]] == [None, "2026-10-13"]
    assert action["proofs"] == [
        {
            "id": "p",
            "title": "PV du 12 octobre",
            "kind": "minutes",
            "on": "2026-10-12",
            "academic_year": 2026,
            "draft": False,
            "results": [FIRST.expected_results[0].id],
        }
    ]


def test_without_it_the_text_is_the_same_as_ever():
    assert json.loads(jsonfile.dumps(DOCUMENT))["format"] == "portulan-plan/1"
    assert "proofs" not in jsonfile.dumps(DOCUMENT)


def test_both_are_read_as_the_same_plan():
    assert jsonfile.loads(jsonfile.dumps(DOCUMENT, TRACKED)) == DOCUMENT
    assert jsonfile.loads(jsonfile.dumps(DOCUMENT)) == DOCUMENT


def test_a_file_with_proofs_that_is_dropped_back_in_leaves_nothing_over():
    found = canonical.recognised("plan.json", jsonfile.dumps(DOCUMENT, TRACKED).encode())
    assert (found.document, found.leftovers) == (DOCUMENT, ())


@pytest.mark.parametrize("data", [[], {}, {"format": "portulan-plan/2", "objectives": 3}, None, "x"])
def test_what_is_no_plan_file_is_left_alone(data):
    before = json.dumps(data)
    jsonfile.leave_out_tracking(data)
    assert json.dumps(data) == before
