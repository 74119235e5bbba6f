"""An institution's own Word template: what it may name, whether it is right, and filling it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from portulan.typeset import docx
from portulan.typeset.page import Document, Logo


@dataclass(frozen=True, slots=True)
class Told:
    """What a template is filled with: the context of its kind (dicts, lists, strings), the document whose body it
    may take, at most two logos."""

    context: Mapping[str, Any]
    document: Document
    logos: tuple[Logo, ...] = ()


@dataclass(frozen=True, slots=True)
class InTemplate:
    """Takes the place of a format where a report is to be written in a template; `fill` gives the bytes of a file
    of that type. A report knows neither where the template is kept, nor in which process it is filled."""

    fill: Callable[[Told], bytes]
    media_type: str = docx.MEDIA_TYPE
    suffix: str = "docx"
