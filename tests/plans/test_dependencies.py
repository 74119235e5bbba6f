"""An action after another: noted once, never in a circle, undone and done again."""

from itertools import pairwise

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from portulan.journal.models import Entry
from portulan.plans.commands.editing import add_dependency, remove_action, remove_dependency
from portulan.plans.commands.undo import undo
from portulan.plans.models import Dependency
from portulan.plans.queries.dependencies import dependencies
from portulan.shared.errors import Conflict, Invalid


def noted(cast):
    codes = {row.pk: row.code for row in (cast.action(code) for code in ("1.1.1", "1.1.2", "1.1.3", "2.1.1"))}
    return [(codes[one.action_id], codes[one.needs_id]) for one in dependencies()]


def chained(cast, *codes):
    """Each one comes after the next."""
    return [add_dependency(cast.action(one), cast.action(other), actor=cast.ada) for one, other in pairwise(codes)]


def test_noted_with_a_word_and_in_the_journal(inside):
    row = add_dependency(inside.action("1.1.2"), inside.action("1.1.1"), actor=inside.ada, note=" le  modèle ")
    assert (noted(inside), row.note) == ([("1.1.2", "1.1.1")], "le modèle")
    entry = Entry.objects.get(subject_id=row.pk)
    assert (entry.verb, entry.subject_name, entry.action_id) == (
        "dependency.added",
        "1.1.1",
        inside.action("1.1.2").pk,
    )


def test_never_twice_never_itself_and_never_in_a_circle(inside):
    chained(inside, "1.1.3", "1.1.2", "1.1.1")
    for one, other, words in (
        ("1.1.3", "1.1.2", "C’est déjà noté"),
        ("1.1.1", "1.1.1", "d’elle-même"),
        ("1.1.1", "1.1.3", "1.1.3 vient déjà après 1.1.2, qui vient après 1.1.1"),
        ("1.1.1", "1.1.2", "1.1.2 vient déjà après 1.1.1."),
    ):
        with pytest.raises(Invalid) as refused:
            add_dependency(inside.action(one), inside.action(other), actor=inside.ada)
        assert words in refused.value.sentence
        assert refused.value.field == "needs"
    add_dependency(inside.action("1.1.3"), inside.action("1.1.1"), actor=inside.ada)
    assert len(dependencies()) == 3


def test_removed_undone_and_a_circle_made_meanwhile_is_refused(inside):
    (row,) = chained(inside, "1.1.2", "1.1.1")
    entry = remove_dependency(row, actor=inside.ada)
    assert noted(inside) == []
    with pytest.raises(Conflict):
        remove_dependency(row, actor=inside.ada)
    undone = undo(entry, actor=inside.ada)
    assert noted(inside) == [("1.1.2", "1.1.1")]
    undo(undone, actor=inside.ada)
    chained(inside, "1.1.1", "1.1.2")
    with pytest.raises(Conflict) as refused:
        undo(Entry.objects.get(undoes=undone), actor=inside.ada)
    assert "cercle" in refused.value.sentence


def test_adding_is_undone_and_noted_again_only_once(inside):
    (row,) = chained(inside, "1.1.2", "1.1.1")
    undone = undo(Entry.objects.get(subject_id=row.pk), actor=inside.ada)
    assert noted(inside) == []
    chained(inside, "1.1.2", "1.1.1")
    with pytest.raises(Conflict):
        undo(undone, actor=inside.ada)
    assert Dependency.objects.filter(removed_at=None).count() == 1


def test_an_action_that_left_the_plan_takes_its_dependencies_along(inside):
    chained(inside, "1.1.3", "1.1.2", "1.1.1")
    remove_action(inside.action("1.1.2"), actor=inside.ada)
    assert noted(inside) == []
    with pytest.raises(Conflict):
        add_dependency(inside.action("1.1.3"), inside.action("1.1.2"), actor=inside.ada)


def test_a_removed_action_counts_in_a_circle_since_it_may_come_back(inside):
    chained(inside, "1.1.3", "1.1.2", "1.1.1")
    entry = remove_action(inside.action("1.1.2"), actor=inside.ada)
    with pytest.raises(Invalid) as refused:
        chained(inside, "1.1.1", "1.1.3")
    assert "1.1.2 (retirée du plan)" in refused.value.sentence
    undo(entry, actor=inside.ada)
    assert noted(inside) == [("1.1.2", "1.1.1"), ("1.1.3", "1.1.2")]


def test_one_query_whatever_their_number(inside):
    chained(inside, "1.1.3", "1.1.2", "1.1.1")
    with CaptureQueriesContext(connection) as queries:
        found = dependencies()
    assert (len(queries), len(found)) == (1, 2)
