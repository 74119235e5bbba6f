"""What the page of reports prints: each kind in a sentence, its formats, its options."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext as _

from portulan.governance.queries import body_cards
from portulan.plandoc.text import fold
from portulan.tracking.queries import PlanView
from portulan.web.reports.front import objective_name
from portulan.web.reports.proofs import AUDIENCES, audience_label
from portulan.web.templatetags import ui
from portulan.workspaces.models import Membership
from portulan.workspaces.permissions import Permission, may


class Kind(StrEnum):
    """The value is the word of addresses."""

    FOLLOW_UP = "avancement"
    RECOMMENDATIONS = "recommandations"
    PROOFS = "preuves"
    SUMMARY = "synthese"
    SLIDES = "diapositives"


DOCX, PDF, XLSX, PPTX = "docx", "pdf", "xlsx", "pptx"

FORMATS: Mapping[Kind, tuple[str, ...]] = {
    Kind.FOLLOW_UP: (PDF, DOCX, XLSX),
    Kind.RECOMMENDATIONS: (PDF, DOCX, XLSX),
    Kind.PROOFS: (PDF, DOCX, XLSX),
    Kind.SUMMARY: (PDF, DOCX),
    Kind.SLIDES: (PPTX,),
}


@dataclass(frozen=True, slots=True)
class FormatButton:
    """`value` is the word of the address."""

    value: str
    label: str
    icon: str


@dataclass(frozen=True, slots=True)
class Card:
    """A kind. `parts`: it may keep a body or an objective only; `audiences`: for whom it may be."""

    kind: str
    title: str
    about: str
    formats: tuple[FormatButton, ...]
    parts: bool = False
    audiences: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class ReportsPage:
    cards: tuple[Card, ...]
    bodies: tuple[tuple[str, str], ...]
    objectives: tuple[tuple[str, str], ...]
    day: str
    dossier: bool


def reports_page(plan: PlanView, membership: Membership) -> ReportsPage:
    """All that the page prints, in two queries."""
    carrying = {body.id for action in plan.actions for body in action.row.bodies}
    bodies = [(str(one.id), ui.typo(one.name)) for one in body_cards() if one.id in carrying]
    return ReportsPage(
        cards=_cards(),
        bodies=tuple(sorted(bodies, key=lambda one: fold(one[1]))),
        objectives=tuple((str(one.id), objective_name(one)) for one in plan.objectives),
        day=plan.as_of.isoformat(),
        dossier=bool(may(membership, Permission.EDIT_PLAN)),
    )


def _cards() -> tuple[Card, ...]:
    return (
        Card(
            Kind.FOLLOW_UP,
            _("Rapport d’avancement"),
            _(
                "Où en est le plan, par objectif, par année et par instance, puis action par action : statut, "
                "résultats et preuves, reports, dernière note."
            ),
            _buttons(Kind.FOLLOW_UP),
            parts=True,
        ),
        Card(
            Kind.RECOMMENDATIONS,
            _("Suivi des recommandations"),
            _(
                "Le tableau de l’agence : recommandation, réponse, actions, priorité, responsables, degré de "
                "réalisation, résultats attendus, conditions ; puis ce qui manque encore."
            ),
            _buttons(Kind.RECOMMENDATIONS),
        ),
        Card(
            Kind.SUMMARY,
            _("Synthèse d’une page"),
            _(
                "Pour une direction : l’essentiel sur une seule page A4. Ce qui est en retard, ce que l’année "
                "attend, les recommandations, la suite."
            ),
            _buttons(Kind.SUMMARY),
        ),
        Card(
            Kind.SLIDES,
            _("Diapositives pour un comité"),
            _(
                "Où en est le plan, ce qui est en retard, ce que l’année attend, les objectifs, les "
                "recommandations, les reports, la suite. Tout s’y modifie, et chaque diapositive a ses notes."
            ),
            _buttons(Kind.SLIDES),
            parts=True,
        ),
        Card(
            Kind.PROOFS,
            _("Liste des preuves"),
            _(
                "Chaque preuve avec sa nature, sa date, son année académique, ce qu’elle prouve, sa visibilité et "
                "son empreinte. Une preuve interne n’est jamais montrée aux expert·es ni au public."
            ),
            _buttons(Kind.PROOFS),
            parts=True,
            audiences=tuple((word, audience_label(audience)) for word, audience in AUDIENCES.items()),
        ),
    )


def _buttons(kind: Kind) -> tuple[FormatButton, ...]:
    labels = {
        PDF: (_("PDF"), "file-text"),
        DOCX: (_("Word"), "file"),
        XLSX: (_("Excel"), "file-spreadsheet"),
        PPTX: (_("PowerPoint"), "presentation"),
    }
    return tuple(FormatButton(one, *labels[one]) for one in FORMATS[kind])
