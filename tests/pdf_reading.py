"""What a PDF says and how it is tagged."""

import ctypes
import re
import zlib
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium


def raw(contents: bytes) -> bytes:
    """The bytes with the object streams opened, so that the structure can be searched."""
    opened = [contents]
    for stream in re.findall(rb"stream\r?\n(.*?)\r?\nendstream", contents, re.DOTALL):
        try:
            opened.append(zlib.decompress(stream))
        except zlib.error:
            continue
    return b"\n".join(opened)


def text_of(contents: bytes) -> str:
    with pypdfium2.PdfDocument(contents) as file:
        return "\n".join(page.get_textpage().get_text_bounded() for page in file)


def tags(contents: bytes) -> list[str]:
    """The types of the structure elements of all pages, in reading order."""
    return _structure(contents, pdfium.FPDF_StructElement_GetType)


def alts(contents: bytes) -> list[str]:
    """What stands for the pictures of all pages in words, in reading order."""
    return [said for said in _structure(contents, pdfium.FPDF_StructElement_GetAltText) if said]


def _structure(contents: bytes, ask: Any) -> list[str]:
    found: list[str] = []

    def walk(element: object) -> None:
        size = ask(element, None, 0)
        buffer = ctypes.create_string_buffer(size)
        ask(element, buffer, size)
        found.append(buffer.raw.decode("utf-16-le").rstrip("\x00"))
        for index in range(pdfium.FPDF_StructElement_CountChildren(element)):
            if child := pdfium.FPDF_StructElement_GetChildAtIndex(element, index):
                walk(child)

    with pypdfium2.PdfDocument(contents) as file:
        for page in file:
            tree = pdfium.FPDF_StructTree_GetForPage(page.raw)
            for index in range(pdfium.FPDF_StructTree_CountChildren(tree)):
                walk(pdfium.FPDF_StructTree_GetChildAtIndex(tree, index))
            pdfium.FPDF_StructTree_Close(tree)
    return found
