"""A neutral deck: what slides say, before any file format. The writer splits what is too long for one slide."""

from dataclasses import dataclass

from portulan.plandoc.status import Status
from portulan.typeset.page import Logo


@dataclass(frozen=True, slots=True)
class Lead:
    """A sentence in large letters; less so where it introduces something."""

    text: str
    large: bool = True


@dataclass(frozen=True, slots=True)
class Note:
    """A quiet line."""

    text: str


@dataclass(frozen=True, slots=True)
class Lines:
    """Short lines, each behind a dash."""

    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Marks:
    """The échelle: one cell for each action. `alt` says the same in words."""

    statuses: tuple[Status, ...]
    alt: str


@dataclass(frozen=True, slots=True)
class Key:
    """How each status is drawn, with its name and how many actions have it."""

    entries: tuple[tuple[Status, str, int], ...]


@dataclass(frozen=True, slots=True)
class Box:
    """A cell of a grid: its text, its first words standing out, or an échelle; `attention` sets it on a ground."""

    text: str = ""
    strong: str = ""
    marks: Marks | None = None
    attention: bool = False


@dataclass(frozen=True, slots=True)
class Grid:
    """A table; `widths` are shares. Its titles are repeated on each slide that it takes. `summary` says what it
    is."""

    titles: tuple[str, ...]
    widths: tuple[float, ...]
    rows: tuple[tuple[Box, ...], ...]
    summary: str


Part = Lead | Note | Lines | Marks | Key | Grid


@dataclass(frozen=True, slots=True)
class Slide:
    """`title` says what the slide finds; `spoken` is what the speaker says with it."""

    title: str
    parts: tuple[Part, ...]
    spoken: str = ""


@dataclass(frozen=True, slots=True)
class Opening:
    """The first slide; `logos`, two at most, stand at its head."""

    kicker: str
    title: str
    subtitle: str
    marks: Marks | None = None
    facts: tuple[tuple[str, str], ...] = ()
    remark: str = ""
    spoken: str = ""
    logos: tuple[Logo, ...] = ()


@dataclass(frozen=True, slots=True)
class Deck:
    """`running` is what the foot of each slide recalls, at left and right; `continued` names the slides of one
    that goes on: "{title} ({rank}/{total})"."""

    title: str
    opening: Opening
    slides: tuple[Slide, ...]
    language: str = "fr"
    author: str = ""
    running: tuple[str, str] = ("", "")
    continued: str = "{title} ({rank}/{total})"
