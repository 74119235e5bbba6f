"""Two editions of a few lines (the content of a cell, a list) as one, word by word."""

from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from portulan.plandoc.comparison.redline import Part
from portulan.plandoc.comparison.redline import redline as words
from portulan.plandoc.comparison.steps import steps, type_step
from portulan.typeset.page import BulletList, Heading, Paragraph, Run, Track

Text = Paragraph | Heading
Blocks = Sequence[Heading | Paragraph | BulletList]
AnyText = TypeVar("AnyText", bound=Paragraph | Heading)
type_style = tuple[bool, bool]

_TRACKS = {Part.REMOVED: Track.REMOVED, Part.ADDED: Track.ADDED}


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of a cell. It stands in the edition that `track` says."""

    text: Text
    listed: bool = False
    track: Track = Track.KEPT

    @property
    def key(self) -> Hashable:
        return self.text.mark or self.text.text

    def only(self, track: Track) -> "_Line":
        return replace(self, text=tracked_text(self.text, track), track=track)


def merged_lines(old: Blocks, new: Blocks, *, closed: bool = True) -> tuple[Heading | Paragraph | BulletList, ...]:
    """The blocks of two editions of one cell. A cell is `closed`: the end of its last line cannot come or go, so
    that a line that goes last takes the end of the one before."""
    older, newer = list(_lines(old)), list(_lines(new))
    if closed:
        older, newer = older or [_Line(Paragraph())], newer or [_Line(Paragraph())]
    lines = list(_merged(older, newer))
    return tuple(_blocks(_ended(lines) if closed else lines))


def tracked_lines(blocks: Blocks, track: Track) -> tuple[Heading | Paragraph | BulletList, ...]:
    """The blocks of a cell that stands in one edition only."""
    return tuple(_blocks([line.only(track) for line in _lines(blocks or (Paragraph(),))]))


def tracked_text(text: AnyText, track: Track) -> AnyText:
    """A line that stands in one edition only, its end included."""
    return replace(text, runs=_tracked(text.runs, track), end=track)


def merged_text(old: Text, new: AnyText) -> AnyText:
    """A line that stands in both: each word is kept, removed or added."""
    return replace(new, runs=tuple(_merged_runs(old.runs, new.runs)))


def _lines(blocks: Blocks) -> Iterator[_Line]:
    for block in blocks:
        if isinstance(block, BulletList):
            yield from (_Line(item, listed=True) for item in block.items)
        else:
            yield _Line(block)


def _blocks(lines: Iterable[_Line]) -> Iterator[Heading | Paragraph | BulletList]:
    items: list[Paragraph] = []
    for line in lines:
        if line.listed and isinstance(line.text, Paragraph):
            items.append(line.text)
            continue
        if items:
            yield BulletList(tuple(items))
            items = []
        yield line.text
    if items:
        yield BulletList(tuple(items))


def _merged(old: list[_Line], new: list[_Line]) -> Iterator[_Line]:
    """Lines without a mark that go and come in the same spot are one that was reworded."""
    gone: list[_Line] = []
    come: list[_Line] = []
    walk: list[type_step] = [*steps([one.key for one in old], [one.key for one in new]), (-1, -1)]
    for at, to in walk:
        if to is None and at is not None:
            gone.append(old[at])
        elif at is None and to is not None:
            come.append(new[to])
        else:
            yield from _reworded(gone, come)
            gone, come = [], []
            if at is not None and to is not None and at >= 0:
                yield _both(old[at], new[to])


def _reworded(gone: list[_Line], come: list[_Line]) -> Iterator[_Line]:
    while gone and come and not (gone[0].text.mark and come[0].text.mark):
        yield _both(gone.pop(0), come.pop(0))
    yield from (line.only(Track.REMOVED) for line in gone)
    yield from (line.only(Track.ADDED) for line in come)


def _both(old: _Line, new: _Line) -> _Line:
    text = merged_text(old.text, new.text)
    mark = text.mark or old.text.mark
    if isinstance(text, Paragraph):
        return _Line(replace(text, mark=mark, relisted=old.listed != new.listed), new.listed)
    return _Line(replace(text, mark=mark), new.listed)


def _ended(lines: list[_Line]) -> list[_Line]:
    """The same lines, the last of which ends in both editions."""
    first = len(lines)
    while first and lines[first - 1].track is not Track.KEPT:
        first -= 1
    loose = lines[first:]
    tracks = {line.track for line in loose}
    if len(tracks) == 2:
        gone, come = (next(one for one in reversed(loose) if one.track is track) for track in _TRACKS.values())
        rest = [one for one in loose if one is not gone and one is not come]
        return [*lines[:first], *rest, _replaced(gone, come)]
    if not loose or not first:
        return lines
    (track,) = tracks
    before, last = lines[first - 1], loose[-1]
    return [
        *lines[: first - 1],
        replace(before, text=replace(before.text, end=track)),
        *loose[:-1],
        replace(last, text=replace(last.text, end=Track.KEPT)),
    ]


def _replaced(gone: _Line, come: _Line) -> _Line:
    """One line that says one thing in the older edition and another thing in the newer."""
    runs = (*gone.text.runs, *come.text.runs)
    if isinstance(come.text, Heading):
        return replace(come, text=replace(come.text, runs=runs, end=Track.KEPT), track=Track.KEPT)
    text = replace(
        come.text, runs=runs, end=Track.KEPT, replaces=gone.text.mark, relisted=gone.listed != come.listed
    )
    return replace(come, text=text, track=Track.KEPT)


def _tracked(runs: tuple[Run, ...], track: Track) -> tuple[Run, ...]:
    return tuple(replace(run, track=track) for run in runs)


def _merged_runs(old: tuple[Run, ...], new: tuple[Run, ...]) -> Iterator[Run]:
    if old == new:
        yield from new
        return
    was, now = _styles(old), _styles(new)
    at = to = 0
    for segment in words("".join(run.text for run in old), "".join(run.text for run in new)):
        length = len(segment.text)
        if segment.part is Part.KEPT:
            yield from _restyled(segment.text, was[at : at + length], now[to : to + length])
        else:
            styles = was[at : at + length] if segment.part is Part.REMOVED else now[to : to + length]
            yield from _pieces(segment.text, styles, _TRACKS[segment.part])
        at += length if segment.part is not Part.ADDED else 0
        to += length if segment.part is not Part.REMOVED else 0


def _styles(runs: Iterable[Run]) -> list[type_style]:
    return [(run.emphasis, run.strong) for run in runs for _ in run.text]


def _restyled(text: str, was: list[type_style], now: list[type_style]) -> Iterator[Run]:
    """Text that stays; where its style changes it goes in the one and comes in the other."""
    for start, end in _stretches([one == other for one, other in zip(was, now, strict=True)]):
        if was[start] == now[start]:
            yield from _pieces(text[start:end], now[start:end], Track.KEPT)
        else:
            yield from _pieces(text[start:end], was[start:end], Track.REMOVED)
            yield from _pieces(text[start:end], now[start:end], Track.ADDED)


def _pieces(text: str, styles: list[type_style], track: Track) -> Iterator[Run]:
    for start, end in _stretches(styles):
        emphasis, strong = styles[start]
        yield Run(text[start:end], emphasis, strong, track)


def _stretches(values: Sequence[object]) -> Iterator[tuple[int, int]]:
    """The (start, end) of each stretch of equal values."""
    start = 0
    for at in range(1, len(values) + 1):
        if at == len(values) or values[at] != values[start]:
            yield start, at
            start = at
