"""« Que contient chaque colonne ? »: between the reading of a file and its doubts."""

import uuid
from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from portulan.imports import mapping, queries, readings, rules
from portulan.imports.models import Import, ImportState
from portulan.shared.errors import Invalid
from portulan.web.access import MemberRequest, page
from portulan.web.imports.columns import columns_of
from portulan.web.imports.forms import token
from portulan.web.returning import number
from portulan.workspaces.permissions import Permission


@page(Permission.IMPORT)
@require_http_methods(["GET", "POST"])
def columns(request: MemberRequest, import_id: uuid.UUID) -> HttpResponse:
    """Shows what each column is taken for; a change reads the file again, `settle` goes on to the review."""
    opened = get_object_or_404(Import.objects.select_related("uploaded_by"), pk=import_id)
    if request.method == "GET" and opened.state != ImportState.REVIEW:
        return redirect("import_review", request.workspace.slug, opened.pk)
    if request.method == "GET":
        return _shown(request, opened)
    try:
        return _told(request, opened, _roles(request.POST))
    except Invalid as error:
        return _shown(request, opened, error.sentence, _roles(request.POST))


def _told(request: MemberRequest, opened: Import, roles: Mapping[str, str]) -> HttpResponse:
    with readings.followed(token(request.POST)):
        return _read_so(request, opened, roles)


def _read_so(request: MemberRequest, opened: Import, roles: Mapping[str, str]) -> HttpResponse:
    if another := _another_table(request.POST, opened):
        mapping.choose_table(opened, another)
    elif "settle" in request.POST:
        mapping.settle(opened, roles)
        onward = "import_changes" if queries.has_plan() else "import_review"
        return redirect(onward, request.workspace.slug, opened.pk)
    else:
        mapping.change(opened, roles)
    if _is_htmx(request):
        return _shown(request, opened, moved=bool(another))
    return redirect("import_columns", request.workspace.slug, opened.pk)


def _another_table(sent: QueryDict, opened: Import) -> str:
    """The key of the table that was chosen, by its rank on the page; empty for the one that is looked at."""
    choices, rank = rules.choices_of(opened.reading), number(sent.get("table", ""))
    if rank is None or rank >= len(choices):
        return ""
    key = choices[rank].key
    return key if key != rules.told_from_json(opened.mapping).table else ""


def _roles(sent: QueryDict) -> dict[str, str]:
    """The role of each column, by its key: `key-1` goes with `role-1`."""
    numbers = [name.removeprefix("key-") for name in sent if name.startswith("key-")]
    return {sent.get(f"key-{one}", ""): sent.get(f"role-{one}", "") for one in numbers}


def _shown(
    request: MemberRequest,
    opened: Import,
    error: str = "",
    chosen: Mapping[str, str] | None = None,
    *,
    moved: bool = False,
) -> HttpResponse:
    """The page, or its part that changes (the document too, once it was `moved` to another table); what was chosen
    stands there again beside an error. htmx only puts a part in the page when it comes with 200."""
    context: dict[str, Any] = {
        "opened": opened,
        "page": columns_of(opened, chosen or {}),
        "error": error,
        "moved": moved,
        "reading": uuid.uuid4(),
        "asked": rules.to_map(opened.reading, rules.told_from_json(opened.mapping)),
    }
    if _is_htmx(request):
        return render(request, "imports/_mapping_answer.html", context)
    return render(request, "imports/mapping.html", context, status=422 if error else 200)


def _is_htmx(request: HttpRequest) -> bool:
    return bool(getattr(request, "htmx", False))
