"""Whether a template is right, before it is kept: each fault in a sentence that names the tag, and where it is."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from portulan.plandoc.reading.archive import Archive
from portulan.plandoc.sentences import Sentence, say
from portulan.reports.templates import statements
from portulan.reports.templates.meaning import Fault, Meaning
from portulan.reports.templates.tags import NEVER_FILLED, Loose, Place, Tag, tags_of
from portulan.reports.templates.vocabulary import Body, Group, Many, Names, Picture

MOST = 40  # faults that are told at once

_CLOSES = {"{{": "}}", "{%": "%}", "{#": "#}"}
_OPENS = {close: opening for opening, close in _CLOSES.items()}
_ENDS = {"for": "endfor", "if": "endif"}


@dataclass(frozen=True, slots=True)
class Problem:
    """A fault of a template: what to do, and where."""

    sentence: str
    place: Place


class Faulty(Exception):
    """A template that cannot be filled."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__(f"{len(problems)} faults")
        self.problems = tuple(problems)


def problems(archive: Archive, names: Names) -> list[Problem]:
    """The faults of a template that may name these, in reading order, each once."""
    found: dict[tuple[str, Place], Problem] = {}
    for one in _Checker(names).every(tags_of(archive)):
        found.setdefault((one.sentence, one.place), one)
    return list(found.values())[:MOST]


@dataclass(slots=True)
class _Open:
    """A loop or a condition that is open. `meaning` is what names meant before it."""

    word: str
    tag: Tag
    meaning: Meaning


@dataclass(slots=True)
class _Checker:
    names: Names
    open: list[_Open] = field(default_factory=list)

    def every(self, tags: Sequence[Tag | Loose]) -> Iterator[Problem]:
        meaning, part = Meaning(self.names), ""
        for tag in tags:
            if isinstance(tag, Loose):
                yield Problem(_loose(tag.sign), tag.place)
                continue
            if tag.part != part:
                yield from self.unclosed()
                meaning, part = Meaning(self.names), tag.part
            try:
                meaning = self.one(tag, meaning)
            except Fault as fault:
                yield Problem(fault.sentence, tag.place)
                if isinstance(fault, _Reopened):
                    meaning = fault.meaning
        yield from self.unclosed()

    def unclosed(self) -> Iterator[Problem]:
        for one in self.open:
            end = _written(one.tag.prefix, _ENDS[one.word])
            yield Problem(
                say("{tag} n’est pas refermée : ajoutez {end}.", tag=one.tag.shown, end=end), one.tag.place
            )
        self.open.clear()

    def one(self, tag: Tag, meaning: Meaning) -> Meaning:
        """What names mean after this tag. Raises Fault."""
        if tag.part == NEVER_FILLED:
            raise Fault(
                say("{tag} ne se remplit pas dans une note de fin : mettez-la dans le texte.", tag=tag.shown)
            )
        if tag.opening == "{#":
            return meaning
        if tag.opening == "{{":
            _output(tag, meaning)
            return meaning
        word = tag.inner.split(None, 1)[0] if tag.inner else ""
        match word:
            case "for" | "if":
                return self.begin(word, tag, meaning)
            case "elif" | "else":
                return self.middle(word, tag, meaning)
            case "endfor" | "endif":
                return self.end(word, tag)
        raise Fault(
            say(
                "{tag} n’est pas une instruction d’un modèle. Il y a for, if, elif, else, endif et endfor.",
                tag=tag.shown,
            )
        )

    def begin(self, word: str, tag: Tag, meaning: Meaning) -> Meaning:
        self.open.append(_Open(word, tag, meaning))
        try:
            inside = statements.loop(tag, meaning) if word == "for" else statements.condition(tag, meaning)
            _well_placed(tag)
        except Fault as fault:
            guess = statements.loop_names(tag) if word == "for" else ()
            raise _Reopened(fault.sentence, meaning.unsure(guess)) from fault
        return inside

    def middle(self, word: str, tag: Tag, meaning: Meaning) -> Meaning:
        if not self.open or (word == "elif" and self.open[-1].word != "if"):
            raise Fault(
                say(
                    "{tag} n’est dans aucune condition : ouvrez-la avec {opening}.",
                    tag=tag.shown,
                    opening="{% if … %}",
                )
            )
        _same_place(self.open[-1].tag, tag)
        if word == "elif":
            statements.condition(tag, meaning)
        return meaning

    def end(self, word: str, tag: Tag) -> Meaning:
        if not self.open or _ENDS[self.open[-1].word] != word:
            opening = "{% for … %}" if word == "endfor" else "{% if … %}"
            if not any(_ENDS[one.word] == word for one in self.open):
                raise Fault(
                    say("{tag} ne referme rien : il manque {opening} avant.", tag=tag.shown, opening=opening)
                )
            crossed = self.open[-1]
            raise _Reopened(
                say(
                    "{tag} vient trop tôt : {inner} est encore ouverte, refermez-la d’abord avec {end}.",
                    tag=tag.shown,
                    inner=crossed.tag.shown,
                    end=_written(crossed.tag.prefix, _ENDS[crossed.word]),
                ),
                self.closed(word),
            )
        opened = self.open.pop()
        try:
            _same_place(opened.tag, tag)
        except Fault as fault:
            raise _Reopened(fault.sentence, opened.meaning) from fault
        return opened.meaning

    def closed(self, word: str) -> Meaning:
        """What names meant before the latest opening that this word closes; what was open inside is given up."""
        while True:
            opened = self.open.pop()
            if _ENDS[opened.word] == word:
                return opened.meaning


