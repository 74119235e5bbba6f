"""The plan page: the whole plan, or what the filters keep of it, ready to print."""

import uuid
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portulan.plans.queries.rows import ActionRow, ObjectiveRow
from portulan.tracking.queries import Note, PlanView, TrackedAction, last_notes
from portulan.web.plan import marks
from portulan.web.plan.addresses import address
from portulan.web.plan.detail import Detail, detail
from portulan.web.plan.filters import Active, Filters, Select, active, selects
from portulan.web.plan.sentences import actions_counted, scale_in_words
from portulan.web.templatetags import ui
from portulan.workspaces.models import Membership

ALL = "tout"


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the plan; `toggle` is the control that unfolds it, or folds it again."""

    id: str
    code: str
    address: str
    text: SafeString
    extras: SafeString
    bodies: SafeString
    deadline: str
    results: SafeString
    status: SafeString
    toggle: SafeString
    detail: Detail | None


@dataclass(frozen=True, slots=True)
class Group:
    """An objective that holds actions; `above` are the lines of the plan that come before it ("Temps 1 : …")."""

    id: str
    code: str
    title: SafeString
    above: tuple[SafeString, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A top objective and its table."""

    id: str
    label: str
    code: str
    title: SafeString
    short_title: str
    scale: SafeString
    in_words: str
    groups: tuple[Group, ...]


@dataclass(frozen=True, slots=True)
class PlanPage:
    """All that the page prints."""

    title: str
    counts_line: str
    edition: str
    count_line: str
    q: str
    lists: tuple[Select, ...]
    active: list[Active]
    sections: tuple[Section, ...]
    outline: tuple[Section, ...]
    all_open: bool
    all_address: str
    empty: str
    clear_address: str
    clear_label: str


def plan_page(plan: PlanView, asked: Filters, opened: Collection[str], membership: Membership) -> PlanPage:
    """The plan under these filters; `opened` holds the ids of the unfolded rows, or "tout"."""
    kept = asked.keep(plan)
    writer = _Writer(plan, {action.row.id for action in kept}, asked, opened, membership)
    lists = selects(asked, plan)
    base = asked.address()
    return PlanPage(
        title=ui.typo(plan.facts.title),
        counts_line=_counts_line(plan),
        edition=ui.typo(plan.facts.edition),
        count_line=count_line(len(kept), len(plan.actions)),
        q=asked.q,
        lists=lists,
        active=active(asked, lists),
        sections=tuple(
            section for top in plan.objectives if (section := writer.section(top)).groups or not asked.set_ones()
        ),
        outline=tuple(writer.outline(top) for top in plan.objectives),
        all_open=ALL in opened,
        all_address=base if ALL in opened else f"{_and(base)}ouvrir={ALL}",
        empty=_("Aucune action ne correspond à ces filtres. Retirez-en un, ou cherchez un autre mot."),
        clear_address="?",
        clear_label=_("Retirer tous les filtres"),
    )


def count_line(kept: int, total: int) -> str:
    """How many actions show, said of the whole when some are left out."""
    if not kept:
        return _("Aucune action affichée")
    if kept == total:
        return ngettext("%(n)d action affichée", "%(n)d actions affichées", kept) % {"n": kept}
    return ngettext(
        "%(n)d action affichée sur %(total)d", "%(n)d actions affichées sur %(total)d", kept
    ) % {"n": kept, "total": total}  # fmt: skip


