"""What the pages of templates print: each with its document and version, each tag with what it says today."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from portulan.layouts.models import Template, Version
from portulan.reports.templates.checking import Problem
from portulan.reports.templates.telling import EVERY
from portulan.reports.templates.vocabulary import ALL, COMMON, Body, Group, Many, Names, Node, Picture, Text
from portulan.shared.speech import said
from portulan.web.templatetags import ui
from portulan.web.uploads import weight

EXAMPLE = 90  # characters of a value that is shown as an example


@dataclass(frozen=True, slots=True)
class VersionLine:
    number: int
    file: str
    about: str


@dataclass(frozen=True, slots=True)
class TemplateLine:
    """A template: `document` is what it is for, `current` the version in use, `former` those before."""

    id: str
    name: str
    kind: str
    document: str
    by_default: bool
    current: VersionLine
    former: tuple[VersionLine, ...]


@dataclass(frozen=True, slots=True)
class Fault:
    """A fault of a template: the sentence, where, and the text around it."""

    sentence: str
    where: str
    around: str


@dataclass(frozen=True, slots=True)
class TagLine:
    """A tag as it is written; `depth` says how many loops it stands in, `loop` that it opens one."""

    tag: str
    about: str
    example: str
    depth: int = 0
    loop: bool = False


def rules() -> list[tuple[str, str]]:
    """How tags are written: an example, and what it does."""
    return [
        ("{{ titre }}", _("montre un texte, n’importe où : paragraphe, tableau, en-tête, pied de page.")),
        (
            "{{p corps }}",
            _("met à sa place tout ce que Portulan aurait écrit, dans vos styles. Seule dans son paragraphe."),
        ),
        (
            "{%tr for … in … %}",
            _(
                "répète des lignes de tableau, jusqu’à la ligne qui porte %(end)s. Avec p au lieu de tr, des "
                "paragraphes. Seule sur sa ligne."
            )
            % {"end": "{%tr endfor %}"},
        ),
        (
            "{% if … %}",
            _("ne garde la suite, jusqu’à %(end)s, que si ce qui est nommé n’est pas vide.")
            % {"end": "{% endif %}"},
        ),
    ]


def kinds() -> list[tuple[str, str]]:
    """The documents that a template may be for, by the word of their address."""
    return [(ALL, _("Tous les documents")), *((one.value, said(one.title)) for one in EVERY.values())]


def template_line(template: Template) -> TemplateLine:
    """A template whose versions were fetched, the latest first."""
    versions = [_version(one) for one in template.versions.all()]
    return TemplateLine(
        id=str(template.pk),
        name=template.name,
        kind=template.kind,
        document=dict(kinds()).get(template.kind, template.kind),
        by_default=template.by_default,
        current=versions[0],
        former=tuple(versions[1:]),
    )


def faults(problems: Sequence[Problem]) -> list[Fault]:
    """The faults of a template in the language of the page."""
    return [
        Fault(said(one.sentence), ", ".join(said(word) for word in one.place.words), one.place.around)
        for one in problems
    ]


def tag_lines(kind: str, context: Mapping[str, Any]) -> tuple[list[TagLine], list[TagLine]]:
    """What a template of that kind may say: its own tags, then those of every document. `context` gives the
    examples; it may be empty."""
    own: Names = {} if kind == ALL else EVERY[kind].names
    return list(_lines(own, context)), list(_lines(COMMON, context))


def _version(one: Version) -> VersionLine:
    said_of = {"day": ui.day(one.added_at.date()), "who": one.author_name, "weight": weight(one.file_size)}
    return VersionLine(one.number, one.file_name, _("%(day)s, %(who)s · %(weight)s") % said_of)


def _lines(names: Names, context: Any, before: str = "", depth: int = 0) -> Iterator[TagLine]:
    for name, node in names.items():
        value = context.get(name) if isinstance(context, Mapping) else None
        yield from _line(f"{before}{name}", node, value, depth)


def _line(path: str, node: Node, value: Any, depth: int) -> Iterator[TagLine]:
    match node:
        case Text(about=about):
            yield TagLine(f"{{{{ {path} }}}}", said(about), _shortened(value), depth)
        case Picture(about=about):
            yield TagLine(f"{{{{ {path} }}}}", said(about), "", depth)
        case Body(about=about):
            yield TagLine(f"{{{{p {path} }}}}", said(about), "", depth)
        case Group(names=names):
            yield from _lines(names, value, f"{path}.", depth)
        case Many(about=about, called=called, one=one):
            items = value if isinstance(value, list) else []
            opening = f"{{% for {called} in {path} %}} … {{% endfor %}}"
            yield TagLine(opening, said(about), str(len(items) or ""), depth, loop=True)
            yield from _line(called, one, max(items, key=_fullness, default=None), depth + 1)


def _fullness(item: Any) -> int:
    """How much an item of a list says: the one that says most is the best example."""
    return sum(1 for one in item.values() if one) if isinstance(item, Mapping) else len(item)


def _shortened(value: Any) -> str:
    text = " ".join(str(value or "").split())
    return text if len(text) <= EXAMPLE else f"{text[:EXAMPLE].rsplit(' ', 1)[0]} …"
