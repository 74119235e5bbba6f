"""Whole layouts that may have been misread: a plan well read shows it by its own texts; where it does not, what
was understood stays as it is, and is asked about."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

from portulan.plandoc.document import Action, Objective, PlanDocument, Role
from portulan.plandoc.recognition import columns, misread_rows
from portulan.plandoc.recognition.findings import ColumnReading, Doubt, ExcerptCell, Proposal
from portulan.plandoc.recognition.hierarchy import Outline
from portulan.plandoc.recognition.vocabulary import verbal
from portulan.plandoc.sentences import say, sayable
from portulan.plandoc.text import fold

_UNLIKE, _AHEAD = 0.2, 0.4  # how little actions may begin as actions do, and how much more another text then does
_AS_WELL = 0.8  # of the texts beside them that begin as actions do
_PARTED = 3  # actions, each alone under its objective
_SAMPLES = 3

_Texts = Callable[[Objective, Action], Sequence[str]]
_FIELDS: Mapping[str, _Texts] = {
    columns.ACTION: lambda _, one: [one.text.plain],
    columns.OBJECTIVE: lambda above, _: [above.title.plain],
    columns.RESULT: lambda _, one: [each.text.plain for each in one.expected_results],
    columns.RESPONSIBLE: lambda _, one: [each.name for each in one.responsibles if each.role is Role.PILOT],
    columns.ASSOCIATE: lambda _, one: [each.name for each in one.responsibles if each.role is Role.ASSOCIATE],
    columns.DEADLINE: lambda _, one: [one.deadline.text],
    columns.RECOMMENDATION: lambda _, one: one.recommendations,
    columns.PRIORITY: lambda _, one: [str(one.priority or "")],
    columns.STATE: lambda _, one: ["" if one.state == "not_started" else str(one.state)],
    columns.CODE: lambda _, one: [one.code],
    columns.EXTRA: lambda _, one: list(one.extra.values()),
}
_QUESTIONS = {
    columns.ACTION: sayable("Ces textes sont-ils bien les actions ?"),
    columns.OBJECTIVE: sayable("Ces textes sont-ils bien les objectifs, chacun au-dessus de ses actions ?"),
    columns.RESULT: sayable("Ces textes sont-ils bien les résultats attendus ?"),
    columns.RESPONSIBLE: sayable("Ces noms sont-ils bien ceux des responsables ?"),
    columns.ASSOCIATE: sayable("Ces noms sont-ils bien ceux des partenaires associés ?"),
    columns.DEADLINE: sayable("Ces dates sont-elles bien les échéances de ces actions ?"),
    columns.RECOMMENDATION: sayable("Ces textes sont-ils bien les recommandations ?"),
    columns.PRIORITY: sayable("Ces priorités sont-elles bien celles de ces actions ?"),
    columns.STATE: sayable("Cet avancement est-il bien celui de ces actions ?"),
    columns.CODE: sayable("Ces numéros sont-ils bien ceux des actions ?"),
    columns.EXTRA: sayable("Ces remarques sont-elles bien celles de ces actions ?"),
}


def whole_layout(
    document: PlanDocument, readings: Sequence[ColumnReading], outline: Outline, asked: Collection[str]
) -> Iterator[Doubt]:
    """One doubt for each field of a plan whose actions do not look like actions while another text of theirs does;
    one about the objectives where each has a single action. None about the roles already `asked` about, where
    someone said what the actions are, nor in our own files."""
    chosen = any(one.role == columns.ACTION and one.confidence == 1 for one in readings)
    if chosen or any(found.mark for found in outline.rows.values()):
        return
    pairs = [(objective, action) for objective in document.walk() for action in objective.actions]
    unsure = any(one.role == columns.ACTION and one.confidence < columns.SURE for one in readings)
    if why := _why(pairs, unsure, document, outline):
        yield from (one for role in _FIELDS if role not in asked for one in _doubt(role, pairs, why, outline))
    elif (
        columns.OBJECTIVE not in asked
        and len(pairs) >= _PARTED
        and all(len(above.actions) == 1 for above, _ in pairs)
    ):
        why = say("Chaque action est seule sous son objectif.")
        yield from _doubt(columns.OBJECTIVE, pairs, why, outline)


def _why(pairs: Sequence[tuple[Objective, Action]], unsure: bool, document: PlanDocument, outline: Outline) -> str:
    """Why all of a plan is to be looked at; empty where nothing is."""
    if misread_rows.has_titles(outline):
        return say("Des titres de colonnes ont été lus comme une action : tout est à vérifier.")
    if misread_rows.has_joined(document, outline):
        return say("Plusieurs lignes du tableau ont peut-être été réunies : tout est à vérifier.")
    if _other_text_acts(pairs, unsure):
        return say("Les textes pris pour des actions y ressemblent moins que d’autres : tout est à vérifier.")
    return ""


def _other_text_acts(pairs: Sequence[tuple[Objective, Action]], unsure: bool) -> bool:
    """Whether another text of the actions begins as actions do, and theirs does not; or as well, where it is
    `unsure` which ones they are."""
    mine = sum(verbal(action.text.plain) for _, action in pairs) / max(len(pairs), 1)
    others: dict[str, float] = defaultdict(float)
    for _, action in pairs:
        for one in action.expected_results[:1]:
            others[columns.RESULT] += verbal(one.text.plain) / len(pairs)
        for title, text in action.extra.items():
            others[f"{columns.EXTRA} {title}"] += verbal(text) / len(pairs)
    above = list({objective.id: objective.title.plain for objective, _ in pairs}.values())
    if len(above) > 1:
        others[columns.OBJECTIVE] = sum(map(verbal, above)) / len(above)
    best = max(others.values(), default=0.0)
    return (mine <= _UNLIKE and best >= mine + _AHEAD) or (unsure and best >= _AS_WELL)


def _doubt(role: str, pairs: Sequence[tuple[Objective, Action]], why: str, outline: Outline) -> Iterator[Doubt]:
    """About all the texts of this role; it shows the first ones, and the first action that has any."""
    texts = [(action, [text for text in _FIELDS[role](above, action) if text.strip()]) for above, action in pairs]
    holding = [(action, own) for action, own in texts if own]
    if not holding:
        return
    first = holding[0][0]
    samples = list({fold(text): text for _, own in holding for text in own}.values())[:_SAMPLES]
    yield Doubt(
        id=f"unsure_column:whole:{role}",
        kind="unsure_column",
        subject=first.id,
        code=first.code,
        question=say(_QUESTIONS[role]),
        place=outline.rows[first.id].row.place,
        excerpt=tuple(ExcerptCell("", text, True) for text in samples),
        understood=(),
        why=why,
        proposals=(Proposal(say("Garder ainsi")),),
        role=role,
    )
