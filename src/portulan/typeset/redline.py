"""Two editions of one document as one tree, that says what went and what came."""

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import replace

from portulan.plandoc.comparison.redline import Tracking
from portulan.plandoc.comparison.steps import steps
from portulan.typeset.page import (
    Block,
    BulletList,
    Document,
    Heading,
    KeyValues,
    Paragraph,
    Table,
    Track,
)
from portulan.typeset.redline_lines import merged_lines, merged_text, tracked_text
from portulan.typeset.redline_tables import merged_table, whole_row


def redline(older: Document, newer: Document, tracking: Tracking) -> Document:
    """The newer document with what went and what came since the older one: all accepted it is the newer one, all
    rejected the older one, but for its running lines and facts. Things that carry the same mark are one."""
    return replace(newer, blocks=tuple(_merged(older.blocks, newer.blocks)), tracking=tracking)


def _merged(old: Sequence[Block], new: Sequence[Block]) -> Iterator[Block]:
    for at, to in steps(_keys(old), _keys(new)):
        if at is not None and to is not None:
            yield from _merged_block(old[at], new[to])
        elif at is not None:
            yield _whole(old[at], Track.REMOVED)
        elif to is not None:
            yield _whole(new[to], Track.ADDED)


def _keys(blocks: Sequence[Block]) -> list[Hashable]:
    """What each block is: a heading by its mark, what leads to it or follows it by its neighbour."""
    keys: list[Hashable] = []
    above = ""
    for at, block in enumerate(blocks):
        after = blocks[at + 1] if at + 1 < len(blocks) else None
        if isinstance(block, Heading):
            above = block.mark or block.text
            keys.append((Heading, block.level, above))
        elif isinstance(block, Paragraph) and not block.mark and isinstance(after, Heading):
            keys.append((Paragraph, block.look, after.mark or after.text))
        elif isinstance(block, Paragraph):
            keys.append((Paragraph, block.look, block.mark))
        else:
            keys.append((type(block), above))
    return keys


def _merged_block(old: Block, new: Block) -> Iterator[Block]:
    match old, new:
        case Paragraph() | Heading(), Paragraph() | Heading():
            yield merged_text(old, new)
        case BulletList(), BulletList():
            yield from merged_lines([old], [new], closed=False)
        case KeyValues(), KeyValues():
            yield _merged_pairs(old, new)
        case Table(), Table():
            yield merged_table(old, new)
        case _:
            yield new


def _merged_pairs(old: KeyValues, new: KeyValues) -> KeyValues:
    pairs, tracks = [], [Track.KEPT]
    for at, to in steps(old.pairs, new.pairs):
        pairs.append(new.pairs[to] if to is not None else old.pairs[at or 0])
        tracks.append(Track.REMOVED if to is None else Track.ADDED if at is None else Track.KEPT)
    return replace(new, pairs=tuple(pairs), tracks=tuple(tracks))


def _whole(block: Block, track: Track) -> Block:
    """A block that stands in one edition only."""
    match block:
        case Paragraph() | Heading():
            return tracked_text(block, track)
        case BulletList():
            return BulletList(tuple(tracked_text(item, track) for item in block.items))
        case KeyValues():
            return replace(block, tracks=(track,) * (1 + len(block.pairs)))
        case Table():
            rows = tuple(whole_row(row, track) for row in block.rows)
            return replace(block, rows=rows, track=track)
    return block
