"""What is unsure in a recognised plan: each doubt with its place, its excerpt, and answers at one click."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from portulan.plandoc import numbering
from portulan.plandoc.deadline import DeadlineKind
from portulan.plandoc.document import Action, Objective, PlanDocument, ResultKind
from portulan.plandoc.recognition import columns, people, unknown_words
from portulan.plandoc.recognition.findings import Doubt, Effect, ExcerptCell, Proposal
from portulan.plandoc.recognition.hierarchy import Outline
from portulan.plandoc.recognition.rows import Found, extra_title, says_nothing
from portulan.plandoc.sentences import say
from portulan.plandoc.text import fold, short_title

_SEVERAL = re.compile(r",|/|\+| & |\s(?:et|and|en|und|y|e)\s(?=[A-ZÀ-Ý])")
_COUNTS = {
    2: (say("deux"), say("Deux")), 3: (say("trois"), say("Trois")), 4: (say("quatre"), say("Quatre")),
    5: (say("cinq"), say("Cinq")), 6: (say("six"), say("Six")),
}  # fmt: skip


def doubts(document: PlanDocument, outline: Outline) -> Iterator[Doubt]:
    """In reading order, one kind after the other for one action."""
    asker = _Asker(document, outline)
    for objective in document.walk():
        above: Action | None = None
        for action in objective.actions:
            yield from asker.about(action, above)
            yield from asker.about_number(action, above, objective)
            above = action


class _Asker:
    def __init__(self, document: PlanDocument, outline: Outline) -> None:
        self.document, self.rows = document, outline.rows
        self.codes = Counter(action.code for action in document.actions() if action.code)
        self.names = Counter(one.name for action in document.actions() for one in action.responsibles)
        self.minutes = Counter(
            result.text.plain
            for action in document.actions()
            for result in action.expected_results
            if result.kind is ResultKind.MINUTES and " " in result.text.plain
        )
        self.missing = _missing(list(self.codes))
        self.asked: set[str] = set()

    def about(self, action: Action, above: Action | None) -> Iterator[Doubt]:
        if not action.responsibles and self.has_column(action, columns.RESPONSIBLE):
            yield self.no_responsible(action, above)
        for one in action.responsibles:
            if self.is_unknown_acronym(one.name) and one.name not in self.asked:
                self.asked.add(one.name)
                yield self.unknown_acronym(action, one.name)
            if _SEVERAL.search(one.name):
                yield self.several_names(action, one.name)
        for names in self.pairs(action):
            yield self.several_people(action, names)
        for result in action.expected_results:
            if fold(result.text.plain).rstrip(".") in {"pv", "document", "rapport"}:
                yield self.bare_result(action, result.id, result.text.plain)
        yield from self.about_deadline(action)
        yield from self.about_words(action)

    def has_column(self, action: Action, role: str) -> bool:
        """A plan without the column at all is no lack of this action."""
        return role in self.rows[action.id].roles.values()

    def about_number(self, action: Action, above: Action | None, objective: Objective) -> Iterator[Doubt]:
        if action.code and self.codes[action.code] > 1:
            yield self.code_twice(action)
        elif self.missing.get(action.code):
            yield self.number_missing(action)
        elif above is not None and above.code and not action.code:
            yield self.no_number(action, above)
        depth = len(numbering.parts(objective.code))
        elsewhere = depth and len(numbering.parts(action.code)) == depth + 1
        if elsewhere and not objective.label and not numbering.is_below(action.code, objective.code):
            question = say(
                "L’action {code} est rangée sous l’objectif {objective}",
                code=action.code,
                objective=objective.code,
            )
            why = say("Son numéro annonce un autre objectif.")
            yield self.doubt(
                "misplaced", action, question, columns.ACTION, why, [Proposal(say("Garder tel quel"))]
            )

    def number_missing(self, action: Action) -> Doubt:
        jumped = self.missing[action.code]
        codes = _listed(jumped)
        question = (
            say("Avant {code}, {codes} manquent", code=action.code, codes=codes)
            if len(jumped) > 1
            else say("Avant {code}, {codes} manque", code=action.code, codes=codes)
        )
        why = say("Une ligne a peut-être été supprimée, ou un numéro mal tapé.")
        return self.doubt(
            "number_missing", action, question, columns.ACTION, why, [Proposal(say("Garder tel quel"))]
        )

    def no_number(self, action: Action, above: Action) -> Doubt:
        proposals = [Proposal(say("Laisser sans numéro"))]
        free = numbering.between(above.code, "")
        if free and not self.codes[free]:
            effect = {"set": "code", "action": action.id, "code": free}
            proposals.insert(0, Proposal(say("Donner le numéro {code}", code=free), (effect,)))
        question = say("L’action « {title} » n’a pas de numéro", title=short_title(action.text.plain))
        why = say("Elle suit l’action {code}.", code=above.code)
        return self.doubt("no_number", action, question, columns.ACTION, why, proposals)

    def no_responsible(self, action: Action, above: Action | None) -> Doubt:
        names = [one.name for one in above.responsibles] if above else []
        leave = Proposal(say("Laisser à désigner"))
        give = [
            Proposal(say("Confier à : {names}", names=", ".join(names)) if len(names) > 1
                     else say("Confier à {name}", name=_the(names[0])),
                     ({"set": "responsibles", "action": action.id, "names": names},))
        ] if names else []  # fmt: skip
        why = (
            say("L’action {code}, juste au-dessus, relève de {name}.", code=above.code, name=_the(names[0]))
            if names and above
            else say("La cellule est vide.")
        )
        return self.doubt("no_responsible", action, say("{action} n’a pas de responsable", action=_named(action)),
                          columns.RESPONSIBLE, why, [*give, leave])  # fmt: skip

    def is_unknown_acronym(self, name: str) -> bool:
        """A short name of capitals that the plan's own list of acronyms leaves out."""
        words = name.split()
        return (
            bool(self.document.acronyms)
            and name not in self.document.acronyms
            and words[0].isupper()
            and all(len(word.strip("'’.")) <= 5 for word in words)
        )

    def unknown_acronym(self, action: Action, name: str) -> Doubt:
        keep = Proposal(say("Garder « {text} »", text=name))
        long = name.replace("GT ", "Groupe de travail ") if name.startswith("GT ") else ""
        proposals = [keep]
        if long:
            proposals.append(Proposal(say("Nommer « {text} »", text=long), (_acronym(name, long),)))
        count = self.names[name]
        why = (
            say("Ce nom porte {count} actions.", count=count)
            if count > 1
            else say("Ce nom porte {count} action.", count=count)
        )
        question = say("« {name} » ne figure pas dans la liste des acronymes", name=name)
        return self.doubt("unknown_acronym", action, question, columns.RESPONSIBLE, why, proposals)

    def several_names(self, action: Action, name: str) -> Doubt:
        head, *rest = [part.strip() for part in _SEVERAL.split(name) if part.strip()]
        first = head.split()[0]
        names = [head, *(part if part[:1].isupper() else f"{first} {part}" for part in rest)]
        split: Effect = {"set": "responsibles", "action": action.id, "names": [
            new for one in action.responsibles for new in (names if one.name == name else [one.name])
        ]}  # fmt: skip
        count, capital = _COUNTS.get(len(names), (str(len(names)),) * 2)
        proposals = [
            Proposal(say("Une seule fonction")),
            Proposal(say("{count} fonctions", count=capital), (split,)),
        ]
        question = say("« {name} » : une fonction, ou {count} ?", name=name, count=count)
        return self.doubt("several_names", action, question, columns.RESPONSIBLE,
                          say("La ponctuation peut séparer plusieurs fonctions."), proposals)  # fmt: skip

    def pairs(self, action: Action) -> Iterator[list[str]]:
        """The persons that one text of this action named together, unless each of them stands elsewhere too."""
        found = self.rows[action.id]
        column = next((at for at, role in found.roles.items() if role == columns.RESPONSIBLE), None)
        cell = found.row.at(column) if column is not None else None
        given = {one.name for one in action.responsibles}
        for line in cell.text.split("\n") if cell is not None else ():
            names = people.several(line.strip())
            if names and given.issuperset(names) and any(self.names[one] < 2 for one in names):
                yield names

    def several_people(self, action: Action, names: list[str]) -> Doubt:
        whole = self.whole(action, names)
        kept = [one.name for one in action.responsibles if one.name not in names]
        joined: Effect = {"set": "responsibles", "action": action.id, "names": [whole, *kept]}
        count, capital = _COUNTS.get(len(names), (str(len(names)),) * 2)
        proposals = [
            Proposal(say("{count} personnes", count=capital)),
            Proposal(say("Un seul nom"), (joined,)),
        ]
        question = say("« {name} » : {count} personnes, ou un seul nom ?", name=whole, count=count)
        return self.doubt("several_people", action, question, columns.RESPONSIBLE,
                          say("Ce sont des prénoms : ils ont été séparés."), proposals)  # fmt: skip

    def whole(self, action: Action, names: list[str]) -> str:
        """The text that named these persons together."""
        row = self.rows[action.id].row
        lines = (line.strip() for cell in row.cells for line in cell.text.split("\n"))
        return next(line for line in lines if people.several(line) == names)

    def bare_result(self, action: Action, result_id: str, text: str) -> Doubt:
        usual = next((one for one, _ in self.minutes.most_common(1)), "") if fold(text) == "pv" else ""
        proposals = [Proposal(say("Garder « {text} »", text=text))]
        if usual:
            effect = {"set": "result", "result": result_id, "text": usual}
            proposals.append(Proposal(say("Écrire « {text} »", text=usual), (effect,)))
        question = say(
            "Le résultat « {text} » de {action} ne dit pas de quoi", text=text, action=_named(action, low=True)
        )
        last = list(self.rows)[-1] == action.id
        why = (
            say("C’est la fin du tableau : la cellule a pu être coupée.")
            if last
            else say("La cellule ne dit rien de plus.")
        )
        return self.doubt("bare_result", action, question, columns.RESULT, why, proposals)

    def about_deadline(self, action: Action) -> Iterator[Doubt]:
        keep = [Proposal(say("Garder tel quel"))]
        deadline, period = action.deadline, self.document.period
        if deadline.kind is DeadlineKind.UNCLEAR:
            question = say(
                "L’échéance « {text} » de {action} n’est pas comprise",
                text=deadline.text,
                action=_named(action, low=True),
            )
            yield self.doubt(
                "unclear_deadline", action, question, columns.DEADLINE, say("Aucune date n’en est tirée."), keep
            )
        elif deadline.kind is DeadlineKind.NONE and self.has_column(action, columns.DEADLINE):
            question = say("{action} n’a pas d’échéance", action=_named(action))
            yield self.doubt("no_deadline", action, question, columns.DEADLINE, say("La cellule est vide."), keep)
        elif (
            deadline.due
            and period.starts
            and period.ends
            and not _inside(deadline.due.year, period.starts, period.ends)
        ):
            question = say(
                "L’échéance « {text} » de {action} sort du plan {period}",
                text=deadline.text,
                action=_named(action, low=True),
                period=str(period),
            )
            yield self.doubt(
                "outside_period", action, question, columns.DEADLINE, say("Peut-être une faute de frappe."), keep
            )

    def about_words(self, action: Action) -> Iterator[Doubt]:
        """Words that stand where priorities or states do, and are not known: they are kept as they are."""
        found = self.rows[action.id]
        for cell in found.row.cells:
            role, title = found.roles.get(cell.column, ""), extra_title(cell, found.titles)
            text = cell.text or (action.extra.get(title, "") if cell.continues else "")
            if text and says_nothing(role, text):
                why = say("Ce mot n’est pas connu. Tant que rien n’est choisi, il est gardé à côté de l’action.")
                question = unknown_words.question(role, text)
                answers = unknown_words.proposals(role, action.id, title, text)
                asked = self.doubt(unknown_words.KIND, action, question, role, why, answers)
                excerpt = (replace(one, text=text) if one.focus else one for one in asked.excerpt)
                yield replace(asked, id=f"{asked.id}:{role}", role=columns.EXTRA, excerpt=tuple(excerpt))

    def code_twice(self, action: Action) -> Doubt:
        question = say("Le numéro {code} est donné à plusieurs actions", code=action.code)
        why = say("Chacune est gardée, avec son numéro.")
        return self.doubt("code_twice", action, question, columns.ACTION, why, [Proposal(say("Garder tel quel"))])

    def doubt(
        self, kind: str, action: Action, question: str, focus: str, why: str, proposals: list[Proposal]
    ) -> Doubt:
        found = self.rows[action.id]
        return Doubt(
            id=f"{kind}:{action.id}",
            kind=kind,
            subject=action.id,
            code=action.code,
            question=question,
            place=found.row.place,
            excerpt=tuple(_excerpt(found, focus)),
            understood=tuple(_understood(action)),
            why=why,
            proposals=tuple(proposals),
            role=focus,
        )


