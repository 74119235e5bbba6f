"""Minutes (PV) as a template is told of them."""

from collections.abc import Iterable
from typing import Any

from portulan.plandoc.sentences import say
from portulan.reports.kinds.days import capital, clock, full_day, long_day
from portulan.reports.kinds.minutes import (
    Act,
    Attendee,
    Came,
    Point,
    Proceedings,
    Words,
    came_of,
    hours,
    in_order,
    next_of,
    quality_of,
    seen_to_by,
    title_of,
    words,
)
from portulan.reports.templates.telling.follow_up import YES
from portulan.reports.templates.vocabulary import Group, Kind, Many, Text, lines
from portulan.typeset import notes

_PERSON = Group(
    say("Une personne invitée"),
    {
        "nom": Text(say("Son nom")),
        "qualite": Text(say("Ce qu’elle est dans l’instance, ou invitée")),
        "presence": Text(say("Présente, excusée ou absente, en mots")),
        "presente": Text(say("« oui » quand elle était là, vide sinon")),
    },
)
_ACT = Group(
    say("Une décision, ou une chose à faire"),
    {
        "texte": Text(say("Ce qui est décidé, ou à faire")),
        "nature": Text(say("« Décision » ou « À faire »")),
        "qui": Text(say("Qui s’en charge")),
        "pour": Text(say("Pour quel jour")),
        "suivi": Text(say("Qui s’en charge et pour quel jour, en mots")),
    },
)
_POINT = Group(
    say("Un point de la réunion"),
    {
        "numero": Text(say("Son numéro d’ordre")),
        "titre": Text(say("Son titre")),
        "rappel": Text(say("L’action ou la décision dont il parle")),
        "notes": lines(say("Ce qui en est noté, une ligne par paragraphe"), "ligne"),
        "changements": lines(say("Ce qui a changé dans le plan"), "changement"),
        "actes": Many(say("Ses décisions et ce qui est à faire"), "acte", _ACT),
        "remis": Text(say("« oui » quand il est remis à une prochaine réunion, vide sinon")),
    },
)


def told(facts: Proceedings) -> dict[str, Any]:
    """The names of this kind, and the title with its number."""
    session, edition = facts.session, facts.edition
    said, language = words(edition.language), edition.language
    acts = [act for point in session.points for act in point.acts]
    approved = long_day(edition.approved, language) if edition.approved else ""
    return {
        "titre": title_of(session, said),
        "instance": session.body_label,
        "instance_nom": session.body,
        "seance": session.title,
        "numero": "" if session.number is None else str(session.number),
        "annee": session.year,
        "quand": f"{capital(full_day(session.on, language))}, {hours(session, language)}",
        "lieu": session.place,
        "ouverte_a": clock(session.opened, language) if session.opened else "",
        "projet": "" if edition.approved else said.draft,
        "approuve_le": approved,
        "version": str(edition.version),
        "correction": edition.correction,
        "presences": [_person(one, said) for one in in_order(session.attendees)],
        "points": [_point(rank, one, said, language) for rank, one in enumerate(session.points, 1)],
        "decisions": _acts((one for one in acts if not one.to_do), said, language),
        "a_faire": _acts((one for one in acts if one.to_do), said, language),
        "prochaine": next_of(session, language),
        "presidence": session.chair,
        "secretariat": session.secretary,
    }


def _person(one: Attendee, said: Words) -> dict[str, Any]:
    return {
        "nom": one.name,
        "qualite": quality_of(one, said),
        "presence": came_of(one, said),
        "presente": YES if one.came == Came.PRESENT else "",
    }


def _point(rank: int, one: Point, said: Words, language: str) -> dict[str, Any]:
    return {
        "numero": str(rank),
        "titre": one.title,
        "rappel": one.about,
        "notes": notes.lines(one.notes),
        "changements": list(one.moves),
        "actes": _acts(one.acts, said, language),
        "remis": YES if one.put_off else "",
    }


def _acts(acts: Iterable[Act], said: Words, language: str) -> list[dict[str, Any]]:
    return [
        {
            "texte": one.text,
            "nature": said.to_do if one.to_do else said.decision,
            "qui": one.who,
            "pour": long_day(one.due, language) if one.due else "",
            "suivi": seen_to_by(one, language),
        }
        for one in acts
    ]


KIND = Kind(
    value="pv",
    title=say("Procès-verbal"),
    facts=Proceedings,
    names={
        "instance": Text(say("L’instance qui s’est réunie, en court")),
        "instance_nom": Text(say("Le nom de l’instance en entier")),
        "seance": Text(say("Le titre de la séance ; vide pour une séance ordinaire")),
        "numero": Text(say("Le numéro du PV dans l’année académique")),
        "annee": Text(say("L’année académique")),
        "quand": Text(say("Le jour et les heures, en mots")),
        "lieu": Text(say("Où elle s’est tenue")),
        "ouverte_a": Text(say("L’heure à laquelle la séance a été ouverte ; parfois vide")),
        "projet": Text(say("« Projet » tant que le PV n’est pas approuvé, vide ensuite")),
        "approuve_le": Text(say("Le jour où le PV a été approuvé ; vide d’ici là")),
        "version": Text(say("Le numéro de la version du PV")),
        "correction": Text(say("Ce qui a été corrigé ; vide pour la première version")),
        "presences": Many(say("Les présences, les personnes présentes d’abord"), "personne", _PERSON),
        "points": Many(say("Les points, dans l’ordre de la réunion"), "point", _POINT),
        "decisions": Many(say("Toutes les décisions, dans l’ordre"), "decision", _ACT),
        "a_faire": Many(say("Tout ce qui est à faire, dans l’ordre"), "tache", _ACT),
        "prochaine": Text(say("La prochaine réunion, en une phrase")),
        "presidence": Text(say("Qui présidait")),
        "secretariat": Text(say("Qui tenait le secrétariat")),
    },
    told=told,
    heading=lambda language: words(language).title,
    running=("{{ titre }} · {{ instance }}", "{{ date }}{% if projet %} · {{ projet }}{% endif %}"),
)
