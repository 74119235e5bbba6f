"""What a meeting says of an action on the spot: its state, a note, a result reached, a later deadline, a proof."""

import uuid
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from portulan.journal.models import Entry
from portulan.meetings.commands.postponing import Later, postpone_in_meeting
from portulan.meetings.models import AgendaItem, Meeting
from portulan.meetings.queries.live import Held
from portulan.plans.commands.editing import Stale
from portulan.plans.models import Action, ExpectedResult
from portulan.plans.queries.rows import ActionRow
from portulan.shared.errors import Invalid
from portulan.tracking import commands
from portulan.web.access import MemberRequest, page
from portulan.web.meetings.live_door import action_to_note, item_to_write
from portulan.web.meetings.live_forms import DroppedForm, LaterForm, SaidForm
from portulan.web.plan import marks
from portulan.web.plan.addresses import address
from portulan.web.plan.detail import may_report
from portulan.web.returning import say
from portulan.web.templatetags import ui
from portulan.web.tracking.views import given
from portulan.workspaces.permissions import Permission, may


@dataclass(frozen=True, slots=True)
class Reporting:
    """The forms about the action of the current item. `results` are those that may be said reached, `why_not` the
    reason when this member may not note there."""

    said: SaidForm | None
    later: LaterForm | None
    dropped: DroppedForm | None
    results: tuple[tuple[uuid.UUID, str], ...] = ()
    why_not: str = ""


def reporting_of(request: MemberRequest, held: Held, item: AgendaItem) -> Reporting | None:
    """For the current item, from what the page has read already: no query. None without an action."""
    action = held.actions.get(item.subject_id) if item.subject_id else None
    if action is None:
        return None
    row = action.row
    if not _may_note(request, held.meeting, row):
        reason = _("Cette action relève d’une autre instance : ses responsables et la coordination y notent.")
        return Reporting(None, None, None, why_not=reason)
    postpones = row.deadline.due is not None and may(request.membership, Permission.EDIT_PLAN)
    return Reporting(
        SaidForm(name="dit", state=row.state),
        LaterForm(name="report", initial={"where": where_of(held, item)}) if postpones else None,
        DroppedForm(name="joindre", results=[(one.id, one.text) for one in row.results]),
        tuple((one.id, marks.plain(one.text)) for one in row.results if one.reached_on is None),
    )


def _may_note(request: MemberRequest, meeting: Meeting, row: ActionRow) -> bool:
    """The rule of `live_door.action_to_note`, from a row that was read for this member."""
    here = any(body.id == meeting.body_id for body in row.bodies)
    return here or may_report(request.membership, row)


def where_of(held: Held, item: AgendaItem) -> str:
    """ "CEP, réunion du 3 décembre 2026, point 3"."""
    number = [one.pk for one in held.items].index(item.pk) + 1
    return where(held.meeting, number)


def where(meeting: Meeting, number: int) -> str:
    """Where something was decided, in words."""
    said = {"body": str(meeting.body), "day": ui.long_day(meeting.day), "number": number}
    return _("%(body)s, réunion du %(day)s, point %(number)d") % said


@page(Permission.MEET)
def say_of_action(request: MemberRequest, meeting_id: uuid.UUID, item_id: uuid.UUID) -> HttpResponse:
    """A note for the journal of the action, in the name of the body that meets, and the state that it declares."""
    item = item_to_write(request, meeting_id, item_id)
    action = action_to_note(request, item)
    form = SaidForm(_posted(request), name="dit", state=action.state)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            commands.report_progress(
                action,
                actor=request.user,
                on=item.meeting.said_on,
                text=said["text"],
                state=said["state"],
                body=item.meeting.body,
                submission=said["submission"],
            )
        except Invalid as error:
            form.add_error(error.field, error.sentence)
        else:
            say(request, _("C’est noté au journal de l’action %(code)s.") % {"code": action.code})
            return _back(request, item)
    return _show(request, item, form, _("Noter sur l’action %(code)s") % {"code": action.code})


