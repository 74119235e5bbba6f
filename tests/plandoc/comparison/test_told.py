"""A comparison as JSON: stable, complete, the same numbers as the summary."""

import json
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from factories import plan_document
from plandoc.comparison.edits import plans, worked_on
from portulan.plandoc.comparison import told
from portulan.plandoc.comparison.changes import compared, summary
from portulan.plandoc.deadline import understand
from portulan.plandoc.document import PlanDocument
from portulan.plandoc.text import Wording

NOBODY = ({"label": "Avant"}, {"label": "Après"})


def as_told(older: PlanDocument, newer: PlanDocument) -> told.Json:
    return told.to_json(older, newer, compared(older, newer), sides=NOBODY, in_words="En mots.")


def test_the_shape_is_the_documented_one():
    older = plan_document(1)
    first = older.objectives[0].objectives[0]
    action = replace(first.actions[0], text=Wording("Une note *revue*"), deadline=understand("27-28"))
    held = replace(first, actions=(action,))
    newer = replace(older, objectives=(replace(older.objectives[0], objectives=(held,)), *older.objectives[1:]))
    assert as_told(older, newer) == {
        "format": "portulan-comparison/1",
        "older": {"label": "Avant", "actions": 3},
        "newer": {"label": "Après", "actions": 3},
        "summary": "En mots.",
        "unchanged_actions": 2,
        "counts": [
            {"row": "action", "sort": "rescheduled", "rows": 1},
            {"row": "action", "sort": "reworded", "rows": 1},
        ],
        "changes": [
            {
                "row": "action",
                "id": action.id,
                "code": "1.1.1",
                "text": "Une note *revue*",
                "sort": "reworded",
                "field": "text",
                "before": {"text": "Rédaction de la note 1.1.1"},
                "after": {"text": "Une note *revue*"},
            },
            {
                "row": "action",
                "id": action.id,
                "code": "1.1.1",
                "text": "Une note *revue*",
                "sort": "rescheduled",
                "field": "deadline",
                "before": {"text": "26-27", "kind": "academic_year", "starts": "2026-09-14", "due": "2027-09-13"},
                "after": {"text": "27-28", "kind": "academic_year", "starts": "2027-09-14", "due": "2028-09-13"},
            },
        ],
    }


@given(st.data())
def test_every_change_is_told_once_and_survives_json(data):
    older = data.draw(plans)
    newer = data.draw(worked_on(older))
    found = compared(older, newer)
    said = json.loads(told.dumps(as_told(older, newer)))
    assert [(one["row"], one["id"], one["field"]) for one in said["changes"]] == [
        (str(one.kind), one.id, str(one.field)) for one in found
    ]
    assert sum(one["rows"] for one in said["counts"]) == sum(summary(found).values())
    assert all("before" in one and "after" in one for one in said["changes"])
