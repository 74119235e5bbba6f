"""The sheet to fill in for who starts from nothing; dropped back in, it is read whole."""

from collections.abc import Sequence

from portulan.plandoc import form
from portulan.plandoc.academic_year import AcademicYear
from portulan.typeset.form import Choices, Form
from portulan.typeset.page import Column, Sheet

YEARS = 6  # that a plan may cover

_WIDTHS = {
    "strategic": 30.0,
    "specific": 30.0,
    "code": 8.0,
    "action": 48.0,
    "responsibles": 24.0,
    "deadline": 13.0,
    "results": 36.0,
    "recommendations": 18.0,
    "priority": 11.0,
}


def build(year: AcademicYear, bodies: Sequence[str] = (), language: str = "fr") -> Form:
    """A form whose lists propose the years from `year` on, and these bodies."""
    said = form.words(language)
    years = [AcademicYear(year.first + rank) for rank in range(YEARS)]
    priorities, deadlines, instances = said.list_titles
    values = {
        "priority": (priorities, said.priorities, 5),
        "deadline": (deadlines, (*(one.short for one in years), said.continuous), 4),
        "responsibles": (instances, tuple(bodies), 3),
    }
    return Form(
        sheet=Sheet(
            title=said.plan,
            columns=tuple(Column(said.titles[name], _WIDTHS[name]) for name in form.COLUMNS),
            rows=said.examples,
            language=language,
        ),
        guide=said.guide,
        guidance=said.guidance,
        lists=said.lists,
        choices=tuple(
            Choices(form.COLUMNS.index(name), title, choices, said.guidance[hint])
            for name, (title, choices, hint) in values.items()
        ),
    )
