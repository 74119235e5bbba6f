"""What the page of advice prints: a sentence, then each kind of weak point with its actions."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from portulan.plandoc.advice import Advice, Weakness, tally
from portulan.plandoc.document import Action, PlanDocument
from portulan.shared.speech import said
from portulan.web.plan.addresses import address
from portulan.web.plan.sentences import capital, feminine
from portulan.web.templatetags import ui


@dataclass(frozen=True, slots=True)
class Named:
    """An action as a line of advice names it."""

    code: str
    title: str
    address: str


@dataclass(frozen=True, slots=True)
class Line:
    """One weak point: its sentence (empty where the title of its section says it all), the actions it is about, a
    detail, where to mend it (empty for who may not)."""

    sentence: str
    actions: tuple[Named, ...]
    detail: str
    mend_address: str


@dataclass(frozen=True, slots=True)
class Section:
    """All the weak points of one kind: why they matter and what can be done."""

    key: str
    title: str
    icon: str
    why: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class AdvicePage:
    title: str
    lead: str
    sections: tuple[Section, ...]


def advice_page(document: PlanDocument, advice: Sequence[Advice], *, slug: str, edits: bool) -> AdvicePage:
    """All that the page prints. `edits`: the reader may mend the plan."""
    actions = {action.id: action for action in document.actions()}
    sections = tuple(
        Section(
            key=kind.value,
            title=_title(kind, number),
            icon=_ICONS[kind],
            why=str(_WHY[kind]),
            lines=tuple(_line(one, actions, slug, edits) for one in advice if one.weakness is kind),
        )
        for kind, number in tally(advice).items()
        if number
    )
    return AdvicePage(_headline(len(advice)), _lead(advice), sections)


def _headline(number: int) -> str:
    if not number:
        return _("Rien à redire : le plan se tient.")
    return ngettext("Une remarque pour relire le plan", "%(n)s remarques pour relire le plan", number) % {
        "n": capital(feminine(number))
    }


def _lead(advice: Sequence[Advice]) -> str:
    if not advice:
        return _("Chaque action a qui la porte, une échéance, un résultat que l’on pourra constater.")
    concerned = len({pk for one in advice for pk in one.actions})
    return ngettext(
        "Elles portent sur une action. Ce sont des conseils : rien n’est bloqué, à vous de juger ce qui convient.",
        "Elles portent sur %(n)s actions. Ce sont des conseils : rien n’est bloqué, à vous de juger ce qui "
        "convient.",
        concerned,
    ) % {"n": feminine(concerned)}


def _line(advice: Advice, actions: Mapping[str, Action], slug: str, edits: bool) -> Line:
    about = [actions[pk] for pk in advice.actions]
    mends = edits and advice.weakness in _MENDED_IN_THE_ACTION
    return Line(
        sentence="" if advice.weakness in _SAID_BY_THE_TITLE else said(advice.sentence),
        actions=tuple(_named(action, slug) for action in about),
        detail=_detail(advice.weakness, about[0]) if advice.weakness in _SAID_BY_THE_TITLE else "",
        mend_address=address("action_edit", slug, uuid.UUID(advice.actions[0])) if mends else "",
    )


def _detail(kind: Weakness, action: Action) -> str:
    if kind in {Weakness.NO_DEADLINE, Weakness.SILENT}:
        return (
            _("échéance : « %(deadline)s »") % {"deadline": action.deadline.text} if action.deadline.text else ""
        )
    if kind is Weakness.NOTHING_MEASURABLE:
        results = [ui.typo(one.text.plain) for one in action.expected_results]
        return _("attendu : « %(result)s »") % {"result": results[0]} if results else _("aucun résultat attendu")
    return ""


def _named(action: Action, slug: str) -> Named:
    title = ui.typo(action.short_title or action.text.plain)
    return Named(action.code, title, address("action", slug, uuid.UUID(action.id)))


def _title(kind: Weakness, n: int) -> str:
    """ "3 actions sans responsable"."""
    return {
        Weakness.NO_RESPONSIBLE: ngettext("%(n)s action sans responsable", "%(n)s actions sans responsable", n),
        Weakness.NO_DEADLINE: ngettext("%(n)s action sans échéance", "%(n)s actions sans échéance", n),
        Weakness.SILENT: ngettext("%(n)s échéance passée sans un mot", "%(n)s échéances passées sans un mot", n),
        Weakness.BEFORE_ITS_NEED: ngettext(
            "%(n)s échéance qui contredit une dépendance", "%(n)s échéances qui contredisent une dépendance", n
        ),
        Weakness.OVERLOADED: ngettext("%(n)s année trop chargée", "%(n)s années trop chargées", n),
        Weakness.NOTHING_MEASURABLE: ngettext(
            "%(n)s action dont rien ne se constatera", "%(n)s actions dont rien ne se constatera", n
        ),
        Weakness.ONLY_MINUTES: ngettext(
            "%(n)s action que seuls des PV prouveront", "%(n)s actions que seuls des PV prouveront", n
        ),
        Weakness.UNANSWERED: ngettext("%(n)s recommandation sans action", "%(n)s recommandations sans action", n),
        Weakness.ANSWERED_LATE: ngettext(
            "%(n)s recommandation servie trop tard", "%(n)s recommandations servies trop tard", n
        ),
        Weakness.ALIKE: ngettext("%(n)s paire d’actions semblables", "%(n)s paires d’actions semblables", n),
        Weakness.UNDEFINED_ACRONYM: ngettext("%(n)s sigle inexpliqué", "%(n)s sigles inexpliqués", n),
    }[kind] % {"n": capital(feminine(n)) if kind not in _MASCULINE else capital(ui.words(n))}


_MASCULINE = frozenset({Weakness.UNDEFINED_ACRONYM})
_SAID_BY_THE_TITLE = frozenset(
    {
        Weakness.NO_RESPONSIBLE,
        Weakness.NO_DEADLINE,
        Weakness.SILENT,
        Weakness.NOTHING_MEASURABLE,
        Weakness.ONLY_MINUTES,
    }
)
_MENDED_IN_THE_ACTION = _SAID_BY_THE_TITLE - {Weakness.SILENT}
_ICONS = {
    Weakness.NO_RESPONSIBLE: "user-x",
    Weakness.NO_DEADLINE: "circle-dashed",
    Weakness.SILENT: "clock-alert",
    Weakness.BEFORE_ITS_NEED: "undo-2",
    Weakness.OVERLOADED: "hourglass",
    Weakness.NOTHING_MEASURABLE: "square-dashed",
    Weakness.ONLY_MINUTES: "scroll-text",
    Weakness.UNANSWERED: "badge-check",
    Weakness.ANSWERED_LATE: "hourglass",
    Weakness.ALIKE: "files",
    Weakness.UNDEFINED_ACRONYM: "search",
}
_WHY = {
    Weakness.NO_RESPONSIBLE: gettext_lazy(
        "Sans responsable, une action n’apparaît dans la liste de personne. Une instance suffit, même provisoire."
    ),
    Weakness.NO_DEADLINE: gettext_lazy(
        "Une année académique suffit, ou « en continu » pour ce qui revient chaque année."
    ),
    Weakness.SILENT: gettext_lazy(
        "Rien n’a été noté, prouvé ni reporté depuis. Une phrase, une preuve, ou un report avec son motif."
    ),
    Weakness.BEFORE_ITS_NEED: gettext_lazy(
        "L’une doit précéder l’autre, et son échéance tombe après. Déplacez l’une des deux, ou retirez le lien."
    ),
    Weakness.OVERLOADED: gettext_lazy(
        "Une instance qui se réunit chaque mois peut difficilement mener autant de chantiers la même année."
    ),
    Weakness.NOTHING_MEASURABLE: gettext_lazy(
        "Un document, un événement, un nombre, un lien : quelque chose que l’on pourra montrer."
    ),
    Weakness.ONLY_MINUTES: gettext_lazy(
        "Ajoutez ce qui doit sortir de ces réunions : une note, une décision, un outil."
    ),
    Weakness.UNANSWERED: gettext_lazy(
        "Reliez-la à une action, ou dites pourquoi elle n’est pas retenue : la réponse aussi est attendue."
    ),
    Weakness.ANSWERED_LATE: gettext_lazy(
        "Les experts reviendront avant la fin du plan. Une première étape plus tôt montrerait le chemin."
    ),
    Weakness.ALIKE: gettext_lazy(
        "S’il s’agit du même travail, une seule action suffit ; sinon, dites ce qui les distingue."
    ),
    Weakness.UNDEFINED_ACRONYM: gettext_lazy(
        "Qui lit le plan de l’extérieur ne le connaît pas. Ajoutez-le à la liste des sigles du plan."
    ),
}
