"""The development set: `cases` lists each file, with its truth."""

import random
from collections.abc import Callable, Iterator
from dataclasses import replace

from bench.imports.layouts import (
    DOCUMENTS,
    EVERYTHING,
    MERGED,
    Case,
    Style,
    banded,
    blank_below,
    by_objective,
    cards,
    merged,
    one_line_outline,
    outline,
    repeated,
    result_rows,
    split,
    surrounded,
    two_row_header,
    unmerged_bands,
    with_extra,
    without_header,
)
from bench.imports.page import Block
from bench.imports.titles import TITLES
from bench.imports.truths import truth
from portulan.plandoc.document import PlanDocument
from portulan.plandoc.text import Wording

ALL = ("objective", "action", "responsible", "deadline", "result")
CODED = ("objective", "code", "action", "responsible", "deadline", "result")
EXTRA = {
    "Budget estimé": ("1 500 €", "12 000 €", "", "800 €"),
    "% réalisé": ("0 %", "50 %", "100 %"),
    "Commentaires": (
        "",
        "À revoir après les vacances, en fonction des moyens disponibles",
        "",
        "Attendre l'avis du conseil",
    ),
}


def cases() -> Iterator[Case]:
    """The whole set but the texts that are no plan."""
    yield from _plain()
    yield from _languages()
    yield from _structures()
    yield from _variants()


def _case(
    name: str,
    layout: Callable[[PlanDocument, Style], list[Block]],
    plan: PlanDocument,
    style: Style,
    formats: tuple[str, ...] = EVERYTHING,
) -> Case:
    return Case(name, plan, tuple(layout(plan, style)), formats)


def _plain() -> Iterator[Case]:
    yield _case("plain-fr", repeated, truth("fr", 1), Style(ALL))
    yield _case("porteurs", blank_below, truth("town", 2), Style(ALL, "fr2", names=" / "))
    yield _case("unheard-titles", repeated, truth("fr", 3), Style(ALL, "fr3", names=", "))
    yield _case("stranger-titles", blank_below, truth("town", 4), Style(ALL, "fr4", names=", ", bullet="- "))
    order = ("action", "result", "objective", "deadline", "responsible")
    yield _case("other-order", repeated, truth("fr", 5), Style(order, names=" et "))
    yield _case(
        "missing-columns",
        banded,
        truth("town", 6, deadline=False),
        Style(("action", "responsible", "result"), "fr2"),
        MERGED,
    )
    yield _case(
        "no-results",
        repeated,
        truth("fr", 7, results=False),
        Style(("code", "objective", "action", "responsible", "deadline")),
    )
    plan = truth("town", 8, responsibles=False, results=False)
    plan = replace(
        plan, objectives=tuple(replace(one, code="", title=Wording("Actions")) for one in plan.objectives)
    )
    yield _case("only-deadline", repeated, plan, Style(("action", "deadline")))
    plan = with_extra(truth("fr", 9, priority=True, state=True), EXTRA)
    columns = ("code", "objective", "action", "priority", "responsible", *EXTRA, "deadline", "state", "result")
    yield _case("extra-columns", repeated, plan, Style(columns))
    plan = truth("fr", 10, recommendations=True)
    yield _case("recommendations", blank_below, plan, Style((*ALL, "recommendation")))
    yield _case("recommendations-fr2", blank_below, plan, Style(("recommendation", *ALL), "fr2"))


def _languages() -> Iterator[Case]:
    yield _case("english", repeated, truth("en", 11, priority=True), Style((*CODED, "priority"), "en", names=", "))
    yield _case("english-questions", blank_below, truth("en", 12), Style(ALL, "en2", names=" and ", bullet="• "))
    yield _case("dutch", merged, truth("nl", 13, state=True), Style((*ALL, "state"), "nl"), MERGED)
    yield _case("dutch-questions", repeated, truth("nl", 14), Style(ALL, "nl2", names=" en "))
    yield _case("spanish", repeated, truth("es", 15, numbering="none"), Style(ALL, "es", names=" y "))
    yield _case(
        "portuguese", blank_below, truth("pt", 16, priority=True), Style((*ALL, "priority"), "pt", names="; ")
    )


