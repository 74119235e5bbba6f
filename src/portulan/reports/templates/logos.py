"""A logo drawn anew as PNG from what was given: of a file nobody vouches for, only its colours stay."""

import struct
import tempfile
from pathlib import Path

import typst
from lxml import etree

from portulan.plandoc.reading.archive import parse
from portulan.plandoc.reading.source import Unreadable
from portulan.plandoc.sentences import Sentence, say

MAX_BYTES = 2 * 1024 * 1024
MAX_SIDE, MAX_PIXELS = 12_000, 40_000_000
MOST = 1601  # pixels of a side of what we draw
FINENESS = 254.0  # pixels in an inch: ten in a millimetre, of a drawing at most 160 × 60 millimetres

_PNG, _JPEG = b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff"
_SVG = "{http://www.w3.org/2000/svg}"
_NEVER = {"script", "foreignObject", "iframe", "audio", "video", "handler"}
_HELD = ("#", "data:image/png;", "data:image/jpeg;")
_PAGE = """#set page(width: auto, height: auto, margin: 0mm, fill: none)
#context {{
  let natural = measure(image("{file}"))
  let share = calc.min(160mm / natural.width, 60mm / natural.height)
  image("{file}", width: natural.width * share, height: natural.height * share)
}}
"""


def drawn(name: str, data: bytes) -> tuple[bytes, int, int]:
    """The PNG, its width and height in pixels. Raises Unreadable."""
    extension = _kind(name, data)
    with tempfile.TemporaryDirectory(prefix="portulan-") as folder:
        (Path(folder) / f"logo.{extension}").write_bytes(data)
        source = Path(folder) / "logo.typ"
        source.write_text(_PAGE.format(file=f"logo.{extension}"))
        try:
            made = typst.Compiler(source, root=folder).compile(format="png", ppi=FINENESS)
        except typst.TypstError as error:
            raise _not_a_logo(name) from error
    png = made[0] if isinstance(made, list) else made
    if not isinstance(png, bytes) or not png.startswith(_PNG):
        raise _not_a_logo(name)
    return (png, *size_of(png))


def size_of(png: bytes) -> tuple[int, int]:
    """The width and height that a PNG says, in pixels; zeros for what is none, or is larger than we draw."""
    if not png.startswith(_PNG) or len(png) < 24:
        return 0, 0
    width, height = struct.unpack(">II", png[16:24])
    return (width, height) if width <= MOST and height <= MOST else (0, 0)


def _kind(name: str, data: bytes) -> str:
    """The extension of what the bytes are, whatever the name says. Raises Unreadable."""
    if len(data) > MAX_BYTES:
        size = MAX_BYTES // 1024**2
        raise _no(
            "too_large",
            say("« {name} » pèse plus de {size} Mo. Enregistrez-le en plus petit.", name=name, size=size),
        )
    if data.startswith(_PNG):
        _check_size(name, *struct.unpack(">II", data[16:24].ljust(8, b"\0")))
        return "png"
    if data.startswith(_JPEG):
        _check_size(name, *_jpeg_size(data))
        return "jpg"
    _check_svg(name, data)
    return "svg"


def _check_size(name: str, width: int, height: int) -> None:
    if not width or not height:
        raise _not_a_logo(name)
    if max(width, height) > MAX_SIDE or width * height > MAX_PIXELS:
        raise _no(
            "too_large",
            say(
                "« {name} » a {width} × {height} points : c’est trop grand pour un logo. Réduisez-le d’abord.",
                name=name,
                width=width,
                height=height,
            ),
        )


def _jpeg_size(data: bytes) -> tuple[int, int]:
    """Width and height as its frame says them; zeros where there is none."""
    place = 2
    while place + 9 < len(data) and data[place] == 0xFF:
        marker, length = data[place + 1], struct.unpack(">H", data[place + 2 : place + 4])[0]
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack(">HH", data[place + 5 : place + 9])
            return width, height
        place += 2 + length
    return 0, 0


def _check_svg(name: str, data: bytes) -> None:
    """A drawing that runs nothing and fetches nothing."""
    try:
        root = parse(name, data)
    except (etree.LxmlError, ValueError) as error:
        raise _not_a_logo(name) from error
    if root.tag not in (f"{_SVG}svg", "svg"):
        raise _not_a_logo(name)
    if b"<!ENTITY" in data:
        raise _alive(name)
    for one in root.iter(etree.Element):
        if etree.QName(one).localname in _NEVER or any(
            _lives(str(key), str(value)) for key, value in one.attrib.items()
        ):
            raise _alive(name)
        if etree.QName(one).localname == "style" and (
            "@import" in (one.text or "") or "url(" in (one.text or "").replace("url(#", "")
        ):
            raise _alive(name)


def _lives(key: str, value: str) -> bool:
    name = etree.QName(key).localname.lower()
    return (
        name.startswith("on")
        or (name == "href" and not value.strip().startswith(_HELD))
        or "url(" in value.replace("url(#", "").replace("url('#", "").replace('url("#', "")
    )


def _no(code: str, sentence: Sentence) -> Unreadable:
    return Unreadable(code, sentence)


def _not_a_logo(name: str) -> Unreadable:
    return _no("not_a_logo", say("« {name} » n’est pas une image PNG, JPEG ou SVG qui s’ouvre.", name=name))


def _alive(name: str) -> Unreadable:
    return _no(
        "alive",
        say(
            "« {name} » contient un script, ou va chercher quelque chose ailleurs. Enregistrez-le en PNG.",
            name=name,
        ),
    )
