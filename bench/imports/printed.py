"""Plans printed to PDF by three makers (a browser, Typst, LibreOffice), each in looks of its own."""

import html
import shutil
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

import typst
from playwright.sync_api import sync_playwright

from bench.imports import layouts, wordy
from bench.imports.cases import ALL, CODED
from bench.imports.layouts import Case, Style
from bench.imports.page import Block, Cell, Grid, Heading, Text
from bench.imports.truths import truth
from bench.imports.writers import without_sheets
from portulan.plandoc.document import PlanDocument

N = TypeVar("N", bound=Hashable)
_BASE = (
    "body{font:9pt/1.25 'Liberation Sans';margin:0} table{border-collapse:collapse;width:100%}"
    "td{padding:3px 5px;vertical-align:top}"
)
_GRID = "td{border:0.75px solid #444}"


@dataclass(frozen=True, slots=True)
class Look:
    """How a browser prints: its style sheet, the page, and what a cell's lines become."""

    css: str
    landscape: bool = False
    items: str = "<br>"
    header: bool = False
    cover: bool = False
    coloured: bool = False
    scale: float = 1.0


LOOKS = {
    "grid": Look(_GRID),
    "grid-landscape": Look(_GRID + "thead td{background:#1f3864;color:#fff}", True, header=True),
    "bare": Look("td{padding:2px 8px}"),
    "bare-airy": Look("td{padding:7px 12px}", True),
    "rows-only": Look("tr{border-bottom:1px solid #999}", header=True),
    "head-and-foot": Look(
        "table{border-top:2px solid #000;border-bottom:2px solid #000} thead{border-bottom:1px solid #000}", True
    ),
    "zebra": Look("tbody tr:nth-child(even){background:#eef}thead td{background:#336;color:#fff}"),
    "tiles": Look(
        "table{border-collapse:separate;border-spacing:3px} td{background:#e8eef7}"
        "thead td{background:#c9d7ee}",
        True,
    ),
    "rotated": Look(
        _GRID + "thead td:nth-child(n+3){writing-mode:vertical-rl;transform:rotate(180deg);height:90px}", True
    ),
    "justified": Look(_GRID + "td{text-align:justify;hyphens:auto}body{font-family:'Liberation Serif'}"),
    "lists": Look(_GRID + "ul{margin:0;padding-left:14px}", True, items="li"),
    "paragraphs": Look(_GRID + "td p{margin:0 0 4px}", items="p"),
    "dotted": Look("td{border:1px dotted #888}", True),
    "verticals": Look(
        "td{border-left:1px solid #888;border-right:1px solid #888} thead td{border:1px solid #888}"
    ),
    "small": Look(_GRID + "body{font-size:6.5pt;font-family:'DejaVu Sans'}"),
    "cover": Look(_GRID, header=True, cover=True),
    "centred": Look(_GRID + "td{text-align:center;vertical-align:middle}", True),
    "never-split": Look(_GRID + "tr{break-inside:avoid}", True, header=True),
    "thick": Look("td{border:3px solid #88a;padding:6px} thead td{font-variant:small-caps}", True),
    "shrunk": Look(_GRID, True, scale=0.6),
    "zebra-coloured": Look(
        "tbody tr:nth-child(even){background:#eef}thead td{background:#336;color:#fff}", coloured=True
    ),
    "tiles-coloured": Look(
        "table{border-collapse:separate;border-spacing:3px} td{background:#e8eef7}"
        "thead td{background:#c9d7ee}",
        True,
        coloured=True,
    ),
}  # fmt: skip


def to_page(blocks: Sequence[Block], look: Look, language: str) -> str:
    """The HTML that a browser prints."""
    parts = [
        f"<!doctype html><html lang={language}><meta charset=utf-8>",
        f"<style>@page{{size:A4{' landscape' if look.landscape else ''};margin:16mm 14mm}}",
        f"{_BASE}{look.css}</style>",
    ]
    if look.cover:
        parts.append(_COVER)
    return "".join([*parts, *(_html(block, look) for block in blocks)])


_COVER = (
    "<div style='columns:2;break-after:page'><h1>Institut des Rives</h1>"
    + "".join(
        f"<p>Le présent document décrit, point {n}, la manière dont l'établissement entend répondre aux constats "
        "de l'évaluation externe. Il a été discuté en réunion puis amendé par les équipes concernées.</p>"
        for n in range(1, 9)
    )
    + "</div>"
)


