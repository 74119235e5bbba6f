"""What the lines that name an objective say, brought from one name to another."""

from portulan.plandoc.document import Objective
from portulan.plandoc.word.cells import said_all
from portulan.plandoc.word.ink import Ink, look_of, type_piece
from portulan.plandoc.word.places import ObjectivePlace


def written(ink: Ink, place: ObjectivePlace, was: Objective, now: Objective) -> None:
    """Rewrite the lines of an objective, touching only the words that changed."""
    whole = said_all(place.named)
    if place.titled:
        ink.rewrite(place.named, [(_announced(whole, was, now), False)], look_of(place.named[0]))
        ink.rewrite(place.titled, now.title.pieces(), look_of(place.titled[0]))
        return
    at = whole.find(was.title.plain) if was.title else -1
    before, after = (whole[:at], whole[at + len(was.title.plain) :]) if at >= 0 else (f"{was.code}. ", "")
    pieces: list[type_piece] = [(_announced(before, was, now), False), *now.title.pieces(), (after, False)]
    ink.rewrite(place.named, [one for one in pieces if one[0]], look_of(place.named[0]))


def _announced(before: str, was: Objective, now: Objective) -> str:
    """What stands before the title, with the label and the code of now."""
    label, rest = before, ""
    if was.label and was.label in before:
        end = before.index(was.label) + len(was.label)
        label, rest = before[: end - len(was.label)] + now.label, before[end:]
    else:
        label, rest = "", before
    if was.code and was.code in rest:
        rest = rest.replace(was.code, now.code, 1) if now.code else ""
    elif now.code and not was.code:
        rest = f"{rest.rstrip()} {now.code}. ".lstrip()
    return label + rest
