"""The sheet of an action of a draft: what the document says as a form, and back."""

import uuid
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from portulan.governance import queries as governance
from portulan.governance.models import Body
from portulan.plandoc.academic_year import Boundary
from portulan.plandoc.comparison.table import Kind
from portulan.plandoc.deadline import understand
from portulan.plandoc.document import Action, ExpectedResult, PlanDocument, Priority, Responsible, ResultKind, Role
from portulan.plandoc.text import Wording, short_title
from portulan.plans import rules
from portulan.shared.errors import Invalid
from portulan.web.drafts.forms import DraftActionForm, rank_of, seal
from portulan.web.editing import forms, rows
from portulan.web.editing.sheet import Sheet


def of_action(document: PlanDocument, action: Action, reason: str) -> Sheet:
    """The sheet as the draft has it, with an empty row for one more of each."""
    bodies = governance.spelled(one.name for one in action.responsibles)
    known = [(bodies[one.name], one.role) for one in action.responsibles if one.name in bodies]
    unknown = [one.name for one in action.responsibles if one.name not in bodies]
    holder, rank = rank_of(document, Kind.ACTION, action.id)
    first = {
        "seen": seal(document, Kind.ACTION, action.id),
        "code": action.code,
        "text": action.text.marked(),
        "short_title": action.short_title,
        "deadline": action.deadline.text,
        "priority": str(action.priority),
        "recommendations": "\n".join(action.recommendations),
        "new_body": ", ".join(unknown),
        "objective": holder,
        "rank": rank,
        "reason": reason,
    }
    results = [{"id": one.id, "text": one.text.marked(), "kind": str(one.kind)} for one in action.expected_results]
    return Sheet(
        DraftActionForm(initial=first, document=document),
        forms.ResponsibleRows(initial=[{"body": b.pk, "role": str(r)} for b, r in known], prefix="responsibles"),
        forms.ResultRows(initial=results, prefix="results"),
    )


def blank(document: PlanDocument, objective: str) -> Sheet:
    """An empty sheet in an objective, with the code proposed."""
    holder = next((one for one in document.walk() if one.id == objective), None)
    code = rules.next_code(holder.code, [one.code for one in holder.actions]) if holder else ""
    first = {"objective": objective, "code": code}
    return Sheet(
        DraftActionForm(initial=first, document=document),
        forms.ResponsibleRows(prefix="responsibles"),
        forms.ResultRows(prefix="results"),
    )


def of_post(data: QueryDict, document: PlanDocument) -> Sheet:
    """The sheet as it was typed."""
    return Sheet(
        DraftActionForm(data, document=document),
        forms.ResponsibleRows(data, prefix="responsibles"),
        forms.ResultRows(data, prefix="results"),
    )


def rearranged(data: QueryDict, document: PlanDocument, order: str) -> Sheet:
    """The sheet as it was typed, its rows as the pressed button wants them, nothing checked yet."""
    filled = of_post(rows.rearranged(data, order), document)
    filled.form.quiet = True
    rows.hush(filled.responsibles)
    rows.hush(filled.results)
    return filled


def action_of(filled: Sheet, before: Action, boundary: Boundary) -> Action:
    """What a valid sheet makes of the action. Raises Invalid, with the field at fault."""
    said = filled.form.cleaned_data
    text = Wording.from_marked(rules.official(said["text"]))
    if not text.plain:
        raise Invalid(_("Écrivez le texte de l’action."), "text")
    written = said["deadline"].strip()
    return replace(
        before,
        code=said["code"].strip(),
        text=before.text if said["text"] == before.text.marked() else text,
        short_title=said["short_title"].strip() or short_title(text.plain),
        deadline=before.deadline if written == before.deadline.text else understand(written, boundary),
        priority=Priority(said["priority"]),
        recommendations=tuple(line.strip() for line in said["recommendations"].splitlines() if line.strip()),
        responsibles=_responsibles(filled, before),
        expected_results=_results(filled, before),
    )


def check_code(document: PlanDocument, action: Action) -> None:
    """Raises Invalid when another action of the draft has this new code."""
    before = next((one.code for one in document.actions() if one.id == action.id), "")
    other = next((one for one in document.actions() if one.code == action.code and one.id != action.id), None)
    if action.code and action.code != before and other is not None:
        raise Invalid(
            _("Le code %(code)s est déjà celui de « %(title)s ».")
            % {"code": action.code, "title": other.short_title or other.text.plain[:60]},
            "code",
        )


def _responsibles(filled: Sheet, before: Action) -> tuple[Responsible, ...]:
    """A body once; the plan's own spelling is kept for a body that was there already."""
    chosen: dict[uuid.UUID, tuple[Body, str]] = {}
    for row in filled.responsibles:
        body: Any = row.cleaned_data.get("body")
        if body is not None:
            chosen.setdefault(body.pk, (body, row.cleaned_data["role"]))
    spelled = governance.spelled(one.name for one in before.responsibles)
    written = {body.pk: name for name, body in reversed(spelled.items())}
    found = [Responsible(written.get(pk, str(body)), Role(role)) for pk, (body, role) in chosen.items()]
    return (*found, *_unknown(filled.form.cleaned_data["new_body"], before, spelled))


def _unknown(typed: str, before: Action, spelled: Mapping[str, Body]) -> Iterator[Responsible]:
    """Names that no body has yet: those that the draft had already, as far as they are still typed, and what else
    is."""
    rest = " ".join(typed.split())
    for one in before.responsibles:
        if one.name not in spelled and one.name in rest:
            rest = rest.replace(one.name, "", 1)
            yield one
    if rest := rest.strip(" ,"):
        yield Responsible(rest)


def _results(filled: Sheet, before: Action) -> tuple[ExpectedResult, ...]:
    known = {one.id: one for one in before.expected_results}
    found = []
    for one in forms.results(filled.results):
        text = Wording.from_marked(rules.official(one.text))
        if not text.plain:
            raise Invalid(_("Écrivez ce résultat attendu, ou cochez « Retirer »."), "results")
        if one.id is not None and str(one.id) not in known:
            raise Invalid(_("Ce résultat n’est pas de cette action."), "results")
        was = known.get(str(one.id))
        kept = was is not None and was.text.marked() == one.text
        own = str(one.id or uuid.uuid4())
        found.append(ExpectedResult(own, was.text if was and kept else text, ResultKind(one.kind)))
    if len({one.id for one in found}) != len(found):
        raise Invalid(_("Un même résultat est donné deux fois."), "results")
    return tuple(found)
