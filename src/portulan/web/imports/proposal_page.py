"""« Ce que le fichier changerait »: the rows that a file would change, cell by cell, in words and redlines."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portulan.imports import proposals
from portulan.imports.models import Import
from portulan.imports.proposals import Origin, Proposal
from portulan.plandoc.comparison.changes import Field, Sort
from portulan.plandoc.comparison.merge import CellProposal, Verdict
from portulan.plandoc.comparison.table import Kind
from portulan.web.imports.redlines import Line, Names, label, lines, plainly, since
from portulan.web.revisions import words
from portulan.web.templatetags import ui


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell to decide. `lines` go from what stands here to what the file says; for a conflict, `was` is what
    was before, `here` and `filed` what each side made of it. `choice` is "file", "here" or empty (undecided)."""

    token: str
    label: str
    official: bool
    lines: tuple[Line, ...]
    conflict: bool
    was: str
    here: tuple[Line, ...]
    filed: tuple[Line, ...]
    choice: str


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the plan with what the file changes of it; `anchor` is unique on the page, `key` names the row in
    a decision, `tone` is "ajout", "retrait" or "modif"."""

    anchor: str
    key: str
    code: str
    name: str
    context: str
    tone: str
    verdict: str
    cells: tuple[Cell, ...]
    choice: str


@dataclass(frozen=True, slots=True)
class Group:
    """The rows of one sort, under their heading."""

    anchor: str
    heading: str
    detail: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Count:
    """One figure of the summary, and where it leads."""

    anchor: str
    icon: str
    count: int
    label: str


@dataclass(frozen=True, slots=True)
class Page:
    """The whole page; `left` counts the conflicts that nobody decided."""

    summary: str
    compared_with: str
    since: str
    elsewhere: str
    slippage: str
    counts: tuple[Count, ...]
    groups: tuple[Group, ...]
    apply_label: str
    chosen: str
    left: str
    seen: str
    stranger: str
    again: Import | None
    doubts: int


def page_of(opened: Import, proposal: Proposal) -> Page:
    """The page of a proposal as it stands."""
    rows = list(_rows(proposal))
    accepted = sum(1 for one in proposal.cells if proposal.chosen(one) == proposals.FILE)
    left = sum(1 for one in proposal.cells if not proposal.chosen(one))
    return Page(
        summary=_summary(proposal, len(rows)),
        compared_with=_compared_with(proposal.origin),
        since=_since(len({(one.kind, one.id) for one in proposal.since})),
        elsewhere=_elsewhere(proposal),
        slippage=slippage_sentence(proposal),
        counts=tuple(_counts(proposal)),
        groups=tuple(_groups(rows)),
        apply_label=apply_label(accepted),
        chosen=_chosen(accepted, len(proposal.cells)),
        left=_left(left),
        seen=proposal.seen,
        stranger=_stranger(proposal),
        again=proposals.taken_before(opened),
        doubts=proposal.doubts(
            one["subject"]
            for one in opened.reading["doubts"]
            if one["id"] not in opened.decisions.get("answers", {})
        ),
    )


def row_of(page: Page, scope: str) -> Row | None:
    """The row to which a decision about one cell, or about the row, belongs."""
    rows = (row for group in page.groups for row in group.rows)
    return next((row for row in rows if scope == row.key or scope.startswith(f"{row.key}:")), None)


def apply_label(count: int) -> str:
    """What the button says."""
    if not count:
        return _("Terminer sans rien changer")
    return ngettext("Appliquer %(count)d changement", "Appliquer %(count)d changements", count) % {"count": count}


def _chosen(accepted: int, total: int) -> str:
    return ngettext(
        "%(accepted)d changement retenu sur %(total)d",
        "%(accepted)d changements retenus sur %(total)d",
        max(accepted, 1),
    ) % {"accepted": accepted, "total": total}


def _left(count: int) -> str:
    """What is still to be decided; empty once nothing is."""
    if not count:
        return ""
    return ngettext(
        "Un conflit n’est pas tranché : sans choix, ce qui est ici reste.",
        "%(count)d conflits ne sont pas tranchés : sans choix, ce qui est ici reste.",
        count,
    ) % {"count": count}


def _summary(proposal: Proposal, rows: int) -> str:
    """« Le fichier propose 3 changements, dans 2 lignes du plan. »"""
    cells = len(proposal.cells)
    if not cells:
        return _("Tout ce qu’il dit est déjà dans le plan, mot pour mot.")
    said = ngettext("Le fichier propose %(count)d changement", "Le fichier propose %(count)d changements", cells)
    where = ngettext("dans %(count)d ligne du plan", "dans %(count)d lignes du plan", rows)
    sentence = f"{said % {'count': cells}}, {where % {'count': rows}}."
    conflicts = sum(1 for one in proposal.cells if one.verdict is Verdict.BOTH)
    if not conflicts:
        return sentence
    asked = ngettext(
        "%(count)d demande votre choix : le plan a changé ici aussi.",
        "%(count)d demandent votre choix : le plan a changé ici aussi.",
        conflicts,
    ) % {"count": conflicts}
    return f"{sentence} {asked}"


def _compared_with(origin: Origin) -> str:
    said = {"label": origin.label, "day": ui.long_day(origin.on)}
    match origin.what:
        case "export":
            return _("Le fichier vient d’ici : il est comparé au plan tel qu’il était quand Portulan l’a écrit.")
        case "revision":
            return _("Il est comparé à la version « %(label)s » du %(day)s, la plus proche par ses textes.") % said
        case "import":
            return _("Il est comparé à « %(label)s », repris le %(day)s, le plus proche par ses textes.") % said
    return _("Il est comparé au plan tel qu’il est aujourd’hui.")


def _since(rows: int) -> str:
    if not rows:
        return ""
    return ngettext(
        "%(count)d ligne changée ici depuis reste telle quelle.",
        "%(count)d lignes changées ici depuis restent telles quelles.",
        rows,
    ) % {"count": rows}


def _stranger(proposal: Proposal) -> str:
    """That the file may be another plan; empty for one that comes back."""
    if not proposal.is_another:
        return ""
    if not proposal.met:
        return _(
            "Aucune de ses actions n’est dans votre plan\u00a0: c’est sans doute un autre plan. Rien n’en est "
            "repris sans votre choix."
        )
    return _(
        "De ses %(total)d actions, %(met)d seulement sont dans votre plan\u00a0: c’est peut-être un autre plan. "
        "Rien n’en est repris sans votre choix."
    ) % {"total": sum(1 for _one in proposal.file.actions()), "met": proposal.met}


def _elsewhere(proposal: Proposal) -> str:
    """What the file says and no file decides, with the codes of its actions."""
    told = {one.id for one in proposal.elsewhere}
    if not told:
        return ""
    codes = [one.code or one.short_title for one in proposal.file.actions() if one.id in told]
    return _(
        "Le fichier dit aussi autre chose de l’état ou d’une colonne à part : %(codes)s. Cela ne se reprend pas "
        "d’un fichier : notez-le sur la page de l’action."
    ) % {"codes": ", ".join(codes[:12]) + ("…" if len(codes) > 12 else "")}


def slippage_sentence(proposal: Proposal) -> str:
    """« Depuis ce document, 4 actions sont décalées, 6 années en tout ; 1 action est avancée. »"""
    moved = words.slippage(proposal.slippage())
    if not moved:
        return _("Depuis ce document, aucune échéance n’a été décalée.")
    return _("Depuis ce document, %(what)s.") % {"what": moved}


def _counts(proposal: Proposal) -> Iterator[Count]:
    """The rows of each sort; a row reworded and put back counts in both."""
    ids: dict[str, set[tuple[Kind, str]]] = {}
    for one in proposal.cells:
        sort = "conflict" if one.verdict is Verdict.BOTH else _FIGURES.get(one.change().sort, "other")
        ids.setdefault(sort, set()).add((one.kind, one.id))
    for name, icon, anchor in (
        ("conflict", "triangle-alert", "conflits"),
        ("added", "plus", "ajouts"),
        ("removed", "trash-2", "retraits"),
        ("reworded", "pencil", "modifiees"),
        ("rescheduled", "calendar", "modifiees"),
        ("reassigned", "users", "modifiees"),
        ("results", "target", "modifiees"),
        ("other", "ellipsis", "modifiees"),
    ):
        if count := len(ids.get(name, ())):
            yield Count(anchor, icon, count, _figure(name, count))


_FIGURES = {
    Sort.ADDED: "added",
    Sort.REMOVED: "removed",
    Sort.REWORDED: "reworded",
    Sort.RESCHEDULED: "rescheduled",
    Sort.REASSIGNED: "reassigned",
    Sort.RESULTS: "results",
}


def _figure(name: str, count: int) -> str:
    match name:
        case "conflict":
            return ngettext("à trancher", "à trancher", count)
        case "added":
            return ngettext("ajoutée", "ajoutées", count)
        case "removed":
            return ngettext("absente", "absentes", count)
        case "reworded":
            return ngettext("reformulée", "reformulées", count)
        case "rescheduled":
            return ngettext("échéance changée", "échéances changées", count)
        case "reassigned":
            return ngettext("réattribuée", "réattribuées", count)
        case "results":
            return ngettext("résultats revus", "résultats revus", count)
    return ngettext("autre changement", "autres changements", count)


def _groups(rows: Iterable[Row]) -> Iterator[Group]:
    held: dict[str, list[Row]] = {}
    for row in rows:
        held.setdefault("conflits" if row.verdict == Verdict.BOTH else row.tone, []).append(row)
    for tone, anchor, heading, detail in (
        ("conflits", "conflits", _("À trancher"), _("changées dans le fichier et ici")),
        ("ajout", "ajouts", _("Ajoutées"), _("elles n’étaient pas dans le plan")),
        ("retrait", "retraits", _("Absentes du fichier"), _("elles restent, sauf si vous les retirez")),
        ("modif", "modifiees", _("Modifiées"), _("dans le fichier seulement")),
    ):
        if tone in held:
            yield Group(anchor, heading, detail, tuple(held[tone]))


def _rows(proposal: Proposal) -> Iterator[Row]:
    names = Names(proposal.live, proposal.file)
    gathered: dict[tuple[Kind, str], list[CellProposal]] = {}
    for one in proposal.cells:
        gathered.setdefault((one.kind, one.id), []).append(one)
    for number, ((kind, own), cells) in enumerate(gathered.items(), 1):
        shown = names.row(kind, own)
        sort = cells[0].change().sort
        tone = {Sort.ADDED: "ajout", Sort.REMOVED: "retrait"}.get(sort, "modif")
        choices = {proposal.chosen(one) for one in cells}
        yield Row(
            anchor=f"ligne-{number}",
            key=f"{kind}:{own}",
            code=shown.code,
            name=shown.name,
            context=shown.context,
            tone=tone,
            verdict=Verdict.BOTH if any(one.verdict is Verdict.BOTH for one in cells) else Verdict.FILE,
            cells=tuple(_cell(one, proposal, names) for one in cells),
            choice=choices.pop() if len(choices) == 1 else "",
        )


def _cell(one: CellProposal, proposal: Proposal, names: Names) -> Cell:
    conflict = one.verdict is Verdict.BOTH
    return Cell(
        token=one.token,
        label=label(one.kind, one.field),
        official=one.field in (Field.TEXT, Field.TITLE, Field.PRESENCE, Field.RESULTS),
        lines=tuple(lines(one.field, one.here, one.file, names, one.place)),
        conflict=conflict,
        was=plainly(one.field, one.base, names) if conflict else "",
        here=tuple(since(one.field, one.base, one.here, names)) if conflict else (),
        filed=tuple(since(one.field, one.base, one.file, names)) if conflict else (),
        choice=proposal.chosen(one),
    )
