"""Reads the development set in each format and prints how well each was recognised: `make bench-import`."""

import argparse
import statistics
import sys
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from bench.imports import dressed, printed, writers
from bench.imports.cases import cases
from bench.imports.disguised import disguised
from bench.imports.layouts import Case
from bench.imports.no_plans import no_plans
from bench.imports.relabelled import relabelled
from bench.imports.score import Score, score
from bench.imports.unseen_layouts import unseen
from portulan.plandoc import jsonfile
from portulan.plandoc.reading import read
from portulan.plandoc.reading.source import Unreadable
from portulan.plandoc.recognition import NoPlanFound, Recognition, recognise

LOTS = (
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
    "thirteenth",
    "fourteenth",
)
OWN = Path(__file__).parents[2] / "examples" / "mias-2024-2029.json"


_SUFFIX = {"printed": "pdf"}  # PDF by other makers than LibreOffice


def files(wanted: set[str]) -> Iterator[tuple[Case, str, bytes]]:
    """Each case in each of its formats."""
    everything = [*cases(), *no_plans()]
    for case in everything:
        for kind in case.formats:
            if kind in wanted and kind in writers.WRITERS:
                yield case, kind, writers.WRITERS[kind](case.blocks)
    if "pdf" in wanted:
        by_name = {case.name: case for case in everything if "pdf" in case.formats}
        words = {name: writers.to_docx(case.blocks) for name, case in by_name.items()}
        for name, data in writers.pdfs(words).items():
            yield by_name[name], "pdf", data
        for case, data in printed.files():
            yield case, "printed", data


def recognised(name: str, data: bytes, columns: Mapping[str, str] | None = None) -> Recognition | None:
    try:
        return recognise(read(name, data), columns=columns)
    except (NoPlanFound, Unreadable):
        return None


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("formats", nargs="*", default=["docx", "xlsx", "csv", "html", "md", "pdf"])
    parser.add_argument("--only", default="", help="the cases whose name holds this")
    parser.add_argument("--errors", action="store_true", help="also print each value that is wrong or missing")
    parser.add_argument("--lot", default="", help="a folder of unseen/ instead of the development set")
    parser.add_argument("--disguised", action="store_true", help="as if met for the first time (see `disguised`)")
    arguments = parser.parse_args()
    if arguments.disguised:
        _disguised([arguments.lot] if arguments.lot else LOTS, arguments.only, arguments.errors)
        return 0
    if arguments.lot:
        _unseen(arguments.lot, arguments.only, arguments.errors)
        return 0
    return _everything(arguments)


def _everything(arguments: argparse.Namespace) -> int:
    """The development set, then all lots, as they are and disguised; 1 where a text that is no plan made one."""
    scores: dict[str, list[tuple[str, Score]]] = defaultdict(list)
    invented: list[str] = []
    started = time.perf_counter()
    for case, kind, data in files(set(arguments.formats)):
        if arguments.only not in case.name:
            continue
        found = recognised(f"{case.name}.{_SUFFIX.get(kind, kind)}", data)
        if case.plan is None:
            invented += [f"{case.name}.{kind}"] if found else []
            continue
        scores[kind].append((case.name, score(case.plan, found.document if found else None, found)))
        if arguments.errors:
            _print_errors(case.name, kind, scores[kind][-1][1])
    if not arguments.only:
        scores["own plan"] = list(_own())
    for kind, results in scores.items():
        _print(kind, results)
    for lot in () if arguments.only else LOTS:
        print(f"plans of other hands, lot {lot}:")
        _unseen(lot, "", arguments.errors)
    if not arguments.only:
        print("plans of other hands, disguised:")
        _disguised(LOTS, "", arguments.errors)
    print(f"texts that are no plan, taken for one: {len(invented)} {' '.join(invented)}")
    print(f"{time.perf_counter() - started:.1f} s")
    return 1 if invented else 0


