"""What one cell says: an action's code and text, names, a deadline, results, recommendations."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from portulan.plandoc.document import ResultKind
from portulan.plandoc.names import unglued
from portulan.plandoc.reading.source import Cell, Paragraph, Run
from portulan.plandoc.recognition.account import Account
from portulan.plandoc.recognition.codes import CODE, Coding
from portulan.plandoc.recognition.lists import Separators
from portulan.plandoc.recognition.posts import are_two
from portulan.plandoc.text import Wording, fold

_NO_SEPARATORS, _PLAIN, WIDE = Separators(), Coding(), Coding(wide=True)
_REFERENCE = re.compile(r"(?:[^\W\d_]{1,15}\.?\s?)?(?:n°\s?)?\d{1,3}(?:\.\d{1,3})*[a-z]?")
_BULLET = re.compile(r"\s*[-–•◦▪‣·●○■➢✓*]\s+")
_JOINTS = re.compile(r"\s*[,/+&]\s*|\s+(?:et|and|en|und|y|e)\s+")
_ACRONYM = re.compile(r"[A-ZÀ-Ý][A-ZÀ-Ý0-9]{1,7}")
_OPEN_END = re.compile(
    r"(?:\b(?:d[eu]s?|la|les?|l'|d'|et|en|au|aux|a|par|pour|sur|of|the|and|in|for|to|with|van|het|een|voor|"
    r"op|y|el|los|"
    r"e|o|do|da|dos|das|com|con|por)|[,(])\s*$"
)
_INNER_DASH = re.compile(r"\s+[-–•]\s+")

_KINDS: tuple[tuple[ResultKind, re.Pattern[str]], ...] = (
    (ResultKind.MINUTES, re.compile(r"\b(pv|proces-verbal|proces-verbaux|minutes|compte-rendu|comptes-rendus)\b")),
    (ResultKind.COUNT, re.compile(r"^(nombre|nb|number|taux|pourcentage|rate|aantal)\b|\bnombre de\b")),
    (ResultKind.SURVEY, re.compile(r"\b(questionnaires?|enquetes?|sondages?|survey)\b")),
    (ResultKind.LINK, re.compile(r"\b(liens?|site web|drive|onglet|newsletters?|posts?|canaux|links?|website)\b")),
    (
        ResultKind.EVENT,
        re.compile(
            r"\b(invitations?|organisation d|rencontres?|evenements?|colloques?|organises?|mobilites?|events?)\b"
        ),
    ),
    (ResultKind.STATE, re.compile(r"\b(integration|integrant|participation|mis en|mise en|signees?|realise)")),
)


def coded(wording: Wording, account: Account, how: Coding = _PLAIN) -> tuple[str, Wording]:
    """The code that a text begins with, without its label and its end, and the text after it. `how` says whether
    codes with letters ("A.2", "IV.", "OS1") or after a word ("Fiche 3 –") are likely here."""
    match = how.match(wording.plain)
    if not match:
        return "", wording
    for part in ("label", "end"):
        if match.groupdict().get(part):
            account.role(match[part], "label" if part == "label" else "code end")
    return match["code"], cut(wording, match.end())


def begins_with_code(text: str) -> bool:
    return bool(CODE.match(text))


def cut(wording: Wording, start: int, end: int | None = None) -> Wording:
    """Part of a wording, with its emphasis; what is then wholly emphasised is style."""
    pieces, at = [], 0
    end = len(wording.plain) if end is None else end
    for piece, emphasised in wording.pieces():
        low, high = max(start - at, 0), min(end - at, len(piece))
        if low < high:
            pieces.append((piece[low:high], emphasised))
        at += len(piece)
    return Wording.from_pieces(pieces)


def whole(cell: Cell) -> Wording:
    """The cell's paragraphs as one wording."""
    pieces: list[tuple[str, bool]] = []
    for paragraph in cell.paragraphs:
        pieces += [(" ", False), *((run.text, run.emphasis) for run in paragraph.runs)]
    return Wording.from_pieces(pieces)


