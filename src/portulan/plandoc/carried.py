"""What the table of a plan does not show, given back to a plan that was read from its own file.

Our Word files and our workbooks carry the plan as canonical JSON beside the text. The text that people see is
always what counts: of the carried plan, only what the table cannot say is taken, and only where identities agree.
"""

import base64
import contextlib
import re
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from portulan.plandoc import jsonfile
from portulan.plandoc.deadline import Deadline
from portulan.plandoc.document import Action, ExpectedResult, Objective, PlanDocument, Responsible
from portulan.plandoc.text import Wording

AnyRow = TypeVar("AnyRow", Objective, Action)

NAME, OLDER = "plan", "older plan"
SHEET = "_portulan"  # of a workbook, hidden
MARKS = "Portulan"  # the title of the hidden column that holds the identities of rows
MARK = re.compile(r"_ptl_([0-9a-f]{32})(?:_\d{1,2})?")  # a second one of the same identity has a number
_SIGN = "portulan-carried/1"
_PIECE = 30_000  # characters that a cell takes for sure
_LARGEST = 20 * 1024 * 1024


def carried(document: PlanDocument, older: PlanDocument | None = None) -> Mapping[str, str]:
    """What a file carries for whoever reads it back, by name; one with tracked changes has its `older` edition."""
    facts = {NAME: jsonfile.compact(document)}
    return facts if older is None else {**facts, OLDER: jsonfile.compact(older)}


def restored(document: PlanDocument, facts: Mapping[str, str]) -> PlanDocument:
    """The plan that was read, with what the file carried; as it was read where the file carried nothing usable. Of
    two editions, each row takes what the one says that it agrees with, of both the newer."""
    editions = list(_editions(facts))
    if not editions:
        return document
    origin = next((one for one in editions if one.title == document.title), editions[0])
    known = _Known(
        [{objective.id: objective for objective in one.walk()} for one in editions],
        [{action.id: action for action in one.actions()} for one in editions],
    )
    return replace(
        document,
        language=origin.language,
        columns=origin.columns if origin.columns.items() <= document.columns.items() else document.columns,
        period=origin.period if origin.title == document.title else document.period,
        objectives=tuple(known.objective(objective) for objective in document.objectives),
    )


def mark(identity: str) -> str:
    """How the identity of a row is written where no reader sees it; empty for one that is no UUID."""
    written = f"_ptl_{identity.replace('-', '')}"
    return written if MARK.fullmatch(written) else ""


def packed(facts: Mapping[str, str]) -> list[str]:
    """The cells of one column that hold these facts: letters that no spreadsheet touches."""
    cells = [_SIGN]
    for name, text in facts.items():
        written = base64.b64encode(zlib.compress(text.encode(), 9)).decode()
        cells += [f"{name}:{written[at : at + _PIECE]}" for at in range(0, len(written), _PIECE)]
    return cells


def unpacked(cells: Iterable[str]) -> dict[str, str]:
    """The facts that these cells hold; none where they are damaged, or hold something else."""
    sign, *pieces = [*cells] or [""]
    if sign != _SIGN:
        return {}
    written: dict[str, str] = {}
    for name, _colon, piece in (one.partition(":") for one in pieces):
        written[name] = written.get(name, "") + piece
    try:
        return {name: _inflated(base64.b64decode(one, validate=True)) for name, one in written.items()}
    except (ValueError, zlib.error):
        return {}


def is_packed(cells: Iterable[str]) -> bool:
    """Whether these are the cells of `packed`, damaged or not."""
    return next(iter(cells), "") == _SIGN


def _inflated(data: bytes) -> str:
    opened = zlib.decompressobj()
    text = opened.decompress(data, _LARGEST)
    if opened.unconsumed_tail:
        raise ValueError("larger than any plan")
    return text.decode()


def _editions(facts: Mapping[str, str]) -> Iterator[PlanDocument]:
    for name in (NAME, OLDER):
        with contextlib.suppress(jsonfile.NotAPlanFile):
            yield jsonfile.loads(facts.get(name, ""))


@dataclass(frozen=True, slots=True)
class _Known:
    """What each carried plan says of each identity, the newer first."""

    objectives: Sequence[Mapping[str, Objective]]
    actions: Sequence[Mapping[str, Action]]

    def objective(self, read: Objective) -> Objective:
        origin = _agreeing(read, self.objectives, _shown) or read
        parted = (read.label, read.code) != (origin.label, origin.code)
        same = read.title == origin.title or _same(_shown(read), _shown(origin))
        named = origin if parted and same else read
        return replace(
            read,
            code=named.code,
            label=named.label,
            title=_wording(read.title, origin.title) if named is read else origin.title,
            short_title=origin.short_title,
            objectives=tuple(self.objective(child) for child in read.objectives),
            actions=tuple(self.action(action) for action in read.actions),
        )

    def action(self, read: Action) -> Action:
        origin = _agreeing(read, self.actions, _row)
        if origin is None:
            return read
        shown = f"{read.code}.{read.text}" if read.code else read.text.plain
        parted = read.code != origin.code and _same(shown, f"{origin.code}.{origin.text}")
        return replace(
            read,
            code=origin.code if parted else read.code,
            text=origin.text if parted else _wording(read.text, origin.text),
            short_title=origin.short_title,
            responsibles=_responsibles(read, origin),
            deadline=_deadline(read.deadline, origin.deadline),
            expected_results=_results(read, origin),
            priority=origin.priority,
            state=origin.state,
        )


def _agreeing(
    read: AnyRow, editions: Sequence[Mapping[str, AnyRow]], shown: Callable[[AnyRow], str]
) -> AnyRow | None:
    """The row of the first edition that shows what was read, else that of the first one that has it."""
    known = [edition[read.id] for edition in editions if read.id in edition]
    return next(
        (one for one in known[1:] and known if _same(shown(one), shown(read))), known[0] if known else None
    )


def _row(action: Action) -> str:
    """What the table shows of an action."""
    names = (one.name for one in action.responsibles)
    results = (one.text.plain for one in action.expected_results)
    shown = (action.code, ".", action.text.plain, *names, action.deadline.text, *results, *action.recommendations)
    return "\n".join(shown)


def _shown(objective: Objective) -> str:
    end = "" if objective.label or not objective.code else "."
    return f"{objective.label}{objective.code}{end}{objective.title}"


def _same(one: str, other: str) -> bool:
    """Whether two texts differ at most by blanks and colons: by where the code ends and the title begins."""
    return re.sub(r"[\s:]", "", one) == re.sub(r"[\s:]", "", other)


def _responsibles(read: Action, origin: Action) -> tuple[Responsible, ...]:
    roles = {one.name: one.role for one in origin.responsibles}
    return tuple(replace(one, role=roles.get(one.name, one.role)) for one in read.responsibles)


def _deadline(read: Deadline, origin: Deadline) -> Deadline:
    """A workspace may set when its academic year begins: its days hold as long as the text is the same."""
    return origin if origin.text == read.text else read


def _results(read: Action, origin: Action) -> tuple[ExpectedResult, ...]:
    known = {result.id: result for result in origin.expected_results}
    return tuple(
        replace(one, text=_wording(one.text, known[one.id].text), kind=known[one.id].kind)
        if one.id in known
        else one
        for one in read.expected_results
    )


def _wording(read: Wording, origin: Wording) -> Wording:
    """The carried wording where both say the same: reading tidies blanks and takes whole italics for a style."""
    tidied = Wording.from_pieces(origin.pieces())
    return origin if tidied in (read, Wording.from_pieces(read.pieces())) else read