def _unseen(lot: str, only: str, errors: bool) -> None:
    """The plans of a lot under their own titles, under titles that mean nothing, and with a mapping for those."""
    scores: dict[str, list[tuple[str, Score]]] = defaultdict(list)
    for case, kind, data in _written_files(unseen(lot)):
        group = "as pdf" if kind.endswith("pdf") else "as is"
        scores[group].append((f"{case.name}.{kind}", _scored(case, kind, data=data)))
    for one in relabelled(lot):
        for kind in one.case.formats[:2]:
            scores["relabelled"].append((f"{one.case.name}.{kind}", _scored(one.case, kind)))
            scores["mapped"].append((f"{one.case.name}.{kind}", _scored(one.case, kind, one.mapping)))
    _print_groups(scores, only, errors)


def _disguised(lots: Iterable[str], only: str, errors: bool) -> None:
    """The plans of these lots in tables under plain titles, then disguised."""
    scores: dict[str, list[tuple[str, Score]]] = defaultdict(list)
    for group, case in (one for lot in lots for one in disguised(lot)):
        if only in case.name:
            scores[group].append((f"{case.name}.docx", _scored(case, "docx")))
    _print_groups(scores, only, errors)


def _print_groups(scores: Mapping[str, list[tuple[str, Score]]], only: str, errors: bool) -> None:
    for group, results in scores.items():
        kept = [(name, one) for name, one in results if only in name]
        for name, one in kept:
            if errors:
                _print_errors(f"{group}: {name}", "", one)
        if kept:
            _print(group, kept)


def _written_files(cases: list[Case]) -> Iterator[tuple[Case, str, bytes]]:
    """Each case in each of its formats; those in PDF come last, each maker in one go."""
    for case in cases:
        for kind in case.formats:
            if kind in writers.WRITERS:
                yield case, kind, writers.WRITERS[kind](case.blocks)
    by_name = {case.name: case for case in cases if "pdf" in case.formats}
    words = {name: writers.to_docx(case.blocks) for name, case in by_name.items()}
    for name, data in writers.pdfs(words).items():
        yield by_name[name], "pdf", data
    for case, maker, data in printed.of(cases):
        yield case, f"{maker}.pdf", data
    yield from dressed.of(cases)


def _scored(case: Case, kind: str, columns: Mapping[str, str] | None = None, data: bytes = b"") -> Score:
    assert case.plan
    found = recognised(f"{case.name}.{kind}", data or writers.WRITERS[kind](case.blocks), columns)
    return score(case.plan, found.document if found else None, found)


def _own() -> Iterator[tuple[str, Score]]:
    truth = jsonfile.loads(OWN.read_text())
    for suffix in ("docx", "pdf", "txt"):
        found = recognised(f"plan.{suffix}", OWN.with_suffix(f".{suffix}").read_bytes())
        yield suffix, score(truth, found.document if found else None, found)


def _print(kind: str, results: list[tuple[str, Score]]) -> None:
    worst = sorted(results, key=lambda one: one[1].f1)
    sure = sum(one.sure for _, one in results)
    silent = sum(len(one.silent) for _, one in results)
    needless, right = sum(one.needless for _, one in results), sum(one.right for _, one in results)
    asked = statistics.mean(one.questions for _, one in results)
    print(
        f"{kind:<9} files {len(results):>3}  F1 {statistics.mean(one.f1 for _, one in results):.3f}"
        f"  rows right {statistics.mean(one.full for _, one in results):.3f}"
        f"  sure and wrong {silent}/{sure} ({silent / max(sure, 1):.1%})"
        f"  doubted though right {needless / max(right, 1):.1%}, {asked:.1f} questions"
        f"  worst {', '.join(f'{name} {one.f1:.2f}' for name, one in worst[:6] if one.f1 < 0.999)}"
    )


def _print_errors(name: str, kind: str, one: Score) -> None:
    if one.silent or one.missing:
        print(f"== {name}.{kind}: F1 {one.f1:.2f}")
        for sign, errors in (("+", one.silent), ("-", one.missing)):
            for action, what, value in errors[:12]:
                print(f"   {sign} {what}: {value[:60]!r}  [{action[:30]}]")


if __name__ == "__main__":
    sys.exit(main())
