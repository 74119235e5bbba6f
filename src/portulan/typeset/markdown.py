"""Writes a document as Markdown (CommonMark, with pipe tables), for reading as it is or as a page."""

import re
from collections.abc import Iterable

from portulan.typeset.characters import printable
from portulan.typeset.page import (
    Aside,
    Block,
    BulletList,
    Cell,
    Contents,
    Cover,
    Document,
    Figure,
    Heading,
    KeyValues,
    Look,
    PageBreak,
    Paragraph,
    Row,
    Run,
    Table,
)

MEDIA_TYPE = "text/markdown; charset=utf-8"

_SPECIAL = re.compile(r"([\\`*_\[\]<>|~])")
_ENTITY = re.compile(r"&(?=#?\w+;)")
_LINE_START = re.compile(r"^(\s*)([-+#=])|^(\s*\d{1,9})([.)])(?=\s|$)", re.MULTILINE)


def write(document: Document) -> bytes:
    """The bytes of the file, UTF-8, one line a paragraph."""
    pieces = [text for text in (_block(block) for block in document.blocks) if text]
    return ("\n\n".join(pieces) + "\n").encode()


def _block(block: Block) -> str:
    match block:
        case Heading():
            return f"{'#' * min(block.level + 1, 6)} {_runs(block.runs, breaks=' ')}"
        case Paragraph():
            return _paragraph(block)
        case BulletList():
            return "\n".join(f"- {_lines(item.runs)}" for item in block.items)
        case KeyValues():
            pairs = (f"- **{_escaped(name)}**\u00a0: {_escaped(value)}" for name, value in block.pairs)
            return "\n".join([f"**{_escaped(block.title)}**", "", *pairs])
        case Aside():
            return _aside(block)
        case Figure():
            return f"*{_escaped(block.alt)}*"
        case Cover():
            return _cover(block)
        case Contents() | PageBreak():
            return "---" if isinstance(block, PageBreak) else ""
        case Table():
            return _table(block)


def _aside(aside: Aside) -> str:
    """A quotation, its label first."""
    said = "\n\n".join([f"**{_escaped(aside.label)}**", *(_lines(one.runs) for one in aside.paragraphs)])
    return "\n".join(f"> {line}".rstrip() for line in said.split("\n"))


def _cover(cover: Cover) -> str:
    lines = [f"**{_escaped(cover.kicker)}**", f"# {_escaped(cover.title)}", f"*{_escaped(cover.subtitle)}*"]
    lines += [_escaped(text) for text in (cover.lead, cover.figure.alt if cover.figure else "") if text]
    lines += [f"**{_escaped(name)}**\u00a0: {_escaped(value)}" for name, value in cover.facts]
    return "\n\n".join([*lines, *filter(None, [_escaped(cover.remark)]), "---"])


def _paragraph(paragraph: Paragraph) -> str:
    if paragraph.look is Look.TITLE:
        return f"# {_runs(paragraph.runs, breaks=' ')}"
    text = _lines(paragraph.runs)
    wrapped = {Look.SUBTITLE: "*", Look.KICKER: "**"}.get(paragraph.look, "")
    return f"{wrapped}{text}{wrapped}" if text else ""


def _lines(runs: tuple[Run, ...]) -> str:
    """Runs at the start of a line, where a dash or "1." would begin a list."""
    return _LINE_START.sub(_shielded, _runs(runs, breaks="\\\n"))


def _shielded(match: re.Match[str]) -> str:
    if match[2]:
        return f"{match[1]}\\{match[2]}"
    return f"{match[3]}\\{match[4]}"


def _runs(runs: tuple[Run, ...], breaks: str) -> str:
    return "".join(_run(run) for run in runs).strip().replace("\n", breaks)


def _run(run: Run) -> str:
    """Marks stand against the words: a blank inside them would leave them unread."""
    text = _escaped(run.text)
    mark = "*" * (int(run.emphasis) + 2 * int(run.strong))
    bare = text.strip()
    if not mark or not bare:
        return text
    before, after = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
    return f"{before}{mark}{bare}{mark}{after}"


def _escaped(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", _ENTITY.sub("&amp;", printable(text)))


def _table(table: Table) -> str:
    titles = [_escaped(column.title).replace("\n", " ") for column in table.columns]
    lines = [_line(titles), _line("---" for _ in titles)]
    covered: dict[int, int] = {}
    lines += [_line(_row(row, len(titles), covered)) for row in table.rows]
    return "\n".join(lines)


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _row(row: Row, width: int, covered: dict[int, int]) -> list[str]:
    """The texts of a row; `covered` counts, by column, the rows that a merged cell above still covers."""
    cells, texts = iter(row.cells), list[str]()
    while len(texts) < width:
        column = len(texts)
        if covered.get(column, 0):
            covered[column] -= 1
            texts.append("")
            continue
        cell = next(cells, Cell())
        span = min(max(cell.columns, 1), width - column)
        for place in range(column, column + span):
            covered[place] = cell.rows - 1
        texts += [_content(cell), *([""] * (span - 1))]
    return texts


def _content(cell: Cell) -> str:
    lines = [_escaped(cell.figure.alt)] if cell.figure else []
    for block in cell.blocks:
        if isinstance(block, BulletList):
            lines += [f"– {_runs(item.runs, breaks='<br>')}" for item in block.items]
        else:
            lines.append(_runs(block.runs, breaks="<br>"))
    return "<br>".join(lines)
