"""The plans of `unseen/` as if they were met for the first time: rules were mended for their titles and words, so
that these are disguised. What goes wrong then must be asked about, and what is plain must not."""

import random
from collections.abc import Callable, Iterator
from dataclasses import replace

from bench.imports.disguises import DEADLINES, MISLEADING, PLAIN, PRIORITIES, STATES, UNHEARD
from bench.imports.layouts import Case
from bench.imports.relabelled import TABLES
from bench.imports.unseen_layouts import case_of
from bench.imports.written import Column, Written, lot

_LAYOUTS = ("repeat", "merge", "blank", "band", "tables")
_Disguise = Callable[[Written, random.Random], Written]


def disguised(folder: str) -> Iterator[tuple[str, Case]]:
    """Each plan of the lot, first under plain titles (what it costs where all is plain), then disguised."""
    for number, plan in enumerate(lot(folder)):
        plain = _plain(plan, number)
        yield "plain", case_of(plain, f"{plan.name}-plain")
        for name, disguise in DISGUISES.items():
            other = disguise(plain, random.Random(f"{plan.name} {name}"))
            if other != plain:
                yield name, case_of(other, f"{plan.name}-{name}")


def _plain(plan: Written, number: int) -> Written:
    """In a table, each column under its own title, or the usual one of its language where it was only drawn."""
    usual = PLAIN[plan.facts["language"]]
    columns = tuple(replace(one, title=one.title or usual.get(one.role, "")) for one in plan.columns)
    layout = plan.facts["layout"]
    facts = {**plan.facts, "formats": "docx"}
    if layout not in TABLES:
        facts["layout"] = _LAYOUTS[number % len(_LAYOUTS)]
    return replace(plan, columns=columns, drawn="", facts=facts)


def _unheard(plan: Written, chance: random.Random) -> Written:
    """Each title is replaced with one chance in two by a word that no list has."""
    words = iter(chance.sample(UNHEARD, len(plan.columns)))
    return plan.under(tuple(chance.choice((next(words), one.title)) for one in plan.columns))


def _misleading(plan: Written, chance: random.Random) -> Written:
    """One or two titles are replaced by words that say another role, and that people do write there."""
    words = MISLEADING[plan.facts["language"]]
    able = [at for at, one in enumerate(plan.columns) if one.role in words and not _would_swap(plan, one)]
    chosen = set(chance.sample(able, min(len(able), chance.choice((1, 2)))))
    taken = {one.title for one in plan.columns}
    titles = [
        chance.choice([word for word in words[one.role] if word not in taken] or [one.title])
        if at in chosen
        else one.title
        for at, one in enumerate(plan.columns)
    ]
    return plan.under(tuple(titles))


def _would_swap(plan: Written, column: Column) -> bool:
    """Nobody titles those who help as those in charge while these have a column beside."""
    return column.role == "associate" and plan.at("responsible") >= 0


def _worded(plan: Written, chance: random.Random) -> Written:
    """States, priorities and some deadlines in words of one's own."""
    tongue = plan.facts["language"]
    own = {"state": STATES[tongue], "priority": PRIORITIES[tongue]}
    columns, rows = list(plan.columns), [list(row) for row in plan.rows]
    for at, one in enumerate(columns):
        if one.role in own:
            columns[at] = replace(one, words=tuple((word, value) for value, word in own[one.role].items()))
            for row in rows:
                row[at] = own[one.role].get(dict(one.words).get(row[at], ""), "")
        elif one.role == "deadline":
            for row in rows:
                row[at] = chance.choice(DEADLINES[tongue]) if row[at] and chance.random() < 0.5 else row[at]
    return replace(plan, columns=tuple(columns), rows=tuple(map(tuple, rows)))


DISGUISES: dict[str, _Disguise] = {"unheard": _unheard, "misleading": _misleading, "worded": _worded}
