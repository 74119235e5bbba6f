"""Closing a meeting, and what is done with its minutes: taken away, approved, corrected, shown."""

import uuid
from functools import partial

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from portulan.meetings.commands.approving import approve_minutes, last_version
from portulan.meetings.commands.closing import AlreadyClosed, Meanwhile, check_open, close_meeting
from portulan.meetings.commands.correcting import correct_minutes, show_minutes
from portulan.meetings.commands.files import file_name_of
from portulan.meetings.models import Meeting, Minutes, Stage
from portulan.meetings.queries.content import session_of, was_written_here
from portulan.plans.models import Action
from portulan.shared.errors import Conflict, Invalid
from portulan.shared.permissions import Denied
from portulan.web.access import MemberRequest, page, require
from portulan.web.meetings.closing_page import closing_of, closing_page
from portulan.web.meetings.correcting_page import correcting_page, correction_of
from portulan.web.meetings.door import meeting_of, writable
from portulan.web.meetings.minutes_forms import ApprovalForm
from portulan.web.returning import say
from portulan.web.templatetags.ui import long_day
from portulan.web.tracking.access import may_show, reportable_actions
from portulan.web.tracking.files import stored_file
from portulan.workspaces.models import Membership, Role
from portulan.workspaces.permissions import Permission

_SUFFIXES = ("docx", "pdf")


@page(Permission.MEET)
def close(request: MemberRequest, meeting_id: uuid.UUID) -> HttpResponse:
    """What the minutes will say and of what they will be the proof; then the meeting is closed. Where somebody
    closed it first, their minutes are shown."""
    meeting = writable(request, meeting_id)
    try:
        check_open(meeting, meeting.stage)
        if request.method == "POST":
            return _closed(request, meeting)
    except AlreadyClosed as error:
        say(request, error.sentence)
        return redirect("meeting", request.workspace.slug, meeting.pk)
    return _show_closing(request, meeting)


def _closed(request: MemberRequest, meeting: Meeting) -> HttpResponse:
    closing = closing_of(request.POST)
    _require_reportable(request, {action_id for action_id, _result in closing.proofs})
    try:
        kept = close_meeting(meeting, closing, actor=request.user)
    except AlreadyClosed:
        raise
    except Meanwhile as error:
        return _show_closing(request, meeting, error.sentence, status=409)
    except (Invalid, Conflict) as error:
        return _show_closing(request, meeting, error.sentence, status=422)
    say(request, _("La réunion est close : son PV est prêt, en Word et en PDF.") + _filed(kept))
    return redirect("meeting", request.workspace.slug, meeting.pk)


def _filed(kept: Minutes) -> str:
    if kept.evidence is None:
        return ""
    count = kept.evidence.actions.count()
    said = ngettext("Il est la preuve d’une action.", "Il est la preuve de %(n)d actions.", count)
    return f" {said % {'n': count}}"


def _show_closing(request: MemberRequest, meeting: Meeting, error: str = "", status: int = 200) -> HttpResponse:
    typed = request.POST if request.method == "POST" else None
    shown = closing_page(meeting, partial(_reportable, request.membership), typed)
    context = {"page": shown, "meeting": meeting, "error": error, "slug": request.workspace.slug}
    return render(request, "meetings/close.html", context, status=status)


def _reportable(membership: Membership, action_ids: set[uuid.UUID]) -> set[uuid.UUID]:
    """Those of these actions on which this member may report."""
    if membership.role == Role.COORDINATION:
        return action_ids
    return set(reportable_actions(membership).filter(pk__in=action_ids).values_list("pk", flat=True))


def _require_reportable(request: MemberRequest, action_ids: set[uuid.UUID]) -> None:
    """Raises Refused for an action on which this member may not report."""
    others = action_ids - _reportable(request.membership, action_ids)
    codes = list(Action.objects.filter(pk__in=others).values_list("code", flat=True))
    if codes:
        said = _("Vous n’ajoutez pas de preuve à l’action %(code)s : elle relève d’une autre instance.")
        require(Denied(said % {"code": codes[0]}))


