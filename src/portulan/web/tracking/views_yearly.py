"""Saying what was done in one academic year, for a continuous action."""

import uuid

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portulan.plandoc.academic_year import AcademicYear
from portulan.shared.errors import Invalid
from portulan.tracking.commands.yearly import tell_year
from portulan.tracking.models import ProgressUpdate
from portulan.web.access import MemberRequest, page
from portulan.web.returning import say
from portulan.web.tracking.access import reportable
from portulan.web.tracking.forms import Sent
from portulan.web.tracking.views import address_of
from portulan.workspaces.permissions import Permission


class YearForm(Sent):
    text = forms.CharField(
        label=gettext_lazy("Ce qui a été fait"),
        max_length=10_000,
        required=False,
        widget=forms.Textarea({"rows": 4}),
        help_text=gettext_lazy("Une ou deux phrases : ce que l’on relira dans le rapport de l’année."),
    )


@page(Permission.REPORT)
def tell(request: MemberRequest, action_id: uuid.UUID, year: int) -> HttpResponse:
    """The yearly point; what was said before is shown, and stays in the journal."""
    action = reportable(request, action_id)
    if not 1900 < year < 2200:
        raise Http404
    points = ProgressUpdate.objects.filter(action=action, about_year=year)
    last = points.order_by("-on", "-created_at").first()
    form = YearForm(
        request.POST if request.method == "POST" else None, initial={"text": last.text if last else ""}
    )
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            tell_year(action, actor=request.user, year=year, text=said["text"], submission=said["submission"])
        except Invalid as error:
            form.add_error("text", error.sentence)
        else:
            say(request, _("Le point de l’année %(year)s est écrit.") % {"year": AcademicYear(year).long})
            return redirect(address_of(request, action) + "#annees")
    context = {
        "form": form,
        "action": action,
        "year": AcademicYear(year).long,
        "last": last,
        "cancel_url": address_of(request, action),
    }
    return render(request, "tracking/year.html", context, status=422 if form.errors else 200)
