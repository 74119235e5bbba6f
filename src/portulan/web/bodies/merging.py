"""What a merge of two bodies would do, in sentences."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portulan.governance.models import Body
from portulan.plans.commands.merging import Moving
from portulan.web.templatetags import ui


def consequences(moving: Moving, kept: Body, gone: Body) -> list[str]:
    """One sentence for each thing that moves, then what stays true."""
    name = {"kept": ui.typo(kept.name), "gone": ui.typo(gone.name)}
    said = []
    if moving.responsibilities:
        text = ngettext(
            "%(n)d action passe à « %(kept)s ». Le plan garde l’écriture qu’elle y avait.",
            "%(n)d actions passent à « %(kept)s ». Le plan garde l’écriture qu’elles y avaient.",
            moving.responsibilities,
        )
        said.append(text % {"n": moving.responsibilities, **name})
    if moving.shared:
        text = ngettext(
            "%(n)d action était portée par les deux : elle ne l’est plus qu’une fois.",
            "%(n)d actions étaient portées par les deux : elles ne le sont plus qu’une fois.",
            moving.shared,
        )
        said.append(text % {"n": moving.shared})
    if moving.seats:
        text = ngettext("%(n)d mandat la suit.", "%(n)d mandats la suivent.", moving.seats)
        said.append(text % {"n": moving.seats})
    if moving.others:
        text = ngettext(
            "%(n)d note ou décision prise en son nom la suit.",
            "%(n)d notes ou décisions prises en son nom la suivent.",
            moving.others,
        )
        said.append(text % {"n": moving.others})
    said.append(
        _("Ces écritures désigneront « %(kept)s » : %(spellings)s.")
        % {**name, "spellings": ", ".join(ui.typo(one) for one in moving.spellings) or name["gone"]}
    )
    return [*said, _("L’adresse de « %(gone)s » mènera à « %(kept)s ». Le journal permet d’annuler.") % name]
