"""What a file of old minutes is about, from its name and its text: the day, the body, the actions it speaks of."""

import datetime as dt
import re
import uuid
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext as _
from rapidfuzz import fuzz

from portulan.meetings.rules.days import Written, days_in
from portulan.plandoc.text import fold

HEAD = 15  # lines at the beginning in which minutes say whose they are, and of which day
MOST_LINES = 1500
_OTHER_DAY = re.compile(
    r"approbation|approuv|prochaine?|suivante?|precedent|next|previous|approval|volgende|vorige|goedkeuring|echeance"
)
_OF_MEETING = re.compile(
    r"reunion|seance|proces[- ]verbal|\bpv\b|compte[- ]rendu|meeting|minutes|vergadering|verslag|\bdate\b|datum"
)
_ACTION_WORD = re.compile(r"\b(actions?|acties?|point du plan)\b[^.;]{0,20}$")
_LIKE = 90
_SHORTEST = 12  # letters of a title that can be told from chance


Line = tuple[str, str]
"""A line folded, and as it is written."""


class Sure(StrEnum):
    """How sure a guess is."""

    SURE = "sure"
    LIKELY = "likely"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True)
class KnownBody:
    """A body; `acronym` is told by its capitals, `names` by any spelling."""

    id: uuid.UUID
    label: str
    acronym: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class KnownAction:
    id: uuid.UUID
    code: str
    titles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Guess:
    """What was recognised, how sure that is, and why, in words for people. `value` is empty for nothing."""

    value: str
    sure: Sure
    why: str


@dataclass(frozen=True, slots=True)
class Told:
    """What a file of minutes says of itself."""

    day: Guess
    body: Guess
    actions: tuple[Guess, ...]


def recognised(
    name: str,
    lines: Sequence[str],
    bodies: Sequence[KnownBody],
    actions: Sequence[KnownAction],
    today: dt.date,
) -> Told:
    """Of this file, whose text is that (no line for a scan), among these bodies and actions."""
    kept = [one for one in lines if one.strip()][:MOST_LINES]
    return Told(
        day_of(name, kept, today),
        body_of(name, kept, bodies),
        tuple(actions_of(kept, actions)),
    )


def day_of(name: str, lines: Sequence[str], today: dt.date) -> Guess:
    """The day of the name, unless the head of the text says another."""
    named = next((one for one in days_in(_stem(name), six_figures_until=today) if one.day <= today), None)
    written, of_meeting = _head_day(lines, today)
    if named and written:
        if named.day == written.day:
            return _day(named, Sure.SURE, _("le nom et le texte disent le même jour"))
        if of_meeting or not named.sure:
            why = _("le texte dit « %(text)s », le nom dit autre chose")
            return _day(written, Sure.UNSURE, why % {"text": written.text})
        return _day(
            named, Sure.UNSURE, _("le nom dit « %(text)s », le texte dit autre chose") % {"text": named.text}
        )
    if named:
        why = _("le nom dit « %(text)s »") % {"text": named.text}
        return _day(named, Sure.SURE if named.sure else Sure.UNSURE, why)
    if written:
        why = _("le texte dit « %(text)s »") % {"text": written.text}
        return _day(written, Sure.SURE if of_meeting else Sure.LIKELY, why)
    return Guess("", Sure.UNSURE, _("ni le nom ni le début du texte ne disent de jour"))


def body_of(name: str, lines: Sequence[str], bodies: Sequence[KnownBody]) -> Guess:
    """The one that the name says, else the head of the text, else the one of which the text speaks most."""
    in_name = _named(_spaced(_stem(name)), bodies, any_case=True)
    in_head = _named("\n".join(lines[:HEAD]), bodies)
    for found, other, why in (
        (in_name, in_head, _("le nom dit « %(name)s »")),
        (in_head, in_name, _("le début du texte dit « %(name)s »")),
    ):
        if found:
            alone = len(found) == 1 or found[0].id in {one.id for one in other}
            chosen = next((one for one in found if one.id in {two.id for two in other}), found[0])
            return Guess(str(chosen.id), Sure.SURE if alone else Sure.UNSURE, why % {"name": chosen.label})
    often = _named("\n".join(lines), bodies)
    if often:
        why = _("le texte parle surtout de « %(name)s »") % {"name": often[0].label}
        return Guess(str(often[0].id), Sure.UNSURE, why)
    return Guess("", Sure.UNSURE, _("aucune instance du plan n’y est nommée"))


