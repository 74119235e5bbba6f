"""Figures as PNG, drawn by Typst, for formats that cannot be sure of SVG."""

import json
from collections.abc import Sequence
from pathlib import Path

import typst

from portulan.typeset.page import Figure

_HERE = Path(__file__).parent
_FINENESS = 300.0  # pixels in an inch


def drawn(figures: Sequence[Figure]) -> list[bytes]:
    """One PNG for each, in one go."""
    if not figures:
        return []
    told = json.dumps([{"svg": one.svg, "width": one.width, "height": one.height} for one in figures])
    compiler = typst.Compiler(_HERE / "pictures.typ", root=_HERE, sys_inputs={"figures": told})
    result = compiler.compile(format="png", ppi=_FINENESS)
    return [one for one in (result if isinstance(result, list) else [result]) if one]
