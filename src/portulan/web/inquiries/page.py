"""What the coordination sees of its inquiries: whom to ask, who answered, what came in."""

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portulan.governance.models import Body
from portulan.inquiries import queries
from portulan.inquiries.models import Asked, Inquiry, PersonalLink
from portulan.inquiries.queries import Candidate
from portulan.plandoc.text import fold
from portulan.plans.queries.rows import BodyRow
from portulan.web.plan import marks
from portulan.web.plan.addresses import address
from portulan.web.plan.detail import state_words
from portulan.web.plan.sentences import actions_counted, capital, joined
from portulan.web.templatetags import ui


@dataclass(frozen=True, slots=True)
class PersonRow:
    """Somebody who may be asked. `awaits` says how many of their actions wait for a word, `last` what they did in
    the inquiry before."""

    id: str
    name: str
    bodies: SafeString
    awaits: str
    address: str
    ticked: bool
    last: str


@dataclass(frozen=True, slots=True)
class CameIn:
    """A note or a proof that came by a link: of which action, in words."""

    code: str
    action_address: str
    icon: str
    words: str
    address: str


@dataclass(frozen=True, slots=True)
class AskedRow:
    """Somebody who was asked. `where` is one of answered, opened, silent."""

    id: uuid.UUID
    name: str
    where: str
    since: str
    mail: str
    link: str
    alive: bool
    came_in: tuple[CameIn, ...]


@dataclass(frozen=True, slots=True)
class InquiryPage:
    title: str
    summary: str
    answered: tuple[AskedRow, ...]
    silent: tuple[AskedRow, ...]
    to_remind: int
    alive: int


@dataclass(frozen=True, slots=True)
class InquiryLine:
    """An inquiry in the list of all."""

    address: str
    sentence: str
    about: str
    answers: str
    number: int
    answered: int


def person_rows(
    found: Sequence[Candidate], ticked: set[str], last: dict[uuid.UUID, bool]
) -> tuple[tuple[PersonRow, ...], tuple[PersonRow, ...]]:
    """Those whose actions wait for a word, and the others."""
    rows = [(one.awaited, _person_row(one, ticked, last)) for one in found]
    return tuple(row for n, row in rows if n), tuple(row for n, row in rows if not n)


def _person_row(one: Candidate, ticked: set[str], last: dict[uuid.UUID, bool]) -> PersonRow:
    before = last.get(one.person.pk)
    words = {None: "", True: _("a répondu la dernière fois"), False: _("n’a pas répondu la dernière fois")}
    return PersonRow(
        id=str(one.person.pk),
        name=str(one.person),
        bodies=marks.tags(_as_row(body) for body in one.bodies),
        awaits=_awaits(one.awaited),
        address=one.person.address,
        ticked=str(one.person.pk) in ticked,
        last=words[before],
    )


def _awaits(number: int) -> str:
    if not number:
        return _("rien n’attend")
    return ngettext("%(n)d action attend un mot", "%(n)d actions attendent un mot", number) % {"n": number}


def _as_row(body: Body) -> BodyRow:
    return BodyRow(body.pk, body.name, body.acronym, body.is_instance, body.name, False)


def inquiry_lines(slug: str) -> list[InquiryLine]:
    """Every inquiry, the latest first; one query."""
    return [_inquiry_line(one, slug) for one in queries.inquiries()]


def _inquiry_line(one: Any, slug: str) -> InquiryLine:
    words = {"day": ui.long_day(one.created_at), "end": ui.long_day(one.closes_on), "name": one.opened_by_name}
    return InquiryLine(
        address=reverse("inquiry", args=[slug, one.pk]),
        sentence=ui.typo(one.sentence),
        about=_("Demandé le %(day)s par %(name)s, à répondre avant le %(end)s") % words,
        answers=answered_of(one.answers, one.number),
        number=one.number,
        answered=one.answers,
    )


def answered_of(answers: int, number: int) -> str:
    """ "2 réponses sur 8"."""
    if not answers:
        return _("aucune réponse sur %(number)d") % {"number": number}
    text = ngettext("%(answers)d réponse sur %(number)d", "%(answers)d réponses sur %(number)d", answers)
    return text % {"answers": answers, "number": number}


