"""The ways through a workspace: the navigation, what can be added, what stands under one's name."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portulan.workspaces.models import Membership
from portulan.workspaces.permissions import Permission, may


@dataclass(frozen=True, slots=True)
class NavItem:
    label: str
    url: str
    current: bool


@dataclass(frozen=True, slots=True)
class AddItem:
    icon: str
    label: str
    url: str


_ENTRIES = (
    ("dashboard", gettext_lazy("Tableau de bord")),
    ("plan", gettext_lazy("Plan")),
    ("timeline", gettext_lazy("Frise")),
    ("priorities", gettext_lazy("Priorités")),
    ("recommendations", gettext_lazy("Recommandations")),
    ("bodies", gettext_lazy("Instances")),
    ("meetings", gettext_lazy("Réunions")),
    ("revisions", gettext_lazy("Révisions")),
)
"""Names of addresses, in order; they need a plan."""

_INSIDE = {
    "plan": ("action/", "objectif/", "modifier/", "conseils/", "preuves/"),
    "timeline": ("charge/",),
    "bodies": ("personnes/", "mandats/", "nouvelles/"),
}
"""What stands below other addresses and belongs to an entry all the same."""


def nav(path: str, membership: Membership, has_plan: bool) -> tuple[NavItem, ...]:
    """The main navigation, on the page at that path."""
    slug = membership.workspace.slug
    root = reverse("dashboard", args=[slug])
    entries = list(_ENTRIES) if has_plan else []
    if may(membership, Permission.IMPORT):
        entries.append(("imports", gettext_lazy("Documents")))
    addresses = [(name, label, reverse(name, args=[slug])) for name, label in entries]
    return tuple(NavItem(str(label), url, _is_current(path, name, url, root)) for name, label, url in addresses)


def _is_current(path: str, name: str, url: str, root: str) -> bool:
    """Whether the page is the entry's own, or one of those that belong to it."""
    return (
        path == url
        or (name != "dashboard" and path.startswith(url))
        or any(path.startswith(root + part) for part in _INSIDE.get(name, ()))
    )


def under_the_name(membership: Membership | None, has_plan: bool) -> tuple[AddItem, ...]:
    """What stands in the menu of the account: one's own, and what the workspace keeps."""
    own = AddItem("user", _("Mon compte"), reverse("account"))
    if membership is None:
        return (own,)
    slug = membership.workspace.slug
    items = []
    if has_plan:
        items.append(AddItem("paperclip", _("Preuves"), reverse("proofs", args=[slug])))
        items.append(AddItem("message-circle-question-mark", _("Relire le plan"), reverse("advice", args=[slug])))
        items.append(AddItem("files", _("Documents à emporter"), reverse("reports", args=[slug])))
        items.append(AddItem("history", _("Journal"), reverse("journal", args=[slug])))
    items.append(AddItem("users", _("Membres"), reverse("members", args=[slug])))
    if may(membership, Permission.MANAGE_MEMBERS):
        items.append(AddItem("download", _("Emporter l’espace"), reverse("take_out", args=[slug])))
    if may(membership, Permission.MANAGE_SETTINGS):
        items.append(AddItem("settings", _("Réglages"), reverse("settings", args=[slug])))
    return (*items, own)


def add_menu(membership: Membership, has_plan: bool) -> tuple[AddItem, ...]:
    """What this member may add."""
    slug, items = membership.workspace.slug, list[AddItem]()
    if has_plan and may(membership, Permission.REPORT):
        items.append(
            AddItem("paperclip", _("Ajouter une preuve"), reverse("choose_action", args=[slug, "preuve"]))
        )
        items.append(
            AddItem(
                "message-square-text",
                _("Noter un avancement"),
                reverse("choose_action", args=[slug, "avancement"]),
            )
        )
    if has_plan and may(membership, Permission.MEET):
        items.append(AddItem("calendar", _("Fixer une réunion"), reverse("meeting_plan", args=[slug])))
    if has_plan and may(membership, Permission.EDIT_PLAN):
        items.append(AddItem("list-plus", _("Ajouter une action"), reverse("action_add", args=[slug])))
    return tuple(items)
