"""Opening and closing a round, giving points; writing statements and saying which actions serve them."""

import datetime as dt
import uuid
from collections import Counter
from collections.abc import Collection, Mapping
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portulan.journal.commands import record
from portulan.plandoc.text import Wording
from portulan.plans.models import Action, Plan
from portulan.priorities.models import Points, Round, Statement, StatementKind
from portulan.shared.errors import Conflict, Invalid

MOST_POINTS = 100


def open_round(
    plan: Plan,
    *,
    actor: Any,
    title: str,
    points: int,
    closes_on: dt.date | None = None,
    submission: uuid.UUID | None = None,
) -> Round:
    """A round in which each voter shares out that many points. One is open at a time. Raises Invalid, Conflict."""
    title = " ".join(title.split())
    if not title or len(title) > 200:
        raise Invalid(_("Donnez un titre à ce tour, de deux cents caractères au plus."), "title")
    if not 1 <= points <= MOST_POINTS:
        raise Invalid(_("Donnez de un à cent points à chaque personne."), "points")
    if closes_on is not None and closes_on < timezone.localdate():
        raise Invalid(_("Cette date est passée."), "closes_on")
    said = Round.objects.filter(submission=submission).first() if submission else None
    if said is not None:
        return said
    try:
        with transaction.atomic():
            opened = Round.objects.create(
                plan=plan,
                title=title,
                points=points,
                closes_on=closes_on,
                opened_at=timezone.now(),
                submission=submission,
            )
            record("round.opened", opened, actor=actor, name=title, after={"points": points})
    except IntegrityError:
        raise Conflict(_("Un tour est déjà ouvert. Clôturez-le avant d’en ouvrir un autre.")) from None
    return opened


@transaction.atomic
def give_points(round_: Round, given: Mapping[uuid.UUID, int], *, actor: Any) -> None:
    """What this voter gives, in the place of what they gave before. Raises Invalid, Conflict."""
    round_ = _still_open(round_)
    wanted = {pk: points for pk, points in given.items() if points}
    if any(points < 0 for points in wanted.values()):
        raise Invalid(_("Un nombre de points ne peut pas être négatif."), "points")
    total = sum(wanted.values())
    if total > round_.points:
        raise Invalid(
            ngettext(
                "Vous avez donné %(given)d points, et vous en avez %(n)d à partager. Reprenez-en.",
                "Vous avez donné %(given)d points, et vous en avez %(n)d à partager. Reprenez-en.",
                total,
            )
            % {"given": total, "n": round_.points},
            "points",
        )
    standing = set(Action.objects.filter(pk__in=list(wanted), removed_at=None).values_list("pk", flat=True))
    if standing != set(wanted):
        raise Invalid(_("Une de ces actions n’est plus dans le plan. Rouvrez la page."), "points")
    Points.objects.filter(round=round_, voter=actor).delete()
    Points.objects.bulk_create(
        Points(round=round_, voter=actor, action_id=pk, points=points) for pk, points in wanted.items()
    )


@transaction.atomic
def close_round(round_: Round, *, actor: Any) -> Round:
    """No more points; the result is kept as it stands, with today's codes and titles. Raises Conflict."""
    round_ = _still_open(round_)
    given = list(Points.objects.filter(round=round_, action__removed_at=None).select_related("action"))
    totals: Counter[uuid.UUID] = Counter()
    for one in given:
        totals[one.action_id] += one.points
    actions = {one.action_id: one.action for one in given}
    ranked = sorted(totals, key=lambda pk: (-totals[pk], actions[pk].position))
    round_.closed_at = timezone.now()
    round_.result = {
        "voters": len({one.voter_id for one in given}),
        "actions": [
            {
                "id": str(pk),
                "code": actions[pk].code,
                "title": actions[pk].short_title or Wording.from_marked(actions[pk].text).plain,
                "points": totals[pk],
            }
            for pk in ranked
        ],
    }
    round_.save(update_fields=["closed_at", "result"])
    record("round.closed", round_, actor=actor, name=round_.title, after={"voters": round_.result["voters"]})
    return round_


@transaction.atomic
def write_statement(
    plan: Plan, *, actor: Any, kind: str, text: str, statement: Statement | None = None
) -> Statement:
    """A new statement at the end, or another wording of one. Raises Invalid."""
    text = " ".join(text.split())
    if not text:
        raise Invalid(_("Écrivez cette phrase."), "text")
    if kind not in StatementKind.values:
        raise Invalid(_("Ce choix n’existe pas."), "kind")
    if statement is None:
        last = Statement.objects.filter(plan=plan).order_by("-position").values_list("position", flat=True).first()
        made = Statement.objects.create(plan=plan, kind=kind, text=text, position=(last or 0) + 1)
        record("statement.added", made, actor=actor, name=text, after={"kind": kind, "text": text})
        return made
    before = {"kind": statement.kind, "text": statement.text}
    after = {"kind": kind, "text": text}
    if before != after:
        statement.kind, statement.text = kind, text
        statement.save(update_fields=["kind", "text"])
        record("statement.changed", statement, actor=actor, name=text, before=before, after=after)
    return statement


@transaction.atomic
def remove_statement(statement: Statement, *, actor: Any) -> None:
    """It is no longer shown; which actions served it is kept in the journal."""
    statement = Statement.objects.select_for_update().get(pk=statement.pk)
    if statement.removed_at is not None:
        raise Conflict(_("Cette phrase est déjà retirée."))
    statement.removed_at = timezone.now()
    statement.save(update_fields=["removed_at"])
    codes = list(statement.actions.values_list("code", flat=True))
    record("statement.removed", statement, actor=actor, name=statement.text, before={"codes": codes})


@transaction.atomic
def set_served(statement: Statement, action_ids: Collection[uuid.UUID], *, actor: Any) -> None:
    """These actions serve the statement, and no others. Raises Invalid."""
    actions = list(Action.objects.filter(pk__in=action_ids, removed_at=None))
    if len(actions) != len(set(action_ids)):
        raise Invalid(_("Une de ces actions n’est plus dans le plan. Rouvrez la page."), "actions")
    before, after = _served(list(statement.actions.filter(removed_at=None))), _served(actions)
    statement.actions.set(actions)
    if before != after:
        record("statement.served", statement, actor=actor, name=statement.text, before=before, after=after)


def _served(actions: Collection[Action]) -> dict[str, list[str]]:
    """The actions as the journal tells them: their codes for people, and who they are."""
    in_order = sorted(actions, key=lambda one: (one.code, str(one.pk)))
    return {"served": [one.code for one in in_order], "actions": [str(one.pk) for one in in_order]}


def _still_open(round_: Round) -> Round:
    """The round, locked. Raises Conflict once it is closed."""
    found = Round.objects.select_for_update().get(pk=round_.pk)
    if found.closed_at is not None:
        raise Conflict(_("Ce tour est clos : son résultat ne change plus."))
    return found
