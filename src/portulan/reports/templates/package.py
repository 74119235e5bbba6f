"""What is refused of a Word file before anything of it is used: what runs, what fetches, what swells."""

import posixpath
import re
from collections.abc import Iterator

from lxml import etree

from portulan.plandoc.reading import limits
from portulan.plandoc.reading.archive import FAULTS, Archive
from portulan.plandoc.reading.source import Unreadable
from portulan.plandoc.sentences import Sentence, say

MAX_BYTES = 5 * 1024 * 1024
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"

_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_RUNS = re.compile(r"vbaproject|vbadata|activex|oleobject|/embeddings/|\.bin$|\.exe$|\.dll$|\.js$|\.html?$", re.I)
_NEVER = {"attachedTemplate", "aFChunk", "subDocument", "frame", "oleObject", "package", "control", "vbaProject"}
_FETCHES = re.compile(r"\b(DDE|DDEAUTO|INCLUDE|INCLUDEPICTURE|INCLUDETEXT|IMPORT|LINK|DATABASE|RD|MACROBUTTON)\b")
_WEB = ("http://", "https://", "mailto:")


def opened(name: str, data: bytes) -> Archive:
    """The parts of a Word file that may be a template. Raises Unreadable with the reason."""
    if len(data) > MAX_BYTES:
        raise _no("too_large", say("« {name} » pèse plus de {size} Mo.", name=name, size=MAX_BYTES // 1024**2))
    try:
        archive = Archive(name, data)
        _check(name, archive)
    except FAULTS as error:
        raise _no(
            "not_word", say("« {name} » n’est pas un document Word (.docx) qui s’ouvre.", name=name)
        ) from error
    except MemoryError as error:
        raise limits.swollen(name) from error
    return archive


def _check(name: str, archive: Archive) -> None:
    if "[Content_Types].xml" not in archive or "word/document.xml" not in archive:
        raise KeyError("no Word file")
    _check_kind(name, archive)
    for part in archive.names:
        if _RUNS.search(f"/{part}"):
            raise _active(name)
        if part.endswith(".rels"):
            _check_relations(name, archive.tree(part))
        elif part.endswith((".xml", ".svg")):
            _check_part(name, archive.tree(part))


def _check_kind(name: str, archive: Archive) -> None:
    """A document, not a template of Word's own nor one with macros."""
    types = {
        one.get("ContentType", "") for one in archive.tree("[Content_Types].xml").iter() if one.get("ContentType")
    }
    if any("macroEnabled" in one or "vbaProject" in one for one in types):
        raise _active(name)
    if _MAIN not in types:
        raise _no(
            "not_word", say("« {name} » n’est pas un document .docx : enregistrez-le sous ce format.", name=name)
        )
    root = archive.tree("word/document.xml")
    if root.tag != f"{{{W}}}document" or root.nsmap.get("w") != W:
        raise _no(
            "not_word", say("« {name} » n’est pas un document .docx : enregistrez-le sous ce format.", name=name)
        )


def _check_relations(name: str, root: etree._Element) -> None:
    for one in root.iter(etree.Element):
        kind = posixpath.basename(one.get("Type", ""))
        target = one.get("Target", "")
        if kind in _NEVER:
            raise _linked(name, target)
        if one.get("TargetMode", "").lower() == "external" and not (
            kind == "hyperlink" and target.lower().startswith(_WEB)
        ):
            raise _linked(name, target)


def _check_part(name: str, root: etree._Element) -> None:
    if root.getroottree().docinfo.internalDTD is not None:
        raise _no("entities", say("« {name} » déclare des entités, ce qu’aucun document Word ne fait.", name=name))
    if found := next(_fetching(root), ""):
        raise _linked(name, found)


def _fetching(root: etree._Element) -> Iterator[str]:
    """The fields and addresses of a part that something would be fetched by."""
    said = "".join(one.text or "" for one in root.iter(f"{{{W}}}instrText"))
    for text in (said, *(one.get(f"{{{W}}}instr", "") for one in root.iter(f"{{{W}}}fldSimple"))):
        if match := _FETCHES.search(text.upper()):
            yield match[0]
    if root.tag == "{http://www.w3.org/2000/svg}svg":
        for one in root.iter(etree.Element):
            for key, value in one.attrib.items():
                if str(key).endswith("href") and not str(value).startswith(("#", "data:image/")):
                    yield str(value)


def _no(code: str, sentence: Sentence) -> Unreadable:
    return Unreadable(code, sentence)


def _active(name: str) -> Unreadable:
    return _no(
        "active",
        say(
            "« {name} » contient une macro, un contrôle ou un objet incorporé : un modèle n’a que du texte, des "
            "tableaux et des images. Enregistrez-le en .docx, sans macro.",
            name=name,
        ),
    )


def _linked(name: str, target: str) -> Unreadable:
    return _no(
        "linked",
        say(
            "« {name} » va chercher quelque chose ailleurs ({target}) : image liée, modèle attaché ou champ. "
            "Incorporez-le au document, ou retirez-le.",
            name=name,
            target=target[:80] or "?",
        ),
    )
