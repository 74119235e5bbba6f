"""What recognition gives: the document, and everything that a person should look at."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from portulan.plandoc.document import PlanDocument
from portulan.plandoc.reading.source import Place, Remark

Effect = Mapping[str, Any]


class NoPlanFound(Exception):
    """The file was read, and holds no plan; `sentence` (French) says what was looked for. `tables` are those in
    which a person may see one, the likeliest first; none for a text."""

    def __init__(self, sentence: str, tables: "tuple[PlanTable, ...]" = ()) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.tables = tables


@dataclass(frozen=True, slots=True)
class ExcerptCell:
    """One cell of the source's row: its column's title, its text, and whether the doubt is about it."""

    title: str
    text: str
    focus: bool = False


@dataclass(frozen=True, slots=True)
class Proposal:
    """An answer: what the button says, and what it changes (see `decisions.apply`); no effect keeps things as
    they were understood."""

    label: str
    effects: tuple[Effect, ...] = ()


@dataclass(frozen=True, slots=True)
class Doubt:
    """What is unsure, in words. `subject` is the identity of the action it is about; `id` is the same for the
    same doubt about the same action. The first proposal is the one proposed. `role` names the column it is
    about."""

    id: str
    kind: str
    subject: str
    code: str
    question: str
    place: Place
    excerpt: tuple[ExcerptCell, ...]
    understood: tuple[tuple[str, str], ...]
    why: str
    proposals: tuple[Proposal, ...]
    role: str = ""


@dataclass(frozen=True, slots=True)
class ColumnReading:
    """What a column is taken for: `column` counts from 0, `role` is one of `columns.ROLES` or "extra" (kept under
    its title), `confidence` goes from 0 to 1, `reason` says from what; `samples` are its first cells."""

    column: int
    title: str
    role: str
    confidence: float
    reason: str
    samples: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PlanTable:
    """A table of the plan: what its columns are taken for, and its first rows, a text for each of them. `key`
    tells it, and those of the same titles, from the other tables of its file; `length` counts its rows."""

    columns: tuple[ColumnReading, ...]
    rows: tuple[tuple[str, ...], ...]
    place: Place
    key: str = ""
    length: int = 0


@dataclass(frozen=True, slots=True)
class SameBody:
    """Two spellings taken for one body, and the actions that use the second."""

    kept: str
    other: str
    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Leftover:
    """Text of the source that fits nowhere in the document. `nature` is "text", "markup" or "separator"."""

    text: str
    place: Place
    note: str
    nature: str = "text"


@dataclass(frozen=True, slots=True)
class Shares:
    """How many characters of the file, blanks apart, are in the document, left over as text, in its layout
    (bullets, column titles, page numbers, markup), and nowhere; `total` is how many were read."""

    in_fields: int = 0
    left_over: int = 0
    debris: int = 0
    lost: int = 0
    total: int = 0


@dataclass(frozen=True, slots=True)
class Recognition:
    """`structure` lists, for each character run that is neither in the document nor a leftover, what role it
    played (bullet, code, column title, list separator…): no character of the source is lost. `facts` are those
    of the source (see `Source`)."""

    document: PlanDocument
    doubts: tuple[Doubt, ...] = ()
    leftovers: tuple[Leftover, ...] = ()
    same_bodies: tuple[SameBody, ...] = ()
    remarks: tuple[Remark, ...] = ()
    structure: tuple[tuple[str, str], ...] = ()
    columns: tuple[ColumnReading, ...] = ()
    shares: Shares = Shares()
    tables: tuple[PlanTable, ...] = ()
    facts: Mapping[str, str] = field(default_factory=dict)
