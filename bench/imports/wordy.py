"""Longer fictional plans, put together from parts: enough rows and words for pages to end inside them."""

import random
from dataclasses import dataclass

from bench.imports.pools import POOLS, Pool


@dataclass(frozen=True, slots=True)
class _Parts:
    language: str
    title: str
    objectives: tuple[str, ...]
    verbs: tuple[str, ...]
    things: tuple[str, ...]
    ways: tuple[str, ...]
    results: tuple[str, ...]
    bodies: tuple[str, ...]
    deadlines: tuple[str, ...]


_FRENCH = _Parts(
    "fr",
    "Plan de suivi 2024-2030 du master en sciences de la santé publique",
    (
        "Faire vivre le réseau des lieux de stage et de recherche-action",
        "Ancrer l'évaluation des apprentissages dans une démarche collective",
        "Rendre visible le savoir-faire des équipes auprès du grand public",
        "Prendre soin des conditions de travail et d'étude",
    ),
    (
        "Construire", "Mettre à jour", "Diffuser largement", "Évaluer chaque année", "Stabiliser",
        "Tester puis étendre",
    ),
    (
        "la charte d'accompagnement des mémoires",
        "le vade-mecum des promoteurs et des lecteurs externes",
        "un cycle de conférences-débats ouvert aux professionnels",
        "les fiches descriptives des unités d'enseignement",
        "le portfolio numérique des compétences transversales",
        "une offre de remédiation en statistique (niveaux 1 et 2)",
    ),
    (
        "avec les représentants étudiants et le service d'aide à la réussite",
        "en s'appuyant sur les constats de la dernière auto-évaluation, y compris les points encore ouverts",
        "pour 80 % des inscrits au moins",
        "en lien avec l'ARES, la FWB et les hautes écoles co-organisatrices du programme conjoint",
        "sans alourdir la charge administrative",
    ),
    (
        "PV de la commission", "Charte signée par toutes les parties", "Enquête auprès des diplômés",
        "Relevé des participations (par site)", "Version 2 du vade-mecum en ligne", "Note de synthèse au conseil",
        "Deux rencontres-bilans par an",
    ),
    (
        "Commission pédagogique", "Coordination du master", "Cellule qualité", "Bureau des stages", "Direction",
        "Service d'aide à la réussite", "Anne-Sophie Delvaux", "Jean Petit",
    ),
    ("24-25", "2025-2026", "26-27", "En continu", "Septembre 2026", "Fin 2027", "30/06/2026"),
)  # fmt: skip
_ENGLISH = _Parts(
    "en",
    "Harbour City Resilience Plan 2025-2031",
    (
        "Protect homes and businesses from flooding",
        "Cut emissions from transport and heating",
        "Give every neighbourhood a say in decisions",
    ),
    ("Commission", "Review and republish", "Pilot", "Scale up", "Agree with partners", "Fund"),
    (
        "a borough-wide register of drainage assets",
        "low-traffic streets around primary schools",
        "the retrofit advice service for private renters",
        "an annual citizens' assembly on adaptation",
        "flood-warning signs along the lower embankment",
    ),
    (
        "in co-operation with the Environment Agency and the water company",
        "starting with the wards most at risk",
        "so that long-term maintenance costs are known before the 2027 budget round",
        "using volunteer wardens",
    ),
    (
        "Register published online", "At least 12 streets treated", "Evaluation report to cabinet",
        "Minutes of the steering group", "Map of priority wards", "Signed agreement",
    ),
    ("Highways", "Flood Risk Team", "Housing Services", "Legal", "Communications Office", "Councillor Amy Okafor"),
    ("Q4 2025", "March 2026", "2026-27", "Ongoing", "31 October 2027", "2028"),
)  # fmt: skip
_DUTCH = _Parts(
    "nl",
    "Actieplan 2025-2029 van de fictieve Hogeschool aan de Schelde",
    (
        "De instroom van eerstejaars beter begeleiden",
        "Onderzoek en onderwijs dichter bij elkaar brengen",
        "Zorg dragen voor een inclusieve campus",
    ),
    ("Uitwerken van", "Herzien van", "Opstarten van", "Bekendmaken van", "Evalueren van"),
    (
        "een onthaaltraject voor zij-instromers",
        "de stagegids en het bijbehorende beoordelingsformulier",
        "het reglement inzake redelijke aanpassingen",
        "een lezingenreeks met oud-studenten en werkveldpartners",
    ),
    (
        "in overleg met de studentenraad",
        "op basis van de bevraging van vorig jaar, met bijzondere aandacht voor de kleinere opleidingen",
        "voor alle opleidingen van het departement",
    ),
    ("Goedgekeurd verslag", "Gids op het intranet", "Minstens 3 lezingen per jaar", "Tevredenheid van 70 %"),
    ("Directie", "Studentenraad", "Dienst studentenvoorzieningen", "Cel onderwijskwaliteit", "Els Van den Broeck"),
    ("2025-2026", "juni 2026", "doorlopend", "eind 2027", "1 februari 2027"),
)  # fmt: skip


def _pool(parts: _Parts, rows: int, chance: random.Random) -> Pool:
    """`rows` actions for each objective, no two alike."""
    left = [(verb, thing, way) for verb in parts.verbs for thing in parts.things for way in ("", *parts.ways)]
    chance.shuffle(left)
    objectives: dict[str, tuple[tuple[str, tuple[str, ...]], ...]] = {}
    for title in parts.objectives:
        own = [left.pop() for _ in range(rows)]
        objectives[title] = tuple(
            (" ".join(filter(None, words)), tuple(chance.sample(parts.results, chance.choice((1, 1, 2, 3)))))
            for words in own
        )
    return Pool(parts.language, parts.title, objectives, parts.bodies, parts.deadlines, (), ())


def register() -> None:
    """Make the plans known to `truths.truth`, as "wordy-fr" and so on."""
    for parts in (_FRENCH, _ENGLISH, _DUTCH):
        POOLS[f"wordy-{parts.language}"] = _pool(parts, 8, random.Random(7))
        POOLS[f"short-{parts.language}"] = _pool(parts, 3, random.Random(8))
