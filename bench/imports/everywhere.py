"""Each plan printed by makers that it does not name: how well PDF is read that nobody looked at.

`python -m bench.imports.everywhere` reads a share of all pairs of a plan and a maker, beside the same plan as
Word: what a PDF loses against that is what its reading loses. Other `--turn`s are other pairs, never seen when one
was mended."""

import argparse
import hashlib
import multiprocessing
import statistics
import sys
import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path

from bench.imports import dressed, printed, writers
from bench.imports.__main__ import LOTS, recognised
from bench.imports.cases import cases
from bench.imports.dressed_sheet import to_dressed_xlsx
from bench.imports.layouts import Case
from bench.imports.no_plans import no_plans
from bench.imports.page import Block
from bench.imports.printed import LOOKS, SET, Look
from bench.imports.score import Score, score
from bench.imports.unseen_layouts import unseen

_GRID = "td{border:0.75px solid #444}"
_ROWS = "tr{border-bottom:1px solid #999}"
_HEAD = "thead td{background:#24476b;color:#fff}"

MORE_LOOKS = LOOKS | {
    "narrow": Look(_GRID + "body{font-size:10.5pt}td{padding:2px 4px}"),
    "narrow-hyphenated": Look(_GRID + "body{font-size:10pt}td{hyphens:auto}", header=True),
    "rows-middle": Look(_ROWS + "td{vertical-align:middle}", True),
    "rows-narrow": Look(_ROWS + "body{font-size:10pt}td{padding:6px 6px}"),
    "zebra-middle": Look(
        "tbody tr:nth-child(even){background:#eef3e6}td{vertical-align:middle;padding:5px 8px}" + _HEAD,
        True, header=True, coloured=True,
    ),
    "coloured-head": Look(_HEAD + "td{padding:6px 8px}", True, coloured=True),
    "coloured-head-tight": Look(_HEAD, coloured=True),
    "first-shaded": Look(_GRID + "td:first-child{background:#dfe7f2}", True, coloured=True),
    "head-once": Look(_GRID + "thead{display:table-row-group}", header=True),
    "spaced": Look(_GRID + "body{line-height:1.7}", True),
    "bare-spaced": Look("body{line-height:1.6}td{padding:1px 7px}", True),
    "bare-middle": Look("td{padding:6px 9px;vertical-align:middle}", True),
    "watermark": Look(
        _GRID + "body::before{content:'PROJET';position:fixed;top:40%;left:20%;font-size:90pt;color:#ddd;"
        "transform:rotate(-35deg);z-index:-1}",
    ),
    "big": Look(_GRID + "body{font-size:12pt}", True, header=True),
}  # fmt: skip

MORE_SET = SET | {
    "narrow": ("#set page(flipped: false)\n#set text(size: 10pt)", "stroke: 0.4pt, inset: 3pt"),
    "rows-horizon": ("", "stroke: (x: none, y: 0.4pt), align: horizon"),
    "rows-portrait": ("#set page(flipped: false)\n#set text(hyphenate: true)", "stroke: (x: none, y: 0.4pt)"),
    "shaded-horizon": ("", "stroke: none, align: horizon, fill: (x, y) => if calc.even(y) { luma(238) }"),
    "none-horizon": ("", "stroke: none, align: horizon, inset: 5pt"),
    "none-leading": ("#set par(leading: 1em)", "stroke: none, inset: 5pt"),
    "none-portrait": ("#set page(flipped: false)\n#set text(size: 8pt)", "stroke: none"),
    "three-lines-portrait": ("#set page(flipped: false)", SET["three-lines"][1]),
    "head-filled": ("", "stroke: none, fill: (x, y) => if y == 0 { navy.lighten(70%) }"),
    "side-filled": ("", "stroke: none, fill: (x, y) => if x == 0 { luma(230) }, inset: 6pt"),
    "framed": ("", "stroke: (x, y) => (rest: if y == 0 { 0.6pt }, bottom: 0.3pt + luma(70%)), align: horizon"),
}

MAKERS = (
    *(f"browser-{name}" for name in MORE_LOOKS),
    *(f"typst-{name}" for name in MORE_SET),
    "pdf",
    "dressed",
    "sheet",
)


@dataclass(frozen=True, slots=True)
class Pair:
    """A plan printed by a maker, `data` the PDF."""

    case: Case
    maker: str
    data: bytes

    @property
    def name(self) -> str:
        return f"{self.case.name}.{self.maker}"


def plans(lots: Iterable[str]) -> list[Case]:
    """Those of these lots, "development" being the set of our own; their names tell the lot."""
    kept = [(lot, one) for lot in lots for one in (cases() if lot == "development" else unseen(lot))]
    return [replace(one, name=f"{lot}/{one.name}") for lot, one in kept]


def asked(found: Iterable[Case], share: int, turn: int, only: str) -> Iterator[tuple[Case, str]]:
    """One pair of a plan and a maker in so many, all those that hold the text `only` where it is given."""
    for case in found:
        for maker in MAKERS:
            name = f"{case.name}.{maker}"
            if only in name if only else zlib.crc32(name.encode()) % share == turn:
                yield case, maker


def printed_pairs(wanted: Sequence[tuple[Case, str]], kept: Path) -> Iterator[Pair]:
    """Each of the pairs; the PDF files stay in the folder `kept`, so that they are made once."""
    kept.mkdir(parents=True, exist_ok=True)
    paths = {(case.name, maker): kept / f"{_key(case, maker)}.pdf" for case, maker in wanted}
    missing = [(case, maker) for case, maker in wanted if not paths[case.name, maker].exists()]
    for name, data in _made(missing):
        paths[name].write_bytes(data)
    for case, maker in wanted:
        path = paths[case.name, maker]
        if path.exists():
            yield Pair(case, maker, path.read_bytes())


