"""What a file says, and where it is silent: a table of six columns tells nothing of priorities, a PDF loses
italics, and an apostrophe typed by Word is no rewording."""

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from portulan.plandoc.document import Action, ExpectedResult, Objective, PlanDocument, Priority, Responsible, Role
from portulan.plandoc.document import DeclaredState as State
from portulan.plandoc.names import key
from portulan.plandoc.text import Wording, short_title

_LIKE = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "«": '"', "»": '"', "–": "-", "—": "-", "‑": "-"})


def heard(file: PlanDocument, base: PlanDocument) -> PlanDocument:
    """The file's document, completed from the base (see `matching.aligned`) where the file says nothing: fields
    that it gives for no row, roles, kinds of results, blanks, apostrophes, emphasis that it does not have."""
    said = _Said(file, base)
    return replace(
        file,
        title=_text(file.title, base.title),
        period=file.period if file.period.starts and file.period.ends else base.period,
        edition=_text(file.edition, base.edition),
        organisation=_text(file.organisation, base.organisation),
        language=base.language,
        acronyms=dict(base.acronyms)
        | {one: _text(of, base.acronyms.get(one, "")) for one, of in file.acronyms.items()},
        columns=base.columns,
        objectives=tuple(said.objective(one) for one in file.objectives),
    )


def titled(document: PlanDocument) -> PlanDocument:
    """The document with the short titles that a plan proposes where it has none."""

    def objective(one: Objective) -> Objective:
        return replace(
            one,
            short_title=one.short_title or short_title(one.title.plain),
            objectives=tuple(objective(child) for child in one.objectives),
            actions=tuple(
                replace(action, short_title=action.short_title or short_title(action.text.plain))
                for action in one.actions
            ),
        )

    return replace(document, objectives=tuple(objective(one) for one in document.objectives))


class _Said:
    def __init__(self, file: PlanDocument, base: PlanDocument) -> None:
        self.objectives = {one.id: one for one in base.walk()}
        self.actions = {one.id: one for one in base.actions()}
        actions = list(file.actions())
        objectives = list(file.walk())
        self.unlabelled = not any(one.label for one in objectives)
        self.uncoded = not any(one.code for one in objectives)
        self.silent = {
            name: not any(getattr(one, name) != empty for one in actions)
            for name, empty in (
                ("code", ""),
                ("priority", Priority.UNSET),
                ("state", State.NOT_STARTED),
                ("recommendations", ()),
                ("responsibles", ()),
                ("expected_results", ()),
            )
        } | {"extra": not any(one.extra for one in actions)}

    def objective(self, one: Objective) -> Objective:
        base = self.objectives.get(one.id, one)
        return replace(
            one,
            code=base.code if self.uncoded else one.code,
            label=base.label if self.unlabelled else _text(one.label, base.label),
            title=_wording(one.title, base.title),
            short_title=one.short_title or base.short_title,
            objectives=tuple(self.objective(child) for child in one.objectives),
            actions=tuple(self.action(child) for child in one.actions),
        )

    def action(self, one: Action) -> Action:
        base = self.actions.get(one.id)
        if base is None:
            return one
        spoken: dict[str, Any] = {name: getattr(base, name) for name, silent in self.silent.items() if silent}
        return replace(
            replace(
                one,
                text=_wording(one.text, base.text),
                short_title=one.short_title or base.short_title,
                deadline=base.deadline if _same(one.deadline.text, base.deadline.text) else one.deadline,
                responsibles=_responsibles(one, base),
                expected_results=_results(one, base),
                recommendations=tuple(_listed(one.recommendations, base.recommendations)),
                extra={title: _text(text, base.extra.get(title, "")) for title, text in one.extra.items()},
            ),
            **spoken,
        )


def _responsibles(one: Action, base: Action) -> tuple[Responsible, ...]:
    plain = all(mine.role == Role.PILOT for mine in one.responsibles)
    if plain and _same_words((mine.name for mine in one.responsibles), (its.name for its in base.responsibles)):
        return base.responsibles
    mine = _named(one, base)
    return base.responsibles if _by_role(mine) == _by_role(base.responsibles) else mine


def _by_role(bodies: tuple[Responsible, ...]) -> list[Responsible]:
    """Pilots before associates: a file that has a column for each cannot say how they alternate."""
    return sorted(bodies, key=lambda one: one.role != Role.PILOT)


def _named(one: Action, base: Action) -> tuple[Responsible, ...]:
    known = {_bare(key(its.name)): its for its in base.responsibles}
    plain = all(mine.role == "pilot" for mine in one.responsibles)
    return tuple(
        replace(mine, name=its.name, role=its.role if plain else mine.role)
        for mine in one.responsibles
        for its in [known.get(_bare(key(mine.name)), mine)]
    )


def _results(one: Action, base: Action) -> tuple[ExpectedResult, ...]:
    if _same_words(
        (mine.text.plain for mine in one.expected_results), (its.text.plain for its in base.expected_results)
    ) and len(one.expected_results) != len(base.expected_results):
        return base.expected_results
    known = {its.id: its for its in base.expected_results}
    return tuple(
        known[mine.id]
        if mine.id in known and _wording(mine.text, known[mine.id].text) == known[mine.id].text
        else mine
        for mine in one.expected_results
    )


def _listed(mine: tuple[str, ...], base: tuple[str, ...]) -> list[str]:
    return list(base) if _same_words(mine, base) else list(mine)


def _same_words(mine: Iterable[str], base: Iterable[str]) -> bool:
    """Whether two lists say the same, wherever one entry ends and the next begins: a PDF does not tell."""
    return _bare("".join(mine)) == _bare("".join(base))


def _wording(mine: Wording, base: Wording) -> Wording:
    silent = not mine.emphasis or _stressed(mine) == _stressed(base)
    return base if silent and _same(mine.plain, base.plain) else mine


def _stressed(wording: Wording) -> list[str]:
    """The words between stars, whatever the blanks."""
    return [bare for piece, stressed in wording.pieces() if stressed and (bare := _bare(piece))]


def _text(mine: str, base: str) -> str:
    return base if not mine or _same(mine, base) else mine


def _same(one: str, other: str) -> bool:
    return one == other or _bare(one) == _bare(other)


def _bare(text: str) -> str:
    """The text without what machines change of it: blanks, kinds of apostrophes, quotes and dashes."""
    return re.sub(r"\s", "", text.translate(_LIKE)).replace("…", "...")
