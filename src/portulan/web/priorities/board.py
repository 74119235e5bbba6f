"""The board of priorities: nine places by importance and effort, and those still to be placed."""

import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from portulan.plandoc.deadline import DeadlineKind
from portulan.plandoc.document import SETTLED, Priority
from portulan.plandoc.status import Status
from portulan.plans.models import Effort
from portulan.tracking.queries import PlanView, TrackedAction
from portulan.web.plan import marks
from portulan.web.plan.addresses import address
from portulan.web.plan.sentences import capital, feminine
from portulan.web.templatetags import ui

IMPORTANCES = (Priority.HIGH, Priority.MEDIUM, Priority.LOW)
EFFORTS = (Effort.LOW, Effort.MEDIUM, Effort.HIGH)
IMPORTANCE_WORDS = {
    Priority.HIGH: gettext_lazy("forte"),
    Priority.MEDIUM: gettext_lazy("moyenne"),
    Priority.LOW: gettext_lazy("limitée"),
}
EFFORT_WORDS = {
    Effort.LOW: gettext_lazy("léger"),
    Effort.MEDIUM: gettext_lazy("moyen"),
    Effort.HIGH: gettext_lazy("lourd"),
}
PLACES = {
    (Priority.HIGH, Effort.LOW): gettext_lazy("À mener d’abord"),
    (Priority.HIGH, Effort.MEDIUM): gettext_lazy("À mener ensuite"),
    (Priority.HIGH, Effort.HIGH): gettext_lazy("À planifier"),
    (Priority.MEDIUM, Effort.LOW): gettext_lazy("À faire au passage"),
    (Priority.MEDIUM, Effort.MEDIUM): gettext_lazy("À programmer"),
    (Priority.MEDIUM, Effort.HIGH): gettext_lazy("À étaler"),
    (Priority.LOW, Effort.LOW): gettext_lazy("Si l’occasion se présente"),
    (Priority.LOW, Effort.MEDIUM): gettext_lazy("À différer"),
    (Priority.LOW, Effort.HIGH): gettext_lazy("À reconsidérer"),
}
_SHOWN_STATUS = frozenset({Status.LATE, Status.SUSPENDED})
_CLASSES = {Priority.HIGH: "haute", Priority.MEDIUM: "moyenne", Priority.LOW: "limitee"}


@dataclass(frozen=True, slots=True)
class Card:
    """An action on the board; `importance` and `effort` are the values of the form, empty when unset."""

    id: str
    code: str
    title: str
    address: str
    place_address: str
    bodies: SafeString
    deadline: str
    status: SafeString
    recommended: bool
    importance: str
    effort: str
    place: str


@dataclass(frozen=True, slots=True)
class Place:
    """One cell of the matrix."""

    importance: str
    effort: str
    name: str
    words: str
    css: str
    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """One importance: its word and its three places."""

    word: str
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Tab:
    label: str
    icon: str
    address: str
    current: bool


