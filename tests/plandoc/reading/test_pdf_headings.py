"""Headings of a PDF: their level is told by the size of their letters, in bold; text has none."""

import typst

from portulan.plandoc.reading import read
from portulan.plandoc.reading.source import Paragraph

SOURCE = """= Plan d'action 2026
== Axe 1 : accueillir
Les étudiants qui arrivent sont *peu* suivis.

== Axe 2 : former
*Remarque :*

*Fait à Namur.*
"""


def test_lines_in_bold_are_headings_the_larger_the_higher() -> None:
    found = read("plan.pdf", typst.compile(SOURCE.encode()))
    told = [(one.text, one.level) for one in found.blocks if isinstance(one, Paragraph)]
    assert told == [
        ("Plan d’action 2026", 1),
        ("Axe 1 : accueillir", 2),
        ("Les étudiants qui arrivent sont peu suivis.", 0),
        ("Axe 2 : former", 2),
        ("Remarque :", 0),
        ("Fait à Namur.", 0),
    ]
