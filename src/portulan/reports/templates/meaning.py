"""What a name of a template means where it stands: the vocabulary, and the names that loops around it give."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from rapidfuzz import fuzz, process

from portulan.plandoc.sentences import say
from portulan.reports.templates.vocabulary import Group, Many, Names, Node, Text, paths

_ALIKE = 55.0  # of 100: below, a name is no slip of another


class Fault(Exception):
    """What is wrong with one tag, for people."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


LOOP: Node = Group(
    "",
    {name: Text("") for name in ("index", "index0", "revindex", "first", "last", "length")},
)


@dataclass(frozen=True, slots=True)
class Meaning:
    """The names that may be said here. Of those that are `guessed` (their own loop is at fault), all is taken."""

    names: Names
    guessed: frozenset[str] = field(default_factory=frozenset)

    def within(self, name: str, node: Node) -> "Meaning":
        """Inside a loop that calls each one by this name."""
        return replace(self, names={**self.names, name: node, "loop": LOOP})

    def unsure(self, names: Iterable[str]) -> "Meaning":
        return replace(self, guessed=self.guessed | set(names))

    def of(self, path: tuple[str, ...], shown: str) -> Node | None:
        """What a dotted name means; None where it can only be guessed. Raises Fault for what does not exist."""
        if path[0] in self.guessed:
            return None
        node = self.names.get(path[0])
        for step in path[1:]:
            if isinstance(node, Many):
                raise Fault(self._of_a_list(path, node, shown))
            node = node.names.get(step) if isinstance(node, Group) else None
        if node is None:
            raise Fault(self._unknown(".".join(path), shown))
        return node

    def _unknown(self, path: str, shown: str) -> str:
        near = self.nearest(path)
        if near:
            return say("La balise {tag} n’existe pas. Voulez-vous dire {near} ?", tag=shown, near=near)
        return say("La balise {tag} n’existe pas : {name} n’est pas un mot d’un modèle.", tag=shown, name=path)

    def nearest(self, path: str) -> str:
        """The known name that looks most like this one, or is its end; empty where none does."""
        known = [name for name, node in paths(self.names) if not name.startswith("loop")]
        ends = [one for one in known if one.rpartition(".")[2] == path]
        if ends:
            return ends[0]
        found = process.extractOne(path, known, scorer=fuzz.ratio, score_cutoff=_ALIKE)
        return found[0] if found else ""

    def _of_a_list(self, path: tuple[str, ...], node: Many, shown: str) -> str:
        whole = ".".join(path)
        head = next(name for name, one in paths(self.names) if one is node and whole.startswith(f"{name}."))
        return say(
            "Dans {tag}, {name} est une liste : parcourez-la avec {example}, puis écrivez {inside}.",
            tag=shown,
            name=head,
            example=f"{{% for {node.called} in {head} %}}",
            inside=f"{{{{ {node.called}{whole.removeprefix(head)} }}}}",
        )
