"""A plan given as our own canonical JSON: cleaned, bounded, and each of its texts in the document or left over."""

import json
import re
import uuid
from collections import Counter, deque
from collections.abc import Iterable, Iterator
from pathlib import PurePath
from typing import Any

from portulan.plandoc import jsonfile
from portulan.plandoc.document import PlanDocument
from portulan.plandoc.reading import limits, shown_as
from portulan.plandoc.reading.source import Place, Unreadable
from portulan.plandoc.recognition import bodies
from portulan.plandoc.recognition.findings import Leftover, NoPlanFound, Recognition, Shares
from portulan.plandoc.recognition.nodes import NAMESPACE
from portulan.plandoc.sentences import say

_DEPTH = 120  # values inside one another: some sixty objectives
_YEARS = range(1900, 2200)
_LANGUAGE = re.compile(r"[a-z]{2}(-[A-Z]{2})?")
_UNSEEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_ALONE = re.compile(r"[\ud800-\udfff]")
_NO_TEXT = frozenset({"id", "format"})
# The longest that the columns of a plan take, by key; other texts are as long as they are.
_LONGEST = {"code": 30, "label": 200, "name": 200, "short_title": 40, "edition": 200, "organisation": 200}

Leaf = tuple[str, str, Any]  # its place, its key, its value


def is_canonical(name: str, data: bytes) -> bool:
    """Whether this file is, or says that it is, JSON."""
    start = data[:200].removeprefix(b"\xef\xbb\xbf").lstrip()
    return start[:1] in b"{[" and (PurePath(name).suffix.lower() == ".json" or b'"portulan-plan/' in start)


def recognised(name: str, data: bytes) -> Recognition:
    """The plan in this JSON. Raises Unreadable with a place, and NoPlanFound where it holds no action."""
    if len(data) > limits.MAX_BYTES:
        raise limits.too_large()
    raw = _parsed(shown_as(name), data)
    jsonfile.leave_out_tracking(raw)
    leaves = list(_cleaned(shown_as(name), raw))
    try:
        _give_identities(raw)
        document = jsonfile.from_json(raw)
        _check(document, leaves)
    except jsonfile.NotAPlanFile as error:
        raise _not_a_plan(shown_as(name), error) from error
    if not any(document.actions()):
        raise NoPlanFound(say("Ce fichier JSON est bien un plan de Portulan, mais il ne contient aucune action."))
    leftovers = tuple(_left_over(leaves, document))
    return Recognition(
        document=document,
        leftovers=leftovers,
        same_bodies=tuple(bodies.same_bodies(document)),
        shares=_shares(leaves, document, leftovers),
    )


def _parsed(name: str, data: bytes) -> Any:
    try:
        return json.loads(data.decode("utf-8-sig"), object_pairs_hook=_all_kept)
    except (ValueError, RecursionError) as error:
        raise Unreadable(
            "not_json",
            say(
                "« {name} » n’est pas du JSON complet : il a peut-être été coupé ou modifié à la main. Exportez à "
                "nouveau le plan depuis Portulan.",
                name=name,
            ),
        ) from error


