"""Whatever a table holds, each of its characters is in the document, left over, or has a role."""

from collections import Counter

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import examples
from plandoc.papers import recognised, text, word
from portulan.plandoc.document import PlanDocument
from portulan.plandoc.recognition import NoPlanFound

TITLES = [
    "Objectif", "Action", "Responsable", "Échéance", "Résultat", "Recommandation", "Priorité", "Budget", "N°"
]  # fmt: skip
CONTENTS = st.sampled_from(
    [
        "", "", "", "CP", "CP CS", "CP, CS", "Resp. Qualité", "26-27", "En continu", "-", "?", "1.1 Accueillir",
        "1.1.1. Écrire une note", "Axe 2 : Qualité", "Temps 1", "- Note - PV", "Note ; Charte", "haute", "2.", "*",
        "Objectif", "Action", "Total", "3 personnes", "Acronymes :", "CP : Commission", "• Rapport", "200 €", "1",
    ]
)  # fmt: skip
ROWS = st.integers(3, 8).flatmap(
    lambda width: st.lists(st.lists(CONTENTS, min_size=width, max_size=width), min_size=1, max_size=6)
)
FRONT = st.lists(CONTENTS.filter(bool), max_size=3)


@st.composite
def papers(draw: st.DrawFn) -> tuple[list[str], list[list[str]]]:
    """A front and a table under the titles of a plan."""
    body = draw(ROWS)
    others = draw(st.permutations([title for title in TITLES if title != "Action"]))
    titles = draw(st.permutations(["Action", *others[: len(body[0]) - 1]]))
    return draw(FRONT), [list(titles), *body]


SLOW = settings(max_examples=examples.of(150), deadline=None, suppress_health_check=[HealthCheck.too_slow])


@SLOW
@given(papers())
def test_each_character_of_a_text_is_kept_once(paper: tuple[list[str], list[list[str]]]) -> None:
    front, table = paper
    kept = kept_of(text(*front, *("\t".join(row) for row in table)))
    assert kept is None or kept == characters(*front, *(cell for row in table for cell in row))


@settings(SLOW, max_examples=examples.of(40))
@given(papers(), st.integers(0, 6), st.integers(1, 5))
def test_no_character_of_merged_cells_is_lost(
    paper: tuple[list[str], list[list[str]]], column: int, length: int
) -> None:
    """What a merge gives to several actions is there several times."""
    front, table = paper
    column, last = min(column, len(table[0]) - 1), min(length, len(table) - 1)
    kept = kept_of(word(*front, table, merges=[(column, 1, last)] if last > 1 else []))
    assert kept is None or characters(*front, *(cell for row in table for cell in row)) - kept == Counter()


def kept_of(data: bytes) -> Counter[str] | None:
    """The characters that recognition kept; None where it found no plan."""
    try:
        found = recognised(data)
    except NoPlanFound:
        return None
    shares = found.shares
    assert shares.lost == 0
    assert shares.in_fields + shares.left_over + shares.debris == shares.total
    kept = characters(*everything(found.document), *(one.text for one in found.leftovers))
    kept += characters(*(text for text, _role in found.structure))
    invented = any("sous « Actions »" in remark.sentence for remark in found.remarks)
    return kept - characters("Actions") if invented else kept


def everything(document: PlanDocument) -> list[str]:
    """All texts of a document; the titles of other columns are counted where the source has them, once."""
    parts = [document.title, document.edition, document.organisation, *document.columns.values()]
    parts += [text for pair in document.acronyms.items() for text in pair]
    for objective in document.walk():
        parts += [objective.label, objective.code, objective.title.plain]
    for one in document.actions():
        parts += [one.code, one.text.plain, one.deadline.text, *one.recommendations, *one.extra.values()]
        parts += [body.name for body in one.responsibles]
        parts += [result.text.plain for result in one.expected_results]
    return parts


def characters(*texts: str) -> Counter[str]:
    return Counter(character for text in texts for character in text if not character.isspace())