def inquiry_page(one: Inquiry, slug: str, day: dt.date) -> InquiryPage:
    """An inquiry with its people, in a fixed number of queries."""
    asked = sorted(queries.asked_in(one), key=lambda each: fold(str(each.person)))
    rows = [_asked_row(each, slug, day) for each in asked]
    answered = tuple(row for row in rows if row.where == "answered")
    silent = tuple(row for row in rows if row.where != "answered")
    return InquiryPage(
        title=_title(len(answered), len(rows)),
        summary=_summary(rows),
        answered=answered,
        silent=silent,
        to_remind=len(queries.silent_in(one, day)),
        alive=sum(row.alive for row in rows),
    )


def _title(answers: int, number: int) -> str:
    if not answers:
        return _("Personne n’a encore répondu.")
    if answers == number:
        return _("Tout le monde a répondu.")
    text = ngettext(
        "%(answers)s personne sur %(number)s a répondu.",
        "%(answers)s personnes sur %(number)s ont répondu.",
        answers,
    )
    return capital(text % {"answers": ui.words(answers, "f"), "number": ui.words(number)})


def _summary(rows: Sequence[AskedRow]) -> str:
    came = [each for row in rows for each in row.came_in]
    notes, proofs = sum(not one.address for one in came), sum(bool(one.address) for one in came)
    if not came:
        return ""
    counted = [
        ngettext("%(n)d avancement noté", "%(n)d avancements notés", notes) % {"n": notes} if notes else "",
        ngettext("%(n)d preuve jointe", "%(n)d preuves jointes", proofs) % {"n": proofs} if proofs else "",
    ]
    actions = actions_counted(len({one.action_address for one in came}))
    return _("%(what)s, sur %(actions)s.") % {"what": joined(list(filter(None, counted))), "actions": actions}


def _asked_row(one: Any, slug: str, day: dt.date) -> AskedRow:
    links = list(one.links.all())
    return AskedRow(
        id=one.pk,
        name=str(one.person),
        where="answered" if one.answered_at else "opened" if one.opened_at else "silent",
        since=_since(one),
        mail=_mail(one, links),
        link=_link(links, day),
        alive=one.alive,
        came_in=(*_notes(one, slug), *_proofs(one, slug)),
    )


def _since(one: Asked) -> str:
    if one.answered_at:
        return _("a répondu le %(day)s") % {"day": ui.long_day(one.answered_at)}
    if one.opened_at:
        return _("a ouvert sa page le %(day)s, sans répondre") % {"day": ui.long_day(one.opened_at)}
    return _("n’a pas ouvert sa page")


def _mail(one: Asked, links: Sequence[PersonalLink]) -> str:
    """How the link reached them, as far as Portulan knows."""
    if not one.person.address:
        return _("sans adresse : lien à transmettre")
    left = [link.sent_at for link in links if link.sent_at]
    if not left:
        return _("aucun e-mail n’est parti")
    if one.reminded_at:
        return _("relance le %(day)s") % {"day": ui.long_day(one.reminded_at)}
    return _("e-mail du %(day)s") % {"day": ui.long_day(left[-1])}


def _link(links: Sequence[PersonalLink], day: dt.date) -> str:
    alive = [link.expires_on for link in links if link.revoked_at is None and link.expires_on >= day]
    if alive:
        return _("lien ouvert jusqu’au %(day)s") % {"day": ui.long_day(max(alive))}
    return _("lien retiré") if any(link.revoked_at for link in links) else _("lien expiré")


def _notes(one: Asked, slug: str) -> list[CameIn]:
    return [
        CameIn(
            update.action.code,
            address("action", slug, update.action_id),
            "message-square-text",
            _said(ui.typo(update.text), update.state),
            "",
        )
        for update in sorted(one.updates.all(), key=lambda each: each.created_at)
    ]


def _said(text: str, state: str) -> str:
    """ "« Le rapport est relu. » · En cours"."""
    pieces = [_("« %(text)s »") % {"text": text}] if text else []
    return " · ".join([*pieces, state_words(state)] if state else pieces)


def _proofs(one: Asked, slug: str) -> list[CameIn]:
    return [
        CameIn(
            action.code,
            address("action", slug, action.pk),
            "paperclip",
            ui.typo(evidence.title),
            address("proof", slug, evidence.pk),
        )
        for evidence in sorted(one.evidence.all(), key=lambda each: each.created_at)
        for action in list(evidence.actions.all())[:1]
    ]