@page(Permission.READ)
@require_safe
def minutes_file(request: MemberRequest, meeting_id: uuid.UUID, version: int, suffix: str) -> HttpResponse:
    """A version of the minutes, as Word or PDF. Members see those of every closed meeting."""
    minutes = _version(meeting_of(meeting_id), version)
    sha256 = {"docx": minutes.word_sha256, "pdf": minutes.pdf_sha256}.get(suffix, "")
    if not sha256:
        raise Http404
    return stored_file(sha256, file_name(minutes, suffix), download="telecharger" in request.GET)


def file_name(minutes: Minutes, suffix: str) -> str:
    """The name under which a version is taken away; a file of before Portulan keeps its own."""
    if not was_written_here(minutes.content):
        return str(minutes.content.get("file_name", f"pv.{suffix}"))
    name = file_name_of(session_of(minutes.content), suffix)
    return name if minutes.version == 1 else name.replace(f".{suffix}", f"-v{minutes.version}.{suffix}")


@page(Permission.MEET)
def approve(request: MemberRequest, meeting_id: uuid.UUID) -> HttpResponse:
    """On which day, and in which later meeting of the body, the minutes were approved."""
    meeting = writable(request, meeting_id)
    minutes = _last(meeting)
    form = ApprovalForm(request.POST if request.method == "POST" else None, meeting=meeting)
    if request.method == "POST" and form.is_valid():
        try:
            approve_minutes(minutes, actor=request.user, on=form.day(), meeting=form.cleaned_data["meeting"])
        except Invalid as error:
            form.add_error(error.field, error.sentence)
        else:
            sentence = _("Le PV est approuvé le %(day)s. Il ne porte plus « Projet ».")
            say(request, sentence % {"day": long_day(form.day())})
            return redirect("meeting", request.workspace.slug, meeting.pk)
    context = {"form": form, "meeting": meeting, "slug": request.workspace.slug}
    return render(request, "meetings/approve.html", context, status=422 if form.errors else 200)


@page(Permission.MEET)
def correct(request: MemberRequest, meeting_id: uuid.UUID) -> HttpResponse:
    """The presences, the notes and the decisions of the last version, to correct; the next version says what."""
    meeting = writable(request, meeting_id)
    minutes = _last(meeting)
    if not was_written_here(minutes.content):
        raise Http404
    error = field = ""
    if request.method == "POST":
        try:
            _check_version(request, minutes)
            kept = correct_minutes(minutes, correction_of(request.POST), actor=request.user)
        except Invalid as wrong:
            error, field = wrong.sentence, wrong.field or ""
        else:
            say(request, _("La version %(number)d du PV est faite.") % {"number": kept.version})
            return redirect("meeting", request.workspace.slug, meeting.pk)
    typed = request.POST if request.method == "POST" else None
    context = {
        "page": correcting_page(minutes, typed),
        "meeting": meeting,
        "error": error,
        "field": field,
        "slug": request.workspace.slug,
    }
    return render(request, "meetings/correct.html", context, status=422 if error else 200)


def _check_version(request: MemberRequest, minutes: Minutes) -> None:
    """Raises Invalid, so that what was typed stays, when another version was made meanwhile."""
    if request.POST.get("version") != str(minutes.version):
        raise Invalid(
            _("%(who)s a corrigé ce PV pendant que vous écriviez. Relisez, puis enregistrez à nouveau.")
            % {"who": minutes.author_name}
        )


@page(Permission.MEET)
@require_POST
def show_to(request: MemberRequest, meeting_id: uuid.UUID) -> HttpResponse:
    """Who may be shown the minutes besides the members; as for any proof, its author or the coordination say."""
    meeting = writable(request, meeting_id)
    minutes = _last(meeting)
    if minutes.evidence is not None:
        require(may_show(request.membership, minutes.evidence))
    show_minutes(meeting, request.POST.get("visibility", ""), actor=request.user)
    say(request, _("C’est enregistré."))
    return redirect("meeting", request.workspace.slug, meeting.pk)


def _last(meeting: Meeting) -> Minutes:
    """The last version of a closed meeting. Raises Http404."""
    found = last_version(meeting) if meeting.stage == Stage.CLOSED else None
    if found is None:
        raise Http404
    return found


def _version(meeting: Meeting, version: int) -> Minutes:
    found = meeting.minutes.filter(version=version).first() if meeting.stage == Stage.CLOSED else None
    if found is None:
        raise Http404
    return found
