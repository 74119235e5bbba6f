"""The agenda of a meeting as a template is told of it."""

from typing import Any

from portulan.plandoc.sentences import say
from portulan.reports.kinds.agenda import AgendaPoint, AgendaSheet, title_of, words
from portulan.reports.templates.vocabulary import Group, Kind, Many, Text, lines

_POINT = Group(
    say("Un point de l’ordre du jour"),
    {
        "numero": Text(say("Son numéro d’ordre ; vide pour une information")),
        "heure": Text(say("L’heure à laquelle il commence")),
        "duree": Text(say("La durée prévue")),
        "code": Text(say("Le code de son action")),
        "titre": Text(say("Son titre")),
        "rappel": Text(say("Où en est son action")),
        "documents": lines(say("Les documents joints"), "document"),
    },
)


def told(facts: AgendaSheet) -> dict[str, Any]:
    """The names of this kind, and the title with the body."""
    return {
        "titre": title_of(facts),
        "instance": facts.body_label,
        "quand": facts.when,
        "lieu": facts.where,
        "points": [_point(one) for one in facts.points],
        "informations": [_point(one) for one in facts.told],
        "invites": list(facts.expected),
        "excuses": list(facts.excused),
        "duree": facts.total,
    }


def _point(one: AgendaPoint) -> dict[str, Any]:
    return {
        "numero": one.number,
        "heure": one.hour,
        "duree": one.minutes,
        "code": one.code,
        "titre": one.title,
        "rappel": one.about,
        "documents": list(one.documents),
    }


KIND = Kind(
    value="ordre-du-jour",
    title=say("Ordre du jour"),
    facts=AgendaSheet,
    names={
        "instance": Text(say("L’instance qui se réunit, en court")),
        "quand": Text(say("Le jour et les heures, en mots")),
        "lieu": Text(say("Le lieu, ou le lien")),
        "points": Many(say("Les points, dans l’ordre"), "point", _POINT),
        "informations": Many(say("Ce qui est pour information"), "information", _POINT),
        "invites": lines(say("Les personnes invitées, avec leur qualité"), "personne"),
        "excuses": lines(say("Les personnes excusées, avec leur qualité"), "personne"),
        "duree": Text(say("Le temps donné aux points, en mots")),
    },
    told=told,
    heading=lambda language: words(language).heading,
    running=("{{ titre }}", "{{ quand }}"),
)
