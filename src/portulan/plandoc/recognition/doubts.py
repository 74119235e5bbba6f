"""What is unsure in a recognised plan: each doubt with its place, its excerpt, and answers at one click."""

from collections import Counter
from collections.abc import Iterator

from portulan.plandoc.deadline import DeadlineKind
from portulan.plandoc.document import Action, PlanDocument, ResultKind
from portulan.plandoc.recognition import columns
from portulan.plandoc.recognition.findings import Doubt, Effect, ExcerptCell, Proposal
from portulan.plandoc.recognition.hierarchy import Outline
from portulan.plandoc.recognition.rows import Found
from portulan.plandoc.text import fold


def doubts(document: PlanDocument, outline: Outline) -> Iterator[Doubt]:
    """In reading order, one kind after the other for one action."""
    asker = _Asker(document, outline)
    above: Action | None = None
    for objective in document.walk():
        above = None
        for action in objective.actions:
            yield from asker.about(action, above)
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
        self.asked: set[str] = set()

    def about(self, action: Action, above: Action | None) -> Iterator[Doubt]:
        if not action.responsibles:
            yield self.no_responsible(action, above)
        for one in action.responsibles:
            if self.is_unknown_acronym(one.name) and one.name not in self.asked:
                self.asked.add(one.name)
                yield self.unknown_acronym(action, one.name)
            if "," in one.name:
                yield self.several_names(action, one.name)
        for result in action.expected_results:
            if fold(result.text.plain).rstrip(".") in {"pv", "notes?", "document", "rapport"} - {"notes?"}:
                yield self.bare_result(action, result.id, result.text.plain)
        yield from self.about_deadline(action)
        if action.code and self.codes[action.code] > 1:
            yield self.code_twice(action)

    def no_responsible(self, action: Action, above: Action | None) -> Doubt:
        names = [one.name for one in above.responsibles] if above else []
        leave = Proposal("Laisser à désigner")
        give = [
            Proposal(f"Confier à : {', '.join(names)}" if len(names) > 1 else f"Confier à {_the(names[0])}",
                     ({"set": "responsibles", "action": action.id, "names": names},))
        ] if names else []  # fmt: skip
        why = (
            f"L’action {above.code}, juste au-dessus, relève de {_the(names[0])}."
            if names and above
            else "La cellule est vide."
        )
        return self.doubt("no_responsible", action, f"L’action {action.code} n’a pas de responsable",
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
        keep = Proposal(f"Garder « {name} »")
        long = name.replace("GT ", "Groupe de travail ") if name.startswith("GT ") else ""
        proposals = [keep]
        if long:
            proposals.append(Proposal(f"Nommer « {long} »", (_acronym(name, long),)))
        count = self.names[name]
        why = f"Ce nom porte {count} action{'s' if count > 1 else ''}."
        question = f"« {name} » ne figure pas dans la liste des acronymes"
        return self.doubt("unknown_acronym", action, question, columns.RESPONSIBLE, why, proposals)

    def several_names(self, action: Action, name: str) -> Doubt:
        head, *rest = [part.strip() for part in name.split(",")]
        first = head.split()[0] if head.split() else head
        names = [head, *(f"{first} {part}" for part in rest)]
        split: Effect = {"set": "responsibles", "action": action.id, "names": [
            new for one in action.responsibles for new in (names if one.name == name else [one.name])
        ]}  # fmt: skip
        proposals = [Proposal("Une seule fonction"), Proposal(f"{len(names)} fonctions", (split,))]
        question = f"« {name} » : une fonction, ou {len(names)} ?"
        return self.doubt("several_names", action, question, columns.RESPONSIBLE,
                          "Les virgules peuvent séparer plusieurs fonctions.", proposals)  # fmt: skip

    def bare_result(self, action: Action, result_id: str, text: str) -> Doubt:
        usual = next((one for one, _ in self.minutes.most_common(1)), "") if fold(text) == "pv" else ""
        proposals = [Proposal(f"Garder « {text} »")]
        if usual:
            effect = {"set": "result", "result": result_id, "text": usual}
            proposals.append(Proposal(f"Écrire « {usual} »", (effect,)))
        question = f"Le résultat « {text} » de l’action {action.code} ne dit pas de quoi"
        last = list(self.rows)[-1] == action.id
        why = (
            "C’est la fin du tableau : la cellule a pu être coupée." if last else "La cellule ne dit rien de plus."
        )
        return self.doubt("bare_result", action, question, columns.RESULT, why, proposals)

    def about_deadline(self, action: Action) -> Iterator[Doubt]:
        keep = [Proposal("Garder tel quel")]
        deadline, period = action.deadline, self.document.period
        if deadline.kind is DeadlineKind.UNCLEAR:
            question = f"L’échéance « {deadline.text} » de l’action {action.code} n’est pas comprise"
            yield self.doubt(
                "unclear_deadline", action, question, columns.DEADLINE, "Aucune date n’en est tirée.", keep
            )
        elif deadline.kind is DeadlineKind.NONE:
            question = f"L’action {action.code} n’a pas d’échéance"
            yield self.doubt("no_deadline", action, question, columns.DEADLINE, "La cellule est vide.", keep)
        elif (
            deadline.due
            and period.starts
            and period.ends
            and not _inside(deadline.due.year, period.starts, period.ends)
        ):
            question = f"L’échéance « {deadline.text} » de l’action {action.code} sort du plan {period}"
            yield self.doubt(
                "outside_period", action, question, columns.DEADLINE, "Peut-être une faute de frappe.", keep
            )

    def code_twice(self, action: Action) -> Doubt:
        question = f"Le numéro {action.code} est donné à plusieurs actions"
        why = "Chacune est gardée, avec son numéro."
        return self.doubt("code_twice", action, question, columns.ACTION, why, [Proposal("Garder tel quel")])

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
        )


def _excerpt(found: Found, focus: str) -> Iterator[ExcerptCell]:
    for cell in found.row.cells:
        role = found.roles.get(cell.column)
        if role not in (None, columns.OBJECTIVE) and (cell.text or role == focus):
            yield ExcerptCell(found.titles.get(cell.column, ""), cell.text, role == focus)


def _understood(action: Action) -> Iterator[tuple[str, str]]:
    """(name, value) pairs; an empty value is a lack."""
    yield "Action", f"{action.code} {action.text.plain}".strip()
    yield "Responsables", " ; ".join(one.name for one in action.responsibles)
    year = action.deadline.text
    if action.deadline.kind is DeadlineKind.ACADEMIC_YEAR and action.deadline.starts:
        year = f"{action.deadline.starts.year}-{action.deadline.starts.year + 1}"
    yield "Échéance", year
    yield "Résultats", " ; ".join(result.text.plain for result in action.expected_results)


def _the(name: str) -> str:
    """An acronym is masculine or feminine as it pleases: the name alone, between quotation marks."""
    return f"« {name} »"


def _acronym(acronym: str, name: str) -> Effect:
    return {"set": "acronym", "acronym": acronym, "name": name}


def _inside(year: int, starts: int, ends: int) -> bool:
    return starts <= year <= ends + 1