def _all_kept(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """A key that stands twice keeps both values; the first one under a name that no format knows."""
    found: dict[str, Any] = {}
    for written, value in pairs:
        key = _clean(written)
        if key in found:
            found[f"{key} ({len(found)})"] = found[key]
        found[key] = value
    return found


def _clean(text: str) -> str:
    """Without signs that nobody sees and no database keeps; as long as it was."""
    return _ALONE.sub("\ufffd", _UNSEEN.sub(" ", text))


def _cleaned(name: str, raw: Any) -> Iterator[Leaf]:
    """Its texts without signs that nobody sees, in place; each value that holds no other, and where it stands."""
    waiting: list[tuple[Any, str, str, int]] = [(raw, "", "", 0)]
    seen = 0
    while waiting:
        held, place, key, depth = waiting.pop()
        seen += 1
        if seen > 4 * limits.MAX_CELLS:
            raise limits.too_many_cells(name)
        if depth > _DEPTH:
            raise limits.tangled(name)
        if not isinstance(held, dict | list):
            yield place, key, held
            continue
        parts = held.items() if isinstance(held, dict) else enumerate(held)
        for own, value in [*parts]:
            if isinstance(value, str):
                held[own] = value = _clean(value)
            at = f"{place}[{own}]" if isinstance(held, list) else f"{place}.{own}".lstrip(".")
            waiting.append((value, at, key if isinstance(held, list) else str(own), depth + 1))


def _give_identities(raw: Any) -> None:
    """Each row has an identity of its own: where one is missing, or stands twice, it gets one from its place."""
    known: set[str] = set()
    waiting: deque[tuple[Any, str]] = deque([(raw, "")])
    while waiting:
        row, place = waiting.popleft()
        if not isinstance(row, dict):
            continue
        own = row.get("id", "")
        if place and isinstance(own, str) and (not own or own in known or len(own) > 100):
            row["id"] = own = str(uuid.uuid5(NAMESPACE, f"json {place}"))
        known.add(str(own))
        for name in ("objectives", "actions", "expected_results"):
            below = row.get(name)
            rows = below if isinstance(below, list) else []
            waiting += [(one, f"{place} {name} {rank}") for rank, one in enumerate(rows)]


def _check(document: PlanDocument, leaves: Iterable[Leaf]) -> None:
    """What the format allows and a plan cannot hold. Raises NotAPlanFile."""
    first, last = document.period.starts, document.period.ends
    if any(year is not None and year not in _YEARS for year in (first, last)):
        raise jsonfile.NotAPlanFile("period is not made of years")
    if first is not None and last is not None and last < first:
        raise jsonfile.NotAPlanFile("period ends before it starts")
    if not _LANGUAGE.fullmatch(document.language):
        raise jsonfile.NotAPlanFile("language is no language")
    for action in document.actions():
        deadline = action.deadline
        if deadline.starts and deadline.due and deadline.due < deadline.starts:
            raise jsonfile.NotAPlanFile("deadline ends before it starts")
    for place, key, value in leaves:
        if isinstance(value, str) and len(value) > _longest(place, key):
            raise jsonfile.NotAPlanFile(f"{place} is too long")


def _longest(place: str, key: str) -> float:
    if place == "title":
        return 300
    return 100 if place.endswith("deadline.text") else _LONGEST.get(key, float("inf"))


def _left_over(leaves: Iterable[Leaf], document: PlanDocument) -> Iterator[Leftover]:
    """The values that no field of the format takes."""
    kept = Counter(str(value) for _place, _key, value in _told(jsonfile.to_json(document)))
    for place, _key, value in sorted(_texts(leaves)):
        if kept[str(value)]:
            kept[str(value)] -= 1
        elif str(value).strip():
            yield Leftover(str(value), Place(place), say("hors des champs d’un plan"))


def _shares(leaves: Iterable[Leaf], document: PlanDocument, leftovers: Iterable[Leftover]) -> Shares:
    """What was read, as `shares` counts it: blanks apart."""
    read = _characters(str(value) for _place, _key, value in _texts(leaves))
    left = _characters(one.text for one in leftovers)
    kept = _characters(str(value) for _place, _key, value in _told(jsonfile.to_json(document)))
    lost = (read - kept - left).total()
    return Shares(read.total() - left.total() - lost, left.total(), 0, lost, read.total())


def _told(raw: Any) -> Iterator[Leaf]:
    yield from _texts(_cleaned("", raw))


def _texts(leaves: Iterable[Leaf]) -> Iterator[Leaf]:
    return (one for one in leaves if one[1] not in _NO_TEXT and one[2] is not None)


def _characters(texts: Iterable[str]) -> Counter[str]:
    return Counter("".join("".join(texts).split()))


def _not_a_plan(name: str, error: jsonfile.NotAPlanFile) -> Unreadable:
    if not error.place:
        return Unreadable(
            "not_a_plan",
            say(
                "« {name} » est du JSON, mais pas un plan. Exportez le plan depuis Portulan en JSON, ou déposez "
                "le document lui-même.",
                name=name,
            ),
        )
    return Unreadable(
        "not_a_plan",
        say(
            "« {name} » est du JSON, mais pas un plan que Portulan lit : « {place} » n’a pas la forme attendue. "
            "Exportez le plan depuis Portulan en JSON, ou déposez le document lui-même.",
            name=name,
            place=error.place[:80],
        ),
    )
