"""How our slides look: size, colours, fonts, master and layouts, set on a blank presentation."""

from typing import Any

from lxml import etree
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.oxml import parse_xml
from pptx.oxml.ns import qn
from pptx.presentation import Presentation
from pptx.util import Length

EMU = 36000  # in a millimetre
WIDTH, HEIGHT = 338.67, 190.5  # millimetres: 16:9
MARGIN = 20.0
INSIDE = WIDTH - 2 * MARGIN
RULE_AT = 14.0
TITLE = (MARGIN, 18.0, INSIDE, 24.0)  # left, top, width, height
BODY = (MARGIN, 46.0, INSIDE, 126.0)
FOOT_AT, FOOT_HEIGHT = 177.5, 6.0
FOOT = {"ftr": (MARGIN, 180.0), "dt": (WIDTH - MARGIN - 116.0, 98.0), "sldNum": (WIDTH - MARGIN - 16.0, 16.0)}
COVER = {"ctrTitle": (MARGIN, 56.0, INSIDE, 20.0), "subTitle": (MARGIN, 77.0, INSIDE, 18.0)}
COVER_RULE, COVER_KICKER, COVER_MARKS, COVER_FACTS, COVER_REMARK = 42.0, 46.0, 101.0, 140.0, 172.0

INK, INK_2, INK_3, PAPER, SHEET, LINE = "14263B", "3D4A5A", "5B636D", "F8F3E9", "FFFDF8", "DDD2BD"
TEAL, OCHRE, VERMILION, PENCIL = "2B7A7E", "B27A12", "C5412A", "877B64"
ATTENTION = "FBE9E2"

SPACES = (
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
)
_COLOURS = {
    "dk1": INK, "lt1": PAPER, "dk2": INK_2, "lt2": SHEET, "accent1": TEAL, "accent2": OCHRE, "accent3": VERMILION,
    "accent4": PENCIL, "accent5": INK_3, "accent6": "0F5C63", "hlink": "0F5C63", "folHlink": INK_3,
}  # fmt: skip
_FONTS = {  # where a font is not installed, programs take one of the same family by these figures
    "majorFont": ("Source Serif 4", "02040603050405020204", "18"),
    "minorFont": ("Source Sans 3", "020B0503030403020204", "34"),
}
_KEPT_LAYOUTS = (0, 1, 5)  # a cover, a title with content, a title alone


def prepare(deck: Presentation) -> None:
    """Size, theme, master and layouts of a blank presentation."""
    deck.slide_width, deck.slide_height = Length(emu(WIDTH)), Length(emu(HEIGHT))
    _theme(deck)
    for layout in [one for rank, one in enumerate(deck.slide_layouts) if rank not in _KEPT_LAYOUTS]:
        deck.slide_layouts.remove(layout)
    _master(deck.slide_master._element)
    cover, content, title = deck.slide_layouts
    _layout(cover._element, [_cover(one, rank) for rank, one in enumerate(COVER)], own=True)
    _layout(content._element, [placeholder(2, "title"), placeholder(3, "", index=1)])
    _layout(title._element, [placeholder(2, "title")])


def emu(millimetres: float) -> int:
    return round(millimetres * EMU)


def place(left: float, top: float, width: float, height: float, tag: str = "a:xfrm") -> str:
    """A place on the slide, in millimetres."""
    return f'<{tag}><a:off x="{emu(left)}" y="{emu(top)}"/><a:ext cx="{emu(width)}" cy="{emu(height)}"/></{tag}>'


def placeholder(
    number: int, kind: str, text: str = "", where: tuple[float, float, float, float] | None = None, index: int = 0
) -> str:
    """A placeholder; `text` are its paragraphs. Without `where` it stands where its layout or its master says."""
    named = (f' type="{kind}"' if kind else "") + (f' idx="{index}"' if index else "")
    return (
        f'<p:sp {SPACES}><p:nvSpPr><p:cNvPr id="{number}" name="{kind or "content"} {number}"/><p:cNvSpPr>'
        f'<a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr><p:ph{named}/></p:nvPr></p:nvSpPr>'
        f"<p:spPr>{place(*where) if where else ''}</p:spPr>"
        f"<p:txBody><a:bodyPr/><a:lstStyle/>{text or '<a:p/>'}</p:txBody></p:sp>"
    )


def _theme(deck: Presentation) -> None:
    part = deck.slide_master.part.part_related_by(RELATIONSHIP_TYPE.THEME)
    theme: Any = etree.fromstring(part.blob)
    theme.set("name", "Portulan")
    for name, colour in _COLOURS.items():
        slot = theme.find(f".//{qn(f'a:{name}')}")
        slot[:] = [etree.fromstring(f'<a:srgbClr {SPACES} val="{colour}"/>')]
    for name, (face, panose, family) in _FONTS.items():
        latin = theme.find(f".//{qn(f'a:{name}')}/{qn('a:latin')}")
        for key, value in {"typeface": face, "panose": panose, "pitchFamily": family, "charset": "0"}.items():
            latin.set(key, value)
    part._blob = etree.tostring(theme, xml_declaration=True, encoding="UTF-8", standalone=True)


