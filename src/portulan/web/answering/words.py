"""What the page of a personal link says to the person who opens it."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portulan.web.plan.sentences import capital, feminine

FEW = 5


def first_name(name: str) -> str:
    """ "Thomas", of "Thomas Wéry"."""
    return name.split()[0] if name.split() else name


def greeting(name: str, awaited: int, *, answered: bool = False) -> str:
    """The title of the page when it is opened; `answered`: something was, by this link."""
    hello = _("Bonjour %(name)s.") % {"name": first_name(name)}
    if not awaited and answered:
        return f"{hello} {_('Tout est noté, merci.')}"
    if not awaited:
        return f"{hello} {_('Rien n’attend un mot de vous pour l’instant.')}"
    time = _("deux minutes suffisent") if awaited <= FEW else _("quelques minutes suffisent")
    text = ngettext(
        "%(n)s action attend un mot de vous, %(time)s.",
        "%(n)s actions attendent un mot de vous, %(time)s.",
        awaited,
    )
    return f"{hello} {text % {'n': capital(feminine(awaited)), 'time': time}}"


def thanks(name: str, left: int) -> str:
    """The title once something was answered."""
    thank = _("Merci %(name)s, c’est noté.") % {"name": first_name(name)}
    if not left:
        return thank
    text = ngettext(
        "%(n)s action attend encore un mot de vous.", "%(n)s actions attendent encore un mot de vous.", left
    )
    return f"{thank} {text % {'n': capital(feminine(left))}}"
