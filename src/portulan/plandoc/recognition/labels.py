"""Lines that name an objective by the plan's own word: "Axe 2 : …", "Objectif stratégique 1"."""

import re

HEADING = re.compile(
    r"(?P<label>(?i:objectif|axe|temps|phase|th[èe]me|volet|orientation|domaine|enjeu|priorit[ée]|ambition|"
    r"d[ée]fi|"
    r"chapitre|pilier|strategic|objective|goal|axis|pillar|theme|strand|area|work package|wp|doelstelling|pijler|"
    r"objetivo|eje|eixo|linha|l[ií]nea|[áa]mbito|[áa]rea|handlungsfeld|ziel|priority|prioriteit|prioridade?|priorit[àa]|"
    r"priorit[äa]t|strategy|opgave|speerpunt|chapter|kapitel|hoofdstuk|cap[íi]tulo|capitolo|pilar|pilastro|asse|"
    r"chantier|outcome|obiettivo|leitziel|schwerpunkt|reto|desaf[íi]o|challenge|focus area)"
    r"[^\d:.–—]{0,60}?(?:\s(?i:nr?|no|n[úu]m)\s?[.°º]{1,2})?)\s*(?P<code>\d{1,2}(?:\.\d{1,2})*(?!\d)|(?<=\s)(?:[IVX]+|[A-H])\b)"
    r"\s*(?P<sep>[:.)–—-]*)\s*(?P<title>.*)",
    re.DOTALL,
)

# Any word before a number, where a cell, a heading or a band is likely an objective: "Standaard 2: …", "SD 1 …".
_ANY = re.compile(
    r"(?P<label>[^\W\d_][\w'’/-]+(?: [^\W\d_][\w'’/-]*){0,2}) "
    r"(?P<code>\d{1,2}(?:\.\d{1,2})*|[IVX]+|[A-H])\s*(?P<sep>[:.)–—]|-(?=\s))\s*(?P<title>\S.*)",
    re.DOTALL,
)
_SHORT = re.compile(
    r"(?P<label>[A-Z]{2,4}|(?:[A-Z]\.){1,4}|[A-Z]{1,3}[a-z]{1,3}(?=\d{1,2}(?:\.\d{1,2})*[.:)])) ?"
    r"(?P<code>\d{1,2}(?:\.\d{1,2})*)"
    r"(?P<sep>\s*[:.)–—-]*)\s+(?P<title>\S.*)",
    re.DOTALL,
)


def labelled(text: str) -> re.Match[str] | None:
    """The word, number and title of a text that is surely an objective; None where it has no such word."""
    return HEADING.fullmatch(text) or _ANY.fullmatch(text) or _SHORT.fullmatch(text)


def names_objective(text: str) -> bool:
    """Whether a line begins so."""
    match = HEADING.fullmatch(text)
    return match is not None and len(match["label"]) < 70