def lines(cell: Cell, account: Account) -> list[tuple[Wording, Paragraph]]:
    """The cell's lines, without bullets. A dash between two items parts them only in a cell whose first line
    begins with one and whose paragraphs are not told apart."""
    found: list[tuple[Wording, Paragraph]] = []
    for paragraph in _unwrapped(cell.paragraphs):
        for wording in _hard_lines(paragraph):
            bullet = _BULLET.match(wording.plain)
            if paragraph.bullet and not paragraph.computed and not (paragraph.bullet == "•" and bullet):
                account.role(paragraph.bullet, "bullet")
            if bullet:
                account.role(bullet[0], "bullet")
                wording = cut(wording, bullet.end())
            parts = _parted(wording, account) if bullet and len(cell.paragraphs) == 1 else [wording]
            found += [(part, paragraph) for part in parts if part]
    return found


def _unwrapped(paragraphs: Sequence[Paragraph]) -> list[Paragraph]:
    """Where the file does not tell a new paragraph from a line that wrapped, one that begins small, or follows a
    word that links, goes on with the one before."""
    found: list[Paragraph] = []
    for one in paragraphs:
        text = one.text.strip()
        loose = bool(found) and not one.hard and not one.bullet and bool(text)
        if loose and (text[0].islower() or _OPEN_END.search(fold(found[-1].text))):
            found[-1] = replace(found[-1], runs=(*found[-1].runs, Run(" "), *one.runs))
        else:
            found.append(one)
    return found


def unparted(cell: Cell) -> Cell:
    """The cell with the paragraphs joined that may be one: a name is too short to tell a line that wrapped by."""
    found: list[Paragraph] = []
    for one in cell.paragraphs:
        if one.loose and found:
            found[-1] = _joined(found[-1], one)
        else:
            found.append(one)
    return replace(cell, paragraphs=tuple(found))


def _joined(one: Paragraph, other: Paragraph) -> Paragraph:
    """Two paragraphs as one, its line ends known where both know theirs."""
    at = len(one.text) + 1
    breaks = None
    if one.breaks is not None and other.breaks is not None:
        breaks = (*one.breaks, at, *(at + own for own in other.breaks))
    return replace(one, runs=(*one.runs, Run(" "), *other.runs), breaks=breaks)


def at_seams(paragraph: Paragraph, seams: Sequence[int]) -> Iterator[Paragraph]:
    """The paragraph parted at these places of its text."""
    starts = [0, *seams, len(paragraph.text)]
    for start, end in pairwise(starts):
        runs: list[Run] = []
        at = 0
        for run in paragraph.runs:
            low, high = max(start - at, 0), min(end - at, len(run.text))
            if low < high:
                runs.append(replace(run, text=run.text[low:high]))
            at += len(run.text)
        yield replace(paragraph, runs=tuple(runs), seams=(), joints=())


def _by_posts(cell: Cell) -> Cell:
    """The cell as one of names: where the file does not tell whether a line goes on, it ended only if a post or a
    team is named before and after it."""
    found: list[Paragraph] = []
    for one in cell.paragraphs:
        if one.loose and found and not _are_posts(found[-1].text, one.text):
            found[-1] = _joined(found[-1], one)
        else:
            ends = (0, *one.seams, len(one.text))
            own = [
                seam
                for before, seam, after in zip(ends, ends[1:], ends[2:], strict=False)
                if _are_posts(one.text[before:seam], one.text[seam:after])
            ]
            found += at_seams(one, own) if own else [one]
    return replace(cell, paragraphs=tuple(found))


def _are_posts(before: str, after: str) -> bool:
    before, after = before.strip(), after.strip()
    return are_two(before, after) and after[:1].isupper() and not _OPEN_END.search(before.lower())


def _hard_lines(paragraph: Paragraph) -> Iterable[Wording]:
    pieces: list[list[tuple[str, bool]]] = [[]]
    for run in paragraph.runs:
        first, *rest = run.text.split("\n")
        pieces[-1].append((first, run.emphasis))
        pieces += [[(line, run.emphasis)] for line in rest]
    return [wording for one in pieces if (wording := Wording.from_pieces(one))]


