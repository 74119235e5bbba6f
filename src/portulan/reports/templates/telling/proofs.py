"""The list of proofs as a template is told of it."""

from typing import Any

from portulan.plandoc.sentences import say
from portulan.reports.kinds.proofs import ListedProof, ListedProofs, words
from portulan.reports.templates.vocabulary import Group, Kind, Many, Text, lines

_PROOF = Group(
    say("Une preuve"),
    {
        "titre": Text(say("Son titre")),
        "fichier": Text(say("Le nom du fichier, ou l’adresse du lien")),
        "nature": Text(say("Sa nature")),
        "date": Text(say("Sa date")),
        "annee": Text(say("Son année académique")),
        "actions": Text(say("Les codes de ses actions")),
        "resultats": lines(say("Les résultats qu’elle prouve"), "resultat"),
        "auteur": Text(say("Qui l’a jointe ; vide pour le public")),
        "visibilite": Text(say("Qui peut la voir")),
        "empreinte": Text(say("L’empreinte SHA-256 du fichier")),
        "brouillon": Text(say("Ce qui dit qu’elle est une version de travail ; vide sinon")),
    },
)


def told(facts: ListedProofs) -> dict[str, Any]:
    """The names of this kind."""
    return {"constat": facts.lead, "preuves": [_proof(one) for one in facts.proofs]}


def _proof(one: ListedProof) -> dict[str, Any]:
    return {
        "titre": one.title,
        "fichier": one.file,
        "nature": one.kind,
        "date": one.day,
        "annee": one.year,
        "actions": ", ".join(one.actions),
        "resultats": list(one.results),
        "auteur": one.author,
        "visibilite": one.visibility,
        "empreinte": one.sha256,
        "brouillon": one.draft,
    }


KIND = Kind(
    value="preuves",
    title=say("Liste des preuves"),
    facts=ListedProofs,
    names={
        "constat": Text(say("Combien de preuves, pour combien de résultats")),
        "preuves": Many(say("Les preuves, les plus récentes d’abord"), "preuve", _PROOF),
    },
    told=told,
    heading=lambda language: words(language).title,
    wide=True,
)
