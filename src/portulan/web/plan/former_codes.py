"""What is said of an action that had another code once, and where it is read."""

from django.urls import reverse
from django.utils.translation import gettext as _

from portulan.plans.queries.former_codes import FormerCode
from portulan.web.plan.addresses import address
from portulan.web.templatetags import ui


def sentence(one: FormerCode) -> str:
    """« 2.2.1 s’appelle 2.3.1 depuis la révision « Avril 2026 ». »"""
    said = {"code": one.code, "now": one.now, "edition": one.edition, "day": ui.long_day(one.on)}
    if not one.standing:
        if one.edition:
            return _("%(code)s n’est plus dans le plan depuis la révision « %(edition)s ».") % said
        return _("%(code)s n’est plus dans le plan depuis le %(day)s.") % said
    if not one.now:
        return _("L’action qui s’appelait %(code)s n’a plus de code.") % said
    if one.merged:
        if one.edition:
            return _("%(code)s est réunie à %(now)s depuis la révision « %(edition)s ».") % said
        return _("%(code)s est réunie à %(now)s depuis le %(day)s.") % said
    if one.edition:
        return _("%(code)s s’appelle %(now)s depuis la révision « %(edition)s ».") % said
    return _("%(code)s s’appelle %(now)s depuis le %(day)s.") % said


def address_of(one: FormerCode, slug: str) -> str:
    """The action; the last revision that has it, once it left the plan; else the journal."""
    if one.standing and one.action_id:
        return address("action", slug, one.action_id)
    return address("revision", slug, one.last) if one.last else reverse("journal", args=[slug])
