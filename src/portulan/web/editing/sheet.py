"""The sheet of an action: its form with the rows of its bodies and of its results, as one."""

from dataclasses import dataclass
from typing import Any

from django.forms import BaseFormSet
from django.http import QueryDict

from portulan.plans.commands.editing import ActionDraft, Postpones, Stale
from portulan.plans.models import Action
from portulan.shared.errors import Invalid
from portulan.tracking.commands import Decision
from portulan.web.access import MemberRequest
from portulan.web.editing import forms, rows
from portulan.web.editing.deciding import DecisionForm
from portulan.web.plan import journal_words
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


def since(stale: Stale, request: MemberRequest) -> dict[str, Any]:
    """What others changed meanwhile, in the words of the journal."""
    lines = journal_words.lines(stale.since, request.workspace.slug, about_one_action=True)
    return {"sentence": stale.sentence, "lines": lines}
