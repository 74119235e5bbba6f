"""The page of all the proofs: what the filters keep of them, in the order asked for, ready to print."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.html import format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portulan.plandoc.academic_year import AcademicYear
from portulan.tracking.models import EvidenceKind
from portulan.tracking.queries import PlanView, Proof
from portulan.web.plan import marks
from portulan.web.plan.addresses import address
from portulan.web.plan.filters import Active, Select, active
from portulan.web.plan.sentences import capital
from portulan.web.proofs.filters import ProofFilters, selects
from portulan.web.templatetags import ui
from portulan.web.uploads import weight


@dataclass(frozen=True, slots=True)
class ProofRow:
    """A proof on one line."""

    icon: SafeString
    title: str
    address: str
    kind: str
    weight: str
    draft: bool
    on: str
    year: str
    proves: SafeString
    results: str
    visibility: SafeString
    author: str


@dataclass(frozen=True, slots=True)
class Heading:
    """The title of a column; its address sorts by it, the other way round when it is `sorted` already."""

    label: str
    address: str
    sorted: str


@dataclass(frozen=True, slots=True)
class ProofsPage:
    """All that the page prints."""

    chapo: str
    count_line: str
    q: str
    lists: tuple[Select, ...]
    active: list[Active]
    headings: tuple[Heading, ...]
    rows: tuple[ProofRow, ...]
    archive_query: str
    archive_label: str
    tri: str


def proofs_page(plan: PlanView, asked: ProofFilters, slug: str) -> ProofsPage:
    """The proofs under these filters."""
    kept, everything = asked.keep(plan), plan.proofs()
    lists = selects(asked, plan)
    return ProofsPage(
        chapo=_chapo(everything, plan),
        count_line=_count_line(len(kept), len(everything)),
        q=asked.q,
        lists=lists,
        active=active(asked, lists),
        headings=_headings(asked),
        rows=tuple(_row(one, plan, slug) for one in kept),
        archive_query=asked.query(tri="").removesuffix("?") if asked.set_ones() else "",
        archive_label=_archive_label(kept, whole=len(kept) == len(everything)),
        tri=asked.tri,
    )


def _row(proof: Proof, plan: PlanView, slug: str) -> ProofRow:
    standing = {result.id for result in plan.results()} if proof.results else set()
    return ProofRow(
        icon=marks.proof_icon(proof.kind, proof.draft),
        title=ui.typo(proof.title),
        address=address("proof", slug, proof.id),
        kind=capital(str(EvidenceKind(proof.kind).label)),
        weight=weight(proof.file_size) if proof.file_size else "",
        draft=proof.draft,
        on=ui.day(proof.on),
        year=AcademicYear(proof.academic_year).long,
        proves=_actions(proof, plan, slug),
        results=_results(len(proof.results & standing)),
        visibility=marks.visibility(proof.visibility),
        author=proof.author_name,
    )


def _actions(proof: Proof, plan: PlanView, slug: str) -> SafeString:
    """Links to its actions, by their codes, in reading order."""
    rows = [one.row for one in plan.actions if one.row.id in proof.actions]
    links = ((address("action", slug, row.id), row.short_title, row.code or row.short_title) for row in rows)
    return format_html_join(mark_safe(" "), '<a class="code" href="{}" title="{}">{}</a>', links)


def _results(count: int) -> str:
    if not count:
        return _("sans résultat")
    return ngettext("%(n)d résultat", "%(n)d résultats", count) % {"n": count}


def _headings(asked: ProofFilters) -> tuple[Heading, ...]:
    now = asked.tri or "-date"
    labels: Mapping[str, str] = {
        "titre": _("Preuve"),
        "date": _("Date"),
        "nature": _("Nature"),
        "auteur": _("Jointe par"),
    }
    return tuple(
        Heading(
            label,
            asked.query(tri=f"-{name}" if now == name else name),
            {name: "ascending", f"-{name}": "descending"}.get(now, ""),
        )
        for name, label in labels.items()
    )


def _chapo(proofs: Sequence[Proof], plan: PlanView) -> str:
    """ "61 preuves, dont 6 versions de travail ; 55 résultats sur 75 en ont une." """
    drafts = sum(1 for one in proofs if one.draft)
    results = [(action, result) for action in plan.actions for result in action.row.results]
    proved = sum(1 for action, result in results if action.is_proved(result))
    head = ngettext("%(n)d preuve", "%(n)d preuves", len(proofs)) % {"n": len(proofs)}
    if drafts:
        head += ngettext(", dont %(n)d version de travail", ", dont %(n)d versions de travail", drafts) % {
            "n": drafts
        }
    return _("%(head)s. %(proved)d résultats attendus sur %(total)d sont prouvés.") % {
        "head": head,
        "proved": proved,
        "total": len(results),
    }


def _count_line(kept: int, total: int) -> str:
    if not kept:
        return _("Aucune preuve affichée")
    if kept == total:
        return ngettext("%(n)d preuve affichée", "%(n)d preuves affichées", kept) % {"n": kept}
    return ngettext("%(n)d preuve affichée sur %(total)d", "%(n)d preuves affichées sur %(total)d", kept) % {
        "n": kept,
        "total": total,
    }


def _archive_label(kept: Sequence[Proof], *, whole: bool) -> str:
    said = {"weight": weight(sum(one.file_size for one in kept)), "n": len(kept)}
    if whole:
        return _("Tout télécharger (zip, %(weight)s)") % said
    return (
        ngettext(
            "Télécharger cette preuve (zip, %(weight)s)",
            "Télécharger ces %(n)d preuves (zip, %(weight)s)",
            len(kept),
        )
        % said
    )
