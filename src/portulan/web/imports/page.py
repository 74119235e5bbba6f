"""What the review of an import shows: what was recognised, what is to be settled, what fits nowhere."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portulan.governance import rules as governance
from portulan.governance.models import BodyKind
from portulan.imports import rules
from portulan.imports.models import Import
from portulan.imports.rules import Answer, Decisions
from portulan.plandoc.document import Objective, PlanDocument
from portulan.plandoc.reading.source import Remark
from portulan.plandoc.recognition.columns import SURE
from portulan.plandoc.recognition.findings import Doubt, Leftover, Recognition, SameBody
from portulan.web.imports import columns, free
from portulan.web.imports.account import Told, told
from portulan.web.imports.fragments import Fragments, fragments_of
from portulan.web.imports.recognised import Fact, facts
from portulan.web.imports.sheets import may_be_annotated
from portulan.web.templatetags import ui


@dataclass(frozen=True, slots=True)
class Understood:
    """One thing that was understood; `unsure` when the doubt is about it."""

    label: str
    text: str
    unsure: bool


@dataclass(frozen=True, slots=True)
class Card:
    """A doubt, its number on the page, and its answer once there is one. `way` says how it may be answered
    besides the proposals, `invitation` the words that offer it; `alike` counts the other open doubts that take the
    same answers."""

    number: int
    doubt: Doubt
    answer: Answer | None
    understood: tuple[Understood, ...]
    way: free.Way
    invitation: str
    alike: int = 0


@dataclass(frozen=True, slots=True)
class Grouping:
    """Two spellings taken for one body, unless people keep them apart."""

    same: SameBody
    sentence: str
    apart: bool


@dataclass(frozen=True, slots=True)
class Branch:
    """An objective of the plan as it will be: how many actions it holds, and what is still open in it; `first` is
    the number of the first of its open doubts, 0 for none."""

    objective: Objective
    count: str
    left: str
    first: int


@dataclass(frozen=True, slots=True)
class Review:
    """The whole page."""

    heading: str
    weight: str
    when: str
    bodies: tuple[str, ...]
    cards: tuple[Card, ...]
    settled: str
    accept_label: str
    facts: tuple[Fact, ...]
    account: Told
    columns: str
    annotated: bool
    groupings: tuple[Grouping, ...]
    fragments: Fragments
    markup: tuple[Leftover, ...]
    remarks: tuple[Remark, ...]
    branches: tuple[Branch, ...]


def review_of(opened: Import) -> Review:
    """The review of an import as it stands."""
    found, decided = rules.reading_from_json(opened.reading), rules.decisions_from_json(opened.decisions)
    document = rules.decided_document(found, decided)
    cards = _cards(found, decided)
    left = sum(1 for card in cards if card.answer is None)
    return Review(
        heading=heading(left, len(cards)),
        weight=_weight(opened.file_size),
        when=_when(opened),
        bodies=tuple(body_names(document)),
        cards=cards,
        settled=_settled(len(cards) - left, len(cards)),
        accept_label=_accept_label(left),
        facts=tuple(facts(document, found)),
        account=told(found),
        columns=columns.line(opened),
        annotated=may_be_annotated(opened, rules.open_doubts(found, decided)),
        groupings=tuple(_grouping(one, decided) for one in found.same_bodies),
        fragments=fragments_of(found, decided),
        markup=tuple(one for one in found.leftovers if one.nature != "text"),
        remarks=found.remarks,
        branches=tuple(_branches(document, cards)),
    )


def card_of(opened: Import, doubt_id: str) -> tuple[Card, Review] | None:
    """One doubt of the review, with what stands around it; None when there is no such doubt."""
    review = review_of(opened)
    return next(((card, review) for card in review.cards if card.doubt.id == doubt_id), None)


def like(found: Recognition, decided: Decisions, doubt: Doubt) -> list[Doubt]:
    """The other open doubts of the same kind that offer the same answers."""
    others = (one for one in rules.open_doubts(found, decided) if one.id != doubt.id)
    return [one for one in others if _sort(one) == _sort(doubt)]


def same_sort(one: Card, other: Card) -> bool:
    """Whether two doubts take the same answers."""
    return _sort(one.doubt) == _sort(other.doubt)


def _sort(doubt: Doubt) -> tuple[str, ...]:
    return (doubt.kind, *(one.label for one in doubt.proposals))


def heading(left: int, total: int) -> str:
    """« Le plan est lu. Trois points demandent encore votre avis. »"""
    if not total:
        return _("Le plan est lu. Rien ne reste à trancher.")
    if not left:
        return _("Le plan est lu. Tout est tranché.")
    if left == 1:
        return _("Le plan est lu. Un point demande encore votre avis.")
    return _("Le plan est lu. %(count)s points demandent encore votre avis.") % {
        "count": ui.words(left).capitalize()
    }


def _settled(done: int, total: int) -> str:
    if not total:
        return ""
    return ngettext("%(done)d sur %(total)d tranché", "%(done)d sur %(total)d tranchés", done) % {
        "done": done,
        "total": total,
    }


def _accept_label(left: int) -> str:
    if not left:
        return _("Créer le plan")
    return ngettext(
        "Créer le plan avec %(count)d doute ouvert", "Créer le plan avec %(count)d doutes ouverts", left
    ) % {"count": left}


def _when(opened: Import) -> str:
    at = timezone.localtime(opened.uploaded_at)
    said = {"day": ui.day(at), "time": ui.clock(at)}
    if at.date() == timezone.localdate():
        return _("aujourd’hui à %(time)s") % said
    return _("le %(day)s à %(time)s") % said


def _weight(size: int) -> str:
    """« 43 Ko »."""
    if size >= 1024 * 1024:
        return _("%(count)d Mo") % {"count": round(size / 1024 / 1024)}
    return _("%(count)d Ko") % {"count": max(1, round(size / 1024))}


# What recognition calls the part of a row that a kind of doubt is about.
_ABOUT = {
    "unknown_acronym": "Responsables",
    "several_names": "Responsables",
    "several_people": "Responsables",
    "no_responsible": "Responsables",
    "bare_result": "Résultats",
    "unclear_deadline": "Échéance",
    "no_deadline": "Échéance",
    "outside_period": "Échéance",
    "code_twice": "Action",
}


def _cards(found: Recognition, decided: Decisions) -> tuple[Card, ...]:
    alike = Counter(_sort(one) for one in rules.open_doubts(found, decided))
    return tuple(
        Card(
            number,
            doubt,
            decided.answers.get(doubt.id),
            tuple(Understood(label, text, _ABOUT.get(doubt.kind) == label) for label, text in doubt.understood),
            free.way(doubt),
            free.invitation(doubt),
            alike[_sort(doubt)] - 1,
        )
        for number, doubt in enumerate(_worst_first(found), 1)
    )


def _worst_first(found: Recognition) -> list[Doubt]:
    """Doubts about columns that are unsure themselves come first, the least sure of all before the others."""
    unsure = {one.role: one.confidence for one in found.columns if one.confidence < SURE}
    return sorted(found.doubts, key=lambda doubt: unsure.get(doubt.role, 1.0))


def _branches(document: PlanDocument, cards: tuple[Card, ...]) -> Iterator[Branch]:
    for objective in document.objectives:
        own = {action.id for one in objective.walk() for action in one.actions}
        left = [card.number for card in cards if card.answer is None and card.doubt.subject in own]
        yield Branch(
            objective,
            ngettext("%(count)d action", "%(count)d actions", len(own)) % {"count": len(own)},
            ngettext("%(count)d point à trancher", "%(count)d points à trancher", len(left)) % {"count": len(left)}
            if left
            else "",
            left[0] if left else 0,
        )


def body_names(document: PlanDocument) -> list[str]:
    """The bodies that the document names, the most used first."""
    counts = Counter(one.name for action in document.actions() for one in action.responsibles)
    return [name for name, _count in counts.most_common()]


def _grouping(same: SameBody, decided: Decisions) -> Grouping:
    kind = governance.kind(same.kept)
    what = {BodyKind.POST: _("la même fonction"), BodyKind.TEAM: _("la même équipe")}.get(
        kind, _("la même instance")
    )
    codes = ", ".join(same.codes[:3]) + ("…" if len(same.codes) > 3 else "")
    sentence = _("et « %(other)s » : %(same)s (%(codes)s)") % {
        "other": ui.typo(same.other),
        "same": what,
        "codes": codes,
    }
    return Grouping(same, sentence, same.other in decided.apart)
