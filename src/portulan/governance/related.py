"""Rows that name one row are made to name another, whatever their table, those of upper layers included."""

from django.db import models

Moved = dict[str, list[str]]


def say_instead(gone: models.Model, kept: models.Model, leave: frozenset[str] = frozenset()) -> Moved:
    """Each row that names `gone` names `kept` from now on, except in the tables to `leave` (such as
    "plans.responsibility"). Answers the ids of the rows that moved, by table."""
    moved: Moved = {}
    for label, model, name in _relations(gone):
        if label in leave:
            continue
        rows = model._base_manager.filter(**{name: gone.pk})
        ids = [str(pk) for pk in rows.values_list("pk", flat=True)]
        if ids:
            rows.update(**{name: kept.pk})
            moved[f"{label}.{name}"] = ids
    return moved


def say_again(moved: Moved, kept: models.Model, gone: models.Model) -> None:
    """Undo `say_instead`, for the rows that still name `kept`."""
    for label, model, name in _relations(gone):
        ids = moved.get(f"{label}.{name}")
        if ids:
            model._base_manager.filter(**{name: kept.pk, "pk__in": ids}).update(**{name: gone.pk})


def count_of(row: models.Model, leave: frozenset[str] = frozenset()) -> dict[str, int]:
    """How many rows name this one, by table; tables with none are left out."""
    counts: dict[str, int] = {}
    for label, model, name in _relations(row):
        number = 0 if label in leave else model._base_manager.filter(**{name: row.pk}).count()
        if number:
            counts[label] = counts.get(label, 0) + number
    return counts


def _relations(row: models.Model) -> list[tuple[str, type[models.Model], str]]:
    """The tables that name rows like this one: label, model, field."""
    found = []
    for relation in row._meta.get_fields(include_hidden=True):
        if not isinstance(relation, models.ManyToOneRel) or not relation.field.concrete:
            continue
        model = relation.related_model
        if isinstance(model, type) and issubclass(model, models.Model):
            found.append((model._meta.label_lower, model, relation.field.name))
    return found
