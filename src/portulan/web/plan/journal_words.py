"""The journal in words: each verb as a sentence, and the fields that changed, before and after."""

import datetime as dt
import re
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.db.models import QuerySet, TextChoices
from django.utils import timezone
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from portulan.journal.models import Entry
from portulan.plans.models import Action, Answer, Effort, Priority, State, Sufficiency
from portulan.tracking.commands import can_be_undone
from portulan.tracking.models import Visibility
from portulan.web.plan import marks
from portulan.web.plan.addresses import address
from portulan.web.plan.journal_verbs import changes_named, sentences
from portulan.web.plan.sentences import day_and_month
from portulan.web.templatetags import ui
from portulan.workspaces.models import Role


@dataclass(frozen=True, slots=True)
class ActionName:
    """An action as the journal names it; `gone` once it has been removed from the plan."""

    code: str
    short_title: str
    gone: bool


@dataclass(frozen=True, slots=True)
class Change:
    """One field: its name, what it was, what it became; empty where there was nothing."""

    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Line:
    """An entry, ready to print. `text` follows the name of who did it."""

    id: uuid.UUID
    who: str
    text: SafeString
    at: dt.datetime
    on: str
    on_short: str
    hour: str
    changes: tuple[Change, ...]
    reason: str
    quote: str
    undone: bool
    undoable: bool


def lines(
    entries: Iterable[Entry],
    slug: str,
    *,
    about_one_action: bool = False,
    names: Mapping[uuid.UUID, ActionName] | None = None,
) -> list[Line]:
    """The entries (from `in_words`) as sentences, with links to the actions that still stand; `about_one_action`
    leaves its name out. One query, for the names of the actions, unless `names` are given."""
    entries = list(entries)
    ids = {entry.action_id for entry in entries if entry.action_id is not None}
    if names is None:
        names = {} if about_one_action or not ids else action_names(ids)
    return [_line(entry, slug, names) for entry in entries]


def in_words(entries: QuerySet[Entry]) -> QuerySet[Entry]:
    """The entries with what `lines` needs to know of their undoing, in the same query."""
    return entries.select_related("undone_by", "undoes")


def by_day(shown: Iterable[Line]) -> list[tuple[str, list[Line]]]:
    """The same, gathered by the day on which it happened."""
    return [(day, list(group)) for day, group in groupby(shown, key=lambda line: line.on)]


def action_names(ids: Iterable[uuid.UUID]) -> Mapping[uuid.UUID, ActionName]:
    """How these actions are called today."""
    rows = Action.objects.filter(pk__in=list(ids)).values_list("id", "code", "short_title", "removed_at")
    return {pk: ActionName(code, short, removed is not None) for pk, code, short, removed in rows}


def _line(entry: Entry, slug: str, names: Mapping[uuid.UUID, ActionName]) -> Line:
    at = timezone.localtime(entry.at)
    return Line(
        id=entry.pk,
        who=entry.actor_name,
        text=_sentence(entry, slug, names),
        at=entry.at,
        on=ui.long_day(at),
        on_short=ui.short_day(at),
        hour=ui.clock(at),
        changes=tuple(_changes(entry)),
        reason=entry.reason,
        quote=str(entry.after.get("text", "")) if entry.verb in _NOTES else "",
        undone=hasattr(entry, "undone_by"),
        undoable=can_be_undone(entry),
    )


def _sentence(entry: Entry, slug: str, names: Mapping[uuid.UUID, ActionName]) -> SafeString:
    words = {
        "name": escape(marks.plain(entry.subject_name)),
        "action": _action(entry, slug, names),
        "details": escape(_details(entry)),
        "body": escape(ui.typo(str(entry.after.get("body") or entry.before.get("body") or ""))),
    }
    if entry.verb.startswith("undo."):
        again = entry.undoes is not None and entry.undoes.verb.startswith("undo.")
        head = _("a remis en place %(what)s") if again else _("a annulé %(what)s")
        template = head % {"what": changes_named().get(entry.verb.removeprefix("undo."), _("un changement"))}
    else:
        template = sentences().get(entry.verb, _("a modifié « %(name)s »"))
    return mark_safe(re.sub(r" {2,}", " ", template % words).strip())


def _action(entry: Entry, slug: str, names: Mapping[uuid.UUID, ActionName]) -> SafeString:
    """The action that an entry is about, as a link while it stands."""
    name = names.get(entry.action_id) if entry.action_id else None
    if name is None or entry.action_id is None:
        return mark_safe("")
    words = format_html('<span class="code">{}</span> {}', name.code, ui.typo(name.short_title))
    if name.gone:
        return words
    return format_html('<a href="{}">{}</a>', address("action", slug, entry.action_id), words)


def _details(entry: Entry) -> str:
    """The counts of a plan that was taken in."""
    if entry.verb != "plan.taken_in" or not isinstance(entry.after.get("actions"), int):
        return ""
    return _(", %(actions)s actions et %(results)s résultats attendus") % {
        "actions": entry.after["actions"],
        "results": entry.after.get("results", 0),
    }


_NOTES = frozenset({"progress.noted", "progress.year_told"})

