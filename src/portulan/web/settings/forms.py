"""The form of a workspace's settings."""

from django import forms
from django.utils.translation import gettext_lazy as _

from portulan.plandoc.academic_year import Boundary
from portulan.tracking.commands.settings import Settings
from portulan.web.accounts.forms import MONTHS, NewWorkspace
from portulan.workspaces.models import Workspace


def _day() -> forms.IntegerField:
    return forms.IntegerField(label=_("Jour"), min_value=1, max_value=28)


def _month() -> forms.TypedChoiceField:
    return forms.TypedChoiceField(label=_("Mois"), choices=MONTHS, coerce=int)


class SettingsForm(NewWorkspace):
    """What opened the workspace, and the days on which its second and third quadrimestres begin."""

    submission = None  # type: ignore[assignment]
    second_day, second_month = _day(), _month()
    third_day, third_month = _day(), _month()

    def boundary(self) -> Boundary:
        data = self.cleaned_data
        terms = ((data["second_month"], data["second_day"]), (data["third_month"], data["third_day"]))
        return Boundary(data["year_month"], data["year_day"], terms)

    def settings(self) -> Settings:
        """What was asked for."""
        data = self.cleaned_data
        return Settings(data["name"], tuple(data["institutions"]), self.boundary())


def initial_of(workspace: Workspace) -> dict[str, object]:
    """The form as the workspace is set."""
    terms = (*workspace.boundary.later_terms, *Boundary().later_terms)
    (second_month, second_day), (third_month, third_day) = terms[:2]
    return {
        "name": workspace.name,
        "institutions": "\n".join(workspace.institutions.order_by("name").values_list("name", flat=True)),
        "year_day": workspace.year_day,
        "year_month": workspace.year_month,
        "second_day": second_day,
        "second_month": second_month,
        "third_day": third_day,
        "third_month": third_month,
    }
