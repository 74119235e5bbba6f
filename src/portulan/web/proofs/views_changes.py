"""Adding proofs and changing them: files for several actions, links to what is there, versions, visibility, and
saying that the proofs of a result suffice."""

import uuid
from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from portulan.journal.models import Entry
from portulan.plans.models import Action, ExpectedResult, Sufficiency
from portulan.shared.errors import Conflict, Invalid
from portulan.tracking import commands
from portulan.tracking.models import Evidence
from portulan.tracking.queries.proofs import counting
from portulan.web.access import MemberRequest, page, require
from portulan.web.proofs.forms import JudgeForm, LinkForm, ProofForm, ShowForm, VersionForm
from portulan.web.returning import asked_address, next_address, posted, say
from portulan.web.templatetags.ui import emphasis
from portulan.web.tracking.access import may_report_on_all, may_show, reportable_actions, reportable_of
from portulan.web.tracking.views import address_of, deposit_page, given
from portulan.workspaces.permissions import Permission


@page(Permission.REPORT)
def deposit(request: MemberRequest) -> HttpResponse:
    """Several files or a link, for actions and results that are chosen on the page."""
    return deposit_page(request, None)


@page(Permission.REPORT)
def edit(request: MemberRequest, evidence_id: uuid.UUID) -> HttpResponse:
    """The facts of a proof, and the results of its actions that it proves."""
    evidence = _changeable(request, evidence_id)
    form = ProofForm(posted(request), evidence=evidence)
    if form.is_valid() and (entry := _taken(form, lambda: _change(request, evidence, form))) is not False:
        say(request, _("La preuve est modifiée.") if entry else _("Rien n’a changé."), entry or None)
        return redirect(_page(request, evidence))
    return _ask(request, evidence, form, _("Modifier la preuve"), _("Enregistrer"))


@page(Permission.REPORT)
def version(request: MemberRequest, evidence_id: uuid.UUID) -> HttpResponse:
    """A later version, which counts in the place of this one."""
    evidence = get_object_or_404(Evidence.objects, pk=evidence_id)
    reportable_of(request, evidence)
    if said := _said_before(request, evidence):
        return redirect(_page(request, said))
    evidence = _changeable(request, evidence_id)
    form = VersionForm(posted(request), request.FILES or None, evidence=evidence)
    if form.is_valid() and (made := _taken(form, lambda: _add_version(request, evidence, form))) is not False:
        say(request, _("La nouvelle version est ajoutée : c’est elle qui compte."), _first(made))
        return redirect(_page(request, made))
    return _ask(request, evidence, form, _("Ajouter une nouvelle version"), _("Ajouter la version"))


@page(Permission.REPORT)
@require_POST
def show_to(request: MemberRequest, evidence_id: uuid.UUID) -> HttpResponse:
    """Say who may be shown a proof: internal, experts, public."""
    evidence = get_object_or_404(Evidence.objects, pk=evidence_id)
    require(may_show(request.membership, evidence))
    form = ShowForm(request.POST)
    if not form.is_valid():
        raise Invalid(_("Ce choix n’existe pas."), "visibility")
    entry = commands.show_to(evidence, form.cleaned_data["visibility"], actor=request.user)
    say(request, _("C’est enregistré.") if entry else _("Rien n’a changé."), entry)
    return redirect(next_address(request, _page(request, evidence)))


@page(Permission.REPORT)
@require_POST
def finish(request: MemberRequest, evidence_id: uuid.UUID) -> HttpResponse:
    """A draft that is finished: from now on it proves."""
    evidence = _changeable(request, evidence_id)
    entry = commands.finish_draft(evidence, actor=request.user)
    say(request, _("La preuve est achevée : elle compte désormais."), entry)
    return redirect(next_address(request, _page(request, evidence)))


@page(Permission.REPORT)
@require_POST
def unlink(request: MemberRequest, evidence_id: uuid.UUID, action_id: uuid.UUID) -> HttpResponse:
    """A proof of several actions no longer stands for one of them."""
    evidence = get_object_or_404(counting(), pk=evidence_id)
    action = get_object_or_404(evidence.actions, pk=action_id)
    require(may_report_on_all(request.membership, {action.pk}))
    entry = commands.unlink_evidence(evidence, action, actor=request.user)
    say(request, _("La preuve n’est plus liée à l’action %(code)s.") % {"code": action.code}, entry)
    return redirect(next_address(request, _page(request, evidence)))


