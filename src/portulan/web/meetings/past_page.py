"""« Anciens PV »: the review of the files that were dropped, each with what was recognised and why."""

import datetime as dt
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from portulan.governance.models import Body
from portulan.meetings.commands.past_minutes import Wanted
from portulan.meetings.models import PastMinutes
from portulan.meetings.queries import past as queries
from portulan.meetings.queries.proposed import Pair, names_of_bodies
from portulan.meetings.rules.past import Sure
from portulan.meetings.rules.proving import Named, others_named
from portulan.plandoc.text import Wording
from portulan.plans.models import Action, ExpectedResult
from portulan.web.meetings.identities import pair_of, uuid_of
from portulan.web.plan import marks
from portulan.web.plan.addresses import address
from portulan.web.templatetags import ui
from portulan.web.uploads import weight

_TONES = {Sure.SURE: "t-teal", Sure.LIKELY: "", Sure.UNSURE: "t-ochre"}


@dataclass(frozen=True, slots=True)
class Hint:
    """How sure a guess is, in a word of that class, and why."""

    word: str
    tone: str
    why: str


@dataclass(frozen=True, slots=True)
class ProofBox:
    value: str
    code: str
    title: str
    result: str
    hint: Hint
    ticked: bool


@dataclass(frozen=True, slots=True)
class ReviewRow:
    """A file under review; `there` says that its bytes are known already, `error` what is to be corrected."""

    id: uuid.UUID
    name: str
    weight: str
    address: str
    scan: bool
    there: str
    there_address: str
    day: str
    day_hint: Hint
    bodies: tuple[tuple[str, str, bool], ...]
    body_hint: Hint
    proofs: tuple[ProofBox, ...]
    codes: str
    leave: bool
    error: str


@dataclass(frozen=True, slots=True)
class Choice:
    """What is chosen for one file, as it stands or as it was typed."""

    day: str = ""
    body: str = ""
    proofs: tuple[str, ...] = ()
    codes: str = ""
    leave: bool = False


@dataclass(frozen=True)
class Known:
    """What all the rows are shown with; a constant number of queries."""

    bodies: Sequence[Body]
    names: Sequence[Named]
    actions: Mapping[uuid.UUID, Action]
    results: Mapping[uuid.UUID, list[ExpectedResult]]
    proofs: Mapping[str, Any] = field(default_factory=dict)
    taken: Mapping[str, PastMinutes] = field(default_factory=dict)

    def pairs(self, action_id: uuid.UUID, body: uuid.UUID | None) -> list[Pair]:
        """The results of an action that minutes of this body may prove; the whole action where there is none."""
        own = [
            one
            for one in self.results.get(action_id, ())
            if body is None or not others_named(one.text, body, self.names)
        ]
        return [(action_id, one.pk) for one in own] or [(action_id, None)]

    def coded(self, codes: str) -> tuple[list[Action], list[str]]:
        """The actions of these codes, and what is the code of none."""
        by_code = {one.code.rstrip("."): one for one in self.actions.values() if one.code}
        asked = [word.strip().rstrip(".") for word in codes.replace(";", ",").split(",") if word.strip()]
        return [by_code[code] for code in asked if code in by_code], [one for one in asked if one not in by_code]


def known(rows: Sequence[PastMinutes], bodies: Sequence[Body]) -> Known:
    hashes = {one.file_sha256 for one in rows}
    actions = Action.objects.filter(removed_at=None).order_by("objective__position", "position", "pk")
    by_id = {one.pk: one for one in actions}
    return Known(
        bodies,
        names_of_bodies(),
        by_id,
        queries.minutes_results(list(by_id)),
        queries.proofs_there(hashes),
        queries.taken_before(hashes),
    )


def review_rows(
    rows: Sequence[PastMinutes],
    about: Known,
    slug: str,
    typed: Mapping[uuid.UUID, Choice],
    errors: Mapping[uuid.UUID, str],
) -> tuple[ReviewRow, ...]:
    """Each file as it stands, or as it was typed, with what is to be corrected."""
    return tuple(
        _row(one, about, slug, typed.get(one.pk) or choice_of(one, about), errors.get(one.pk, "")) for one in rows
    )


def choice_of(row: PastMinutes, about: Known) -> Choice:
    """What was kept of an earlier look, else what is proposed: all that is not unsure, nothing of known bytes."""
    if row.choice:
        return Choice(**{**row.choice, "proofs": tuple(row.choice["proofs"])})
    body = uuid_of(row.reading["body"]["value"])
    ticked = tuple(
        _value(pair)
        for guess in row.reading["actions"]
        if guess["sure"] != Sure.UNSURE and uuid.UUID(guess["value"]) in about.actions
        for pair in about.pairs(uuid.UUID(guess["value"]), body)
    )
    there = row.file_sha256 in about.taken
    return Choice(row.reading["day"]["value"], row.reading["body"]["value"], ticked, leave=there)