def actions_of(lines: Sequence[str], actions: Sequence[KnownAction]) -> Iterator[Guess]:
    """The actions that the text speaks of, in the order of the plan: by their code, else by their title."""
    folded = [(fold(one), one) for one in lines]
    for action in actions:
        if found := _by_code(folded, action) or _by_title(folded, action):
            yield found


def _head_day(lines: Sequence[str], today: dt.date) -> tuple[Written | None, bool]:
    """The day that the head of the text says, and whether it says that it is of the meeting."""
    first: Written | None = None
    for line in lines[:HEAD]:
        folded = fold(line)
        days = [one for one in days_in(line) if one.day <= today]
        if not days or _OTHER_DAY.search(folded):
            continue
        if _OF_MEETING.search(folded):
            return days[0], True
        first = first or days[0]
    return first, False


def _day(written: Written, sure: Sure, why: str) -> Guess:
    return Guess(written.day.isoformat(), sure, why)


def _named(text: str, bodies: Iterable[KnownBody], *, any_case: bool = False) -> list[KnownBody]:
    """The bodies that a text names, the most often named first. An acronym is told by its capitals."""
    folded = fold(text)
    counts = [(_times(text, folded, one, any_case), one) for one in bodies]
    return [one for count, one in sorted(counts, key=lambda pair: -pair[0]) if count]


def _times(text: str, folded: str, body: KnownBody, any_case: bool) -> int:
    count = sum(len(_whole(fold(name)).findall(folded)) for name in body.names)
    if body.acronym:
        count += len(_whole(body.acronym, re.IGNORECASE if any_case else 0).findall(text))
    return count


def _whole(words: str, flags: int = 0) -> "re.Pattern[str]":
    return re.compile(rf"(?<!\w){re.escape(words)}(?!\w)", flags)


def _by_code(lines: Sequence[Line], action: KnownAction) -> Guess | None:
    """A code such as 2.1.1, not as a part of a date, of a longer number or of a version. At the beginning of a
    line it may number the minutes themselves: it counts when the title of the action follows."""
    if action.code.count(".") < 1:
        return None
    code = re.compile(rf"(?<![\w.,/-]){re.escape(fold(action.code).rstrip('.'))}(?!\w|[.,/-]\w)")
    best: Guess | None = None
    for line in lines:
        for match in code.finditer(line[0]):
            said = _of_place(line, match, action)
            if said.sure is Sure.SURE:
                return said
            if best is None or (best.sure is Sure.UNSURE and said.sure is Sure.LIKELY):
                best = said
    return best


def _of_place(place: Line, match: "re.Match[str]", action: KnownAction) -> Guess:
    line, written = place
    words = {"code": action.code, "line": _short(written)}
    if _ACTION_WORD.search(line[: match.start()]):
        return Guess(str(action.id), Sure.SURE, _("« action %(code)s » : %(line)s") % words)
    rest = line[match.end() :].strip(" .:-–")
    if _is_title(rest, action):
        return Guess(str(action.id), Sure.SURE, _("le code %(code)s et son intitulé : %(line)s") % words)
    if not line[: match.start()].strip(" -–•"):
        why = _("le code %(code)s, qui peut être le numéro d’un point : %(line)s")
        return Guess(str(action.id), Sure.UNSURE, why % words)
    if action.code.count(".") < 2:
        return Guess(str(action.id), Sure.UNSURE, _("le nombre %(code)s : %(line)s") % words)
    return Guess(str(action.id), Sure.LIKELY, _("le code %(code)s : %(line)s") % words)


def _by_title(lines: Sequence[Line], action: KnownAction) -> Guess | None:
    for line, written in lines:
        if _is_title(line, action):
            why = _("l’intitulé y est, à peu près : %(line)s") % {"line": _short(written)}
            return Guess(str(action.id), Sure.LIKELY, why)
    return None


def _is_title(line: str, action: KnownAction) -> bool:
    """Whether a line holds a title of the action, to a few letters."""
    titles = (title for title in action.titles if _SHORTEST <= len(title) <= len(line) + 4)
    return any(fuzz.partial_ratio(title, line, score_cutoff=_LIKE) >= _LIKE for title in titles)


def _short(line: str) -> str:
    line = " ".join(line.split())
    return f"« {line if len(line) <= 70 else line[:68].rsplit(' ', 1)[0] + ' …'} »"


def _stem(name: str) -> str:
    return re.sub(r"\.[A-Za-z0-9]{1,5}$", "", name.replace("\\", "/"))


def _spaced(name: str) -> str:
    """A file's name, and those of its folders, with words apart."""
    return re.sub(r"[_\-/.]+", " ", name)
