"""What the review of an import shows: what was recognised, what is to be settled, what fits nowhere."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portulan.governance import rules as governance
from portulan.governance.models import BodyKind
from portulan.imports import queries, rules
from portulan.imports.models import Import
from portulan.imports.rules import Decisions
from portulan.plandoc.document import Objective, PlanDocument
from portulan.plandoc.reading.source import Remark
from portulan.plandoc.recognition.findings import Leftover, SameBody
from portulan.shared.speech import said
from portulan.web.imports import columns
from portulan.web.imports.account import Told, told
from portulan.web.imports.cards import Card, cards_of
from portulan.web.imports.fragments import Fragments, fragments_of
from portulan.web.imports.lots import Lot, lots_of
from portulan.web.imports.recognised import Fact, facts
from portulan.web.imports.sheets import may_be_annotated
from portulan.web.templatetags import ui


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
class Mistyped:
    """An answer in one's own words that could not be taken, and why."""

    doubt: str
    typed: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Review:
    """The whole page."""

    heading: str
    weight: str
    when: str
    bodies: tuple[str, ...]
    cards: tuple[Card, ...]
    lots: tuple[Lot, ...]
    settled: str
    accept_label: str
    facts: tuple[Fact, ...]
    account: Told
    columns: str
    annotated: bool
    groupings: tuple[Grouping, ...]
    fragments: Fragments
    markup: tuple[Leftover, ...]
    remarks: tuple[str, ...]
    branches: tuple[Branch, ...]


def review_of(opened: Import, mistyped: Mistyped | None = None) -> Review:
    """The review of an import as it stands, an answer that was refused beside its doubt."""
    found, decided = rules.reading_from_json(opened.reading), rules.decisions_from_json(opened.decisions)
    document = rules.decided_document(found, decided, queries.boundary())
    cards = tuple(_with(mistyped, card) for card in cards_of(found, decided))
    left = sum(1 for card in cards if card.answer is None)
    return Review(
        heading=heading(left, len(cards)),
        weight=_weight(opened.file_size),
        when=_when(opened),
        bodies=tuple(body_names(document)),
        cards=cards,
        lots=lots_of(cards),
        settled=_settled(len(cards) - left, len(cards)),
        accept_label=_accept_label(left),
        facts=tuple(facts(document, found)),
        account=told(found),
        columns=columns.line(opened),
        annotated=may_be_annotated(opened, rules.open_doubts(found, decided)),
        groupings=tuple(_grouping(one, decided) for one in found.same_bodies),
        fragments=fragments_of(found, decided),
        markup=tuple(one for one in found.leftovers if one.nature != "text"),
        remarks=tuple(map(_remark, found.remarks)),
        branches=tuple(_branches(document, cards)),
    )


def card_of(review: Review, doubt_id: str) -> Card | None:
    """One doubt of the review; None when there is no such doubt."""
    return next((card for card in review.cards if card.doubt.id == doubt_id), None)


def _with(mistyped: Mistyped | None, card: Card) -> Card:
    if mistyped is None or card.doubt.id != mistyped.doubt:
        return card
    return replace(card, error=mistyped.sentence, typed=mistyped.typed)


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


def _remark(one: Remark) -> str:
    """What the reader says of the file, with the place where the sentence does not name it."""
    place = "" if one.place.sheet and one.place.sheet in one.sentence else said(one.place)
    return f"{said(one.sentence)} ({place})" if place else said(one.sentence)


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
