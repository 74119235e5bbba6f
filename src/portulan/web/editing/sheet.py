"""The sheet of an action: its form with the rows of its bodies and of its results, as one."""

from dataclasses import dataclass

from django.forms import BaseFormSet
from django.http import QueryDict

from portulan.plans.commands.editing import ActionDraft, Postpones, Stale
from portulan.plans.commands.states import Values
from portulan.plans.models import Action
from portulan.shared.errors import Invalid
from portulan.tracking.commands import Decision
from portulan.web.editing import forms, rows
from portulan.web.editing.deciding import DecisionForm
from portulan.web.editing.meanwhile import as_read, untouched
from portulan.web.tracking.forms import today


@dataclass
class Sheet:
    """`problem` is what was said of the rows as a whole, beside them; `why` asks for the reason of a deadline that
    would move later."""

    form: forms.ActionForm
    responsibles: "BaseFormSet[forms.ResponsibleForm]"
    results: "BaseFormSet[forms.ResultForm]"
    why: DecisionForm | None = None
    responsibles_problem: str = ""
    results_problem: str = ""

    def is_valid(self) -> bool:
        told = self.why is None or self.why.is_valid()
        return all([told, self.form.is_valid(), self.responsibles.is_valid(), self.results.is_valid()])

    def draft(self) -> ActionDraft:
        return self.form.draft(forms.carriers(self.responsibles), forms.results(self.results))

    def decision(self) -> Decision | None:
        """Why the deadline moves, when that was said; call it once valid."""
        return self.why.decision() if self.why else None

    def ask_why(self, error: Postpones) -> None:
        """Ask for the reason of the later deadline, beside it."""
        self.why = self.why or DecisionForm({"decided_on": today()})
        self.why.add_error(error.field, error.sentence)

    def blame(self, error: Invalid) -> None:
        """Put the sentence beside what it speaks of."""
        if self.why and error.field in self.why.fields:
            self.why.add_error(error.field, error.sentence)
            return
        if error.field == "responsibles":
            self.responsibles_problem = error.sentence
        elif error.field == "results":
            self.results_problem = error.sentence
        else:
            self.form.add_error(error.field, error.sentence)


def of_action(action: Action) -> Sheet:
    """The sheet as the plan has it, with an empty row for one more of each."""
    responsibles = [
        {"body": one.body_id, "role": one.role} for one in action.responsibilities.order_by("position")
    ]
    results = [
        {"id": one.pk, "text": one.text, "kind": one.kind}
        for one in action.expected_results.filter(removed_at=None).order_by("position")
    ]
    return Sheet(
        forms.ActionForm(initial=forms.initial_of(action)),
        forms.ResponsibleRows(initial=responsibles, prefix="responsibles"),
        forms.ResultRows(initial=results, prefix="results"),
    )


def blank(code: str) -> Sheet:
    """An empty sheet, with the code proposed."""
    return Sheet(
        forms.ActionForm(initial={"code": code}),
        forms.ResponsibleRows(prefix="responsibles"),
        forms.ResultRows(prefix="results"),
    )


def of_post(data: QueryDict) -> Sheet:
    """The sheet as it was typed."""
    return Sheet(
        forms.ActionForm(data),
        forms.ResponsibleRows(data, prefix="responsibles"),
        forms.ResultRows(data, prefix="results"),
        DecisionForm(data) if "reason" in data else None,
    )


def rearranged(data: QueryDict, order: str) -> Sheet:
    """The sheet as it was typed, its rows as the pressed button wants them, nothing checked yet."""
    filled = of_post(rows.rearranged(data, order))
    filled.form.quiet = True
    rows.hush(filled.responsibles)
    rows.hush(filled.results)
    return filled


_ROWS = ("responsibles", "results")


def typed_in(filled: Sheet) -> Values:
    """What a valid sheet says, as the journal would keep it."""
    said = filled.form.cleaned_data
    return {
        **{name: said[name] for name in forms.TEXTS},
        "recommendations": [line.strip() for line in said["recommendations"].splitlines() if line.strip()],
        "responsibles": [
            {"body": str(one["body"].pk), "role": one["role"], "written": one["body"].acronym or one["body"].name}
            for one in (row.cleaned_data for row in filled.responsibles)
            if one.get("body")
        ],
        "results": [
            {"id": str(one.id) if one.id else None, "text": one.text, "kind": one.kind}
            for one in forms.results(filled.results)
        ],
    }


def again(data: QueryDict, filled: Sheet, now: Action, stale: Stale) -> tuple[Sheet, frozenset[str]]:
    """The sheet as it was typed, over the action as it stands now: sent again, it is taken. What others changed
    and nobody touched in it has their value; the names of these fields come with it."""
    said, read = typed_in(filled), as_read(stale)
    left = untouched(stale, said, (*forms.TEXTS, "recommendations"))
    left |= {name for name in _ROWS if name in read and _same_rows(said[name], read[name])}
    typed, standing = data.copy(), forms.initial_of(now)
    for name in {"version", *left} - set(_ROWS):
        typed[name] = str(standing[name])
    one, fresh = of_post(typed), of_action(now)
    for name in left & set(_ROWS):
        setattr(one, name, getattr(fresh, name))
    return one, frozenset(left)


def _same_rows(typed: list[Values], read: list[Values]) -> bool:
    """Whether the rows are those that were read, however the plan spells their bodies."""
    told = [{name: value for name, value in row.items() if name != "written"} for row in typed]
    return told == [{name: value for name, value in row.items() if name != "written"} for row in read]
