"""What a form sent, and after a change: where the page goes next, what it says, and the way to undo."""

from django.contrib import messages
from django.http import HttpRequest, QueryDict
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from portulan.journal.models import Entry
from portulan.web.access import MemberRequest


def posted(request: HttpRequest) -> QueryDict | None:
    """What the form sent; None when the page is only opened."""
    return request.POST if request.method == "POST" else None


def next_address(request: HttpRequest, default: str) -> str:
    """The `next` that the form carries when it is a path of this site, else the default."""
    return local(request.POST.get("next", ""), default)


def asked_address(request: HttpRequest, default: str) -> str:
    """The same, of the `next` that the address of the page carries."""
    return local(request.GET.get("next", ""), default)


def local(wanted: str, default: str) -> str:
    """The address when it is a path of this site, else the default."""
    here = wanted.startswith("/") and url_has_allowed_host_and_scheme(wanted, allowed_hosts=None)
    return wanted if here else default


def number(typed: str) -> int | None:
    """The whole number that was sent, of nine digits at most; None for anything else."""
    return int(typed) if typed.isdecimal() and len(typed) <= 9 else None


TOGETHER = "ensemble"


def say(request: MemberRequest, sentence: str, entry: Entry | None = None, *, together: bool = False) -> None:
    """Say what was done on the next page, with « Annuler » beside it when there is an entry to undo, alone or
    together with all that was done in the same go."""
    undo = reverse("journal_undo", args=[request.workspace.slug, entry.pk]) if entry else ""
    undo += f"?{TOGETHER}=1" if undo and together else ""
    messages.success(request, sentence, extra_tags=undo)
