"""What somebody asks to take away: a kind in a format, of a part of the plan, as of a day, for an audience."""

import datetime as dt
from collections.abc import Mapping
from copy import copy
from dataclasses import dataclass, field

from django.http import Http404
from django.utils.text import slugify
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from portulan.exports import commands
from portulan.reports.templates import InTemplate
from portulan.shared.permissions import Verdict
from portulan.web.reports.kinds import FORMATS, Kind, format_name, title_of
from portulan.web.reports.layouts import ASKED, asked_template
from portulan.web.reports.proofs import AUDIENCES
from portulan.workspaces.models import Membership
from portulan.workspaces.permissions import Permission, may

OPTIONS = ("objectif", "instance", "pour", "de", "a", ASKED)
"""The words of the address, and of the form."""


@dataclass(frozen=True, slots=True)
class Asked:
    kind: Kind
    format: str
    day: dt.date
    options: Mapping[str, str] = field(default_factory=dict)

    @property
    def audience(self) -> str:
        return self.options.get("pour", "membres")

    @property
    def template(self) -> InTemplate | None:
        """The institution's template that it is asked in. Raises Http404, Invalid (see `asked_template`)."""
        return asked_template(self.kind, self.format, self.options)

    def file_name(self, suffix: str) -> str:
        return f"{slugify(self.kind)}-{self.day.isoformat()}.{suffix}"

    def as_export(self) -> commands.Asked:
        """The same, as an export keeps it."""
        title = _("%(kind)s, %(format)s") % {"kind": title_of(self.kind), "format": format_name(self.format)}
        return commands.Asked(self.kind, self.format, title, self.day, dict(self.options), get_language() or "fr")


def asked(kind: str, format: str, given: Mapping[str, str], day: dt.date) -> Asked:
    """What an address or a form asks. Raises Http404 for a kind, a format or an audience that does not exist."""
    if kind not in FORMATS or format not in FORMATS[Kind(kind)]:
        raise Http404
    options = {name: given[name] for name in OPTIONS if given.get(name)}
    if options.get("pour", "membres") not in AUDIENCES:
        raise Http404
    return Asked(Kind(kind), format, day, options)


def may_take(membership: Membership, kind: Kind) -> Verdict:
    """Whether this member may have that kind, about whatever day: the dossier is the coordination's to send."""
    whatever_day = copy(membership)
    whatever_day.only_reads = False
    return may(whatever_day, Permission.EDIT_PLAN if kind is Kind.DOSSIER else Permission.READ)
