"""Which paragraphs are headings, where their styles do not say so."""

from collections.abc import Sequence
from dataclasses import replace

from portulan.plandoc.reading.source import Block, Paragraph
from portulan.plandoc.recognition.labels import labelled, names_objective


def with_levels(blocks: Sequence[Block]) -> list[Block]:
    """Where no paragraph is a heading, those that are wholly bold are; the first one is above the others."""
    strong = [
        at
        for at, one in enumerate(blocks)
        if isinstance(one, Paragraph)
        and not one.bullet
        and not one.place.part
        and 2 < len(one.text.strip()) <= 200
        and all(run.strong for run in one.runs if run.text.strip())
        and not one.text.rstrip().endswith((".", ";", ":"))
    ]
    if len(strong) < 2 or any(
        isinstance(one, Paragraph) and (one.level or names_objective(one.wording.plain)) for one in blocks
    ):
        return list(blocks)
    levels = {at: 1 if at == strong[0] else 2 for at in strong}
    return [
        replace(one, level=levels[at]) if at in levels and isinstance(one, Paragraph) else one
        for at, one in enumerate(blocks)
    ]


def title_apart(blocks: Sequence[Block]) -> list[Block]:
    """A heading that stands alone above all others is the title of the document."""
    headings = [one for one in blocks if isinstance(one, Paragraph) and one.level and one.text.strip()]
    levels = [one.level for one in headings]
    if len(headings) == 1 and _opens(headings[0], blocks):
        return [replace(one, level=0, style="Title") if one is headings[0] else one for one in blocks]
    if len(headings) < 2 or levels[0] != min(levels) or levels.count(levels[0]) > 1 or headings[0].marks:
        return list(blocks)
    return [replace(one, level=0, style="Title") if one is headings[0] else one for one in blocks]


def _opens(heading: Paragraph, blocks: Sequence[Block]) -> bool:
    """Whether a heading is the first text of its document, of the first level, and names no objective by a number
    or a word of the plan."""
    first = next((one for one in blocks if not isinstance(one, Paragraph) or one.text.strip()), None)
    return first is heading and heading.level == 1 and not heading.marks and not labelled(heading.wording.plain)