def _html(block: Block, look: Look) -> str:
    if isinstance(block, Heading):
        return f"<h{block.level}>{html.escape(block.text)}</h{block.level}>"
    if isinstance(block, Text):
        inner = html.escape(block.text).replace("\n", "<br>")
        return (
            f"<p>{inner}</p>" if not block.bullet else f"<ul style='margin-left:{block.bullet}em'><li>{inner}</ul>"
        )
    head = 1 if all(cell.bold and cell.down == 1 for cell in block.rows[0]) else 0
    rows = ["<tr>" + "".join(_td(cell, look) for cell in row) + "</tr>" for row in block.rows]
    return f"<table><thead>{''.join(rows[:head])}</thead><tbody>{''.join(rows[head:])}</tbody></table>"


def _td(cell: Cell, look: Look) -> str:
    lines = [html.escape(line) for line in cell.text.split("\n")]
    if look.items == "<br>" or len(lines) == 1:
        inner = "<br>".join(lines)
    else:
        inner = "".join(f"<{look.items}>{line}</{look.items}>" for line in lines)
        inner = f"<ul>{inner}</ul>" if look.items == "li" else inner
    return f"<td colspan={cell.span} rowspan={cell.down}>{f'<b>{inner}</b>' if cell.bold else inner}</td>"


_FOOT = (
    "<div style='font-size:7px;width:100%;padding:0 14mm'>Institut des Rives — plan adopté le 12/03/2025"
    "<span style='float:right'><span class=pageNumber></span>/<span class=totalPages></span></span></div>"
)


def printed(pages: "dict[N, tuple[str, Look]]") -> "dict[N, bytes]":
    """Each page as its PDF, all in one go of Chromium; none where it is not installed."""
    found_at = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if found_at is None:
        return {}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found_at, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page()
        found = {}
        for name, (content, look) in pages.items():
            page.set_content(content)
            found[name] = page.pdf(
                prefer_css_page_size=True,
                scale=look.scale,
                print_background=look.coloured,
                display_header_footer=look.header,
                header_template="<span></span>",
                footer_template=_FOOT,
                margin={"top": "16mm", "bottom": "16mm", "left": "14mm", "right": "14mm"} if look.header else {},
            )
        browser.close()
    return found


SET = {
    "ruled": ("", "stroke: 0.4pt"),
    "ruled-portrait-hyphenated": (
        "#set page(flipped: false)\n#set par(justify: true)\n#set text(hyphenate: true)",
        "stroke: 0.4pt",
    ),
    "booktabs": ("", "stroke: (x, y) => (top: if y <= 1 { 0.8pt }, bottom: 0.8pt)"),
    "three-lines": (
        '#set text(font: "Libertinus Serif")',
        "stroke: (x, y) => (top: if y == 0 { 1pt } else if y == 1 { 0.5pt })",
    ),
    "rows": ("#set par(justify: true)", "stroke: (x: none, y: 0.4pt)"),
    "none": ("", "stroke: none, inset: 6pt"),
    "none-tight": ("#set text(size: 8pt)", "stroke: none, inset: 3pt"),
    "shaded": ("", "stroke: none, fill: (x, y) => if calc.odd(y) { luma(235) }"),
    "white-lines": ("", "stroke: 1pt + white, fill: (x, y) => if y == 0 { blue.lighten(60%) } else { luma(240) }"),
    "gutter": ("", "stroke: 0.5pt, gutter: 4pt"),
    "turned": ("#set page(flipped: false)", "stroke: 0.4pt"),
    "columns-only": ("", "stroke: (x: 0.5pt, y: none)"),
}  # fmt: skip


def to_typst(blocks: Sequence[Block], look: tuple[str, str], language: str) -> bytes:
    """As Typst sets them; a look is what stands before the document and what its tables are told."""
    before, table = look
    parts = [
        '#set page(paper: "a4", flipped: true, margin: 1.6cm, numbering: "1/1")\n'
        f'#set text(size: 9pt, lang: "{language}")\n{before}\n'
    ]
    for block in blocks:
        if isinstance(block, Heading):
            parts.append(f"#heading(level: {block.level})[{_quoted(block.text)}]\n")
        elif isinstance(block, Grid):
            cells = ",".join(_typst_cell(cell) for row in block.rows for cell in row)
            grid = f"#table(columns: {_widths(block)}, {table}, {cells})"
            parts.append(
                f"#rotate(90deg, reflow: true, block(width: 24cm)[{grid}])\n"
                if look == SET["turned"]
                else grid + "\n"
            )
        else:
            parts.append(("  " * (block.bullet - 1) + "- " if block.bullet else "\n") + _quoted(block.text) + "\n")
    return typst.compile("".join(parts).encode())


