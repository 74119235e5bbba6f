"""The names of Word's markup, and how its values are read."""

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"


def value(parent: etree._Element | None, tag: str, attribute: str = "val") -> str:
    """An attribute of a child; empty where the child or the attribute is missing."""
    element = parent.find(W + tag) if parent is not None else None
    return element.get(W + attribute, "") if element is not None else ""


def is_on(element: etree._Element) -> bool:
    """Whether a switch such as <w:b/> or <w:b w:val="0"/> is on."""
    return element.get(W + "val", "true") not in {"0", "false", "off", "none"}


def whole(text: str | None, most: int = 1000) -> int:
    """A number of columns or levels, bounded; 0 for what is none."""
    return min(int(text), most) if text and text.isascii() and text.isdigit() else 0


def without_fallbacks(root: etree._Element) -> etree._Element:
    """The same tree in which what is said twice, for new and for old programs, is said once."""
    for alternate in list(root.iter(MC + "AlternateContent")):
        _kept, *others = alternate.findall(MC + "Choice") + alternate.findall(MC + "Fallback") or [alternate]
        for other in others:
            alternate.remove(other)
    return root
