"""The list of proofs, by academic year: what each is, what it proves, who may be shown it."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from portulan.reports.kinds.front import Front, columns, report, spoken
from portulan.reports.kinds.vocabulary import Vocabulary, vocabulary
from portulan.typeset.page import (
    Block,
    Cell,
    Document,
    Heading,
    Look,
    Orientation,
    Paragraph,
    Row,
    Sheet,
    Table,
    paragraphs,
    plain,
)


@dataclass(frozen=True, slots=True)
class ListedProof:
    """A proof. `file` is the name of its file, or its address; `sha256` is empty for a link; `author` is empty
    where names are not shown."""

    title: str
    file: str
    kind: str
    day: str
    year: str
    actions: tuple[str, ...]
    results: tuple[str, ...]
    author: str
    visibility: str
    sha256: str
    draft: str = ""


@dataclass(frozen=True, slots=True)
class ListedProofs:
    """Those that one audience may be shown, the latest year first. `lead` counts them."""

    front: Front
    lead: str
    proofs: tuple[ListedProof, ...]


@dataclass(frozen=True, slots=True)
class Words:
    """What the list adds to the proofs' own words."""

    title: str
    shared: Vocabulary
    proof: str
    results: str
    added_by: str
    visibility: str
    summary: str
    none: str
    year: str
    file: str


SHORT = 12  # characters of a hash: enough to tell two files apart


def build(facts: ListedProofs) -> Document:
    """The list, in landscape, one table an academic year."""
    said = words(facts.front.language)
    blocks = tuple(_blocks(facts, said))
    return report(facts.front, said.title, blocks, lead=facts.lead, orientation=Orientation.LANDSCAPE, depth=1)


def sheet(facts: ListedProofs) -> Sheet:
    """The same as one table, with the whole hash."""
    said = words(facts.front.language)
    proof, kind, date, *rest = _titles(said)
    titles = (proof, said.file, kind, date, said.year, *rest)
    widths = (44.0, 34.0, 10.0, 14.0, 12.0, 14.0, 44.0, 22.0, 14.0, 66.0)
    titled = columns(titles, widths)
    return Sheet(said.title, titled, tuple(_flat(one) for one in facts.proofs), facts.front.language)


def words(language: str) -> Words:
    """The words of that language; French where there are none of its own."""
    return spoken(_WORDS, language)


def _blocks(facts: ListedProofs, said: Words) -> Iterator[Block]:
    widths = (66.0, 16.0, 22.0, 20.0, 62.0, 28.0, 20.0, 31.0)
    titled = columns(_titles(said), widths)
    if not facts.proofs:
        yield Heading(1, plain(said.title))
        yield Paragraph(plain(said.none))
    for year, proofs in groupby(facts.proofs, key=lambda one: one.year):
        yield Heading(1, plain(year))
        yield Table(titled, tuple(_row(one) for one in proofs), said.summary)


def _titles(said: Words) -> tuple[str, ...]:
    named = said.shared
    first = (said.proof, named.kind, named.date, named.actions)
    return (*first, said.results, said.added_by, said.visibility, named.sha256)


def _row(one: ListedProof) -> Row:
    about = " · ".join(filter(None, [one.file, one.draft]))
    muted = (Paragraph(plain(about), Look.MUTED),) if about else ()
    return Row(
        (
            Cell((Paragraph(plain(one.title, strong=True)), *muted), heads=True),
            Cell(paragraphs([one.kind])),
            Cell(paragraphs([one.day])),
            Cell(paragraphs([", ".join(one.actions) or "–"])),
            Cell(paragraphs(one.results or ("–",))),
            Cell(paragraphs([one.author or "–"])),
            Cell(paragraphs([one.visibility])),
            Cell(paragraphs([one.sha256[:SHORT] or "–"])),
        )
    )


def _flat(one: ListedProof) -> tuple[str, ...]:
    return (
        one.title,
        one.file,
        " · ".join(filter(None, [one.kind, one.draft])),
        one.day,
        one.year,
        "\n".join(one.actions),
        "\n".join(one.results),
        one.author,
        one.visibility,
        one.sha256,
    )


_FRENCH = Words(
    title="Liste des preuves",
    shared=vocabulary("fr"),
    proof="Preuve",
    results="Résultats",
    added_by="Jointe par",
    visibility="Visibilité",
    summary="Preuves, avec leur nature, leur date, ce qu’elles prouvent, qui les a jointes et qui peut les voir",
    none="Aucune preuve à montrer.",
    year="Année académique",
    file="Fichier ou lien",
)
_ENGLISH = Words(
    title="List of proofs",
    shared=vocabulary("en"),
    proof="Proof",
    results="Results",
    added_by="Added by",
    visibility="Visibility",
    summary="Proofs, with their kind, their date, what they prove, who added them and who may see them",
    none="No proof to show.",
    year="Academic year",
    file="File or link",
)
_WORDS = {"fr": _FRENCH, "en": _ENGLISH}
