"""A template to start from, for each kind: made by code, filled as it is, to be restyled in Word."""

import io
from collections.abc import Callable, Iterator

import docx
from docx.oxml import parse_xml

from portulan.reports.kinds.front import words
from portulan.reports.templates.telling import EVERY
from portulan.reports.templates.vocabulary import ALL, Group, Many, Names, Text
from portulan.typeset.archive import settled
from portulan.typeset.docx import write
from portulan.typeset.docx_styles import text_width
from portulan.typeset.page import (
    Block,
    Cell,
    Column,
    Document,
    Heading,
    Look,
    Orientation,
    Paragraph,
    Row,
    Table,
    paragraphs,
    plain,
)

MOST = 6  # columns of a table of names
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_LOGOS = (
    f'<w:p {_W}><w:pPr><w:pStyle w:val="Header"/><w:tabs><w:tab w:val="right" w:pos="{{end}}"/></w:tabs></w:pPr>'
    "<w:r><w:t>{{{{ logo_1 }}}}</w:t></w:r><w:r><w:tab/></w:r><w:r><w:t>{{{{ logo_2 }}}}</w:t></w:r></w:p>"
)


def starter(kind: str, language: str, *, detailed: bool = False, said: Callable[[str], str] = str) -> bytes:
    """A .docx whose only text is its tags. The `detailed` one writes out the names of its kind, one loop a list,
    in the place of the body; `said` puts what each is into the language. Raises KeyError for a kind that does not
    exist."""
    own = None if kind == ALL else EVERY[kind]
    wide, running = (own.wide, own.running) if own else (False, None)
    situation = words(language).situation
    written = _written_out(own.names, said) if own and detailed else (_paragraph("{{p corps }}"),)
    document = Document(
        title="",
        blocks=(*(_letterhead() if running else _front(situation)), *written),
        language=language,
        author="{{ programme }}",
        running=running or ("{{ titre }} · {{ plan.titre }}", f"{situation} {{{{ date }}}}"),
        orientation=Orientation.LANDSCAPE if wide else Orientation.PORTRAIT,
        ruled=True,
    )
    return _with_logos(write(document))


def _letterhead() -> Iterator[Block]:
    yield Paragraph(plain("{{ institution }}"), Look.KICKER)
    yield Paragraph(plain("{{ titre }}"), Look.TITLE)


def _front(situation: str) -> Iterator[Block]:
    yield Paragraph(plain("{{ institution }}"), Look.KICKER)
    yield Paragraph(plain("{{ titre }}"), Look.TITLE)
    yield Paragraph(plain("{{ plan.titre }}"), Look.SUBTITLE)
    revision = "{% if plan.revision %} · {{ plan.revision }}{% endif %}"
    yield Paragraph(plain(f"{situation} {{{{ date }}}}{revision}"))
    yield _paragraph("{%p if partie %}")
    yield _paragraph("{{ partie }}")
    yield _paragraph("{%p endif %}")
    yield _paragraph("{%p if remarque %}")
    yield Paragraph(plain("{{ remarque }}"), Look.MUTED)
    yield _paragraph("{%p endif %}")


def _written_out(names: Names, said: Callable[[str], str]) -> Iterator[Block]:
    """Every name: a text as a paragraph, a list of texts as lines, a list of things as a table."""
    for name, node in names.items():
        match node:
            case Text():
                yield _paragraph(f"{{{{ {name} }}}}")
            case Many(called=called, one=Text()):
                yield Heading(1, plain(said(node.about)))
                yield from _paragraphs(f"{{%p for {called} in {name} %}}", f"{{{{ {called} }}}}", "{%p endfor %}")
            case Many(called=called, one=Group() as one):
                yield Heading(1, plain(said(node.about)))
                yield _table(name, called, one, said)


def _table(name: str, called: str, one: Group, said: Callable[[str], str]) -> Table:
    """A row for each, between the two rows that say the loop."""
    shown = {key: node for key, node in one.names.items() if isinstance(node, Text) or _is_lines(node)}
    kept = list(shown.items())[:MOST]
    values = tuple(
        f"{{{{ {called}.{key} }}}}" if isinstance(node, Text) else f"{{{{ {called}.{key}|join(', ') }}}}"
        for key, node in kept
    )
    empty = tuple("" for _ in kept[1:])
    rows = ((f"{{%tr for {called} in {name} %}}", *empty), values, ("{%tr endfor %}", *empty))
    columns = tuple(
        Column(_TITLES.get(key, key).capitalize(), 3.0 if key in _LONG else 1.2) for key, _node in kept
    )
    return Table(
        columns, tuple(Row(tuple(Cell(paragraphs([text])) for text in row)) for row in rows), said(one.about)
    )


_TITLES = {
    "a_propos": "à propos",
    "annee": "année",
    "echeance": "échéance",
    "evaluation": "évaluation",
    "duree": "durée",
    "numero": "numéro",
    "presence": "présence",
    "priorite": "priorité",
    "qualite": "qualité",
    "reponse": "réponse",
    "resultats": "résultats",
    "visibilite": "visibilité",
}
_LONG = {"texte", "nom", "titre", "chiffres", "resultats", "notes"}


def _is_lines(node: object) -> bool:
    return isinstance(node, Many) and isinstance(node.one, Text)


def _paragraph(text: str) -> Paragraph:
    return Paragraph(plain(text))


def _paragraphs(*texts: str) -> Iterator[Paragraph]:
    return (_paragraph(text) for text in texts)


def _with_logos(data: bytes) -> bytes:
    """The logos at the head of the first page, at its two sides."""
    file = docx.Document(io.BytesIO(data))
    section = file.sections[0]
    wide = (section.page_width or 0) > (section.page_height or 0)
    end = text_width(Orientation.LANDSCAPE if wide else Orientation.PORTRAIT)
    head = section.first_page_header._element
    for old in list(head):
        head.remove(old)
    head.append(parse_xml(_LOGOS.format(end=end)))
    buffer = io.BytesIO()
    file.save(buffer)
    return settled(buffer.getvalue())
