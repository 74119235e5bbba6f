"""What somebody typed in Markdown (minutes, notes), as neutral blocks or as HTML that is safe to show."""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token

from portulan.typeset.page import BulletList, Look, Paragraph, Run

_RULES = ("image", "html_block", "html_inline")
"""What is left as it was typed: nothing is fetched, and no HTML of somebody else's is shown."""
_LEADS = re.compile(r"(https?://|mailto:)\S", re.IGNORECASE)


def html(text: str) -> str:
    """The text as HTML. What is HTML in it is shown as it was typed; headings become bold lines."""
    return str(_parser().render(text))


def blocks(text: str) -> tuple[Paragraph | BulletList, ...]:
    """The text as paragraphs and lists in `Look.PROSE`."""
    return tuple(_blocks(_parser().parse(text)))


def lines(text: str) -> list[str]:
    """The same as plain lines, one a paragraph or an item of a list, each item under its dash or its number."""
    marked = _lines(_parser().parse(text))
    return [f"{_bullet(marker)}{''.join(run.text for run in runs)}" for marker, runs in marked]


def _bullet(marker: str | None) -> str:
    return "– " if marker == "" else marker or ""


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False, "breaks": True}).disable(list(_RULES))
    parser.validateLink = _leads_somewhere  # type: ignore[method-assign, assignment]
    for kind in ("heading_open", "heading_close"):
        parser.add_render_rule(kind, _bold_line)
    parser.add_render_rule("link_open", _link)
    return parser


def _leads_somewhere(address: str) -> bool:
    """Links lead to the web or to an address; whatever else stands as it was typed."""
    return bool(_LEADS.match(address.strip()))


def _bold_line(_self: Any, tokens: Sequence[Token], at: int, _options: Any, _env: Any) -> str:
    return "<p><strong>" if tokens[at].nesting == 1 else "</strong></p>\n"


def _link(self: Any, tokens: Sequence[Token], at: int, options: Any, env: Any) -> str:
    tokens[at].attrSet("rel", "noopener noreferrer nofollow")
    return str(self.renderToken(tokens, at, options, env))


def _blocks(tokens: Sequence[Token]) -> Iterator[Paragraph | BulletList]:
    """Items that follow one another are one list; a numbered one is a paragraph, under its number."""
    items: list[Paragraph] = []
    for marker, runs in _lines(tokens):
        if marker == "":
            items.append(Paragraph(runs, Look.PROSE))
            continue
        if items:
            yield BulletList(tuple(items))
            items = []
        yield Paragraph((*((Run(marker),) if marker else ()), *runs), Look.PROSE)
    if items:
        yield BulletList(tuple(items))


def _lines(tokens: Sequence[Token]) -> Iterator[tuple[str | None, tuple[Run, ...]]]:
    """Each line with what stands before it: "1. " in a numbered list, nothing in another, None outside of lists.
    What follows the first paragraph of an item is a line of its own."""
    markers: list[str] = []
    heading = False
    for token in tokens:
        if token.type == "list_item_open":
            markers.append(f"{token.info}. " if token.info else "")
        elif token.type == "list_item_close":
            markers.pop()
        elif token.type.startswith("heading"):
            heading = token.nesting == 1
        elif runs := _said(token, strong=heading):
            yield (markers[-1] if markers else None), runs


def _said(token: Token, *, strong: bool) -> tuple[Run, ...]:
    if token.type in ("code_block", "fence"):
        return (Run(token.content.rstrip("\n")),)
    if token.type != "inline":
        return ()
    return tuple(_runs(token.children or (), strong))


def _runs(tokens: Sequence[Token], strong: bool) -> Iterator[Run]:
    bold, slanted, address = int(strong), 0, ""
    for token in tokens:
        match token.type:
            case "strong_open" | "strong_close":
                bold += token.nesting
            case "em_open" | "em_close":
                slanted += token.nesting
            case "softbreak" | "hardbreak":
                yield Run("\n")
            case "link_open":
                address = str(token.attrGet("href") or "")
            case "link_close":
                yield from _behind(address)
                address = ""
            case _:
                address = "" if token.content in (address, address.removeprefix("mailto:")) else address
                yield Run(token.content, emphasis=slanted > 0, strong=bold > 0)


def _behind(address: str) -> Iterator[Run]:
    """Where a link leads, on paper too."""
    if address:
        yield Run(f" ({address})")