def _parted(wording: Wording, account: Account) -> list[Wording]:
    parts, at = [], 0
    for match in _INNER_DASH.finditer(wording.plain):
        account.role(match[0], "bullet")
        parts.append(cut(wording, at, match.start()))
        at = match.end()
    return [*parts, cut(wording, at)]


def items(wording: Wording, account: Account) -> list[Wording]:
    """The results of a line, that semicolons part."""
    parts: list[Wording] = []
    at = 0
    for match in re.finditer(r"\s*;\s*", wording.plain):
        account.role(";", "separator")
        parts.append(cut(wording, at, match.start()))
        at = match.end()
    return [part for part in (*parts, cut(wording, at)) if part]


def references(text: str, account: Account) -> list[str]:
    """ "R1, R3" are two references; anything else stays whole."""
    parts = re.split(r"\s*[,;/]\s*|\s+(?:et|and|en|y|e)\s+", text)
    if len(parts) < 2 or not all(_REFERENCE.fullmatch(part) for part in parts):
        return [text]
    for joint in re.findall(r"[,;/]|\s(?:et|and|en|y|e)\s", text):
        account.role(joint, "separator")
    return parts


def names(
    cell: Cell, alone: Iterable[str], account: Account, separators: Separators = _NO_SEPARATORS
) -> list[str]:
    """The bodies a cell names: its lines; semicolons part them, and so do the separators of its column, and what
    stands alone elsewhere where the file does not tell lines apart."""
    alone = frozenset(alone)
    found: list[str] = []
    for wording, paragraph in lines(_by_posts(cell), account):
        pieces = [
            one
            for piece in _semicolons(wording.plain, account)
            for one in _parted_names(piece, separators, alone, account)
        ]
        for piece in pieces:
            parts = _known_names(piece, alone, account)
            found += parts if len(parts) > 1 or paragraph.hard else _unglued(piece, alone, paragraph)
    return found


def _unglued(text: str, alone: frozenset[str], paragraph: Paragraph) -> list[str]:
    """Its names, told apart only where a line begins, if the file tells lines."""
    parts = unglued(text, alone)
    if paragraph.breaks is None or len(parts) < 2:
        return parts
    whole = paragraph.text
    begun = {whole[at:].lstrip()[:12] for at in paragraph.breaks}
    found: list[str] = []
    for part in parts:
        if found and not any(one and (part.startswith(one) or one.startswith(part)) for one in begun):
            found[-1] = f"{found[-1]} {part}"
        else:
            found.append(part)
    return found if len(found) > 1 else [text]


def _known_names(text: str, alone: frozenset[str], account: Account) -> list[str]:
    """ "CP, CS et CEP" are three names where each of them stands alone elsewhere or is an acronym."""
    parts = _JOINTS.split(text)
    if len(parts) < 2 or not all(part in alone or _ACRONYM.fullmatch(part) for part in parts):
        return [text]
    for joint in _JOINTS.findall(text):
        account.role(joint, "separator")
    return parts


def _parted_names(text: str, separators: Separators, alone: frozenset[str], account: Account) -> list[str]:
    parts = separators.parted(text)
    if len(parts) < 2:
        return [text]
    account.role("".join(_left_out(text, parts)), "separator")
    return parts


def _left_out(text: str, parts: Sequence[str]) -> Iterator[str]:
    at = 0
    for part in parts:
        start = text.index(part, at)
        yield text[at:start]
        at = start + len(part)
    yield text[at:]


def _semicolons(text: str, account: Account) -> list[str]:
    parts = [part.strip() for part in text.split(";")]
    for _ in parts[1:]:
        account.role(";", "separator")
    return [part for part in parts if part]


def result_kind(text: str) -> ResultKind:
    """What an expected result is, from its words."""
    folded = fold(text)
    return next((kind for kind, pattern in _KINDS if pattern.search(folded)), ResultKind.DOCUMENT)
