"""The words of plans, kept by language in files that people read and complete: how such a file is written.

A file is made of sections, `[actions]` or `[actions, less sure]`, of one entry a line, folded (no capital, no
accent), in alphabetical order; what follows a `#` is a remark. In an entry, `activit*` is any word that begins so,
`*datum` any compound that ends so, `plan/planning` the one or the other, and `…` any words in between; `^` before
an entry asks for the beginning of the text, `$` after it for the end.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

LESS_SURE = "less sure"


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a file: what it says, of what (`section`), how surely, in which `language`."""

    text: str
    section: str
    sure: bool
    language: str
    remark: str
    line: int


@cache
def entries(folder: str) -> tuple[Entry, ...]:
    """All entries of the files of `words/<folder>`, language by language."""
    found = sorted(files(__package__).joinpath("words", folder).iterdir(), key=lambda one: one.name)
    return tuple(
        entry
        for one in found
        if one.name.endswith(".txt")
        for entry in _read(one.name.removesuffix(".txt"), one.read_text(encoding="utf-8"))
    )


def _read(language: str, text: str) -> Iterator[Entry]:
    section, sure = "", True
    for number, line in enumerate(text.splitlines(), 1):
        said, _, remark = line.partition("  #") if not line.startswith(("# ", "#\n")) else ("", "", line)
        said = said.strip()
        if said.startswith("[") and said.endswith("]"):
            section, _, doubt = said[1:-1].partition(", ")
            sure = doubt != LESS_SURE
        elif said:
            yield Entry(said, section, sure, language, remark.strip(), number)
