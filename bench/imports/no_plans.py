"""Texts that hold no plan (`unseen/no_plans/*.txt`): nothing may be invented from them."""

import re
from collections.abc import Iterator
from itertools import groupby

from bench.imports.layouts import Case
from bench.imports.page import Block, Cell, Grid, Heading, Text
from bench.imports.written import HERE


def no_plans() -> list[Case]:
    """Each text, in every format."""
    texts = (path.read_text() for path in sorted((HERE / "no_plans").glob("*.txt")))
    return [_case(part) for text in texts for part in re.split(r"^=== ", text, flags=re.M) if part.strip()]


def _case(text: str) -> Case:
    name, *lines = text.splitlines()
    return Case(f"no-plan-{name.strip()}", None, tuple(_blocks(lines)))


def _blocks(lines: list[str]) -> Iterator[Block]:
    for in_table, group in groupby(lines, key=lambda line: line.startswith("|")):
        if in_table:
            yield _table(list(group))
        else:
            yield from (_line(line) for line in group if line.strip())


def _table(lines: list[str]) -> Grid:
    rows = ([cell.strip() for cell in line.strip().strip("|").split("|")] for line in lines)
    return Grid(tuple(tuple(Cell(text, bold=index == 0) for text in row) for index, row in enumerate(rows)))


def _line(line: str) -> Block:
    marks, _, text = line.partition(" ")
    if set(marks) == {"#"}:
        return Heading(text, len(marks))
    return Text(text, 1) if marks == "-" else Text(line)
