"""The forms of an agenda: a new item, one that stands, a document that goes with it."""

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from portulan.meetings.commands.agenda import LONGEST, NewItem
from portulan.meetings.models import AgendaItem, ItemKind
from portulan.meetings.rules.agenda import in_order
from portulan.plandoc.text import Wording
from portulan.plans.models import Action
from portulan.web.tracking.forms import FilesField, LinkField, SeveralFiles

MINUTES = {"min": "0", "max": str(LONGEST), "step": "5", "inputmode": "numeric"}


class ItemForm(forms.Form):
    """What an item is called, how long it is given."""

    title = forms.CharField(label=_("Intitulé du point"), max_length=300)
    planned = forms.IntegerField(
        label=_("Durée prévue, en minutes"),
        required=False,
        min_value=0,
        max_value=LONGEST,
        widget=forms.NumberInput(MINUTES),
    )
    for_information = forms.BooleanField(label=_("Pour information, sans discussion"), required=False)

    @classmethod
    def of(cls, item: AgendaItem, data: Any = None) -> "ItemForm":
        standing = {name: getattr(item, name) for name in ("title", "planned", "for_information")}
        return cls(data, initial=standing)


class NewItemForm(ItemForm):
    """A free item, or an action of the plan."""

    title = forms.CharField(label=_("Un point libre : son intitulé"), max_length=300, required=False)
    action = forms.ChoiceField(label=_("Ou une action du plan"), required=False)
    field_order = ("title", "action", "planned", "for_information")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = Action.objects.filter(removed_at=None).values_list("pk", "code", "short_title", "text")
        self.actions = {
            str(pk): (pk, code, short or Wording.from_marked(text).plain)
            for pk, code, short, text in sorted(rows, key=lambda row: in_order(row[1]))
        }
        choices = [(key, f"{code} {title}"[:120]) for key, (_pk, code, title) in self.actions.items()]
        cast(forms.ChoiceField, self.fields["action"]).choices = [("", _("Choisir…")), *choices]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if bool(said.get("title")) == bool(said.get("action")) and not self.errors:
            self.add_error("title", _("Donnez un intitulé, ou choisissez une action : l’un des deux."))
        return said

    def item(self) -> NewItem:
        """What is to be added; call it once valid."""
        said = self.cleaned_data
        shared = {"planned": said["planned"], "for_information": said["for_information"]}
        if not said["action"]:
            return NewItem(ItemKind.FREE, said["title"], **shared)
        pk, _code, title = self.actions[said["action"]]
        return NewItem(ItemKind.ACTION, title, action_id=pk, **shared)


class DocumentForm(forms.Form):
    """One or several files, or a link."""

    documents = FilesField(label=_("Fichiers"), required=False, widget=SeveralFiles)
    url = LinkField()
    title = forms.CharField(
        label=_("Titre du document"),
        max_length=200,
        required=False,
        help_text=_("Laissé vide, le nom du fichier est repris. Un lien demande un titre."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, auto_id="document_%s", **kwargs)  # type: ignore[misc]
