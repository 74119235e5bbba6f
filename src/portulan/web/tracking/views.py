"""Noting progress, adding and removing proofs, saying that a result is reached."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.core.files.uploadedfile import UploadedFile
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from portulan.governance.models import Body
from portulan.plandoc.academic_year import AcademicYear
from portulan.plandoc.text import fold
from portulan.plans.models import Action, ExpectedResult
from portulan.plans.queries.rows import ActionRow, plan_rows
from portulan.shared.errors import Conflict, Invalid
from portulan.tracking import commands
from portulan.tracking.models import Evidence, Visibility
from portulan.tracking.queries.proofs import counting, versions_of
from portulan.web.access import MemberRequest, page
from portulan.web.returning import asked_address, next_address, say
from portulan.web.templatetags.ui import emphasis, long_day
from portulan.web.tracking.access import reportable, reportable_actions, reportable_of, seats_of
from portulan.web.tracking.forms import BackForm, DayForm, EvidenceForm, ProgressForm
from portulan.workspaces.models import Role
from portulan.workspaces.permissions import Permission


@page(Permission.REPORT)
def progress_add(request: MemberRequest, action_id: uuid.UUID) -> HttpResponse:
    """A dated note, and the state it declares; only the form, when htmx asks."""
    action = reportable(request, action_id)
    form = progress_form(request, action)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            update = commands.report_progress(
                action,
                actor=request.user,
                on=said["on"],
                text=said["text"],
                state=said["state"],
                body=said.get("body"),
                submission=said["submission"],
            )
        except Invalid as error:
            form.add_error(error.field, error.sentence)
        else:
            say(request, _("C’est noté, à la date du %(day)s.") % {"day": long_day(update.on)})
            return redirect(next_address(request, address_of(request, action)))
    return _show(request, "progress", action, {"progress_form": form})


@page(Permission.REPORT)
def evidence_add(request: MemberRequest, action_id: uuid.UUID) -> HttpResponse:
    """Files or a link; only the form, when htmx asks. `?resultat=` ticks a result."""
    return deposit_page(request, reportable(request, action_id))


def deposit_page(request: MemberRequest, action: Action | None) -> HttpResponse:
    """Files or a link for an action, and for others that are chosen on the page; without an action, all are."""
    form = evidence_form(request, action)
    if request.method == "POST" and form.is_valid():
        first, *also = form.actions_wanted()
        try:
            added = _add(request, form, first, also)
        except Invalid as error:
            form.add_error("documents" if error.field == "files" else error.field, error.sentence)
        else:
            _tell(request, added)
            back = next_address(request, address_of(request, first))
            return _go(request, _linking(request, form, added) if added.elsewhere else back)
    return _show_deposit(request, action, form)


def _add(request: MemberRequest, form: EvidenceForm, first: Action, also: list[Action]) -> commands.Added:
    said = form.cleaned_data
    return commands.add_evidence(
        first,
        also=also,
        actor=request.user,
        on=said["on"],
        results=list(said["results"]),
        title=said["title"],
        files=[given(one) for one in said["documents"]],
        url=said["url"],
        kind=said["kind"],
        draft=said["draft"],
        note=said["note"],
        visibility=said["visibility"] or Visibility.INTERNAL,
        submission=said["submission"],
    )


def _linking(request: MemberRequest, form: EvidenceForm, added: commands.Added) -> str:
    """The page that offers to link what the plan already has."""
    asked = [("preuve", versions_of(one).last.pk) for one in added.elsewhere]
    asked += [("action", one.pk) for one in form.actions_wanted()]
    asked += [("resultat", one.pk) for one in form.cleaned_data["results"]]
    return f"{reverse('proofs_link', args=[request.workspace.slug])}?{urlencode(asked)}"


def _go(request: MemberRequest, where: str) -> HttpResponse:
    """On to a page; a script that shows how far the sending is gets its address, and goes there itself."""
    if "X-Depot" in request.headers:
        return HttpResponse(status=204, headers={"X-Go-To": where})
    return redirect(where)


@page(Permission.REPORT)
def evidence_remove(request: MemberRequest, evidence_id: uuid.UUID) -> HttpResponse:
    """Asks, then takes a proof away; it is kept, and can come back."""
    evidence = get_object_or_404(Evidence.objects, pk=evidence_id)
    actions = reportable_of(request, evidence)
    action = actions[0]
    if request.method == "POST":
        entry = commands.remove_evidence(evidence, actor=request.user)
        say(request, _("La preuve « %(title)s » est retirée.") % {"title": evidence.title}, entry)
        return redirect(next_address(request, address_of(request, action)))
    if evidence.removed_at is not None:
        raise Conflict(_("Cette preuve est déjà retirée."))
    context = {
        "title": _("Retirer la preuve « %(title)s »") % {"title": evidence.title},
        "sentence": emphasis(action.text) if len(actions) == 1 else "",
        "consequences": [
            _of_how_many(actions),
            _("Elle est gardée : « Annuler » la fait revenir."),
        ],
        "confirm_label": _("Retirer la preuve"),
        "form": BackForm(initial={"next": asked_address(request, "")}),
        "cancel_url": asked_address(request, address_of(request, action)),
        "grave": True,
    }
    return render(request, "ui/confirm.html", context)


def _of_how_many(actions: list[Action]) -> str:
    if len(actions) == 1:
        return _("Elle ne compte plus pour cette action ni pour ses résultats.")
    codes = ", ".join(one.code or one.short_title for one in actions)
    return _("Elle ne compte plus pour aucune de ses actions (%(codes)s), ni pour leurs résultats.") % {
        "codes": codes
    }


@page(Permission.REPORT)
@require_POST
def result_reached(request: MemberRequest, result_id: uuid.UUID) -> HttpResponse:
    """Declare a result reached, today or on the day given."""
    result, action = _result(request, result_id)
    form = DayForm(request.POST)
    if not form.is_valid():
        raise Invalid(_("Cette date n’est pas comprise. Écrivez-la ainsi : 2026-11-23."), "on")
    on = form.cleaned_data["on"] or timezone.localdate()
    entry = commands.mark_reached(result, actor=request.user, on=on)
    say(request, _("Résultat marqué comme atteint le %(day)s.") % {"day": long_day(on)}, entry)
    return redirect(next_address(request, address_of(request, action)))


@page(Permission.REPORT)
def result_unreached(request: MemberRequest, result_id: uuid.UUID) -> HttpResponse:
    """Asks, then no longer holds a result for reached."""
    result, action = _result(request, result_id)
    if request.method == "POST":
        entry = commands.unmark(result, actor=request.user)
        say(request, _("Ce résultat est de nouveau attendu."), entry)
        return redirect(next_address(request, address_of(request, action)))
    context = {
        "title": _("Ne plus le tenir pour atteint"),
        "sentence": emphasis(result.text),
        "confirm_label": _("Ne plus le tenir pour atteint"),
        "form": BackForm(initial={"next": asked_address(request, "")}),
        "cancel_url": asked_address(request, address_of(request, action)),
    }
    return render(request, "ui/confirm.html", context)


@dataclass(frozen=True, slots=True)
class Choice:
    """An action that may be chosen; `text` is the official one."""

    code: str
    title: str
    text: SafeString
    bodies: str
    url: str


@page(Permission.REPORT)
def choose_action(request: MemberRequest, what: str) -> HttpResponse:
    """Which action the proof or the note is for: one's own first, then the others that one may report on."""
    name = {"preuve": "evidence_add", "avancement": "progress_add"}.get(what)
    if name is None:
        raise Http404
    plan = plan_rows(reader=request.user.pk, on=timezone.localdate())
    query = request.GET.get("q", "").strip()
    rows = [row for row in plan.actions() if _matches(row, query)] if plan else []
    everywhere = request.membership.role == Role.COORDINATION
    mine = [_choice(request, row, name) for row in rows if row.mine]
    others = [_choice(request, row, name) for row in rows if not row.mine] if everywhere else []
    context = {"what": what, "query": query, "mine": mine, "others": others, "everywhere": everywhere}
    return render(request, "tracking/choose_action.html", context)


