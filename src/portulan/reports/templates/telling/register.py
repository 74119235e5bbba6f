"""The register of changes as a template is told of it."""

from typing import Any

from portulan.plandoc.sentences import say
from portulan.reports.kinds.register import Register, Registered, words
from portulan.reports.templates.vocabulary import Group, Kind, Many, Text, lines

_CHANGE = Group(
    say("Ce qui a changé dans une case"),
    {
        "nom": Text(say("Le nom de la case")),
        "avant": Text(say("Ce qu’elle disait")),
        "apres": Text(say("Ce qu’elle dit")),
    },
)
_ROW = Group(
    say("Une ligne du plan qui a changé"),
    {
        "objectif": Text(say("L’objectif sous lequel elle se trouve")),
        "code": Text(say("Son code")),
        "nom": Text(say("Son intitulé")),
        "sorte": Text(say("Comment elle a changé, en mots")),
        "changements": Many(say("Ce qui a changé, case par case"), "changement", _CHANGE),
        "pourquoi": lines(say("Pourquoi ; souvent vide"), "motif"),
        "lieu": Text(say("Où cela s’est décidé ; vide si personne ne l’a dit")),
        "quand": Text(say("Quand cela s’est décidé ; vide si personne ne l’a dit")),
    },
)
_SECTION = Group(
    say("Un objectif, ou ce qui est au-dessus de tous"),
    {"titre": Text(say("Son titre")), "lignes": Many(say("Ses lignes qui ont changé"), "element", _ROW)},
)


def told(facts: Register) -> dict[str, Any]:
    """The names of this kind."""
    sections: list[dict[str, Any]] = [
        {"titre": one.title, "lignes": [_row(one.title, each) for each in one.rows]} for one in facts.sections
    ]
    return {
        "constat": facts.lead,
        "depuis": facts.older,
        "jusque": facts.newer,
        "sections": sections,
        "lignes": [each for one in sections for each in one["lignes"]],
    }


def _row(section: str, one: Registered) -> dict[str, Any]:
    return {
        "objectif": section,
        "code": one.code,
        "nom": one.name,
        "sorte": one.sorts,
        "changements": [{"nom": each.label, "avant": each.before, "apres": each.after} for each in one.changes],
        "pourquoi": list(one.why),
        "lieu": one.where,
        "quand": one.when,
    }


KIND = Kind(
    value="registre",
    title=say("Registre des modifications"),
    facts=Register,
    names={
        "constat": Text(say("Ce qui a changé, en quelques mots")),
        "depuis": Text(say("La révision de départ")),
        "jusque": Text(say("La révision d’arrivée, ou aujourd’hui")),
        "sections": Many(say("Les objectifs dont quelque chose a changé"), "section", _SECTION),
        "lignes": Many(say("Toutes les lignes qui ont changé, dans l’ordre du plan"), "element", _ROW),
    },
    told=told,
    heading=lambda language: words(language).title,
    wide=True,
)
