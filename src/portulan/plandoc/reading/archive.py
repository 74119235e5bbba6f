"""Opening the archives that office documents are: nothing fetched, resolved, or expanded beyond measure."""

import io
import posixpath
import zipfile
from collections.abc import Iterator
from types import TracebackType

from lxml import etree

from portulan.plandoc.reading import limits

_RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_STRICT = b"http://purl.oclc.org/ooxml/"
_NAMESPACES = {  # what "Strict Open XML" files say, and what all others do
    b"http://purl.oclc.org/ooxml/wordprocessingml/main": b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    b"http://purl.oclc.org/ooxml/spreadsheetml/main": b"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    b"http://purl.oclc.org/ooxml/drawingml/main": b"http://schemas.openxmlformats.org/drawingml/2006/main",
    b"http://purl.oclc.org/ooxml/officeDocument/relationships": (
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    ),
}
_TOO_DEEP = etree.XPath("boolean(/" + "/".join("*" * (limits.MAX_DEPTH + 1)) + ")")

FAULTS = (
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    etree.LxmlError,
    OSError,
    EOFError,
    KeyError,
    RuntimeError,
    ValueError,
    NotImplementedError,
    OverflowError,
)  # what a damaged archive raises


class Archive:
    """An office document's parts, read as trees. Raises Unreadable for what swells or is nested without end, and
    one of `FAULTS` for what is damaged."""

    def __init__(self, name: str, data: bytes) -> None:
        self.name = name
        self.zip = zipfile.ZipFile(io.BytesIO(data))
        opened = sum(info.file_size for info in self.zip.infolist())
        packed = max(sum(info.compress_size for info in self.zip.infolist()), 1)
        if opened > limits.MAX_OPENED or (opened > limits.LARGE and opened / packed > limits.MAX_RATIO):
            raise limits.swollen(name)
        if any(info.flag_bits & 1 for info in self.zip.infolist()):
            raise limits.locked(name)
        self.names = list(dict.fromkeys(self.zip.namelist()))
        self._known = frozenset(self.names)

    def __enter__(self) -> "Archive":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.zip.close()

    def __contains__(self, part: str) -> bool:
        return part in self._known

    def raw(self, part: str) -> bytes:
        """The bytes of a part, never more than it declares."""
        with self.zip.open(self.zip.getinfo(part)) as opened:
            return opened.read(limits.MAX_OPENED)

    def tree(self, part: str) -> etree._Element:
        """The root of a part."""
        return parse(self.name, self.raw(part))

    def elements(self, part: str, tags: tuple[str, ...]) -> Iterator[etree._Element]:
        """The elements of those names of a large part, one after the other: each is emptied after it was seen."""
        data = io.BytesIO(_usual(self.raw(part)))
        reading = etree.iterparse(
            data, ("end",), tag=tags, resolve_entities=False, no_network=True, huge_tree=False
        )
        for _event, element in reading:
            yield element
            element.clear()
            while element.getprevious() is not None:
                element.getparent().remove(element.getprevious())

    def tree_or_none(self, part: str) -> etree._Element | None:
        """The root of a part that may be missing, or damaged without harm to the rest."""
        try:
            return self.tree(part) if part in self else None
        except (etree.LxmlError, zipfile.BadZipFile, EOFError, OSError):
            return None

    def relations(self, part: str = "") -> dict[str, tuple[str, str]]:
        """What a part refers to: (kind, part) by identifier. Of an address elsewhere, nothing."""
        folder, name = posixpath.split(part)
        root = self.tree_or_none(posixpath.join(folder, "_rels", f"{name}.rels"))
        found: dict[str, tuple[str, str]] = {}
        for one in root.iter(_RELATIONS) if root is not None else ():
            if one.get("TargetMode") != "External":
                target = one.get("Target", "")
                full = target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target)
                kind = one.get("Type", "").rsplit("/", 1)[-1]
                found[one.get("Id", "")] = (kind, posixpath.normpath(full))
        return found

    def related(self, kind: str, part: str = "") -> list[str]:
        """The parts of that kind that a part refers to and that are there."""
        return [target for one, target in self.relations(part).values() if one == kind and target in self]


def parse(name: str, data: bytes) -> etree._Element:
    """XML as a tree: entities are not resolved, nothing is fetched, and depth is bounded."""
    data = _usual(data)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        if "depth" in str(error).lower():
            raise limits.tangled(name) from error
        raise
    if _TOO_DEEP(root):
        raise limits.tangled(name)
    return root


def under_names_of(like: bytes, data: bytes) -> bytes:
    """The same XML under the names that a "Strict Open XML" part uses, where the part that it replaces is one."""
    if _STRICT in like[:4096]:
        for strict, usual in _NAMESPACES.items():
            data = data.replace(usual, strict)
    return data


def _usual(data: bytes) -> bytes:
    """The same XML under the names that all but "Strict Open XML" files use."""
    if _STRICT in data[:4096]:
        for strict, usual in _NAMESPACES.items():
            data = data.replace(strict, usual)
    return data