def progress_form(request: MemberRequest, action: Action, own: Sequence[Body] | None = None) -> ProgressForm:
    """The form of a note, for the page and for where it is embedded. `own`, where it is known, are the bodies of
    this member that carry the action."""
    if own is not None and request.method != "POST":
        return ProgressForm(action=action, bodies=own, initial={"next": request.GET.get("next", "")})
    carrying = Body.objects.filter(responsibilities__action=action)
    bodies = carrying.filter(pk__in=seats_of(request.membership).values("body_id"))
    if request.method == "POST":
        return ProgressForm(request.POST, action=action, bodies=bodies)
    return ProgressForm(action=action, bodies=bodies, initial={"next": request.GET.get("next", "")})


def evidence_form(request: MemberRequest, action: Action | None) -> EvidenceForm:
    """The form of a proof, for the page and for where it is embedded."""
    choices = reportable_actions(request.membership)
    if request.method == "POST":
        return EvidenceForm(request.POST, request.FILES, action=action, choices=choices)
    asked = _asked_results(request, action) if action else []
    first = {"next": request.GET.get("next", ""), "results": [one.pk for one in asked]}
    return EvidenceForm(action=action, choices=choices, initial=first)


def given(file: "UploadedFile[Any]") -> commands.GivenFile:
    return commands.GivenFile(file.name or "", file.size or 0, file)


