"""Old minutes: files are dropped, read, reviewed on one page, taken as closed meetings; or left for tomorrow."""

import uuid
from collections.abc import Mapping

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from portulan.governance.queries import bodies
from portulan.meetings.commands import past_files
from portulan.meetings.commands import past_minutes as commands
from portulan.meetings.models import PastMinutes
from portulan.meetings.queries.past import under_review
from portulan.shared.errors import Conflict, Invalid
from portulan.web.access import MemberRequest, page
from portulan.web.meetings.past_page import Choice, as_plain, known, review_rows, typed_choices, wanted_of
from portulan.web.returning import say
from portulan.web.tracking.files import stored_file
from portulan.workspaces.permissions import Permission

Errors = Mapping[uuid.UUID, str]


@page(Permission.IMPORT)
@require_safe
def past_minutes(request: MemberRequest) -> HttpResponse:
    """Where files are dropped, and the review of those that wait."""
    return _show(request)


@page(Permission.IMPORT)
@require_POST
def past_minutes_upload(request: MemberRequest) -> HttpResponse:
    """Reads the files, and keeps them under review."""
    given = [(one.name or "", one.file, one.size or 0) for one in request.FILES.getlist("files")]
    if not given:
        return _show(request, said=[_("Choisissez au moins un fichier.")], status=422)
    try:
        dropped, refused = past_files.opened(given)  # type: ignore[arg-type]
    except Invalid as error:
        return _show(request, said=[error.sentence], status=422)
    rows, unreadable = commands.read_past(dropped, actor=request.user)
    sentences = [*refused, *unreadable]
    if rows:
        count = len(rows)
        sentence = ngettext("Un fichier est lu. Relisez.", "%(n)d fichiers sont lus. Relisez.", count)
        say(request, sentence % {"n": count})
    elif not sentences:
        sentences = [_("Ces fichiers sont déjà en relecture.")]
    if sentences:
        return _show(request, said=sentences, status=200 if rows else 422)
    return redirect("past_minutes", request.workspace.slug)


@page(Permission.IMPORT)
@require_POST
def past_minutes_keep(request: MemberRequest) -> HttpResponse:
    """Keeps what is chosen for another day, or takes the files as closed meetings, all of them or none."""
    rows = list(under_review())
    choices = typed_choices(rows, request.POST)
    if request.POST.get("do") != "take":
        commands.remember_choices({pk: as_plain(one) for pk, one in choices.items()})
        say(request, _("C’est enregistré : vous pourrez finir plus tard."))
        return redirect("past_minutes", request.workspace.slug)
    errors = _take(request, rows, choices)
    if errors:
        return _show(request, typed=choices, errors=errors, status=422)
    return redirect("past_minutes", request.workspace.slug)


@page(Permission.IMPORT)
@require_safe
def past_minutes_file(request: MemberRequest, past_id: uuid.UUID) -> HttpResponse:
    """A file under review, as it was given."""
    row = get_object_or_404(PastMinutes, pk=past_id)
    return stored_file(row.file_sha256, row.file_name, download="telecharger" in request.GET)


def _take(request: MemberRequest, rows: list[PastMinutes], choices: Mapping[uuid.UUID, Choice]) -> Errors:
    """What is to be corrected, by file; nothing when all is taken."""
    about = known(rows, list(bodies()))
    chosen = [row for row in rows if row.pk in choices]
    asked = {row.pk: wanted_of(row, choices[row.pk], about) for row in chosen if not choices[row.pk].leave}
    errors = {pk: one for pk, one in asked.items() if isinstance(one, str)}
    if errors:
        return errors
    left = [row for row in chosen if choices[row.pk].leave]
    try:
        taken = commands.decide_past(
            [one for one in asked.values() if not isinstance(one, str)], left, actor=request.user
        )
    except Invalid as error:
        return {uuid.UUID(error.field): error.sentence} if error.field else {uuid.UUID(int=0): error.sentence}
    except Conflict as error:
        return {uuid.UUID(int=0): error.sentence}
    _tell(request, len(taken), len(left))
    return {}


def _tell(request: MemberRequest, taken: int, left: int) -> None:
    said = []
    if taken:
        said.append(ngettext("Un PV est repris.", "%(n)d PV sont repris.", taken) % {"n": taken})
    if left:
        said.append(ngettext("Un fichier est écarté.", "%(n)d fichiers sont écartés.", left) % {"n": left})
    say(request, " ".join(said) or _("Rien n’était à reprendre."))


def _show(
    request: MemberRequest,
    *,
    said: list[str] | None = None,
    typed: Mapping[uuid.UUID, Choice] | None = None,
    errors: Errors | None = None,
    status: int = 200,
) -> HttpResponse:
    rows = list(under_review())
    about = known(rows, list(bodies())) if rows else None
    shown = review_rows(rows, about, request.workspace.slug, typed or {}, errors or {}) if about else ()
    context = {
        "rows": shown,
        "said": said or [],
        "general": (errors or {}).get(uuid.UUID(int=0), ""),
        "wrong": len(errors or {}),
        "accept": ".docx,.doc,.odt,.rtf,.pdf,.zip",
        "most": past_files.MOST,
        "slug": request.workspace.slug,
    }
    return render(request, "meetings/past.html", context, status=status)