class _Writer:
    """Makes sections, groups and rows; reads the last notes of the unfolded rows in one query."""

    def __init__(
        self,
        plan: PlanView,
        kept: Collection[uuid.UUID],
        asked: Filters,
        opened: Collection[str],
        membership: Membership,
    ) -> None:
        self.plan, self.kept, self.opened, self.membership = plan, kept, opened, membership
        self.slug, self.filtered = membership.workspace.slug, bool(asked.set_ones())
        self.base = _and(asked.address())
        self.label, self.chevron = _("Détail de %(code)s"), ui.icon("chevron-down")
        unfolded = [pk for pk in kept if self._is_open(str(pk))]
        self.notes: Mapping[uuid.UUID, Note] = last_notes(unfolded, day=plan.past) if unfolded else {}

    def section(self, top: ObjectiveRow) -> Section:
        """A top objective with its table."""
        return self._section(top, tuple(self._groups(top, ())))

    def _groups(self, node: ObjectiveRow, above: tuple[SafeString, ...]) -> list[Group]:
        """The groups of an objective and of those below it; the first one takes the lines above."""
        rows = tuple(self._row(self.plan.by_id[one.id]) for one in node.actions if one.id in self.kept)
        titled = not node.label and node.parent_id is not None
        groups = []
        if rows or (titled and not self.filtered and not node.objectives):
            title = marks.wording(node.title if titled else "")
            groups.append(Group(str(node.id), node.code if titled else "", title, (), rows))
        for child in node.objectives:
            groups += self._groups(child, (_line(child),) if child.label else ())
        if groups and above:
            groups[0] = replace(groups[0], above=above + groups[0].above)
        return groups

    def outline(self, top: ObjectiveRow) -> Section:
        """The same for the outline: the objectives below, with their short titles, without rows."""
        groups = tuple(
            Group(str(node.id), node.code, marks.wording(_short(node)), (), ())
            for node in top.walk()
            if node is not top and not node.label
        )
        return self._section(top, groups)

    def _section(self, top: ObjectiveRow, groups: tuple[Group, ...]) -> Section:
        actions = self.plan.under(top)
        return Section(
            id=str(top.id),
            label=initials(top.label),
            code=top.code,
            title=marks.wording(top.title),
            short_title=ui.typo(_short(top)),
            scale=marks.scale(actions),
            in_words=scale_in_words(actions),
            groups=groups,
        )

    def _is_open(self, pk: str) -> bool:
        return ALL in self.opened or pk in self.opened

    def _row(self, action: TrackedAction) -> Row:
        row, pk = action.row, str(action.row.id)
        unfolded = self._is_open(pk)
        return Row(
            id=pk,
            code=row.code,
            address=address("action", self.slug, row.id),
            text=marks.wording(row.text),
            extras=marks.extras(action),
            bodies=marks.chips(row.bodies),
            deadline=ui.typo(row.deadline.text) or "–",
            results=marks.gauge(action),
            status=ui.status_pill(action.status),
            toggle=self._toggle(row, pk, unfolded),
            detail=detail(action, self.notes.get(row.id), self.membership) if unfolded else None,
        )

    def _toggle(self, row: ActionRow, pk: str, unfolded: bool) -> SafeString:
        """A link that works without a script: the same page with this row unfolded, or without."""
        return format_html(
            '<a class="x" href="{}{}#a-{}" hx-get="{}" hx-target="#d-{}" hx-swap="outerHTML" '
            'aria-expanded="{}" aria-controls="d-{}" aria-label="{}">{}</a>',
            self.base,
            "" if unfolded else f"ouvrir={pk}",
            pk,
            address("plan_row", self.slug, row.id),
            pk,
            "true" if unfolded else "false",
            pk,
            self.label % {"code": row.code},
            self.chevron,
        )


def initials(label: str) -> str:
    """What stands above the number of an objective: "OS" for "Objectif stratégique de développement"."""
    words = [word for word in label.split() if len(word) > 3][:2]
    return "".join(word[0].upper() for word in words) if len(words) == 2 else label


def _short(node: ObjectiveRow) -> str:
    return node.short_title or marks.plain(node.title)


def _line(node: ObjectiveRow) -> SafeString:
    """A labelled objective inside a section: "Temps 1 : A l’entrée"."""
    head = f"{node.label} {node.code}".strip()
    return marks.wording(f"{head} : {node.title}" if node.title else head)


def _and(query: str) -> str:
    return query if query.endswith("?") else f"{query}&"


def _counts_line(plan: PlanView) -> str:
    specific = sum(1 for top in plan.objectives for node in top.walk() if node is not top and not node.label)
    results = sum(1 for _one in plan.results())
    strategic = len(plan.objectives)
    pieces = [
        ngettext("%(n)d objectif stratégique", "%(n)d objectifs stratégiques", strategic) % {"n": strategic},
        ngettext("%(n)d objectif spécifique", "%(n)d objectifs spécifiques", specific) % {"n": specific},
        actions_counted(len(plan.actions)),
        ngettext("%(n)d résultat attendu", "%(n)d résultats attendus", results) % {"n": results},
    ]
    return ", ".join(pieces)