@page(Permission.REPORT)
def link(request: MemberRequest) -> HttpResponse:
    """Proofs that are there already, for other actions or results: linked instead of added twice."""
    sent = request.POST if request.method == "POST" else request.GET
    form = LinkForm(sent, actions=reportable_actions(request.membership))
    if not form.is_valid():
        raise Invalid(_("Ce lien n’est plus bon : rouvrez la page de l’action."))
    actions, results = form.wanted()
    if request.method == "POST":
        entries = _link_all(request, form.cleaned_data["preuve"], actions, results)
        done = ngettext("La preuve est liée.", "%(count)d preuves sont liées.", len(entries)) % {
            "count": len(entries)
        }
        say(
            request,
            done if entries else _("Rien n’a changé."),
            next(iter(entries), None),
            together=len(entries) > 1,
        )
        return redirect(address_of(request, actions[0]))
    context = {
        "form": form,
        "proofs": [(one, ", ".join(action.code for action in one.actions.all())) for one in form.proofs()],
        "actions": [(action, emphasis(action.text)) for action in actions],
        "results": [emphasis(result.text) for result in results],
        "cancel_url": address_of(request, actions[0]),
    }
    return render(request, "proofs/link.html", context)


@page(Permission.EDIT_PLAN)
def judge(request: MemberRequest, result_id: uuid.UUID) -> HttpResponse:
    """The coordination confirms that the proofs of a result suffice, or says what is missing."""
    result = get_object_or_404(
        ExpectedResult.objects.filter(removed_at=None).select_related("action"), pk=result_id
    )
    back = address_of(request, result.action)
    form = JudgeForm(posted(request), result=result, initial={"next": asked_address(request, "")})
    if form.is_valid() and (entry := _taken(form, lambda: _judge(request, result, form))) is not False:
        say(request, _said_of(form.cleaned_data["verdict"]) if entry else _("Rien n’a changé."), entry or None)
        return redirect(next_address(request, back))
    context = {
        "title": _("Cette preuve suffit-elle ?"),
        "sentence": emphasis(result.text),
        "confirm_label": _("Enregistrer"),
        "form": form,
        "cancel_url": asked_address(request, back),
    }
    return render(request, "ui/confirm.html", context, status=422 if form.is_bound else 200)


def _said_before(request: MemberRequest, evidence: Evidence) -> Evidence | None:
    """The version that the same form already added: it was sent twice."""
    try:
        submission = uuid.UUID(request.POST.get("submission", ""))
    except ValueError:
        return None
    return evidence.newer.filter(submission=submission).first()


def _changeable(request: MemberRequest, evidence_id: uuid.UUID) -> Evidence:
    """The proof, when it counts and this member may report on each of its actions. Raises Http404, Refused,
    Conflict."""
    evidence = get_object_or_404(Evidence.objects, pk=evidence_id)
    reportable_of(request, evidence)
    if not counting().filter(pk=evidence.pk).exists():
        raise Conflict(_("Cette preuve est retirée, ou remplacée par une version plus récente."))
    return evidence


def _taken(form: Any, command: Callable[[], Any]) -> Any:
    """What the command gives; False when it cannot take what the form says, which the form then tells."""
    try:
        return command()
    except Invalid as error:
        field = "documents" if error.field == "files" else error.field
        form.add_error(field if field in form.fields else None, error.sentence)
        return False


def _change(request: MemberRequest, evidence: Evidence, form: ProofForm) -> Entry | None:
    said = form.cleaned_data
    facts = commands.ProofFacts(said["title"], said["on"], said["kind"], said["note"], said["draft"])
    return commands.change_evidence(evidence, facts, actor=request.user, results=form.results_wanted())


def _add_version(request: MemberRequest, evidence: Evidence, form: VersionForm) -> Evidence:
    said = form.cleaned_data
    return commands.add_version(
        evidence,
        actor=request.user,
        on=said["on"],
        files=[given(one) for one in said["documents"]],
        url=said["url"],
        title=said["title"],
        note=said["note"],
        draft=said["draft"],
        submission=said["submission"],
    )


def _judge(request: MemberRequest, result: ExpectedResult, form: JudgeForm) -> Entry | None:
    said = form.cleaned_data
    return commands.judge_proofs(result, said["verdict"], actor=request.user, note=said["note"])


def _link_all(
    request: MemberRequest, proofs: list[Evidence], actions: list[Action], results: list[ExpectedResult]
) -> list[Entry]:
    batch = uuid.uuid4()
    linked = (
        commands.link_evidence(one, actions, results=results, actor=request.user, batch=batch) for one in proofs
    )
    return [entry for entry in linked if entry is not None]


def _said_of(verdict: str) -> str:
    return {
        Sufficiency.CONFIRMED: _("La preuve est confirmée suffisante."),
        Sufficiency.MORE: _("C’est noté : la page de l’action dit ce qui manque."),
        Sufficiency.UNSAID: _("Rien n’est plus dit de cette preuve."),
    }[Sufficiency(verdict)]


def _first(evidence: Evidence) -> Entry | None:
    return Entry.objects.filter(subject_id=evidence.pk, verb="evidence.version").last()


def _page(request: MemberRequest, evidence: Evidence) -> str:
    return reverse("proof", args=[request.workspace.slug, evidence.pk])


def _ask(request: MemberRequest, evidence: Evidence, form: Any, title: str, label: str) -> HttpResponse:
    context = {
        "form": form,
        "title": title,
        "confirm_label": label,
        "proof": evidence,
        "cancel_url": _page(request, evidence),
    }
    return render(request, "proofs/form.html", context, status=422 if form.is_bound else 200)
