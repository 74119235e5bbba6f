"""One small plan in the layouts that people use in Word."""

from collections.abc import Sequence

from plandoc.papers import word

TITLES = ["Action", "Responsable", "Échéance", "Résultats attendus", "Recommandations"]


def rows(code: str) -> list[list[str]]:
    return [
        [
            f"{code}.{rank}. Organiser la rencontre {code} {rank}",
            "CEP\nCS" if rank % 2 else "CP",
            "26-27",
            f"PV de la réunion {code}{rank}\nNote {code}{rank}",
            "R1" if rank == 2 else "",
        ]
        for rank in (1, 2, 3)
    ]


def beside(title: str, below: Sequence[Sequence[str]], *, again: bool = False) -> list[list[str]]:
    """The title of an objective in a column of its own: on the first row, or on each."""
    return [[title if again or rank == 0 else "", *row] for rank, row in enumerate(below)]


_ONE, _TWO = "1. Accueillir mieux", "2. Former mieux"
_TABLE = [["Objectif", *TITLES], *beside(_ONE, rows("1")), *beside(_TWO, rows("2"))]
_MERGES = ((0, 1, 3), (0, 4, 6))


def _coded(name: str, code: str) -> list[list[str]]:
    return [[head, *row[0].split(". "), *row[1:]] for head, *row in beside(name, rows(code))]


def _nested(name: str, *groups: Sequence[Sequence[str]]) -> list[list[str]]:
    return [[name if rank == 0 else "", *row] for rank, row in enumerate(row for group in groups for row in group)]


LAYOUTS = {
    "objectives in merged cells": word("Plan 2024-2029", _TABLE, merges=_MERGES),
    "objectives on their first row": word("Plan 2024-2029", _TABLE),
    "objectives on each row": word(
        "Plan 2024-2029",
        [
            ["Objectif", *TITLES],
            *beside(_ONE, rows("1"), again=True),
            *beside(_TWO, rows("2"), again=True),
        ],
    ),
    "headings, a table each": word(
        "# Plan 2024-2029", "## Axe 1 : Accueillir mieux", [TITLES, *rows("1")],
        "## Axe 2 : Former mieux", [TITLES, *rows("2")], "## Axe 3 : Suivre", [TITLES, *rows("3")],
    ),
    "rows over the whole width": word(
        "Plan 2024-2029",
        [TITLES, ["Axe 1 : Accueillir"], *rows("1"), ["Axe 2 : Former"], *rows("2")],
    ),
    "codes in a column": word(
        "Plan 2024-2029",
        [["Axe", "N°", *TITLES], *_coded("Accueillir", "1"), *_coded("Former", "2")],
        merges=_MERGES,
    ),
    "two columns of objectives": word(
        "Plan 2024-2029",
        [
            ["Axe stratégique", "Objectif spécifique", *TITLES],
            *_nested(
                "Axe 1 : Accueil", beside("1.1. Accueillir", rows("1.1")), beside("1.2. Former", rows("1.2"))
            ),
            *_nested("Axe 2 : Suivi", beside("2.1. Suivre", rows("2.1"))),
        ],
        merges=((0, 1, 6), (1, 1, 3), (1, 4, 6), (0, 7, 9), (1, 7, 9)),
    ),
    "a body that actions share": word(
        "Plan 2024-2029",
        [_TABLE[0], *([*row[:2], "CEP" if rank == 0 else "", *row[3:]] for rank, row in enumerate(_TABLE[1:4])),
         *_TABLE[4:]],
        merges=(*_MERGES, (2, 1, 3)),
    ),
    "names on one line, typed dashes": word(
        "Plan 2024-2029",
        [_TABLE[0], *([*row[:2], "CEP, CS, CP", row[3], "- PV\n- Note de suivi", row[5]] for row in _TABLE[1:])],
        merges=_MERGES,
    ),
}  # fmt: skip