class _Reopened(Fault):
    """A fault after which names mean this."""

    def __init__(self, sentence: str, meaning: Meaning) -> None:
        super().__init__(sentence)
        self.meaning = meaning


def _loose(sign: str) -> Sentence:
    if sign in _CLOSES:
        return say(
            "{sign} ouvre une balise qui n’est pas refermée dans son paragraphe : ajoutez {close}.",
            sign=sign,
            close=_CLOSES[sign],
        )
    return say(
        "{sign} referme une balise qui n’est pas ouverte dans son paragraphe : ajoutez {opening} avant.",
        sign=sign,
        opening=_OPENS[sign],
    )


def _output(tag: Tag, meaning: Meaning) -> None:
    node = statements.printed(tag, meaning)
    match node:
        case Body():
            if tag.prefix != "p":
                raise Fault(
                    say(
                        "{tag} prend la place d’un paragraphe : écrivez {right}.",
                        tag=tag.shown,
                        right="{{p corps }}",
                    )
                )
            if tag.part != "word/document.xml" or tag.row or not tag.alone or _boxed(tag):
                raise Fault(
                    say("{tag} se met seule dans un paragraphe du texte, hors de tout tableau.", tag=tag.shown)
                )
        case Many(called=called):
            example = f"{{% for {called} in {tag.inner} %}} … {{% endfor %}}"
            raise Fault(say("{tag} est une liste : parcourez-la avec {example}.", tag=tag.shown, example=example))
        case Group(names=names):
            example = f"{tag.inner}.{next(iter(names))}"
            raise Fault(
                say(
                    "{tag} est un ensemble : dites ce que vous en voulez, par exemple {example}.",
                    tag=tag.shown,
                    example=example,
                )
            )
        case Picture() if tag.prefix not in ("", "r"):
            raise Fault(say("{tag} est une image : écrivez {right}.", tag=tag.shown, right=_output_of(tag.inner)))
        case _ if tag.prefix in ("p", "tr", "tc"):
            raise Fault(say("{tag} est un texte : écrivez {right}.", tag=tag.shown, right=_output_of(tag.inner)))


def _boxed(tag: Tag) -> bool:
    return any("zone de texte" in word for word in tag.place.words)


def _well_placed(tag: Tag) -> None:
    """Whether what the prefix takes the place of is there, and holds nothing else."""
    if tag.prefix == "p" and not tag.alone:
        raise Fault(say("{tag} prend la place de son paragraphe : mettez-la seule sur sa ligne.", tag=tag.shown))
    if tag.prefix == "tr" and not tag.row:
        raise Fault(say("{tag} n’a de sens que dans un tableau, sur une ligne à elle.", tag=tag.shown))
    if tag.prefix == "tr" and not tag.row_alone:
        raise Fault(
            say("{tag} prend la place de sa ligne de tableau : mettez-la seule sur une ligne.", tag=tag.shown)
        )
    if tag.prefix == "tc" and not (tag.row and tag.alone):
        raise Fault(say("{tag} prend la place d’une cellule : mettez-la seule dans une cellule.", tag=tag.shown))


def _same_place(opening: Tag, closing: Tag) -> None:
    """Whether two tags of one loop or condition take the place of the same sort of thing."""
    if opening.prefix != closing.prefix:
        word = closing.inner.split(None, 1)[0]
        raise Fault(
            say(
                "{tag} ne va pas avec {opening} : écrivez {right}.",
                tag=closing.shown,
                opening=opening.shown,
                right=_written(opening.prefix, word),
            )
        )
    _well_placed(closing)
    if not opening.prefix and opening.holder != closing.holder:
        raise Fault(
            say(
                "{opening} s’ouvre à un endroit et {tag} est dans un autre (une autre cellule, par exemple) : "
                "mettez-les dans la même cellule, ou écrivez {row} pour répéter des lignes de tableau.",
                opening=opening.shown,
                tag=closing.shown,
                row="{%tr … %}",
            )
        )


def _output_of(name: str) -> str:
    return f"{{{{ {name} }}}}"


def _written(prefix: str, word: str) -> str:
    return f"{{%{prefix} {word} %}}"
