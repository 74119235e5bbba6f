"""How a written deadline is understood, said back in words."""

from django.utils.translation import gettext as _

from portulan.plandoc.academic_year import Boundary
from portulan.plandoc.deadline import DeadlineKind, understand
from portulan.web.templatetags.ui import long_day


def meaning(written: str, boundary: Boundary) -> str:
    """« 26-27 : du 14 septembre 2026 au 13 septembre 2027 »; empty when nothing is written."""
    deadline = understand(written, boundary)
    match deadline.kind:
        case DeadlineKind.ACADEMIC_YEAR:
            said = {
                "text": deadline.text,
                "first": long_day(deadline.starts),
                "last": long_day(deadline.due),
            }
            return _("%(text)s : du %(first)s au %(last)s.") % said
        case DeadlineKind.CONTINUOUS:
            return _("En continu : jamais en retard, une preuve attendue chaque année académique.")
        case DeadlineKind.DAY:
            return _("Au plus tard le %(day)s.") % {"day": long_day(deadline.due)}
        case DeadlineKind.UNCLEAR:
            return _(
                "« %(text)s » n’est pas compris : gardé tel quel, sans date. Écrivez par exemple 26-27, "
                "En continu ou 30/06/2027."
            ) % {"text": deadline.text}
        case _:
            return ""
