"""« Reconnu »: what the importer found, counted, each count with what is worth knowing of it."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portulan.governance import rules as governance
from portulan.governance.models import BodyKind
from portulan.plandoc.deadline import DeadlineKind
from portulan.plandoc.document import Objective, PlanDocument, ResultKind
from portulan.plandoc.recognition.findings import Recognition
from portulan.web.templatetags import ui

MEETING = (BodyKind.COMMISSION, BodyKind.GROUP)


@dataclass(frozen=True, slots=True)
class Fact:
    """A count, the noun it counts, and a detail (may be empty)."""

    count: int
    label: str
    detail: str = ""


def facts(document: PlanDocument, found: Recognition) -> Iterator[Fact]:
    """The counts in the order of the page; those that count nothing are left out, except actions."""
    for fact in _all(document, found):
        if fact.count or fact.label == _actions_label(0):
            yield fact


def _all(document: PlanDocument, found: Recognition) -> Iterator[Fact]:
    counts = document.counts()
    nested = any(objective.objectives for objective in document.objectives)
    if nested:
        yield _strategic(counts.strategic)
        yield Fact(counts.specific, _specific_label(counts.specific), _divided(document))
    else:
        yield Fact(counts.strategic, ngettext("objectif", "objectifs", counts.strategic))
    yield Fact(counts.actions, _actions_label(counts.actions), _numbering(document))
    yield Fact(
        counts.results, ngettext("résultat attendu", "résultats attendus", counts.results), _minutes(document)
    )
    yield from _bodies(document, found)
    yield from _deadlines(document)
    yield Fact(counts.recommendations, ngettext("renvoi à l’AEQES", "renvois à l’AEQES", counts.recommendations))
    acronyms = len(document.acronyms)
    yield Fact(acronyms, ngettext("acronyme", "acronymes", acronyms), ", ".join(document.acronyms))


def _strategic(count: int) -> Fact:
    return Fact(count, ngettext("objectif stratégique", "objectifs stratégiques", count))


def _specific_label(count: int) -> str:
    return ngettext("objectif spécifique", "objectifs spécifiques", count)


def _actions_label(count: int) -> str:
    return ngettext("action", "actions", count)


def _divided(document: PlanDocument) -> str:
    """« dont 7 répartis en deux temps dans l’OS 3 »."""
    for objective in document.objectives:
        parts = [child for child in objective.objectives if child.objectives]
        if parts:
            said = {
                "count": sum(1 for part in parts for child in part.walk() if child.actions),
                "parts": ui.words(len(parts)),
                "label": (parts[0].label or _("parties")).lower(),
                "code": objective.code,
            }
            return _("dont %(count)d répartis en %(parts)s %(label)s dans l’OS %(code)s") % said
    return ""


def _numbering(document: PlanDocument) -> str:
    """Whether the codes follow one another."""
    codes = [action.code for action in document.actions() if action.code]
    if not codes:
        return _("sans numéro")
    twice = len(codes) - len(set(codes))
    if twice:
        return ngettext("%(count)d numéro en double", "%(count)d numéros en double", twice) % {"count": twice}
    if all(_in_order(objective) for objective in document.walk()):
        return _("numérotées sans trou ni doublon")
    return _("avec des trous dans les numéros")


def _in_order(objective: Objective) -> bool:
    last = [action.code.rstrip(".").rpartition(".")[2] for action in objective.actions]
    return last == [str(rank) for rank in range(1, len(last) + 1)]


def _minutes(document: PlanDocument) -> str:
    count = sum(
        1 for action in document.actions() for one in action.expected_results if one.kind is ResultKind.MINUTES
    )
    return ngettext("dont %(count)d PV", "dont %(count)d PV", count) % {"count": count} if count else ""


def _bodies(document: PlanDocument, found: Recognition) -> Iterator[Fact]:
    names = _body_names(document)
    acronyms = set(document.acronyms)
    meeting = [name for name in names if governance.kind(name, acronyms) in MEETING]
    posts = len(names) - len(meeting)
    yield Fact(len(meeting), ngettext("instance", "instances", len(meeting)), ui.typo(", ".join(sorted(meeting))))
    alike = len(found.same_bodies)
    detail = ngettext("%(count)d graphie rapprochée", "%(count)d graphies rapprochées", alike) % {"count": alike}
    yield Fact(posts, ngettext("fonction ou équipe", "fonctions et équipes", posts), detail if alike else "")


def _body_names(document: PlanDocument) -> list[str]:
    """Each body once, as it is best written."""
    spelt: dict[str, Counter[str]] = {}
    for action in document.actions():
        for one in action.responsibles:
            spelt.setdefault(governance.key(one.name), Counter())[one.name] += 1
    return [governance.best_written(own) for own in spelt.values()]


def _deadlines(document: PlanDocument) -> Iterator[Fact]:
    kinds = [action.deadline.kind for action in document.actions()]
    continuous = kinds.count(DeadlineKind.CONTINUOUS)
    dated = sum(1 for action in document.actions() if action.deadline.due is not None)
    detail = ngettext("%(count)d avec une échéance", "%(count)d avec une échéance", dated) % {"count": dated}
    yield Fact(continuous, ngettext("action « En continu »", "actions « En continu »", continuous), detail)
