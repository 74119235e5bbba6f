"""What a reader accepts, and the sentences that refuse: what happened, and what to do."""

from portulan.plandoc.reading.source import Block, Table, Unreadable
from portulan.plandoc.sentences import say

MAX_BYTES = 20 * 1024 * 1024
MAX_PAGES = 200
MAX_CELLS = 50_000
MAX_RATIO = 100  # how many times larger a zip archive may become
MAX_OPENED = 100 * 1024 * 1024  # an archive once expanded
MAX_DEPTH = 160  # of elements inside one another

LARGE = 5 * 1024 * 1024  # below this, however well it was compressed, an archive harms nobody


def broken(name: str) -> Unreadable:
    return Unreadable(
        "broken",
        say(
            "« {name} » est abîmé ou incomplet : il ne s’ouvre pas. Copiez-le à nouveau depuis l’original.",
            name=name,
        ),
    )


def empty(name: str) -> Unreadable:
    return Unreadable(
        "empty", say("Le fichier « {name} » est vide. Choisissez le fichier qui contient le plan.", name=name)
    )


def too_large() -> Unreadable:
    return Unreadable(
        "too_large",
        say(
            "Ce fichier dépasse {size} Mo. Un plan d’action tient en bien moins : retirez-en les images, "
            "ou enregistrez-le à nouveau.",
            size=MAX_BYTES // 1024**2,
        ),
    )


def swollen(name: str) -> Unreadable:
    return Unreadable(
        "too_large",
        say(
            "« {name} » devient anormalement volumineux une fois ouvert : Portulan ne le lit pas. "
            "Ouvrez-le vous-même, puis enregistrez-le sous un autre nom.",
            name=name,
        ),
    )


def tangled(name: str) -> Unreadable:
    return Unreadable(
        "too_deep",
        say(
            "« {name} » contient trop de tableaux ou de cadres les uns dans les autres. Recopiez le plan "
            "dans un document neuf.",
            name=name,
        ),
    )


def too_many_cells(name: str) -> Unreadable:
    return Unreadable(
        "too_many_cells",
        say(
            "« {name} » a plus de {thousands} 000 cellules. Gardez la feuille ou les pages qui "
            "contiennent le plan.",
            name=name,
            thousands=MAX_CELLS // 1000,
        ),
    )


def locked(name: str) -> Unreadable:
    return Unreadable(
        "locked",
        say("« {name} » est protégé par un mot de passe. Enregistrez-en une copie sans protection.", name=name),
    )


def unknown(name: str) -> Unreadable:
    return Unreadable(
        "unknown",
        say(
            "« {name} » n’est pas un document que Portulan sait lire. Déposez un document Word, "
            "LibreOffice, Excel, PDF, une page web ou du texte.",
            name=name,
        ),
    )


def check_cells(name: str, blocks: tuple[Block, ...]) -> None:
    """Raises Unreadable when the tables hold more cells than `MAX_CELLS`."""
    if sum(len(row.cells) for block in blocks if isinstance(block, Table) for row in block.rows) > MAX_CELLS:
        raise too_many_cells(name)
