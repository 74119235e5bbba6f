"""Lines that name an objective by the plan's own word: "Axe 2 : …", "Objectif stratégique 1"."""

import re

HEADING = re.compile(
    r"(?P<label>(?i:objectif|axe|temps|phase|th[èe]me|volet|orientation|domaine|enjeu|priorit[ée]|ambition|"
    r"d[ée]fi|"
    r"chapitre|pilier|strategic|objective|goal|axis|pillar|theme|strand|area|work package|wp|doelstelling|pijler|"
    r"objetivo|eje|eixo|linha|l[ií]nea|[áa]mbito|[áa]rea|handlungsfeld|ziel)"
    r"[^\d:.–—]{0,60}?)\s*(?P<code>\d{1,2}(?:\.\d{1,2})*(?!\d)|(?<=\s)(?:[IVX]+|[A-H])\b)"
    r"\s*(?P<sep>[:.)–—-]*)\s*(?P<title>.*)",
    re.DOTALL,
)


def names_objective(text: str) -> bool:
    """Whether a line begins so."""
    match = HEADING.fullmatch(text)
    return match is not None and len(match["label"]) < 70
