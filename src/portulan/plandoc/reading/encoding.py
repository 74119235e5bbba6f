"""Bytes become text: which encoding a file was written in, told from marks and from the letters that come out."""

import codecs
import re

from portulan.plandoc.reading import limits

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_ONE_BYTE = ("cp1252", "mac-roman", "cp850", "latin-1")  # the first of those that fit equally well
_EXPECTED = re.compile("[éèàùçêîôûâëïüöäñáíóúãõœæÉÈÀÇÊÔŒÁÓ’‘“”«»–—…€°²¿¡\u00a0•]")
_LETTERS = re.compile(r"[^\x00-\x7f]")
CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\ufffe\uffff]")
_LOOKED_AT = 200_000


def decode(name: str, data: bytes) -> str:
    """The text of a file. Raises Unreadable for what is no text in any common encoding."""
    for encoding in _candidates(data):
        try:
            text = data.decode(encoding)
        except UnicodeError:
            continue
        if is_text(text):
            return text
    raise limits.unknown(name)


def is_text(text: str) -> bool:
    """Whether so few characters are unprintable that people wrote this."""
    head = text[:_LOOKED_AT]
    return len(CONTROLS.findall(head)) <= max(4, len(head) // 200)


def _candidates(data: bytes) -> list[str]:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return [encoding]
    head = data[:_LOOKED_AT]
    nuls = (head[0::2].count(0), head[1::2].count(0))
    if max(nuls) > 0.3 * len(head) / 2:
        return ["utf-16-be" if nuls[0] > nuls[1] else "utf-16-le"]
    return ["utf-8", *sorted(_ONE_BYTE, key=lambda encoding: -_likeness(head, encoding))]


def _likeness(data: bytes, encoding: str) -> int:
    """Letters of our languages that come out, less the other signs."""
    text = data.decode(encoding, errors="replace")
    others = _LETTERS.findall(text)
    expected = sum(bool(_EXPECTED.match(one)) for one in others)
    return expected - 2 * (len(others) - expected)
