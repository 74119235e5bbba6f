"""Where the text of the file went, in one line; and what belongs to its layout, to be opened."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portulan.plandoc.recognition.findings import Recognition, Shares
from portulan.plandoc.recognition.shares import debris

ROLES = {
    "column title": gettext_lazy("titres de colonnes"),
    "repeated header": gettext_lazy("titres répétés"),
    "title of the acronyms": gettext_lazy("titre de la liste d’acronymes"),
    "separator": gettext_lazy("séparateurs"),
    "code end": gettext_lazy("points des numéros"),
    "bullet": gettext_lazy("puces"),
    "running line": gettext_lazy("haut et bas de page"),
    "page number": gettext_lazy("numéros de page"),
    "markup": gettext_lazy("balises"),
    "emphasis": gettext_lazy("marques d’italique et de gras"),
    "link": gettext_lazy("adresses des liens"),
    "watermark": gettext_lazy("filigrane"),
    "note mark": gettext_lazy("appels de note"),
    "hyphen": gettext_lazy("traits de coupure en fin de ligne"),
    "placeholder": gettext_lazy("invites des champs à remplir"),
    "form": gettext_lazy("consignes et exemples de la feuille à remplir"),
}


@dataclass(frozen=True, slots=True)
class Layout:
    """Characters that play one role in the file: how many times, and which."""

    role: str
    count: int
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """`line` is empty for a file that was read before its characters were counted."""

    line: str
    layout: tuple[Layout, ...]


def told(found: Recognition) -> Told:
    """The account of a recognition."""
    return Told(_line(found.shares), tuple(_layout(found)))


def _line(shares: Shares) -> str:
    """« 99,6 % du texte est dans le plan, 0,4 % dans la mise en page. »"""
    if not shares.total:
        return ""
    left, layout, lost = (_tenths(part, shares.total) for part in (shares.left_over, shares.debris, shares.lost))
    parts = [_("%(share)s du texte est dans le plan") % {"share": _percent(1000 - left - layout - lost)}]
    if layout:
        parts.append(_("%(share)s dans la mise en page") % {"share": _percent(layout)})
    if left:
        parts.append(_("%(share)s dans les fragments non classés") % {"share": _percent(left)})
    if lost:
        parts.append(_("%(share)s sans place") % {"share": _percent(lost)})
    return ", ".join(parts) + "."


def _tenths(part: int, total: int) -> int:
    """Tenths of a percent; what is there at all is never rounded to nothing."""
    return max(round(1000 * part / total), 1) if part else 0


def _percent(tenths: int) -> str:
    number = number_format(tenths / 10, 1 if tenths % 10 else 0)
    return _("%(number)s\u00a0%%") % {"number": number}


def _layout(found: Recognition) -> Iterator[Layout]:
    """The most frequent role first, each text once."""
    by_role: dict[str, Counter[str]] = {}
    for text, role in debris(found):
        by_role.setdefault(str(ROLES.get(role, _("autres signes"))), Counter())[text] += 1
    for role, texts in sorted(by_role.items(), key=lambda one: -one[1].total()):
        yield Layout(role, texts.total(), tuple(text for text, _times in texts.most_common(12)))
