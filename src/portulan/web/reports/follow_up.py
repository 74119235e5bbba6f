"""The progress report gathered: the sentences and figures of the dashboard, then each action as it stands."""

import uuid
from collections.abc import Mapping, Sequence

from django.utils.html import strip_tags
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portulan.plandoc.status import Status
from portulan.plandoc.text import Wording, fold
from portulan.plans.queries.rows import BodyRow, ObjectiveRow, ResultRow
from portulan.reports.kinds.follow_up import FollowUp, Part, ReportedAction, Result, Standing
from portulan.tracking.models import EvidenceKind
from portulan.tracking.queries import Note, PlanView, Proof, ResultState, TrackedAction, counts
from portulan.tracking.queries.postponements import Move, Moves, drift_of
from portulan.web.dashboard.opening import continuous, facts, head, results, unnamed
from portulan.web.dashboard.page import due_by_year, without_year, years
from portulan.web.plan.drifting import drift_sentence, initial_line
from portulan.web.plan.page import initials
from portulan.web.plan.sentences import capital, counts_in_words, scale_in_words
from portulan.web.reports.front import Kept, front, objective_name
from portulan.web.templatetags import ui
from portulan.workspaces.models import Workspace


def follow_up(workspace: Workspace, kept: Kept, moves: Moves, notes: Mapping[uuid.UUID, Note]) -> FollowUp:
    """The report on that plan. `notes` are the last ones until its day, by action."""
    plan = kept.plan
    return FollowUp(
        front=front(workspace, kept),
        lead=head(plan),
        sentence=sentence(plan),
        notes=remarks(plan, moves, workspace.slug),
        statuses=tuple(one.status for one in plan.actions),
        tally=scale_in_words(plan.actions),
        key=status_key(plan),
        objectives=objectives_standing(plan),
        years=years_standing(plan),
        bodies=_bodies(plan),
        parts=tuple(_part(top, plan, moves, notes) for top in plan.objectives),
    )


def status_key(plan: PlanView) -> tuple[tuple[Status, str, int], ...]:
    """Each status that some action has: its name, and of how many."""
    return tuple((one, str(ui.STATUS_LABELS[one]), n) for one, n in counts(plan.actions).items() if n)


def objectives_standing(plan: PlanView) -> tuple[Standing, ...]:
    """Where each of the top objectives stands."""
    return tuple(_standing(objective_name(top), plan.under(top)) for top in plan.objectives)


def sentence(plan: PlanView) -> str:
    """The dashboard's: what is done, late, due."""
    return "".join(f"{fact.text}{fact.after}" for fact in facts(plan, "")).strip()


def remarks(plan: PlanView, moves: Moves, slug: str) -> tuple[str, ...]:
    """The other sentences of the dashboard: continuous actions, results, responsibles, drift."""
    own: Moves = {pk: moves[pk] for pk in plan.by_id if pk in moves}
    said = (
        continuous(counts(plan.actions)),
        results(plan),
        strip_tags(unnamed(plan.actions, slug)),
        drift_sentence(drift_of(plan, own)),
    )
    return tuple(one for one in said if one)


def standing(action: TrackedAction) -> str:
    """ "Réalisée, 1 résultat sur 2 prouvé"."""
    label = str(ui.STATUS_LABELS[action.status])
    total = len(action.row.results)
    if not total:
        return label
    proved = sum(1 for one in action.row.results if action.is_proved(one))
    if not proved:
        words = ngettext("%(total)d résultat attendu, sans preuve", "aucun résultat sur %(total)d prouvé", total)
    else:
        words = ngettext(
            "%(proved)d résultat sur %(total)d prouvé", "%(proved)d résultats sur %(total)d prouvés", proved
        )
    return f"{label}, {words % {'proved': proved, 'total': total}}"


def move_lines(moves: tuple[Move, ...]) -> tuple[str, ...]:
    """The first deadline, then each move: to when, why, where and when it was decided."""
    if not moves:
        return ()
    return (capital(initial_line(moves)), *(_move(one) for one in moves))


def _move(move: Move) -> str:
    said = {"from": ui.typo(move.from_text) or "–", "to": ui.typo(move.to_text), "reason": ui.typo(move.reason)}
    line = _("%(from)s → %(to)s : %(reason)s") % said
    return f"{line} ({', '.join(filter(None, [ui.typo(move.where), ui.day(move.decided_on)]))})"


def written(body: BodyRow) -> str:
    """A body as a report names it; one that is associated says so."""
    name = ui.typo(body.label if body.is_instance else body.written or body.name)
    return name if body.pilot else _("%(body)s (en association)") % {"body": name}


