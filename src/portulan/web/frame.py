"""What stands around each page: names, navigation, the rule of the plan."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from portulan.plandoc.academic_year import AcademicYear, Boundary
from portulan.plans.models import Plan
from portulan.web.looking_back import PARAMETER
from portulan.web.navigation import AddItem, NavItem, add_menu, nav, under_the_name
from portulan.web.templatetags.ui import long_day
from portulan.workspaces.models import Membership, Role, Workspace


@dataclass(frozen=True, slots=True)
class RulerYear:
    """`state` is "fait", "ici" or "avenir"; `inked` is the elapsed share in hundredths."""

    short: str
    state: str
    inked: int


@dataclass(frozen=True, slots=True)
class Ruler:
    """The plan's years and today's mark, in hundredths of the whole; the sentence says the same."""

    sentence: str
    years: tuple[RulerYear, ...]
    now_percent: float


@dataclass(frozen=True, slots=True)
class Frame:
    user_name: str = ""
    user_initials: str = ""
    role_label: str = ""
    workspace_name: str = ""
    workspace_slug: str = ""
    workspaces: tuple[tuple[str, str], ...] = ()
    plan_title: str = ""
    organisation: str = ""
    edition: str = ""
    nav: tuple[NavItem, ...] = ()
    add_menu: tuple[AddItem, ...] = ()
    account_menu: tuple[AddItem, ...] = ()
    ruler: Ruler | None = None
    fictional: bool = False
    home_url: str = "/"
    search_url: str = ""
    sign_out_url: str = ""
    day: dt.date | None = None
    other_day: str = ""
    today_url: str = ""
    asked: tuple[tuple[str, str], ...] = ()
    languages: tuple[tuple[str, str], ...] = field(default=(("fr", "Français"), ("en", "English")))


def frame(request: HttpRequest) -> dict[str, Any]:
    """Context processor: `frame`, for each template."""
    user = request.user if hasattr(request, "user") else None
    if user is None or not user.is_authenticated:
        return {"frame": Frame()}
    base: dict[str, Any] = {
        "user_name": user.name,
        "user_initials": user.initials,
        "sign_out_url": reverse("account_logout"),
    }
    membership: Membership | None = getattr(request, "membership", None)
    if membership is None:
        return {"frame": Frame(**base, account_menu=under_the_name(None, False))}
    return {"frame": _inside(request, membership, base)}


def _inside(request: HttpRequest, membership: Membership, base: dict[str, Any]) -> Frame:
    workspace = membership.workspace
    day: dt.date = getattr(request, "as_of", timezone.localdate())
    plan = (
        Plan.everywhere.filter(workspace=workspace)
        .only("title", "organisation", "edition", "starts", "ends")
        .first()
    )
    others: tuple[Membership, ...] = getattr(request, "memberships", ())
    return Frame(
        **base,
        role_label=str(Role(membership.role).label),
        workspace_name=workspace.name,
        workspace_slug=workspace.slug,
        workspaces=tuple(
            (one.workspace.name, reverse("dashboard", args=[one.workspace.slug]))
            for one in others
            if one.workspace_id != workspace.pk
        ),
        plan_title=plan.title if plan else "",
        organisation=plan.organisation if plan else "",
        edition=plan.edition if plan else "",
        nav=nav(request.path, membership, plan is not None),
        add_menu=add_menu(membership, plan is not None),
        account_menu=under_the_name(membership, plan is not None),
        ruler=ruler(plan, workspace, day) if plan else None,
        day=day,
        other_day=other_day(day),
        today_url=f"{request.path}?{_query(request)}{PARAMETER}=",
        asked=_asked(request),
        fictional=workspace.fictional,
        home_url=reverse("dashboard", args=[workspace.slug]),
        search_url=reverse("search", args=[workspace.slug]),
    )


def other_day(day: dt.date) -> str:
    """That a page or a report shows another day, and how; empty when it is today."""
    today = timezone.localdate()
    if day < today:
        return _("Le plan tel qu’il était le %(day)s.") % {"day": long_day(day)}
    if day > today:
        return _("Le plan tel qu’il serait le %(day)s, si rien ne change d’ici là.") % {"day": long_day(day)}
    return ""


def _asked(request: HttpRequest) -> tuple[tuple[str, str], ...]:
    """What the address asks for, but the day and the page of a list."""
    asked = ((name, value) for name, values in request.GET.lists() for value in values)
    return tuple((name, value) for name, value in asked if name not in (PARAMETER, "page"))


def _query(request: HttpRequest) -> str:
    return "".join(f"{urlencode([pair])}&" for pair in _asked(request))


def ruler(plan: Plan, workspace: Workspace, today: dt.date) -> Ruler | None:
    """The rule of a plan that says which years it covers; None for one that does not."""
    if plan.starts is None or plan.ends is None:
        return None
    boundary, now = workspace.boundary, workspace.boundary.year_of(today)
    years = [AcademicYear(first) for first in range(plan.starts, plan.ends + 1)]
    elapsed = boundary.elapsed(today)
    at = min(max(now.first + elapsed - plan.starts, 0), len(years)) / len(years) * 100
    return Ruler(
        _ruler_sentence(years, now, boundary, today),
        tuple(_ruler_year(y, now, elapsed) for y in years),
        round(at, 1),
    )


def _ruler_year(year: AcademicYear, now: AcademicYear, elapsed: float) -> RulerYear:
    if year == now:
        return RulerYear(year.short, "ici", round(elapsed * 100))
    return RulerYear(year.short, "fait", 100) if year < now else RulerYear(year.short, "avenir", 0)


def _ruler_sentence(years: list[AcademicYear], now: AcademicYear, boundary: Boundary, today: dt.date) -> str:
    if now not in years:
        return _("Plan %(first)s à %(last)s ; nous sommes en %(now)s") % {
            "first": years[0].long,
            "last": years[-1].long,
            "now": now.long,
        }
    return _("Année %(rank)d sur %(count)d du plan : %(year)s, semaine %(week)d") % {
        "rank": years.index(now) + 1,
        "count": len(years),
        "year": now.long,
        "week": boundary.week_of(today),
    }