def _structures() -> Iterator[Case]:
    yield _case("two-row-header", two_row_header, truth("fr", 20), Style(ALL), MERGED)
    yield _case("two-row-header-unheard", two_row_header, truth("town", 21), Style(ALL, "fr3"), MERGED)
    yield _case("bands", banded, truth("fr", 22, numbering="roman"), Style(CODED), MERGED)
    yield _case("bands-unmerged", unmerged_bands, truth("town", 23), Style(ALL, "fr2"))
    yield _case("merged", merged, truth("fr", 24, numbering="letters"), Style(CODED), MERGED)
    yield _case("by-objective", by_objective, truth("en", 25), Style(ALL, "en"), DOCUMENTS)
    yield _case("by-objective-text", by_objective_text, truth("fr", 26), Style(ALL), DOCUMENTS)
    yield _case(
        "cards", cards, truth("fr", 27), Style(("code", "action", "responsible", "deadline", "result")), DOCUMENTS
    )
    yield _case(
        "cards-unheard",
        cards,
        truth("town", 28),
        Style(("action", "responsible", "deadline", "result"), "fr3"),
        DOCUMENTS,
    )
    yield _case("outline", outline, truth("fr", 29), Style(ALL, names=", ", results=" ; "), DOCUMENTS)
    yield _case(
        "outline-english",
        outline,
        truth("en", 30, numbering="none"),
        Style(ALL, "en", names=", ", results="; "),
        DOCUMENTS,
    )
    yield _case(
        "outline-one-line", one_line_outline, truth("fr", 31, results=False), Style(ALL[:4], names=", "), DOCUMENTS
    )
    yield _case("result-rows", result_rows, truth("fr", 32), Style(ALL), MERGED)
    yield _case("result-rows-english", result_rows, truth("en", 33), Style(CODED, "en", names=", "), MERGED)
    yield _case("prefixed", repeated, truth("en", 34, numbering="prefixed"), Style(CODED, "en"))
    plan = truth("fr", 35)
    yield Case("decoys", plan, tuple(surrounded(repeated(plan, Style(ALL)))))
    plan = truth("town", 36)
    yield Case("decoys-unheard", plan, tuple(surrounded(blank_below(plan, Style(ALL, "fr3")))))


def by_objective_text(plan: PlanDocument, style: Style) -> list[Block]:
    return by_objective(plan, style, headings=False)


def _variants() -> Iterator[Case]:
    plan = truth("fr", 40)
    yield Case("headless", plan, tuple(without_header(repeated(plan, Style(ALL)))))
    plan = truth("town", 41, numbering="none")
    yield Case("headless-no-numbers", plan, tuple(without_header(blank_below(plan, Style(ALL)))))
    plan = truth("en", 42)
    yield Case("headless-english", plan, tuple(without_header(blank_below(plan, Style(CODED)))))
    plan = truth("fr", 43)
    yield Case("split", plan, tuple(split(repeated(plan, Style(ALL)))), DOCUMENTS)
    plan = truth("en", 44)
    yield Case(
        "split-merged-english", plan, tuple(split(repeated(plan, Style(CODED, "en2", names=", ")))), DOCUMENTS
    )
    for index, pool in enumerate(("fr", "town", "en", "nl", "es", "pt")):
        chance = random.Random(50 + index)
        columns = list(CODED if index % 2 else ALL)
        chance.shuffle(columns)
        style = Style(tuple(columns), f"nonsense-{pool}", names=chance.choice([", ", " / ", "\n", "; "]))
        TITLES[style.titles] = dict(zip(CODED, chance.sample(_NONSENSE, len(CODED)), strict=True))
        yield _case(f"relabelled-permuted-{pool}", repeated, truth(pool, 60 + index), style)
        straight = replace(style, columns=CODED if index % 2 else ALL)
        yield _case(f"relabelled-{pool}", blank_below, truth(pool, 70 + index), straight)


_NONSENSE = (
    "Volet A",
    "Rubrique",
    "Colonne bleue",
    "Boussole",
    "Élan",
    "Tempo",
    "Équipage",
    "Escale",
    "Balise",
    "Sillage",
    "Quart",
    "Vigie",
)