def _excerpt(found: Found, focus: str) -> Iterator[ExcerptCell]:
    for cell in found.row.cells:
        role = found.roles.get(cell.column)
        if role not in (None, columns.OBJECTIVE) and (cell.text or role == focus):
            yield ExcerptCell(found.titles.get(cell.column, ""), cell.text, role == focus)


def _understood(action: Action) -> Iterator[tuple[str, str]]:
    """(name, value) pairs; an empty value is a lack."""
    yield say("Action"), f"{action.code} {action.text.plain}".strip()
    yield say("Responsables"), " ; ".join(one.name for one in action.responsibles)
    year = action.deadline.text
    if action.deadline.kind is DeadlineKind.ACADEMIC_YEAR and action.deadline.starts:
        year = f"{action.deadline.starts.year}-{action.deadline.starts.year + 1}"
    yield say("Échéance"), year
    yield say("Résultats"), " ; ".join(result.text.plain for result in action.expected_results)


def _named(action: Action, low: bool = False) -> str:
    """ "L’action 3.5.2", by its first words where it has no number."""
    what = action.code or _the(short_title(action.text.plain))
    return say("l’action {code}", code=what) if low else say("L’action {code}", code=what)


def _missing(codes: list[str]) -> dict[str, list[str]]:
    """The codes jumped over, by the code that follows; a plan that jumps all the time means to."""
    found: dict[str, list[str]] = {}
    for code, after in numbering.missing(codes):
        found.setdefault(after, []).append(code)
    jumps = sum(map(len, found.values()))
    return found if jumps <= max(2, len(codes) // 5) else {}


def _listed(codes: list[str]) -> str:
    return codes[0] if len(codes) == 1 else say("{first} et {last}", first=", ".join(codes[:-1]), last=codes[-1])


def _the(name: str) -> str:
    """An acronym is masculine or feminine as it pleases: the name alone, between quotation marks."""
    return say("« {name} »", name=name)


def _acronym(acronym: str, name: str) -> Effect:
    return {"set": "acronym", "acronym": acronym, "name": name}


def _inside(year: int, starts: int, ends: int) -> bool:
    return starts <= year <= ends + 1
