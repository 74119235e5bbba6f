"""The opening of the dashboard: where the plan stands, in a sentence whose facts are links."""

from dataclasses import dataclass

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portulan.plandoc.academic_year import AcademicYear
from portulan.plandoc.status import Status
from portulan.tracking.queries import PlanView, TrackedAction, counts
from portulan.web.plan.addresses import address
from portulan.web.plan.sentences import (
    capital,
    day_and_month,
    feminine,
    joined,
    rank,
)
from portulan.web.templatetags import ui


@dataclass(frozen=True, slots=True)
class Fact:
    """A part of the sentence; without an address it is plain text. `after` is what comes before the next one."""

    text: str
    address: str
    tone: str
    after: str


@dataclass(frozen=True, slots=True)
class Opening:
    """The first screen."""

    date_line: str
    head: str
    facts: tuple[Fact, ...]
    notes: tuple[SafeString | str, ...]
    scale: SafeString
    legend: SafeString


def opening(plan: PlanView, plan_address: str, slug: str) -> Opening:
    """Where the whole plan stands on the day of the view."""
    tally, statuses = counts(plan.actions), [action.status for action in plan.actions]
    return Opening(
        date_line=date_line(plan),
        head=head(plan),
        facts=facts(plan, plan_address),
        notes=tuple(note for note in (continuous(tally), results(plan), unnamed(plan.actions, slug)) if note),
        scale=ui.scale(statuses),
        legend=ui.scale_legend(statuses, plan_address),
    )


def date_line(plan: PlanView) -> str:
    """ "Lundi 23 novembre 2026, onzième semaine de l’année académique"."""
    return _("%(day)s, %(rank)s semaine de l’année académique") % {
        "day": capital(ui.full_day(plan.as_of)),
        "rank": rank(plan.boundary.week_of(plan.as_of)),
    }


def head(plan: PlanView) -> str:
    """Which year of the plan this is."""
    starts, ends, now = plan.facts.starts, plan.facts.ends, plan.year.first
    if starts is None or ends is None:
        return _("Le plan aujourd’hui")
    if now < starts:
        return _("Le plan commence le %(day)s") % {"day": ui.long_day(plan.boundary.starts(AcademicYear(starts)))}
    if now > ends:
        return _("Le plan %(period)s est arrivé à son terme") % {"period": f"{starts}-{ends + 1}"}
    if now == ends and starts != ends:
        return _("Dernière année du plan")
    return _("%(rank)s année du plan") % {"rank": capital(rank(now - starts + 1))}


def facts(plan: PlanView, plan_address: str) -> tuple[Fact, ...]:
    """Done, late, due; the first one holds the noun of the others."""
    tally = counts(plan.actions)
    done, late, due = tally[Status.DONE], tally[Status.LATE], tally[Status.DUE]
    until = day_and_month(plan.boundary.ends(plan.year))
    return (
        Fact(
            ngettext("%(n)s action réalisée", "%(n)s actions réalisées", done) % {"n": feminine(done)}
            if done
            else _("aucune action réalisée"),
            _link(plan_address, Status.DONE, done),
            "u-ink",
            ", ",
        ),
        Fact(_("%(n)s en retard") % {"n": feminine(late)}, _link(plan_address, Status.LATE, late), "u-verm", ", "),
        Fact(
            _("%(n)s à mener à terme") % {"n": feminine(due)},
            _link(plan_address, Status.DUE, due),
            "u-ochre",
            " " + _("d’ici au %(day)s.") % {"day": until},
        ),
    )


def continuous(tally: dict[Status, int]) -> str:
    """What the continuous actions have received this year; empty when there are none."""
    fed, hungry = tally[Status.FED], tally[Status.TO_FEED]
    total = fed + hungry
    if total == 0:
        return ""
    if total == 1:
        if fed:
            return _("La seule action continue a déjà une preuve cette année.")
        return _("La seule action continue reste à nourrir cette année.")
    if not hungry:
        return _("Les %(n)s actions continues ont toutes une preuve cette année.") % {"n": feminine(total)}
    if not fed:
        return _("Les %(n)s actions continues restent à nourrir cette année.") % {"n": feminine(total)}
    fed_words = ngettext("%(n)s a déjà une preuve cette année", "%(n)s ont déjà une preuve cette année", fed) % {
        "n": feminine(fed)
    }
    hungry_words = ngettext("%(n)s reste à nourrir", "%(n)s restent à nourrir", hungry) % {"n": feminine(hungry)}
    return _("Parmi les %(total)s actions continues, %(fed)s et %(hungry)s.") % {
        "total": feminine(total),
        "fed": fed_words,
        "hungry": hungry_words,
    }


def results(plan: PlanView) -> str:
    """How many of the expected results are reached."""
    total = sum(1 for _one in plan.results())
    reached = sum(1 for one in plan.results() if one.reached_on is not None)
    if total == 0:
        return ""
    if total == 1:
        return _("Le résultat attendu est atteint.") if reached else _("Le résultat attendu reste à atteindre.")
    if reached == 0:
        return _("Aucun des %(total)d résultats attendus n’est encore atteint.") % {"total": total}
    if reached == total:
        return _("Les %(total)d résultats attendus sont tous atteints.") % {"total": total}
    return ngettext(
        "Sur %(total)d résultats attendus, un est atteint.",
        "Sur %(total)d résultats attendus, %(reached)d sont atteints.",
        reached,
    ) % {"total": total, "reached": reached}


def unnamed(actions: tuple[TrackedAction, ...], slug: str) -> SafeString | str:
    """The actions that nobody carries, by their codes while they are few."""
    waiting = [action for action in actions if not action.row.bodies]
    if not waiting:
        return ""
    if len(waiting) > 3:
        return _("%(n)s actions attendent encore un responsable.") % {"n": capital(feminine(len(waiting)))}
    codes = joined(
        [
            format_html('<a class="code" href="{}">{}</a>', address("action", slug, one.row.id), one.row.code)
            for one in waiting
        ]
    )
    text = ngettext(
        "L’action %(codes)s attend encore un responsable.",
        "Les actions %(codes)s attendent encore un responsable.",
        len(waiting),
    )
    return SafeString(text % {"codes": codes})


def count_of_objectives(number: int) -> str:
    """The title of the list of objectives."""
    if number == 1:
        return _("Où en est l’objectif")
    return _("Où en sont les %(n)s objectifs") % {"n": ui.words(number)}


def _under(plan_address: str, status: Status) -> str:
    return f"{plan_address}?statut={status.value}"


def _link(plan_address: str, status: Status, number: int) -> str:
    return _under(plan_address, status) if number else ""