def proof_line(proof: Proof) -> str:
    """ "PV de la CEP (PV, 12 mars 2026)"; a draft says that it is one."""
    about = [str(EvidenceKind(proof.kind).label), ui.day(proof.on)]
    if proof.draft:
        about.append(_("version de travail"))
    return f"{ui.typo(proof.title)} ({', '.join(about)})"


def result_state(action: TrackedAction, result: ResultRow) -> str:
    """Where an expected result stands: declared and proved are two things."""
    match action.state_of(result), action.is_proved(result):
        case ResultState.REACHED, True:
            return _("atteint, prouvé")
        case ResultState.REACHED, False:
            return _("atteint, sans preuve")
        case ResultState.PREPARED, True:
            return _("prouvé, pas encore déclaré atteint")
        case ResultState.PREPARED, False:
            return _("en préparation")
    return _("attendu")


def _standing(name: str, actions: Sequence[TrackedAction], note: str = "") -> Standing:
    statuses = tuple(one.status for one in actions)
    return Standing(name, statuses, counts_in_words(actions) or _("aucune action"), note)


def years_standing(plan: PlanView) -> tuple[Standing, ...]:
    """The piles of the dashboard, then what stands in none of them."""
    piles = zip(years(plan, ""), due_by_year(plan).values(), strict=True)
    lines = [_standing(_year(pile.title, pile.note), due, pile.summary if due else "") for pile, due in piles]
    apart = [one for one in plan.actions if one.row.deadline.year(plan.boundary) is None]
    if apart:
        lines.append(_standing(_("Sans année d’échéance"), apart, without_year(plan)))
    return tuple(lines)


def _year(title: str, note: str) -> str:
    return _("%(year)s, %(note)s") % {"year": title, "note": note} if note else title


def _bodies(plan: PlanView) -> tuple[Standing, ...]:
    """Those that carry an action, by name, the ones that meet first; then the actions that nobody carries."""
    carried: dict[uuid.UUID, list[TrackedAction]] = {}
    named: dict[uuid.UUID, BodyRow] = {}
    for action in plan.actions:
        for body in action.row.bodies:
            named.setdefault(body.id, body)
            carried.setdefault(body.id, []).append(action)
    order = sorted(named.values(), key=lambda one: (not one.is_instance, fold(one.name)))
    lines = [_standing(_body(one), carried[one.id]) for one in order]
    if nobody := [one for one in plan.actions if not one.row.bodies]:
        lines.append(_standing(_("Responsable à désigner"), nobody))
    return tuple(lines)


def _body(body: BodyRow) -> str:
    name, acronym = ui.typo(body.name), ui.typo(body.acronym)
    return f"{acronym} – {name}" if acronym and acronym != name else name


def _part(node: ObjectiveRow, plan: PlanView, moves: Moves, notes: Mapping[uuid.UUID, Note]) -> Part:
    actions = (plan.by_id[row.id] for row in node.actions)
    return Part(
        name=set_wording(node.title),
        code=f"{initials(node.label)} {node.code}".strip(),
        actions=tuple(_action(one, moves.get(one.row.id, ()), notes.get(one.row.id)) for one in actions),
        parts=tuple(_part(child, plan, moves, notes) for child in node.objectives),
    )


def _action(action: TrackedAction, moves: tuple[Move, ...], note: Note | None) -> ReportedAction:
    row = action.row
    return ReportedAction(
        code=row.code,
        text=set_wording(row.text),
        bodies=tuple(written(one) for one in row.bodies),
        deadline=ui.typo(row.deadline.text),
        status=action.status,
        standing=standing(action),
        results=tuple(
            Result(
                set_wording(one.text),
                one.reached_on is not None,
                result_state(action, one),
                tuple(proof_line(proof) for proof in action.proofs_of(one)),
            )
            for one in row.results
        ),
        proofs=tuple(proof_line(proof) for proof in action.loose_proofs()),
        moves=move_lines(moves),
        note=ui.typo(note.text) if note else "",
        noted=noted(note) if note else "",
    )


def noted(note: Note) -> str:
    """ "12 mars 2026, Ada, pour la CEP"."""
    said = f"{ui.day(note.on)}, {note.author_name}"
    return _("%(who)s, pour %(body)s") % {"who": said, "body": ui.typo(note.body)} if note.body else said


def set_wording(marked: str) -> Wording:
    """A marked text as it is set: its typography, at the same length, so its emphasis stays in place."""
    wording = Wording.from_marked(marked)
    return Wording(ui.typo(wording.plain), wording.emphasis)
