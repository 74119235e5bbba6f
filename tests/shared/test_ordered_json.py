"""Keys come back in the order in which they were written, on each database."""

from portulan.plans.models import Action, Plan

GIVEN = {"CEP": "Commission", "A": "Une lettre", "Zone longue": "Après", "B": {"z": 1, "a": [{"y": 2, "b": 3}]}}


def test_keys_keep_their_order(inside):
    Plan.objects.update(acronyms=GIVEN)
    (kept,) = Plan.objects.values_list("acronyms", flat=True)
    assert repr(kept) == repr(GIVEN)
    plan = Plan.objects.get()
    assert repr(plan.acronyms) == repr(GIVEN)
    plan.save()
    assert repr(Plan.objects.get().acronyms) == repr(GIVEN)


def test_many_rows_at_once_too(inside):
    actions = list(Action.objects.all())
    for one in actions:
        one.extra = {"Remarque": one.code, "A": "Une lettre"}
    Action.objects.bulk_update(actions, ["extra"])
    assert {repr(one.extra) for one in Action.objects.all()} == {
        repr({"Remarque": one.code, "A": "Une lettre"}) for one in actions
    }
