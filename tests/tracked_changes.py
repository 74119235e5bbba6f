"""Accepting or rejecting every tracked change of a Word file, as Word does: on its markup."""

import io
import zipfile

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def settled(data: bytes, *, accept: bool) -> bytes:
    """The file once every change of its body is accepted, or rejected."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            new.writestr(name, _settled(part, accept) if name == "word/document.xml" else part)
    return target.getvalue()


def changes(data: bytes) -> int:
    """How many marks of change the body holds."""
    root = etree.fromstring(zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml"))
    names = ("ins", "del", "moveFrom", "moveTo", "cellIns", "cellDel", "pPrChange", "rPrChange")
    return sum(1 for _ in root.iter(*(W + name for name in names)))


def _settled(part: bytes, accept: bool) -> bytes:
    root = etree.fromstring(part)
    gone, come = (W + "del", W + "ins") if accept else (W + "ins", W + "del")
    cell = W + ("cellDel" if accept else "cellIns")
    rows = [one.getparent().getparent() for one in root.iter(gone) if one.getparent().tag == W + "trPr"]
    cells = [one.getparent().getparent() for one in root.iter(cell)]
    for one in (*rows, *cells, *[run for run in root.iter(gone) if len(run)]):
        one.getparent().remove(one)
    for changed in list(root.iter(W + "pPrChange")):
        _restore(changed, accept)
    for paragraph in [one for one in root.iter(W + "p") if one.find(f"{W}pPr/{W}rPr/{gone}") is not None]:
        _join(paragraph)
    for wrapper in [one for one in root.iter(come) if len(one)]:
        for child in list(wrapper):
            wrapper.addprevious(child)
    empty = [one for one in root.iter(W + "tbl") if one.find(W + "tr") is None]
    for mark in [*root.iter(W + "ins", W + "del", W + "cellIns", W + "cellDel"), *empty]:
        mark.getparent().remove(mark)
    for text in list(root.iter(W + "delText")):
        text.tag = W + "t"
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _restore(changed: etree._Element, accept: bool) -> None:
    properties = changed.getparent()
    properties.remove(changed)
    if accept:
        return
    end = properties.find(W + "rPr")
    for child in list(properties):
        properties.remove(child)
    for child in list(changed.find(W + "pPr")):
        properties.append(child)
    if end is not None:
        properties.append(end)


def _join(paragraph: etree._Element) -> None:
    """A line whose end goes is one with the next, under the next one's properties."""
    following = paragraph.getnext()
    content = [one for one in paragraph if one.tag != W + "pPr"]
    if following is not None and following.tag == W + "p":
        at = 1 if following.find(W + "pPr") is not None else 0
        following[at:at] = content
        paragraph.getparent().remove(paragraph)
    elif not content:
        paragraph.getparent().remove(paragraph)