def _widths(grid: Grid) -> str:
    """Columns as wide as their text asks for, within bounds."""
    longest = [6] * grid.width
    for _, column, cell in grid.placed():
        if cell.span == 1:
            longest[column] = max(longest[column], min(len(cell.text), 60))
    return "(" + ", ".join(f"{size}fr" for size in longest) + ",)"


def _typst_cell(cell: Cell) -> str:
    inner = " \\ ".join(map(_quoted, cell.text.split("\n")))
    inner = f"*{inner}*" if cell.bold and cell.text else inner
    return f"table.cell(colspan: {cell.span}, rowspan: {cell.down})[{inner}]"


def _quoted(text: str) -> str:
    return f'#"{text}"' if text else ""


_PLAIN = ("repeated", "wordy-fr", ALL, "fr", "\n")
_Recipe = tuple[str, str, tuple[str, ...], str, str]
RECIPES: tuple[_Recipe, ...] = (
    _PLAIN,
    ("blank_below", "wordy-en", CODED, "en", ", "),
    ("merged", "wordy-nl", ALL, "nl", "\n"),
    ("banded", "wordy-fr", CODED, "fr2", " / "),
    ("merged", "short-fr", CODED, "fr", "\n"),
    ("banded", "short-en", ALL, "en2", ", "),
    ("unmerged_bands", "wordy-nl", CODED, "nl2", " en "),
    ("by_objective", "wordy-fr", CODED, "fr", "\n"),
    ("result_rows", "wordy-en", CODED, "en", ", "),
    ("cards", "short-fr", ("code", "action", "responsible", "deadline", "result"), "fr", ", "),
    ("outline", "short-en", ALL, "en", ", "),
)  # fmt: skip


def _blocks(recipe: _Recipe, seed: int) -> tuple[PlanDocument, list[Block]]:
    layout, pool, columns, titles, names = recipe
    plan = truth(pool, seed)
    write: Callable[[PlanDocument, Style], list[Block]] = getattr(layouts, layout)
    results = " ; " if layout == "outline" else "\n"
    return plan, write(plan, Style(columns, titles, names=names, results=results))


def files() -> Iterator[tuple[Case, bytes]]:
    """Each look with a recipe of its own, in turn."""
    wordy.register()
    cases: dict[str, tuple[Case, Look, str]] = {}
    for index, (name, dress) in enumerate(LOOKS.items()):
        for turn in (0, 4):  # two recipes for each look
            plan, blocks = _blocks(recipe := RECIPES[(index + turn) % len(RECIPES)], 200 + index)
            case = Case(f"browser-{name}-{recipe[0]}-{recipe[1]}", plan, tuple(blocks))
            cases[case.name] = case, dress, plan.language
    pages = {name: (to_page(case.blocks, dress, tongue), dress) for name, (case, dress, tongue) in cases.items()}
    for name, data in printed(pages).items():
        yield cases[name][0], data
    for index, look in enumerate(SET):
        for turn in (1, 5) if look != "turned" else (4 - index,):
            plan, blocks = _blocks(recipe := RECIPES[(index + turn) % len(RECIPES)], 300 + index)
            case = Case(f"typst-{look}-{recipe[0]}-{recipe[1]}", plan, tuple(blocks))
            yield case, to_typst(case.blocks, SET[look], plan.language)


def of(cases: Iterable[Case]) -> Iterator[tuple[Case, str, bytes]]:
    """The cases that ask for a browser or Typst in a look ("browser-grid", "typst-rows"), with that format."""
    asked = [(case, kind) for case in cases for kind in case.formats if "-" in kind]
    pages = {}
    for case, kind in asked:
        maker, _, look = kind.partition("-")
        assert case.plan
        blocks = [*without_sheets(case.blocks)]
        if maker == "browser":
            pages[case.name, kind] = to_page(blocks, LOOKS[look], case.plan.language), LOOKS[look]
        else:
            yield case, kind, to_typst(blocks, SET[look], case.plan.language)
    by_name = {case.name: case for case, _ in asked}
    for (name, kind), data in printed(pages).items():
        yield by_name[name], kind, data
