"""Facts that no reader sees, put beside the text of a Word file so that Word and LibreOffice keep them."""

import posixpath
import re
import uuid
from collections.abc import Mapping

from lxml import etree

from portulan.plandoc.reading.archive import parse

CARRIED = "urn:portulan:carried"

_CONTENT_TYPES = "[Content_Types].xml"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_PROPERTIES_TYPE = "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"
_ITEM = re.compile(r"customXml/item(\d+)\.xml")


def with_facts(parts: Mapping[str, bytes], main: str, facts: Mapping[str, str]) -> dict[str, bytes]:
    """The parts of a file whose body is `main`, with these facts; those that it carried before go."""
    kept = dict(parts)
    for name, text in facts.items():
        held = next((part for part in kept if _ITEM.fullmatch(part) and _name(kept[part]) == name), "")
        if held:
            kept[held] = _fact(name, text)
        else:
            _add(kept, main, name, text)
    return kept


def _name(part: bytes) -> str:
    try:
        root = parse("", part)
    except etree.XMLSyntaxError:
        return ""
    return root.get("name", "") if root.tag == f"{{{CARRIED}}}carried" else ""


def _fact(name: str, text: str) -> bytes:
    root = parse("", f'<carried xmlns="{CARRIED}"/>'.encode())
    root.set("name", name)
    root.text = text
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _add(parts: dict[str, bytes], main: str, name: str, text: str) -> None:
    """The fact in a part of its own, the properties that make programs keep it, and what leads to both."""
    number = 1 + max((int(match[1]) for part in parts if (match := _ITEM.fullmatch(part))), default=0)
    item, properties = f"customXml/item{number}.xml", f"customXml/itemProps{number}.xml"
    identity = str(uuid.uuid5(uuid.NAMESPACE_URL, f"{CARRIED}:{name}")).upper()
    space = f"{_OFFICE}/customXml"
    parts[item] = _fact(name, text)
    parts[properties] = (
        f'<ds:datastoreItem xmlns:ds="{space}" ds:itemID="{{{identity}}}"><ds:schemaRefs>'
        f'<ds:schemaRef ds:uri="{CARRIED}"/></ds:schemaRefs></ds:datastoreItem>'
    ).encode()
    parts[f"customXml/_rels/item{number}.xml.rels"] = _related(
        b"", "customXmlProps", posixpath.basename(properties)
    )
    folder, own = posixpath.split(main)
    leading = f"{folder}/_rels/{own}.rels"
    parts[leading] = _related(parts.get(leading, b""), "customXml", f"/{item}")
    types = parse("", parts[_CONTENT_TYPES])
    said = {"PartName": f"/{properties}", "ContentType": _PROPERTIES_TYPE}
    etree.SubElement(types, f"{{{_PACKAGE}/content-types}}Override", said)
    said = {"PartName": f"/{item}", "ContentType": "application/xml"}
    etree.SubElement(types, f"{{{_PACKAGE}/content-types}}Override", said)
    parts[_CONTENT_TYPES] = etree.tostring(types, xml_declaration=True, encoding="UTF-8", standalone=True)


def _related(relations: bytes, kind: str, target: str) -> bytes:
    space = f"{_PACKAGE}/relationships"
    root = parse("", relations or f'<Relationships xmlns="{space}"/>'.encode())
    used = {one.get("Id") for one in root}
    free = next(f"rIdPtl{rank}" for rank in range(1, 1000) if f"rIdPtl{rank}" not in used)
    said = {"Id": free, "Type": f"{_OFFICE}/relationships/{kind}", "Target": target}
    etree.SubElement(root, f"{{{space}}}Relationship", said)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