@dataclass(frozen=True, slots=True)
class Board:
    lead: str
    tabs: tuple[Tab, ...]
    view: str
    with_continuous: bool
    continuous_address: str
    continuous_label: str
    lines: tuple[Line, ...]
    efforts: tuple[str, ...]
    unplaced: tuple[Card, ...]
    unplaced_count: str
    listed: tuple[Card, ...]
    says: tuple[SafeString, ...]
    importance_choices: tuple[tuple[str, str], ...]
    effort_choices: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address asks: the way of showing, the continuous actions too, the day."""

    view: str = ""
    continuous: str = ""
    as_of: str = ""

    def address(self, **changed: str) -> str:
        """The query with these changed; begins with "?"."""
        wanted = {"vue": self.view, "continu": self.continuous, "au": self.as_of} | changed
        return "?" + urlencode({name: value for name, value in wanted.items() if value})


def board(plan: PlanView, asked: Asked, *, slug: str, edits: bool) -> Board:
    """All that the page prints. What is done or dropped needs no priority any more."""
    open_ones = [action for action in plan.actions if action.row.state not in SETTLED]
    kept = [action for action in open_ones if asked.continuous or not _continuous(action)]
    left = sum(1 for action in open_ones if _continuous(action))
    cards = {action.row.id: _card(action, slug, edits) for action in kept}
    placed = {place: [one for one in kept if _place(one) == place] for place in PLACES}
    unplaced = [one for one in kept if _place(one) not in PLACES]
    return Board(
        lead=_lead(placed, len(unplaced)),
        tabs=_tabs(asked),
        view=asked.view,
        with_continuous=bool(asked.continuous),
        continuous_address=asked.address(continu="" if asked.continuous else "1"),
        continuous_label=_continuous_label(left, bool(asked.continuous)),
        lines=tuple(_line(importance, placed, cards) for importance in IMPORTANCES),
        efforts=tuple(str(EFFORT_WORDS[one]) for one in EFFORTS),
        unplaced=tuple(cards[one.row.id] for one in unplaced),
        unplaced_count=ngettext("%(n)d action", "%(n)d actions", len(unplaced)) % {"n": len(unplaced)},
        listed=tuple(cards[one.row.id] for one in kept),
        says=tuple(_says(placed, slug)),
        importance_choices=(
            *((one.value, str(IMPORTANCE_WORDS[one])) for one in IMPORTANCES),
            ("", _("à situer")),
        ),
        effort_choices=(*((one.value, str(EFFORT_WORDS[one])) for one in EFFORTS), ("", _("à estimer"))),
    )


def place_name(importance: str, effort: str) -> str:
    """« À mener d’abord »; « À situer » while one of the two is not said."""
    key = (Priority(importance), Effort(effort))
    return str(PLACES[key]) if key in PLACES else _("À situer")


def _continuous(action: TrackedAction) -> bool:
    return action.row.deadline.kind is DeadlineKind.CONTINUOUS


def _place(action: TrackedAction) -> tuple[Priority, Effort]:
    return action.row.priority, Effort(action.row.effort)


def _tabs(asked: Asked) -> tuple[Tab, ...]:
    return (
        Tab(_("Matrice"), "layout-grid", asked.address(vue=""), asked.view != "liste"),
        Tab(_("Liste"), "list-filter", asked.address(vue="liste"), asked.view == "liste"),
    )


def _continuous_label(number: int, shown: bool) -> str:
    if not number:
        return ""
    if shown:
        return _("Sans les actions en continu")
    return ngettext("Avec l’action en continu", "Avec les %(n)s actions en continu", number) % {
        "n": feminine(number)
    }


def _line(
    importance: Priority,
    placed: Mapping[tuple[Priority, Effort], Sequence[TrackedAction]],
    cards: Mapping[uuid.UUID, Card],
) -> Line:
    return Line(
        word=str(IMPORTANCE_WORDS[importance]),
        places=tuple(
            Place(
                importance=importance.value,
                effort=effort.value,
                name=str(PLACES[importance, effort]),
                words=_("importance %(importance)s, effort %(effort)s")
                % {"importance": IMPORTANCE_WORDS[importance], "effort": EFFORT_WORDS[effort]},
                css=_CLASSES[importance],
                cards=tuple(cards[one.row.id] for one in placed[importance, effort]),
            )
            for effort in EFFORTS
        ),
    )


def _card(action: TrackedAction, slug: str, edits: bool) -> Card:
    row = action.row
    shown = action.status in _SHOWN_STATUS
    return Card(
        id=str(row.id),
        code=row.code,
        title=ui.typo(row.short_title) or marks.plain(row.text),
        address=address("action", slug, row.id),
        place_address=address("priorities_place_one", slug, row.id) if edits else "",
        bodies=marks.tags(row.bodies) if row.bodies else ui.body_tag(None),
        deadline="" if action.status is Status.LATE else ui.typo(row.deadline.text),
        status=ui.status_pill(action.status) if shown else SafeString(""),
        recommended=bool(row.recommendations),
        importance=row.priority.value,
        effort=row.effort,
        place=place_name(row.priority.value, row.effort),
    )


def _lead(placed: Mapping[tuple[Priority, Effort], Sequence[TrackedAction]], unplaced: int) -> str:
    """What stands out, and what is still to be placed."""
    high = sum(len(actions) for (importance, _effort), actions in placed.items() if importance is Priority.HIGH)
    first = len(placed[Priority.HIGH, Effort.LOW])
    pieces = [_("L’importance donne la priorité, l’effort donne l’ordre.")]
    if high:
        stand_out = ngettext("%(n)s action ressort", "%(n)s actions ressortent", high) % {"n": feminine(high)}
        if first:
            easy = ngettext(
                "%(n)s demande peu d’effort et peut être menée d’abord",
                "%(n)s demandent peu d’effort et peuvent être menées d’abord",
                first,
            ) % {"n": feminine(first)}
            pieces.append(_("%(high)s ; %(easy)s.") % {"high": capital(stand_out), "easy": easy})
        else:
            pieces.append(f"{capital(stand_out)}.")
    elif unplaced:
        pieces.append(_("Aucune action n’est encore en priorité haute."))
    return " ".join(pieces)


def _says(placed: Mapping[tuple[Priority, Effort], Sequence[TrackedAction]], slug: str) -> Iterator[SafeString]:
    """What the matrix says of what matters most: how many, for whom, late, asked for by the experts."""
    high = [
        one for (importance, _effort), actions in placed.items() if importance is Priority.HIGH for one in actions
    ]
    if not high:
        return
    yield format_html(
        "<b>{}</b> {}", len(high), ngettext("en priorité haute", "en priorité haute", len(high)) + _whose(high)
    )
    late = [one for one in high if one.status is Status.LATE]
    if late:
        yield format_html(
            "<b>{}</b> {} {}", len(late), ngettext("en retard :", "en retard :", len(late)), _codes(late, slug)
        )
    asked = [one for one in high if one.row.recommendations]
    if asked:
        words = ngettext("répond aux experts :", "répondent aux experts :", len(asked))
        yield format_html("<b>{}</b> {} {}", len(asked), words, _codes(asked, slug))


def _whose(actions: Iterable[TrackedAction]) -> str:
    """ ", dont 4 pour le CS et 3 pour la CEP": the two bodies that carry most of them."""
    tally: dict[str, int] = {}
    for action in actions:
        for body in action.row.bodies:
            tally[body.label] = tally.get(body.label, 0) + 1
    most = sorted(tally.items(), key=lambda pair: (-pair[1], pair[0]))[:2]
    if not most:
        return ""
    named = [_("%(n)d pour %(body)s") % {"n": number, "body": ui.typo(label)} for label, number in most]
    return _(", dont %(which)s") % {"which": _(" et ").join(named)}


def _codes(actions: Iterable[TrackedAction], slug: str) -> SafeString:
    rows = ((address("action", slug, one.row.id), one.row.code) for one in actions)
    return format_html_join(", ", '<a class="code" href="{}">{}</a>', rows)