_SAID_BY_THE_SENTENCE = (
    "plan.taken_in",
    "import.",
    "evidence.added",
    "evidence.removed",
    "evidence.version",
    "evidence.linked",
    "evidence.unlinked",
    "dependency.",
    "agenda.",
    "meeting.guest",
    "meeting.left_out",
    "meeting.excused",
    "meeting.expected",
    "result.reached",
    "result.unreached",
    "member.invited",
    "member.joined",
    "seat.given",
    "seat.removed",
    "undo.seat.given",
    "undo.seat.removed",
    "person.merged",
    "body.merged",
    "undo.body.merged",
    "body.added",
    "action.added",
    "objective.added",
    "result.added",
)


def _changes(entry: Entry) -> Iterable[Change]:
    """In the order of the labels: a database may keep the fields of an entry in any order."""
    if entry.verb.startswith(_SAID_BY_THE_SENTENCE):
        return
    labels = {"state": _("État déclaré"), "year": _("Année")} if entry.verb in _NOTES else labels_of_fields()
    was, became = _with_days_of_year(entry.before), _with_days_of_year(entry.after)
    for name, label in labels.items():
        before, after = value_in_words(name, was.get(name)), value_in_words(name, became.get(name))
        if before != after:
            yield Change(label, before, after)


def _with_days_of_year(values: Mapping[str, Any]) -> Mapping[str, Any]:
    """The days of the year that a workspace's settings name, in words."""
    if "year_month" not in values:
        return values
    start = _day_of_year(values["year_month"], values["year_day"])
    return {**values, "year_start": start, "later_terms": [_day_of_year(*one) for one in values["later_terms"]]}


def _day_of_year(month: int, day: int) -> str:
    return day_and_month(dt.date(2026, month, day))


def labels_of_fields() -> Mapping[str, str]:
    """Field -> its name for people, in the order in which changes are told."""
    return {
        "code": _("Code"),
        "text": _("Libellé"),
        "title": _("Intitulé"),
        "label": _("Appellation"),
        "name": _("Nom"),
        "acronym": _("Sigle"),
        "short_title": _("Intitulé court"),
        "deadline": _("Échéance"),
        "deadline_text": _("Échéance"),
        "priority": _("Priorité"),
        "effort": _("Effort"),
        "answer": _("Réponse"),
        "reason": _("Motif"),
        "number": _("Numéro"),
        "criterion": _("Critère"),
        "page": _("Page"),
        "agency": _("Agence"),
        "points": _("Points par personne"),
        "voters": _("Personnes qui ont voté"),
        "served": _("Actions qui la servent"),
        "state": _("État déclaré"),
        "state_since": _("Depuis"),
        "recommendations": _("Recommandations"),
        "responsibles": _("Responsables"),
        "results": _("Résultats attendus"),
        "expected_results": _("Résultats attendus"),
        "objective": _("Objectif"),
        "parent": _("Objectif"),
        "rank": _("Rang"),
        "codes": _("Codes"),
        "aliases": _("Autres graphies"),
        "body": _("Instance"),
        "edition": _("Version"),
        "organisation": _("Organisation"),
        "starts": _("Début"),
        "ends": _("Fin"),
        "kind": _("Nature"),
        "reached_on": _("Atteint le"),
        "sufficiency": _("Avis de la coordination"),
        "sufficiency_note": _("Ce qui manque"),
        "visibility": _("Visibilité"),
        "draft": _("Version de travail"),
        "note": _("Précision"),
        "on": _("Date"),
        "at": _("Heure"),
        "until": _("Jusqu’à"),
        "where": _("Lieu"),
        "online": _("Visioconférence"),
        "role": _("Rôle"),
        "closes_on": _("À répondre avant le"),
        "people": _("Personnes"),
        "seats": _("Instances"),
        "bodies": _("Instances"),
        "year_start": _("Premier jour de l’année académique"),
        "later_terms": _("Débuts des quadrimestres suivants"),
        "institutions": _("Établissements"),
        "file": _("Fichier"),
        "by_default": _("Proposé d’abord"),
    }


def value_in_words(name: str, value: Any) -> str:
    """A recorded value as people read it."""
    if value is None or value == "":
        return _("À situer") if name == "priority" and value == "" else ""
    if isinstance(value, bool):
        return _("oui") if value else _("non")
    if isinstance(value, list | tuple):
        return ", ".join(value_in_words(name, one) for one in value)
    if name == "codes" and isinstance(value, dict):
        return ", ".join(value.values())
    if isinstance(value, dict) and value.get("role") == "associate":
        return _("%(body)s (en association)") % {"body": _text(str(value.get("written", "")))}
    if isinstance(value, dict):
        return value_in_words(name, value.get("text") or value.get("name") or value.get("written") or "")
    words = _CHOICES.get(name)
    if words is not None and value in words.values:
        return str(words(value).label)
    return _text(str(value))


_CHOICES: Mapping[str, type[TextChoices]] = {
    "state": State,
    "priority": Priority,
    "effort": Effort,
    "answer": Answer,
    "role": Role,
    "visibility": Visibility,
    "sufficiency": Sufficiency,
}


def _text(value: str) -> str:
    if re.fullmatch(r"\d{4}-\d\d-\d\d", value):
        return ui.long_day(dt.date.fromisoformat(value))
    return marks.plain(value)