def address_of(request: MemberRequest, action: Action) -> str:
    return reverse("action", args=[request.workspace.slug, action.pk])


def _show_deposit(request: MemberRequest, action: Action | None, form: EvidenceForm) -> HttpResponse:
    if action is not None:
        return _show(request, "evidence", action, {"evidence_form": form})
    slug = request.workspace.slug
    context = {
        "evidence_form": form,
        "action_url": reverse("proof_deposit", args=[slug]),
        "cancel_url": reverse("proofs", args=[slug]),
    }
    return render(request, "proofs/deposit.html", context, status=422 if request.method == "POST" else 200)


def _show(request: MemberRequest, what: str, action: Action, forms: dict[str, object]) -> HttpResponse:
    """The page with its form, or the form alone as a fragment."""
    bound = request.method == "POST"
    context = {
        **forms,
        "action": action,
        "action_url": reverse(f"{what}_add", args=[request.workspace.slug, action.pk]),
        "cancel_url": address_of(request, action),
        "proofs": counting().filter(actions=action),
        "reached": [(one, emphasis(one.text)) for one in _reached(action)],
    }
    fragment = bool(getattr(request, "htmx", False)) and not bound
    template = f"tracking/_{what}_form.html" if fragment else f"tracking/{what}.html"
    return render(request, template, context, status=422 if bound else 200)


def _reached(action: Action) -> QuerySet[ExpectedResult]:
    return action.expected_results.filter(removed_at=None).exclude(reached_on=None).order_by("position")


def _asked_results(request: MemberRequest, action: Action) -> list[ExpectedResult]:
    """The result that the address names, when it is one of this action."""
    try:
        wanted = uuid.UUID(request.GET.get("resultat", ""))
    except ValueError:
        return []
    return list(action.expected_results.filter(pk=wanted, removed_at=None))


def _result(request: MemberRequest, result_id: uuid.UUID) -> tuple[ExpectedResult, Action]:
    result = get_object_or_404(ExpectedResult.objects.filter(removed_at=None), pk=result_id)
    return result, reportable(request, result.action_id)


def _tell(request: MemberRequest, added: commands.Added) -> None:
    count = len(added.evidence)
    if count:
        head = ngettext("La preuve est ajoutée", "%(count)d preuves sont ajoutées", count) % {"count": count}
        named = " ; ".join(_dated(one) for one in added.evidence)
        sentence = _("%(head)s : %(named)s.") % {"head": head, "named": named}
        say(request, sentence, next(iter(added.entries), None), together=count > 1)
    for one in added.repeated:
        say(
            request,
            _("L’action avait déjà cette preuve : « %(title)s ». Elle n’a pas été ajoutée une seconde fois.")
            % {"title": one.title},
        )


def _dated(evidence: Evidence) -> str:
    """What was understood of a proof: its title, its day, the academic year that it feeds."""
    words = {
        "title": evidence.title,
        "day": long_day(evidence.on),
        "year": AcademicYear(evidence.academic_year).long,
    }
    return _("« %(title)s », %(day)s (%(year)s)") % words


def _matches(row: ActionRow, query: str) -> bool:
    words = f"{row.code} {row.text} {row.short_title} {' '.join(body.label for body in row.bodies)}"
    return all(word in fold(words) for word in fold(query).split())


def _choice(request: MemberRequest, row: ActionRow, name: str) -> Choice:
    return Choice(
        row.code,
        row.short_title,
        emphasis(row.text),
        ", ".join(body.label for body in row.bodies),
        reverse(name, args=[request.workspace.slug, row.id]),
    )