def typed_choices(rows: Sequence[PastMinutes], typed: QueryDict) -> dict[uuid.UUID, Choice]:
    """What the form says of each file under review."""
    return {
        row.pk: Choice(
            typed.get(f"day-{row.pk}", "")[:20],
            typed.get(f"body-{row.pk}", "")[:40],
            tuple(typed.getlist(f"proof-{row.pk}"))[:200],
            typed.get(f"codes-{row.pk}", "")[:300],
            f"leave-{row.pk}" in typed,
        )
        for row in rows
        if f"day-{row.pk}" in typed
    }


def as_plain(choice: Choice) -> dict[str, Any]:
    return {
        "day": choice.day,
        "body": choice.body,
        "proofs": list(choice.proofs),
        "codes": choice.codes,
        "leave": choice.leave,
    }


def wanted_of(row: PastMinutes, choice: Choice, about: Known) -> Wanted | str:
    """What the choice asks for, or the sentence that says what is missing."""
    day = _day(choice.day)
    if day is None:
        return _("Donnez le jour de cette réunion.") if not choice.day else _("Cette date n’est pas comprise.")
    body = next((one for one in about.bodies if str(one.pk) == choice.body), None)
    if body is None:
        return _("Choisissez l’instance qui s’est réunie.")
    others, unknown = about.coded(choice.codes)
    if unknown:
        return _("Aucune action ne porte le code %(code)s.") % {"code": unknown[0]}
    ticked = [pair for value in choice.proofs if (pair := pair_of(value)) is not None and pair[0] in about.actions]
    pairs = [*ticked, *(pair for action in others for pair in about.pairs(action.pk, body.pk))]
    return Wanted(row, day, body, tuple(dict.fromkeys(pairs)))


def _row(row: PastMinutes, about: Known, slug: str, choice: Choice, error: str) -> ReviewRow:
    reading = row.reading
    there, there_address = _there(row, about, slug)
    return ReviewRow(
        id=row.pk,
        name=row.reading.get("given_as") or row.file_name,
        weight=weight(row.file_size),
        address=reverse("past_minutes_file", args=[slug, row.pk]),
        scan=bool(reading.get("scan")),
        there=there,
        there_address=there_address,
        day=choice.day,
        day_hint=_hint(reading["day"]),
        bodies=tuple((str(one.pk), ui.typo(one.name), str(one.pk) == choice.body) for one in about.bodies),
        body_hint=_hint(reading["body"]),
        proofs=tuple(_boxes(row, about, choice)),
        codes=choice.codes,
        leave=choice.leave,
        error=error,
    )


def _there(row: PastMinutes, about: Known, slug: str) -> tuple[str, str]:
    """That its bytes are known: as old minutes that were taken, or as a proof."""
    if (before := about.taken.get(row.file_sha256)) and before.meeting is not None:
        words = {"body": str(before.meeting.body), "day": ui.long_day(before.meeting.day)}
        return _("Déjà repris : %(body)s, %(day)s.") % words, address("meeting", slug, before.meeting.pk)
    if proof := about.proofs.get(row.file_sha256):
        title = {"title": ui.typo(proof.title)}
        said = _("Déjà parmi les preuves : « %(title)s ». Elle vaudra aussi pour ce qui est coché.")
        return said % title, address("proof", slug, proof.pk)
    return "", ""


def _boxes(row: PastMinutes, about: Known, choice: Choice) -> "list[ProofBox]":
    body = uuid_of(choice.body)
    found = []
    for guess in row.reading["actions"]:
        action = about.actions.get(uuid.UUID(guess["value"]))
        if action is None:
            continue
        texts = {one.pk: one.text for one in about.results.get(action.pk, ())}
        for pair in about.pairs(action.pk, body):
            value = _value(pair)
            result = ui.typo(Wording.from_marked(texts[pair[1]]).plain) if pair[1] else ""
            title = ui.typo(action.short_title) or marks.plain(action.text)
            found.append(ProofBox(value, action.code, title, result, _hint(guess), value in choice.proofs))
    return found


def _hint(guess: Mapping[str, str]) -> Hint:
    words = {Sure.SURE: _("sûr"), Sure.LIKELY: _("probable"), Sure.UNSURE: _("à vérifier")}
    sure = Sure(guess["sure"])
    return Hint(words[sure], _TONES[sure], ui.typo(guess["why"]))


def _value(pair: Pair) -> str:
    return f"{pair[0]}:{pair[1] or ''}"


def _day(typed: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(typed)
    except ValueError:
        return None