@page(Permission.MEET)
@require_POST
def reach(request: MemberRequest, meeting_id: uuid.UUID, item_id: uuid.UUID, result_id: uuid.UUID) -> HttpResponse:
    """An expected result of the action is reached."""
    item = item_to_write(request, meeting_id, item_id)
    action = action_to_note(request, item)
    result = ExpectedResult.objects.filter(pk=result_id, action=action, removed_at=None).first()
    if result is None:
        raise Http404
    entry = commands.mark_reached(result, actor=request.user, on=item.meeting.said_on)
    name = {"name": marks.plain(result.text)}
    say(request, _("« %(name)s » est marqué comme atteint.") % name, entry)
    return _back(request, item)


@page(Permission.EDIT_PLAN)
def postpone(request: MemberRequest, meeting_id: uuid.UUID, item_id: uuid.UUID) -> HttpResponse:
    """A later deadline for the action; the decision is written with it."""
    item = item_to_write(request, meeting_id, item_id)
    action = action_to_note(request, item)
    number = item.meeting.items.filter(position__lte=item.position).count()
    first = {"where": where(item.meeting, number), "version": action.version}
    form = LaterForm(_posted(request), name="report", initial=first)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        later = Later(said["deadline"], said["reason"], said["where"], said["version"])
        try:
            decided = postpone_in_meeting(item, later, actor=request.user, submission=said["submission"])
        except Stale:
            typed = request.POST.copy()
            typed["version"] = str(Action.objects.get(pk=action.pk).version)
            form = LaterForm(typed, name="report")
            form.add_error(None, _("L’action a changé entre-temps. Relisez-la, puis envoyez à nouveau."))
        except Invalid as error:
            form.add_error(error.field, error.sentence)
        else:
            entry = Entry.objects.filter(pk=str(decided.postponement_id)).first()
            say(request, _("L’échéance est reportée, et la décision notée."), entry)
            return _back(request, item)
    title = _("Reporter l’échéance de l’action %(code)s") % {"code": action.code}
    return _show(request, item, form, title)


@page(Permission.MEET)
def drop(request: MemberRequest, meeting_id: uuid.UUID, item_id: uuid.UUID) -> HttpResponse:
    """Files or a link, as proofs of the action of an item."""
    item = item_to_write(request, meeting_id, item_id)
    action = action_to_note(request, item)
    rows = action.expected_results.filter(removed_at=None).order_by("position").values_list("pk", "text")
    form = DroppedForm(_posted(request), request.FILES or None, name="joindre", results=rows)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            added = commands.add_evidence(
                action,
                actor=request.user,
                on=None,
                results=list(said.get("results", ())),
                title=said["title"],
                files=[given(one) for one in said["documents"]],
                url=said["url"],
                draft=said["draft"],
                submission=said["submission"],
            )
        except Invalid as error:
            form.add_error("documents" if error.field == "files" else error.field, error.sentence)
        else:
            _tell(request, added)
            return _back(request, item)
    return _show(request, item, form, _("Joindre une preuve à l’action %(code)s") % {"code": action.code})


def _tell(request: MemberRequest, added: commands.Added) -> None:
    """What was joined; what the plan had already is not joined a second time."""
    count = len(added.evidence)
    if count:
        head = ngettext("La preuve est ajoutée", "%(count)d preuves sont ajoutées", count) % {"count": count}
        named = ", ".join(_("« %(title)s »") % {"title": one.title} for one in added.evidence)
        sentence = _("%(head)s : %(named)s.") % {"head": head, "named": named}
        say(request, sentence, next(iter(added.entries), None), together=count > 1)
    for one in (*added.repeated, *added.elsewhere):
        known = _("Le plan avait déjà « %(title)s » : ce fichier n’a pas été ajouté une seconde fois.")
        say(request, known % {"title": one.title})


def _posted(request: MemberRequest) -> Any:
    return request.POST if request.method == "POST" else None


def _back(request: MemberRequest, item: AgendaItem) -> HttpResponse:
    here = address("meeting", request.workspace.slug, item.meeting_id)
    return redirect(f"{here}?point={item.pk}#point-{item.pk}")


def _show(request: MemberRequest, item: AgendaItem, form: Any, title: str) -> HttpResponse:
    here = address("meeting", request.workspace.slug, item.meeting_id)
    context = {
        "title": title,
        "lead": ui.typo(item.title),
        "form": form,
        "files": "documents" in form.fields,
        "cancel_url": f"{here}?point={item.pk}#point-{item.pk}",
    }
    return render(request, "meetings/live_form.html", context, status=422 if form.is_bound else 200)
