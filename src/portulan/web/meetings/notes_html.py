"""Notes are Markdown, as little of it as people type in a meeting: how they are read, as safe HTML."""

import re
from functools import lru_cache

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

from portulan.web.templatetags.ui import typo

_LEADS = re.compile(r"(https?://|mailto:)\S", re.IGNORECASE)
_NOT_READ = (
    "image", "html_block", "html_inline", "heading", "lheading", "code", "fence", "backticks", "hr", "reference",
    "entity",
)  # fmt: skip


@lru_cache(maxsize=512)
def html(notes: str) -> SafeString:
    """The notes as they are read, their typography set; what is not understood stands as it was typed."""
    return mark_safe(str(_writer().render(notes)))


@lru_cache(maxsize=1)
def _writer() -> MarkdownIt:
    """Paragraphs, lists, quotations, bold, italic, links to the web or to an address; a line that ends is a line
    that ends. No HTML, no pictures, no titles (those of the items are enough): they stand as they were typed."""
    writer = MarkdownIt("commonmark", {"html": False, "breaks": True}).disable(list(_NOT_READ))
    writer.validateLink = _leads_somewhere  # type: ignore[method-assign, assignment]
    writer.add_render_rule("text", _text)
    writer.add_render_rule("link_open", _link)
    return writer


def _leads_somewhere(address: str) -> bool:
    return bool(_LEADS.match(address.strip()))


def _text(renderer: RendererHTML, tokens: list[Token], at: int, options: OptionsDict, env: EnvType) -> str:
    return escape(typo(tokens[at].content))


def _link(renderer: RendererHTML, tokens: list[Token], at: int, options: OptionsDict, env: EnvType) -> str:
    tokens[at].attrSet("rel", "noopener noreferrer")
    return renderer.renderToken(tokens, at, options, env)