def _master(master: Any) -> None:
    tree = master.cSld.spTree
    _emptied(tree)
    shapes = [_on_master(2, "title", TITLE), _on_master(3, "body", BODY)]
    shapes += [
        _on_master(rank, kind, (left, FOOT_AT, width, FOOT_HEIGHT))
        for rank, (kind, (left, width)) in enumerate(FOOT.items(), 4)
    ]
    for shape in (*shapes, rule(8, RULE_AT)):
        tree.append(parse_xml(shape))
    old = master.find(qn("p:txStyles"))
    master.replace(old, parse_xml(_STYLES))


def _on_master(number: int, kind: str, where: tuple[float, float, float, float]) -> str:
    """A placeholder with its style."""
    inside = 'lIns="0" tIns="0" rIns="0" bIns="0" rtlCol="0"'
    quiet = f'<a:solidFill><a:srgbClr val="{INK_3}"/></a:solidFill>'
    aligned = "l" if kind == "ftr" else "r"
    style = f'<a:lvl1pPr algn="{aligned}"><a:defRPr sz="1000">{quiet}</a:defRPr></a:lvl1pPr>'
    index = {"title": "", "body": ' idx="1"', "dt": ' idx="2"', "ftr": ' idx="3"', "sldNum": ' idx="4"'}[kind]
    return (
        f'<p:sp {SPACES}><p:nvSpPr><p:cNvPr id="{number}" name="{kind} {number}"/><p:cNvSpPr>'
        f'<a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr><p:ph type="{kind}"{index}/></p:nvPr></p:nvSpPr>'
        f'<p:spPr>{place(*where)}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr>'
        f'<p:txBody><a:bodyPr vert="horz" {inside} anchor="t"><a:normAutofit/></a:bodyPr>'
        f"<a:lstStyle>{style if kind in FOOT else ''}</a:lstStyle><a:p/></p:txBody></p:sp>"
    )


def _layout(layout: Any, shapes: list[str], *, own: bool = False) -> None:
    tree = layout.cSld.spTree
    _emptied(tree)
    if own:
        layout.set("showMasterSp", "0")
        tree.append(parse_xml(rule(7, COVER_RULE, weight=1.75)))
    foot = [placeholder(rank, kind, index=9 + rank) for rank, kind in enumerate(FOOT, 10)]
    for shape in (*shapes, *foot):
        tree.append(parse_xml(shape))


def _cover(kind: str, rank: int) -> str:
    return placeholder(2 + rank, kind, where=COVER[kind], index=rank)


def _emptied(tree: Any) -> None:
    for shape in list(tree)[2:]:
        tree.remove(shape)


def rule(number: int, top: float, weight: float = 1.25, width: float = INSIDE) -> str:
    """A line of ink across the slide; `weight` is in points. Whoever listens to the slide is not told of it."""
    decorative = (
        '<a:extLst><a:ext uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}"><adec:decorative '
        'xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative" val="1"/></a:ext></a:extLst>'
    )
    return (
        f'<p:cxnSp {SPACES}><p:nvCxnSpPr><p:cNvPr id="{number}" name="rule {number}">{decorative}</p:cNvPr>'
        f"<p:cNvCxnSpPr/><p:nvPr/></p:nvCxnSpPr><p:spPr>{place(MARGIN, top, width, 0)}"
        '<a:prstGeom prst="line"><a:avLst/></a:prstGeom>'
        f'<a:ln w="{round(weight * 12700)}"><a:solidFill><a:srgbClr val="{INK}"/></a:solidFill></a:ln>'
        "</p:spPr></p:cxnSp>"
    )


def _level(rank: int, size: int) -> str:
    return (
        f'<a:lvl{rank}pPr marL="{198000 * rank}" indent="-198000" algn="l"><a:spcBef><a:spcPts val="600"/>'
        f'</a:spcBef><a:buFont typeface="Source Sans 3"/><a:buChar char="–"/><a:defRPr sz="{size}"><a:solidFill>'
        '<a:schemeClr val="tx1"/></a:solidFill><a:latin typeface="+mn-lt"/></a:defRPr>'
        f"</a:lvl{rank}pPr>"
    )


_STYLES = (
    f'<p:txStyles {SPACES}><p:titleStyle><a:lvl1pPr algn="l"><a:lnSpc><a:spcPct val="95000"/></a:lnSpc><a:buNone/>'
    '<a:defRPr sz="2800" kern="1200"><a:solidFill><a:schemeClr val="tx1"/></a:solidFill>'
    '<a:latin typeface="+mj-lt"/></a:defRPr></a:lvl1pPr></p:titleStyle>'
    f"<p:bodyStyle>{_level(1, 1800)}{_level(2, 1600)}{_level(3, 1400)}</p:bodyStyle>"
    '<p:otherStyle><a:lvl1pPr><a:defRPr sz="1400"><a:solidFill><a:schemeClr val="tx1"/></a:solidFill>'
    '<a:latin typeface="+mn-lt"/></a:defRPr></a:lvl1pPr></p:otherStyle></p:txStyles>'
)
