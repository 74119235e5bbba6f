"""Reading a CSV file of ten times the rows, beside one."""

import csv
import io
from collections.abc import Iterator

from bench.figures import Figure, turn_by_turn
from bench.ground import Ground
from portulan.plandoc import reading, recognition

_VERBS = (
    "Créer un guide pour",
    "Former",
    "Publier une note sur",
    "Revoir",
    "Ouvrir",
    "Organiser une journée avec",
)
_THINGS = ("les étudiants", "la bibliothèque", "les partenaires", "le service social", "la formation")


def records(count: int) -> bytes:
    """A fictional plan of so many actions, eight for each objective."""
    kept = io.StringIO()
    write = csv.writer(kept, delimiter=";").writerow
    write(["Objectif", "N°", "Action", "Responsable", "Échéance", "Résultat attendu"])
    for rank in range(count):
        objective, number = divmod(rank, 8)
        action = f"{_VERBS[rank % 6]} {_THINGS[rank % 5]}, volet {rank}"
        names = ("Direction", "Secrétariat, Direction", "Commission qualité")[rank % 3]
        day = f"{rank % 28 + 1:02}/{rank % 12 + 1:02}/2026"
        write([f"Axe {objective + 1} : Chantier {objective}", f"{objective + 1}.{number + 1}", action, names, day,
               f"Rapport {rank} publié"])  # fmt: skip
    return kept.getvalue().encode()


def tenfold(kind: str, one: bytes, ten: bytes) -> Figure:
    """Reading and recognising a file of ten times the rows, beside one, of this kind ("csv")."""

    def read(data: bytes) -> object:
        return recognition.recognise(reading.read(f"plan.{kind}", data)).document

    longer, shorter = turn_by_turn(lambda: read(ten), lambda: read(one), runs=5)
    return Figure(f"a {kind.upper()} of 10 times the rows / of one", longer, shorter, most_ratio=11.0)


def measure(_ground: Ground) -> Iterator[Figure]:
    yield tenfold("csv", records(150), records(1500))
