"""Plan documents made by hypothesis."""

from hypothesis import strategies as st

from portulan.plandoc.deadline import Deadline, DeadlineKind
from portulan.plandoc.document import (
    Action,
    DeclaredState,
    ExpectedResult,
    Objective,
    Period,
    PlanDocument,
    Priority,
    Responsible,
    ResultKind,
    Role,
)
from portulan.plandoc.text import Wording

ids = st.uuids().map(str)
texts = st.text(st.characters(codec="utf-8"), max_size=20)
wordings = st.lists(st.tuples(texts, st.booleans()), max_size=4).map(Wording.from_pieces)
by_name = st.dictionaries(texts, texts, max_size=3)
days = st.none() | st.dates()
deadlines = st.builds(Deadline, texts, st.sampled_from(DeadlineKind), days, days)
results = st.builds(ExpectedResult, ids, wordings, st.sampled_from(ResultKind))
responsibles = st.builds(Responsible, texts, st.sampled_from(Role))


def few(what: st.SearchStrategy[object]) -> st.SearchStrategy[tuple[object, ...]]:
    return st.lists(what, max_size=2).map(tuple)


actions = st.builds(
    Action,
    id=ids,
    code=texts,
    text=wordings,
    short_title=texts,
    responsibles=few(responsibles),
    deadline=deadlines,
    expected_results=few(results),
    recommendations=few(texts),
    priority=st.sampled_from(Priority),
    state=st.sampled_from(DeclaredState),
    extra=by_name,
)


def objectives(depth: int = 2) -> st.SearchStrategy[Objective]:
    below = few(objectives(depth - 1)) if depth else st.just(())
    return st.builds(
        Objective,
        id=ids,
        code=texts,
        label=texts,
        title=wordings,
        short_title=texts,
        objectives=below,
        actions=few(actions),
    )


years = st.none() | st.integers(2000, 2100)
documents = st.builds(
    PlanDocument,
    title=texts,
    period=st.builds(Period, years, years),
    edition=texts,
    organisation=texts,
    language=st.sampled_from(["fr", "en", "nl"]),
    acronyms=by_name,
    columns=by_name,
    objectives=few(objectives()),
)