def _key(case: Case, maker: str) -> str:
    kind, _, name = maker.partition("-")
    look = MORE_LOOKS[name] if kind == "browser" else MORE_SET[name] if kind == "typst" else ""
    written = Path(printed.__file__).read_bytes()  # another way of printing makes other files
    return hashlib.sha256(written + repr((case.blocks, maker, look)).encode()).hexdigest()[:24]


def _made(wanted: Sequence[tuple[Case, str]]) -> Iterator[tuple[tuple[str, str], bytes]]:
    pages: dict[tuple[str, str], tuple[str, Look]] = {}
    offices: dict[str, dict[str, list[Block]]] = defaultdict(dict)
    for case, maker in wanted:
        kind, _, name = maker.partition("-")
        blocks: list[Block] = [*writers.without_sheets(case.blocks)]
        language = case.plan.language if case.plan else "fr"
        if kind == "browser":
            look = MORE_LOOKS[name]
            pages[case.name, maker] = printed.to_page(blocks, look, language), look
        elif kind == "typst":
            yield (case.name, maker), printed.to_typst(blocks, MORE_SET[name], language)
        else:
            offices[maker][case.name] = list(case.blocks) if maker == "sheet" else blocks
    yield from printed.printed(pages).items()
    for maker, own in offices.items():
        write = {"sheet": to_dressed_xlsx, "dressed": dressed.to_dressed_docx, "pdf": writers.to_docx}[maker]
        source = "xlsx" if maker == "sheet" else "docx"
        files = {f"plan-{rank}": write(blocks) for rank, blocks in enumerate(own.values())}
        made = dressed.converted(files, source, "pdf")
        for rank, name in enumerate(own):
            if data := made.get(f"plan-{rank}"):
                yield (name, maker), data


_PAIRS: list[Pair] = []  # what the processes that read share; a plan cannot be sent to them


def read_pair(rank: int) -> tuple[str, str, Score | None]:
    """How well a pair was read; for a text that is no plan a score where one was found in it, else None."""
    pair = _PAIRS[rank]
    found = recognised("plan.pdf", pair.data)
    if pair.case.plan is None:
        return pair.case.name, pair.maker, Score() if found else None
    return pair.case.name, pair.maker, score(pair.case.plan, found.document if found else None, found)


def read_word(rank: int) -> tuple[str, float]:
    """The same plan as Word: what there is to lose."""
    case = _PAIRS[rank].case
    found = recognised("plan.docx", writers.to_docx([*writers.without_sheets(case.blocks)]))
    assert case.plan
    return case.name, score(case.plan, found.document if found else None, found).f1


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--share", type=int, default=12, help="one pair in so many")
    parser.add_argument("--turn", type=int, default=0, help="which of them")
    parser.add_argument("--only", default="", help="all pairs whose name (plan.maker) holds this")
    parser.add_argument("--lots", nargs="*", default=[*LOTS, "development"])
    parser.add_argument("--kept", type=Path, default=Path("var/printed"), help="a folder that keeps the PDF files")
    parser.add_argument("--worst", type=int, default=60, help="how many of the worst pairs to name")
    arguments = parser.parse_args()
    found = [*plans(arguments.lots), *no_plans()]
    wanted = list(asked(found, arguments.share, arguments.turn, arguments.only))
    _PAIRS.extend(printed_pairs(wanted, arguments.kept))
    firsts = {pair.case.name: rank for rank, pair in reversed(list(enumerate(_PAIRS))) if pair.case.plan}
    with ProcessPoolExecutor(2, multiprocessing.get_context("fork")) as pool:
        read = list(pool.map(read_pair, range(len(_PAIRS)), chunksize=8))
        words = dict(pool.map(read_word, firsts.values(), chunksize=8))
    _print([(name, maker, one) for name, maker, one in read if one and name in words], words, arguments.worst)
    others = [(f"{name}.{maker}", one) for name, maker, one in read if name not in words]
    invented = [name for name, one in others if one is not None]
    print(f"of {len(others)} texts that are no plan, taken for one: {len(invented)} {' '.join(invented)}")
    return 1 if invented else 0


def _print(scores: Sequence[tuple[str, str, Score]], words: dict[str, float], worst: int) -> None:
    makers: dict[str, list[tuple[str, Score]]] = defaultdict(list)
    for name, maker, one in scores:
        makers[maker].append((name, one))
        makers["ALL"].append((name, one))
    for maker, own in sorted(makers.items(), key=lambda item: statistics.mean(one.f1 for _, one in item[1])):
        print(_line(maker, own, words))
    print("what is lost against Word, the most first:")
    for name, maker, one in sorted(scores, key=lambda item: item[2].f1 - words[item[0]])[:worst]:
        sure = f"sure and wrong {len(one.silent)}/{one.sure}"
        print(f"   {one.f1:.2f} (Word {words[name]:.2f})  {sure}  {name}.{maker}")


def _line(maker: str, own: Sequence[tuple[str, Score]], words: dict[str, float]) -> str:
    sure, silent = sum(one.sure for _, one in own), sum(len(one.silent) for _, one in own)
    expected = sum(one.expected for _, one in own)
    low = min(own, key=lambda item: item[1].f1)
    return (
        f"{maker:<30} files {len(own):>4}  F1 {statistics.mean(one.f1 for _, one in own):.3f}"
        f" (Word {statistics.mean(words[name] for name, _ in own):.3f})"
        f"  under 0.80 {sum(one.f1 < 0.8 for _, one in own):>3}  sure {sure / max(expected, 1):.0%}"
        f"  and wrong {silent}/{sure} ({silent / max(sure, 1):.1%})  worst {low[1].f1:.2f} {low[0]}"
    )


if __name__ == "__main__":
    sys.exit(main())
