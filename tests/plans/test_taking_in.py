"""A document becomes a plan, and comes back from it."""

from dataclasses import replace

import pytest

import factories
from portulan.plandoc import jsonfile
from portulan.plandoc.deadline import understand
from portulan.plandoc.document import Responsible
from portulan.plans.commands.taking_in import own_id, take_in, too_long
from portulan.plans.models import Plan, Revision
from portulan.plans.queries.document import document_of
from portulan.shared.errors import Conflict
from portulan.shared.scoping import NoOpenWorkspace


def renamed(data, rename):
    """The JSON with identities as the workspace knows them and short titles left out."""
    if isinstance(data, dict):
        return {
            key: rename(value) if key == "id" else renamed(value, rename)
            for key, value in data.items()
            if key != "short_title"
        }
    return [renamed(item, rename) for item in data] if isinstance(data, list) else data


def test_a_plan_gives_its_document_back(inside):
    original = jsonfile.to_json(factories.plan_document())
    again = jsonfile.to_json(document_of(inside.plan))
    assert renamed(again, str) == renamed(original, lambda name: str(own_id(name)))


def test_the_document_is_frozen_as_the_first_revision(inside):
    revision = Revision.objects.get()
    assert revision.label == "Avril 2026"
    assert jsonfile.from_json(revision.document) == factories.plan_document()


def test_reading_a_plan_takes_four_queries_whatever_its_size(inside, django_assert_num_queries):
    with django_assert_num_queries(4):
        document_of(inside.plan)


def test_a_second_plan_is_refused_and_nothing_is_written(inside):
    with pytest.raises(Conflict):
        take_in(factories.plan_document(), actor=inside.ada)
    assert Plan.objects.count() == 1
    assert Revision.objects.count() == 1


def test_no_query_without_an_open_workspace(cast):
    with pytest.raises(NoOpenWorkspace):
        Plan.objects.count()


def with_first(document, **fields):
    """The document, its first action with these fields."""
    top, *others = document.objectives
    below, *beside = top.objectives
    first, *rest = below.actions
    below = replace(below, actions=(replace(first, **fields), *rest))
    return replace(document, objectives=(replace(top, objectives=(below, *beside)), *others))


def test_a_long_deadline_is_kept_whole(inside):
    text = (
        "dès 2025-2026 pour le bloc 1, puis d’année en année pour chacun des autres blocs, selon les moyens " * 4
    )
    document = with_first(factories.plan_document(), deadline=understand(text))
    assert too_long(document) == ""
    Plan.objects.all().delete()
    plan = take_in(document, actor=None)
    assert next(document_of(plan).actions()).deadline.text == text.strip()


@pytest.mark.parametrize(
    ("fields", "count"),
    [
        ({"deadline": understand("un jour peut-être, " * 40)}, 500),
        ({"responsibles": (Responsible("Toutes les personnes concernées, " * 10),)}, 200),
        ({"code": "1" * 31}, 30),
    ],
)
def test_a_text_that_its_field_cannot_hold_is_named(fields, count):
    said = too_long(with_first(factories.plan_document(), **fields))
    assert said.startswith("L’action 1")
    assert f"dépasse les {count} caractères" in said
