"""What was recognised and what people decided, as JSON and back; what a decision does to the document."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from enum import StrEnum
from typing import Any

from portulan.plandoc import jsonfile, sentences
from portulan.plandoc.academic_year import Boundary
from portulan.plandoc.document import PlanDocument
from portulan.plandoc.reading.source import Place, Remark
from portulan.plandoc.recognition import columns, mapping, unknown_words
from portulan.plandoc.recognition import decisions as answers
from portulan.plandoc.recognition.findings import (
    ColumnReading,
    Doubt,
    Effect,
    ExcerptCell,
    Leftover,
    PlanTable,
    Proposal,
    Recognition,
    SameBody,
    Shares,
)
from portulan.plandoc.sentences import say

Json = dict[str, Any]


class Fate(StrEnum):
    """What becomes of a text that fits nowhere in the plan."""

    IGNORED = "ignored"
    NOTED = "noted"
    ORGANISATION = "organisation"


@dataclass(frozen=True, slots=True)
class Answer:
    """What was answered to a doubt, in words, and what it changes."""

    label: str
    effects: tuple[Effect, ...] = ()


@dataclass(frozen=True, slots=True)
class Decisions:
    """`answers` by doubt; `apart`, the spellings that people keep as bodies of their own; `fates` of leftovers,
    by their rank."""

    answers: Mapping[str, Answer] = field(default_factory=dict)
    apart: tuple[str, ...] = ()
    fates: Mapping[int, Fate] = field(default_factory=dict)


def reading_to_json(found: Recognition) -> Json:
    """What the review page needs of a recognition, its sentences ready for any language."""
    doubts = [asdict(one) | {"proposals": [_proposal_out(p) for p in one.proposals]} for one in found.doubts]
    return {
        "document": jsonfile.to_json(found.document),
        "doubts": sentences.to_json(doubts),
        "leftovers": sentences.to_json([asdict(one) for one in found.leftovers]),
        "same_bodies": [asdict(one) for one in found.same_bodies],
        "remarks": sentences.to_json([asdict(one) for one in found.remarks]),
        "structure": [list(run) for run in found.structure],
        "shares": asdict(found.shares),
        "tables": sentences.to_json([asdict(one) for one in found.tables]),
    }


def reading_from_json(data: Json) -> Recognition:
    """Read what `reading_to_json` wrote."""
    doubts, leftovers, remarks = (sentences.from_json(data[part]) for part in ("doubts", "leftovers", "remarks"))
    tables = tables_of(data)
    return Recognition(
        document=jsonfile.from_json(data["document"]),
        doubts=tuple(_doubt(one) for one in doubts),
        leftovers=tuple(Leftover(**one | {"place": Place(**one["place"])}) for one in leftovers),
        same_bodies=tuple(SameBody(**one | {"codes": tuple(one["codes"])}) for one in data["same_bodies"]),
        remarks=tuple(Remark(one["sentence"], Place(**one["place"])) for one in remarks),
        structure=tuple((text, role) for text, role in data.get("structure", ())),
        shares=Shares(**data.get("shares", {})),
        columns=tuple(column for table in tables for column in table.columns),
        tables=tables,
    )


def tables_of(data: Json) -> tuple[PlanTable, ...]:
    """The tables of the plan in a stored reading; none in one that was stored before they were kept."""
    return tuple(_table(one) for one in sentences.from_json(data.get("tables", [])))


def reading_without_plan(choices: Sequence[PlanTable]) -> Json:
    """What is stored of a file in which no plan was found, until people say which of its tables has it."""
    return reading_to_json(Recognition(PlanDocument(""))) | with_choices(choices)


def with_choices(choices: Sequence[PlanTable]) -> Json:
    """The tables among which people choose, to be put beside a reading; nothing without any."""
    return {"choices": sentences.to_json([asdict(one) for one in choices])} if choices else {}


def choices_of(data: Json) -> tuple[PlanTable, ...]:
    """The tables among which people say where the plan is; none where it was found."""
    return tuple(_table(one) for one in sentences.from_json(data.get("choices", [])))


def lacks_plan(data: Json) -> bool:
    """Whether a plan is still to be seen in this stored reading, by a person."""
    return bool(data.get("choices")) and not data["tables"]


def shown_tables(data: Json, told: "Told") -> tuple[PlanTable, ...]:
    """The tables whose columns people look at: those of the plan, else the one in which they look for it."""
    if not lacks_plan(data):
        return tables_of(data)
    return tuple(one for one in choices_of(data) if one.key == told.table)


def decisions_to_json(decided: Decisions) -> Json:
    return {
        "answers": {
            doubt: {"label": sentences.to_json(one.label), "effects": [dict(effect) for effect in one.effects]}
            for doubt, one in decided.answers.items()
        },
        "apart": list(decided.apart),
        "fates": {str(rank): fate.value for rank, fate in decided.fates.items()},
    }


def decisions_from_json(data: Json) -> Decisions:
    """Read what `decisions_to_json` wrote; nothing decided yet is an empty object."""
    return Decisions(
        answers={
            doubt: Answer(sentences.from_json(one["label"]), tuple(one["effects"]))
            for doubt, one in data.get("answers", {}).items()
        },
        apart=tuple(data.get("apart", ())),
        fates={int(rank): Fate(fate) for rank, fate in data.get("fates", {}).items()},
    )


@dataclass(frozen=True, slots=True)
class Told:
    """What people said of the columns: `roles` by title; `settled` once they found it right; `remembered` when it
    was told of a file before; `table` the key of the one in which they see the plan, where none was found."""

    roles: Mapping[str, str] = field(default_factory=dict)
    settled: bool = False
    remembered: bool = False
    table: str = ""


def told_to_json(told: Told) -> Json:
    return {
        "roles": dict(told.roles),
        "settled": told.settled,
        "remembered": told.remembered,
        "table": told.table,
    }


def told_from_json(data: Json) -> Told:
    """Read what `told_to_json` wrote; nothing told yet is an empty object."""
    return Told(
        data.get("roles", {}), data.get("settled", False), data.get("remembered", False), data.get("table", "")
    )


def to_map(data: Json, told: Told) -> bool:
    """Whether people must look at the columns of this stored reading before its review."""
    return lacks_plan(data) or (not told.settled and mapping.unsure(tables_of(data)))


def fingerprint(tables: Sequence[PlanTable]) -> str:
    """The same for files whose columns have the same titles; empty where titles say too little to know them by."""
    keys = [key for key, _one in mapping.keyed(tables)]
    if sum(not key.startswith("#") for key in keys) < 2:
        return ""
    return hashlib.sha256(columns.fingerprint(keys).encode()).hexdigest()


def carried(was: Decisions, before: Recognition, after: Recognition) -> Decisions:
    """What stays decided when the file is read again: answers to the doubts that are still there, the fates of the
    same texts."""
    doubts = {one.id for one in after.doubts}
    fates = {before.leftovers[rank].text: fate for rank, fate in was.fates.items() if rank < len(before.leftovers)}
    return replace(
        was,
        answers={doubt: one for doubt, one in was.answers.items() if doubt in doubts},
        fates={rank: fates[one.text] for rank, one in enumerate(after.leftovers) if one.text in fates},
    )


def with_words(decided: Decisions, found: Recognition, words: unknown_words.Words) -> Decisions:
    """With an answer to each doubt about a word that people told before, unless it has one."""
    told = {
        doubt: Answer(say("{answer}, comme la dernière fois", answer=one.label), one.effects)
        for doubt, one in unknown_words.answers(found.doubts, words).items()
    }
    return replace(decided, answers={**told, **decided.answers})


def open_doubts(found: Recognition, decided: Decisions) -> list[Doubt]:
    """The doubts that nobody answered yet."""
    return [one for one in found.doubts if one.id not in decided.answers]


def notes(leftovers: list[Json], decided: Decisions) -> list[str]:
    """The texts, among the leftovers of a stored reading, that people chose to keep as notes."""
    return [str(one["text"]) for rank, one in enumerate(leftovers) if decided.fates.get(rank) is Fate.NOTED]


def decided_document(found: Recognition, decided: Decisions, boundary: Boundary | None = None) -> PlanDocument:
    """The document as people decided it; doubts left open keep what was understood. `boundary` says when academic
    years begin, for the deadlines that people gave."""
    effects = [effect for answer in decided.answers.values() for effect in answer.effects]
    document = answers.apply(found.document, effects, boundary)
    for rank, leftover in enumerate(found.leftovers):
        if decided.fates.get(rank) is Fate.ORGANISATION:
            document = replace(document, organisation=leftover.text.strip()[:200])
    return document


def _table(data: Json) -> PlanTable:
    columns = (ColumnReading(**one | {"samples": tuple(one["samples"])}) for one in data["columns"])
    rows, place = tuple(map(tuple, data["rows"])), Place(**data["place"])
    return PlanTable(tuple(columns), rows, place, data.get("key", ""), data.get("length", 0))


def _proposal_out(proposal: Proposal) -> Json:
    return {"label": proposal.label, "effects": [dict(effect) for effect in proposal.effects]}


def _doubt(data: Json) -> Doubt:
    return Doubt(
        **data
        | {
            "place": Place(**data["place"]),
            "excerpt": tuple(ExcerptCell(**cell) for cell in data["excerpt"]),
            "understood": tuple((label, text) for label, text in data["understood"]),
            "proposals": tuple(Proposal(one["label"], tuple(one["effects"])) for one in data["proposals"]),
        }
    )
