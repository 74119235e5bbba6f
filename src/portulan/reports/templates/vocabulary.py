"""What a template may name: texts, groups, lists, pictures, the body, each with what it is in words."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from portulan.plandoc.sentences import say


@dataclass(frozen=True, slots=True)
class Text:
    about: str


@dataclass(frozen=True, slots=True)
class Group:
    """Names under a name: `plan.titre`."""

    about: str
    names: Mapping[str, "Node"]


@dataclass(frozen=True, slots=True)
class Many:
    """A list; `called` is how one of it is best called in a loop: `{% for action in actions %}`."""

    about: str
    called: str
    one: "Node"


@dataclass(frozen=True, slots=True)
class Picture:
    about: str


@dataclass(frozen=True, slots=True)
class Body:
    """What the house would have written; it takes the place of a whole paragraph."""

    about: str


Node = Text | Group | Many | Picture | Body
Names = Mapping[str, Node]


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of report that a template may be of. `value` is the word of addresses; `names` are its own, beside
    the common ones; `told` gives them of its facts (a value with a `front`), and `heading` the title of the report
    in a language, unless they tell another; `wide` says that its tables ask for a page in landscape. `running` is
    what its starter recalls at the head and at the foot of each page, for a kind that does not tell the situation
    of the plan on a day."""

    value: str
    title: str
    facts: type
    names: Names
    told: Callable[[Any], dict[str, Any]]
    heading: Callable[[str], str]
    wide: bool = False
    running: tuple[str, str] | None = None


def lines(about: str, called: str = "ligne") -> Many:
    """A list of plain sentences."""
    return Many(about, called, Text(about))


COMMON: Names = {
    "titre": Text(say("Le titre du document")),
    "plan": Group(
        say("Le plan d’action"),
        {
            "titre": Text(say("Le titre du plan")),
            "edition": Text(say("L’édition que le plan porte")),
            "revision": Text(say("La révision en vigueur, avec sa date")),
        },
    ),
    "programme": Text(say("Le nom du programme")),
    "institution": Text(say("Les institutions, séparées par une virgule")),
    "institutions": lines(say("Le nom de chaque institution"), "nom"),
    "date": Text(say("Le jour de la situation, en toutes lettres")),
    "etabli_le": Text(say("Le jour où le document est fait")),
    "partie": Text(say("La partie du plan qui est gardée ; vide pour tout le plan")),
    "remarque": Text(say("Ce qu’il faut savoir avant de lire ; souvent vide")),
    "logo_1": Picture(say("Le premier logo des réglages")),
    "logo_2": Picture(say("Le second logo des réglages")),
    "corps": Body(say("Tout le texte que Portulan écrit, sans la couverture ; seule dans son paragraphe")),
}
"""What every template may name."""

ALL = "tous"
"""The word of a template for every kind: it names the common names only."""


def paths(names: Names, before: str = "") -> Iterator[tuple[str, Node]]:
    """Every name that can be printed or walked as it stands, with its dots: `plan.titre`, `objectifs`."""
    for name, node in names.items():
        yield f"{before}{name}", node
        if isinstance(node, Group):
            yield from paths(node.names, f"{before}{name}.")
