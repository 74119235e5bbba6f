"""The marks of a plan's row as safe HTML: each made once, since a page prints hundreds of them."""

from collections.abc import Iterable, Sequence
from functools import lru_cache

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from portulan.plandoc.document import Priority
from portulan.plandoc.text import Wording
from portulan.plans.queries.rows import BodyRow
from portulan.tracking.models import EvidenceKind, Visibility
from portulan.tracking.queries import ResultState, TrackedAction
from portulan.web.templatetags import ui

RESULT_ICONS = {
    ResultState.REACHED: "square-check-big",
    ResultState.PREPARED: "square-pen",
    ResultState.EXPECTED: "square-dashed",
}

VISIBILITY_ICONS = {
    Visibility.INTERNAL: "lock",
    Visibility.EXPERTS: "badge-check",
    Visibility.PUBLIC: "eye",
}

PROOF_ICONS = {
    EvidenceKind.MINUTES: "scroll-text",
    EvidenceKind.LINK: "link",
    EvidenceKind.SHEET: "file-spreadsheet",
    EvidenceKind.PICTURE: "image",
}


@lru_cache(maxsize=8192)
def wording(marked: str) -> SafeString:
    """A marked text as HTML, its emphasis in <em>, its typography set."""
    return ui.emphasis(marked)


def plain(marked: str) -> str:
    """A marked text without its marks, its typography set."""
    return ui.typo(Wording.from_marked(marked).plain)


def tag(body: BodyRow) -> SafeString:
    """A body that meets is a filled tag; a post is plain text, as the plan spells it there."""
    if body.is_instance or not body.written:
        return ui.body_tag(body)
    return _post(body.written)


@lru_cache(maxsize=1024)
def _post(written: str) -> SafeString:
    return format_html('<span class="fonc">{}</span>', ui.typo(written))


def tags(bodies: Iterable[BodyRow]) -> SafeString:
    """The bodies side by side, as text runs; those associated come last, after a word that says so."""
    pilots, associates = _by_role(bodies)
    pieces = [tag(body) for body in pilots]
    if associates:
        pieces += [_with(get_language() or ""), *(tag(body) for body in associates)]
    return mark_safe(" ".join(pieces))


def chips(bodies: Sequence[BodyRow]) -> SafeString:
    """The bodies of an action as a list, pilots first, or that one must be named."""
    if not bodies:
        return ui.body_tag(None)
    pilots, associates = _by_role(bodies)
    items = "".join(f"<li>{tag(body)}</li>" for body in pilots)
    if associates:
        items += "".join(
            f'<li class="assoc">{_with(get_language() or "") if rank == 0 else ""}{tag(body)}</li>'
            for rank, body in enumerate(associates)
        )
    return mark_safe(f'<ul class="chips">{items}</ul>')


def _by_role(bodies: Iterable[BodyRow]) -> tuple[list[BodyRow], list[BodyRow]]:
    pilots: list[BodyRow] = []
    associates: list[BodyRow] = []
    for body in bodies:
        (pilots if body.pilot else associates).append(body)
    return pilots, associates


@lru_cache(maxsize=8)
def _with(language: str) -> SafeString:
    """What stands before those associated: "avec"."""
    return format_html('<span class="avec">{}</span>', _("avec"))


def scale(actions: Iterable[TrackedAction]) -> SafeString:
    """The échelle of these actions."""
    return ui.scale(action.status for action in actions)


def gauge(action: TrackedAction) -> SafeString:
    """ "1/3" and its dots; then each result in full, for the printed plan."""
    results = action.row.results
    printed = "".join(
        f"<li>{ui.icon(RESULT_ICONS[action.state_of(one)])}{wording(one.text)}</li>" for one in results
    )
    head = ui.results_gauge(action.row.reached, len(results))
    return mark_safe(f'{head}<ul class="imprime">{printed}</ul>' if printed else head)


def extras(action: TrackedAction) -> SafeString:
    """What stands below an action's text: the recommendations that it answers, a high priority."""
    marks = [
        format_html('<span class="reco">{}{}</span>', ui.icon("badge-check"), ui.typo(one))
        for one in action.row.recommendations
    ]
    if action.row.priority is Priority.HIGH:
        marks.append(format_html('<span class="prio">{}{}</span>', ui.icon("flag"), _("Priorité haute")))
    return mark_safe("".join(marks))


@lru_cache(maxsize=64)
def _visibility(visibility: str, language: str) -> SafeString:
    known = Visibility(visibility)
    mark = ui.icon(VISIBILITY_ICONS[known])
    return format_html('<span class="vis vis-{}">{}{}</span>', known.value, mark, known.label)


def visibility(visibility: str) -> SafeString:
    """Who may be shown a proof: an icon and a word."""
    return _visibility(visibility, get_language() or "")


def proof_icon(kind: str, draft: bool) -> SafeString:
    """The icon of a proof; that of a draft says that it is one."""
    return ui.icon("file-pen-line" if draft else PROOF_ICONS.get(EvidenceKind(kind), "file-text"))
