"""What the reports on a plan share: a cover, contents, the lines that each page recalls."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from portulan.typeset.page import Block, Column, Contents, Cover, Document, Figure, Logo, Orientation

Said = TypeVar("Said")


@dataclass(frozen=True, slots=True)
class Front:
    """Of what a report is. `day` and `made_on` are written in full; `revision` is the one in force, or empty;
    `scope` says which part of the plan it keeps; `remark` what a reader must know before reading it; `edition` is
    what the plan says of itself, `names` the institutions one by one, `logos`
    the marks of its cover."""

    institutions: str
    programme: str
    plan: str
    day: str
    made_on: str
    revision: str = ""
    scope: str = ""
    remark: str = ""
    language: str = "fr"
    edition: str = ""
    names: tuple[str, ...] = ()
    logos: tuple[Logo, ...] = ()


@dataclass(frozen=True, slots=True)
class Words:
    situation: str
    programme: str
    revision: str
    scope: str
    made_on: str
    contents: str


def report(
    front: Front,
    title: str,
    blocks: Iterable[Block],
    *,
    lead: str = "",
    figure: Figure | None = None,
    orientation: Orientation = Orientation.PORTRAIT,
    depth: int = 2,
) -> Document:
    """A report under its cover. `depth` is how far down its contents go; those of one level share their page."""
    said = words(front.language)
    facts = (
        (said.programme, front.programme),
        (said.revision, front.revision),
        (said.scope, front.scope),
        (said.made_on, front.made_on),
    )
    cover = Cover(
        kicker=front.institutions or front.programme,
        title=title,
        subtitle=front.plan,
        lead=lead,
        figure=figure,
        facts=((said.situation, front.day), *(pair for pair in facts if pair[1])),
        remark=front.remark,
        logos=front.logos,
    )
    return Document(
        title=f"{title} – {front.plan}",
        blocks=(cover, Contents(said.contents, depth, alone=depth > 1), *blocks),
        language=front.language,
        author=front.programme,
        running=running(front, title),
        orientation=orientation,
        ruled=True,
    )


def running(front: Front, title: str) -> tuple[str, str]:
    """What each page recalls: the report and its revision at left, its day at right."""
    said = words(front.language)
    return " · ".join(filter(None, [title, front.revision])), f"{said.situation} {front.day}"


def columns(titles: Iterable[str], widths: Iterable[float]) -> tuple[Column, ...]:
    """The columns of a table, each title with its width."""
    return tuple(Column(title, width) for title, width in zip(titles, widths, strict=True))


def spoken(every: Mapping[str, Said], language: str) -> Said:
    """The words of that language, of those of every language; French where there are none of its own."""
    return every.get(language.split("-")[0].lower(), every["fr"])


def words(language: str) -> Words:
    """The words of that language; French where there are none of its own."""
    return spoken(_WORDS, language)


_FRENCH = Words(
    situation="Situation au",
    programme="Programme",
    revision="Révision",
    scope="Partie du plan",
    made_on="Établi le",
    contents="Sommaire",
)
_ENGLISH = Words(
    situation="As it stands on",
    programme="Programme",
    revision="Revision",
    scope="Part of the plan",
    made_on="Made on",
    contents="Contents",
)
_WORDS = {"fr": _FRENCH, "en": _ENGLISH}
