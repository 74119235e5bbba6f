"""Reading Markdown: headings, lists, pipe tables, emphasis."""

import re
from collections import Counter
from collections.abc import Iterator

from portulan.plandoc.reading import limits, sheets
from portulan.plandoc.reading.encoding import decode
from portulan.plandoc.reading.source import Block, Cell, Paragraph, Place, Remnant, Row, Run, Source, Table

_LABELLED = re.compile(r"\n\s*(?=[^\W\d_][^:\n|]{2,38}?\s?:\s\S)")  # a line of its own: "Responsable : X"
_RULE = re.compile(r"\s{0,3}\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*")
_HEADING = re.compile(r"\s{0,3}(#{1,6})\s+(.*?)\s*#*\s*")
_UNDERLINE = re.compile(r"\s{0,3}(=+|-+)\s*")
_ITEM = re.compile(r"(?P<indent>\s*)(?P<bullet>[-*+•–]|\d{1,4}[.)])\s+(?:\[[ xX]\]\s+)?(?P<text>\S.*)")
_LINE = re.compile(r"\s{0,3}([-*_])\s*(?:\1\s*){2,}")
_PIPE = re.compile(r"(?<!\\)\|")
_INLINE = re.compile(
    r"\\(?P<escaped>[\\`*_{}\[\]()#+.!|<>~&=-])|(?P<stars>\*{1,3}|(?<!\w)_{1,3}(?=\S)|(?<=\S)_{1,3}(?!\w))|(?P<ticks>`+)"
    r"|!?\[(?P<label>[^\]\[]*)\]\((?P<target>[^()\s]*)[^()]*\)|(?P<br><br\s*/?>)|(?P<tag></?[a-zA-Z][^<>]*>)"
)


def read(name: str, sha256: str, data: bytes) -> Source:
    """Read the text of a Markdown file. Raises Unreadable."""
    reader = _Reader()
    blocks = tuple(reader.blocks(decode(name, data).splitlines()))
    limits.check_cells(name, blocks)
    return Source(name, sha256, "markdown", blocks, tuple(reader.remnants))


def looks_like(text: str) -> bool:
    """Whether a text without a telling name has a pipe table or several headings."""
    lines = text[:100_000].splitlines()
    rules = sum("|" in line and "-" in line and bool(_RULE.fullmatch(line)) for line in lines)
    return rules > 0 or sum(bool(_HEADING.fullmatch(line)) for line in lines) >= 3


