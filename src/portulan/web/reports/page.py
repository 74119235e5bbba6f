"""What the page of reports prints: each kind in a sentence, its formats, its options."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext_lazy

from portulan.governance.queries import body_cards
from portulan.layouts.queries import standing
from portulan.plandoc.text import fold
from portulan.plans.models import Revision
from portulan.tracking.queries import PlanView
from portulan.web.reports.asked import may_take
from portulan.web.reports.estimate import is_long
from portulan.web.reports.front import objective_name
from portulan.web.reports.kinds import (
    DOCX,
    FORMATS,
    PDF,
    PPTX,
    XLSX,
    ZIP,
    Kind,
    format_name,
    title_of,
)
from portulan.web.reports.layouts import choices
from portulan.web.reports.proofs import AUDIENCES, audience_label
from portulan.web.templatetags import ui
from portulan.workspaces.models import Membership


@dataclass(frozen=True, slots=True)
class FormatButton:
    """`value` is the word of the address; what is `long` is asked for, and made beside the request."""

    value: str
    label: str
    icon: str
    long: bool


@dataclass(frozen=True, slots=True)
class Card:
    """A kind. `parts`: it may keep a body or an objective only; `audiences`: for whom it may be; `templates`: the
    institution's own, by identity, the one that is proposed first before the house's own (an empty identity)."""

    kind: str
    title: str
    about: str
    formats: tuple[FormatButton, ...]
    parts: bool = False
    audiences: tuple[tuple[str, str], ...] = ()
    templates: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class ReportsPage:
    cards: tuple[Card, ...]
    bodies: tuple[tuple[str, str], ...]
    objectives: tuple[tuple[str, str], ...]
    day: str
    editions: tuple[tuple[str, str], ...] = ()
    register_templates: tuple[tuple[str, str], ...] = ()


def reports_page(plan: PlanView, membership: Membership) -> ReportsPage:
    """All that the page prints, in four queries."""
    layouts = standing()
    cards = (_card(kind, plan) for kind in _ABOUT if may_take(membership, kind))
    carrying = {body.id for action in plan.actions for body in action.row.bodies}
    bodies = [(str(one.id), ui.typo(one.name)) for one in body_cards() if one.id in carrying]
    return ReportsPage(
        cards=tuple(replace(one, templates=choices(one.kind, layouts)) for one in cards),
        bodies=tuple(sorted(bodies, key=lambda one: fold(one[1]))),
        objectives=tuple((str(one.id), objective_name(one)) for one in plan.objectives),
        day=plan.as_of.isoformat(),
        register_templates=choices(Kind.REGISTER, layouts),
        editions=tuple((str(pk), f"{ui.typo(label)} ({ui.day(on)})") for pk, label, on in _editions()),
    )


def _editions() -> Iterable[tuple[Any, ...]]:
    """The revisions from which a register of changes may begin, the latest first, in one query."""
    return Revision.objects.values_list("pk", "label", "adopted_on")


_ABOUT: Mapping[Kind, Any] = {
    Kind.PLAN: gettext_lazy(
        "Le plan entier dans son tableau, sous une couverture, avec un sommaire et ses figures : par objectif, "
        "par année. Pour le reprendre et le modifier, préférez le Word de la page du plan."
    ),
    Kind.FOLLOW_UP: gettext_lazy(
        "Où en est le plan, par objectif, par année et par instance, puis action par action : statut, "
        "résultats et preuves, reports, dernière note."
    ),
    Kind.RECOMMENDATIONS: gettext_lazy(
        "Le tableau de l’agence : recommandation, réponse, actions, priorité, responsables, degré de "
        "réalisation, résultats attendus, conditions ; puis ce qui manque encore."
    ),
    Kind.SUMMARY: gettext_lazy(
        "Pour une direction : l’essentiel sur une seule page A4. Ce qui est en retard, ce que l’année "
        "attend, les recommandations, la suite."
    ),
    Kind.SLIDES: gettext_lazy(
        "Où en est le plan, ce qui est en retard, ce que l’année attend, les objectifs, les "
        "recommandations, les reports, la suite. Tout s’y modifie, et chaque diapositive a ses notes."
    ),
    Kind.PROOFS: gettext_lazy(
        "Chaque preuve avec sa nature, sa date, son année académique, ce qu’elle prouve, sa visibilité et "
        "son empreinte. Une preuve interne n’est jamais montrée aux expert·es ni au public."
    ),
    Kind.DOSSIER: gettext_lazy(
        "Pour les expert·es : pour chaque recommandation, ce qui a été décidé, fait, prouvé, reporté et "
        "pourquoi. Un zip avec le document, les annexes numérotées que les expert·es peuvent voir, et un "
        "manifeste avec leurs empreintes."
    ),
}
"""The kinds that have a card; the register of changes has a form of its own, from which revision it begins."""

_OF_A_PART = frozenset({Kind.FOLLOW_UP, Kind.SLIDES, Kind.PROOFS})
_ICONS = {PDF: "file-text", DOCX: "file", XLSX: "file-spreadsheet", PPTX: "presentation", ZIP: "download"}


def _card(kind: Kind, plan: PlanView) -> Card:
    audiences = tuple((word, audience_label(audience)) for word, audience in AUDIENCES.items())
    return Card(
        kind=kind,
        title=title_of(kind),
        about=str(_ABOUT[kind]),
        formats=tuple(_button(kind, format, plan) for format in FORMATS[kind]),
        parts=kind in _OF_A_PART,
        audiences=audiences if kind is Kind.PROOFS else (),
    )


def _button(kind: Kind, format: str, plan: PlanView) -> FormatButton:
    """A zip may have annexes: it is asked for, and sent at once where it has none."""
    long = format == ZIP or is_long(kind, format, plan)
    return FormatButton(format, format_name(format), _ICONS[format], long)