class _Reader:
    def __init__(self) -> None:
        self.remnants: list[Remnant] = []
        self.tables = 0

    def blocks(self, lines: list[str]) -> Iterator[Block]:
        at = 0
        while at < len(lines):
            end = self._end(lines, at)
            if end - at > 1 and _is_table(lines, at):
                yield self._table(lines[at:end], at + 1)
            elif lines[at].strip():
                yield from self._paragraph(lines[at:end], Place(line=at + 1))
            at = end

    def _end(self, lines: list[str], at: int) -> int:
        """Where the block that begins at this line ends."""
        end = at + 1
        if _is_table(lines, at):
            while end < len(lines) and "|" in lines[end]:
                end += 1
        elif lines[at].strip() and not _HEADING.fullmatch(lines[at]) and not _LINE.fullmatch(lines[at]):
            while end < len(lines) and not _begins(lines, end):
                end += 1
            if end < len(lines) and _UNDERLINE.fullmatch(lines[end]) and not _ITEM.fullmatch(lines[at]):
                end += 1
        return end

    def _paragraph(self, lines: list[str], place: Place) -> Iterator[Paragraph]:
        bullet, level, depth, text = "", 0, 0, "\n".join(lines)
        if _LINE.fullmatch(text) or (len(lines) == 1 and _RULE.fullmatch(text) and not text.strip(" -|")):
            self.remnants.append(Remnant(text.strip(), place, "separator"))
            return
        if heading := _HEADING.fullmatch(text):
            level, text = len(heading[1]), heading[2]
        elif len(lines) > 1 and (underline := _UNDERLINE.fullmatch(lines[-1])):
            level, text = 1 if "=" in underline[1] else 2, "\n".join(lines[:-1])
        elif item := _ITEM.match(lines[0]):
            bullet, depth = item["bullet"], len(item["indent"].expandtabs(4)) // 2
            text = "\n".join([item["text"], *lines[1:]])
        text = _LABELLED.sub("<br>", re.sub(r"(?:  |\\)\n\s*", "<br>", text.lstrip("> ")))
        text = text.replace("\n", " ").strip()
        if bullet in set("-*+"):
            bullet = "•"
        for one in sheets.paragraphs(self.runs(text, place), place):
            yield Paragraph(one.runs, place, bullet=bullet, level=level, list_level=depth, computed=bullet == "•")

    def _table(self, lines: list[str], number: int) -> Table:
        self.tables += 1
        rows: list[Row] = []
        for index, line in enumerate(lines):
            if index == 1:
                self.remnants.append(Remnant(line.strip(), Place(line=number + 1), "separator"))
                continue
            place = Place(line=number + index, table=self.tables, row=len(rows) + 1)
            rows.append(Row(tuple(self._cells(line, place)), place, header=index == 0))
        return Table(tuple(rows), max(len(row.cells) for row in rows), Place(table=self.tables, line=number))

    def _cells(self, line: str, place: Place) -> Iterator[Cell]:
        line = line.strip().removeprefix("|")
        line = line[:-1] if line.endswith("|") and not line.endswith("\\|") else line
        for column, text in enumerate(_PIPE.split(line)):
            here = Place(line=place.line, table=place.table, row=place.row, column=column + 1)
            yield Cell(column, sheets.paragraphs(self.runs(text.strip(), here), here), here)

    def runs(self, text: str, place: Place) -> Iterator[Run]:
        """The text without its marks; what lay between single stars is emphasis."""
        at, emphasis, strong = 0, False, False
        times = Counter(match["stars"] for match in _INLINE.finditer(text))
        for match in _INLINE.finditer(text):
            if match.start() > at:
                yield Run(text[at : match.start()], emphasis, strong)
            at = match.end()
            if match["escaped"]:
                yield Run(match["escaped"], emphasis, strong)
            elif match["stars"]:
                if times[match["stars"]] < 2 or _is_apart(text, match):
                    yield Run(match[0], emphasis, strong)
                    continue
                emphasis ^= len(match["stars"]) != 2
                strong ^= len(match["stars"]) >= 2
                self.remnants.append(Remnant(match[0], place, "emphasis"))
            elif match["label"] is not None:
                yield Run(match["label"], emphasis, strong)
                self.remnants.append(Remnant(match["target"], place, "link"))
            elif match["br"]:
                yield Run("\n", emphasis, strong)
            elif match["tag"]:
                emphasis = {"<i>": True, "<em>": True, "</i>": False, "</em>": False}.get(
                    match[0].lower(), emphasis
                )
                self.remnants.append(Remnant(match[0], place, "markup"))
        if at < len(text):
            yield Run(text[at:], emphasis, strong)


def _is_apart(text: str, match: re.Match[str]) -> bool:
    """A star between blanks marks nothing."""
    return not (text[match.start() - 1 : match.start()].strip() or text[match.end() : match.end() + 1].strip())


def _is_table(lines: list[str], at: int) -> bool:
    return (
        "|" in lines[at] and at + 1 < len(lines) and "-" in lines[at + 1] and bool(_RULE.fullmatch(lines[at + 1]))
    )


def _begins(lines: list[str], at: int) -> bool:
    """Whether a line begins something else than the line before."""
    line = lines[at]
    return (
        not line.strip()
        or bool(
            _HEADING.fullmatch(line)
            or _ITEM.fullmatch(line)
            or _UNDERLINE.fullmatch(line)
            or _LINE.fullmatch(line)
        )
        or _is_table(lines, at)
    )
