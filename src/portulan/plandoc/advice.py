"""The plan's weak points, in plain words: advice for who reads it again, never an obstacle."""

import datetime as dt
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import combinations
from types import MappingProxyType

from rapidfuzz import fuzz

from portulan.plandoc.academic_year import AcademicYear, Boundary
from portulan.plandoc.deadline import DeadlineKind
from portulan.plandoc.document import SETTLED, Action, PlanDocument, ResultKind
from portulan.plandoc.names import key
from portulan.plandoc.sentences import Sentence, say
from portulan.plandoc.text import fold

TOO_MANY = 6
"""From how many actions due in one academic year a body is told that it carries much: a commission that meets once
a month can then give less than two meetings to each."""

ALIKE = 85
"""From which likeness two wordings are told as near-duplicates, in hundredths: actions of one plan that share
their object and differ in what is done stay below 75."""

_RARE = 12
_ACRONYM = re.compile(r"(?<![\w.’'-])[A-Z][A-Za-z]{0,3}[A-Z](?:[A-Z]+)?(?![\w’'-])")
_WORD = re.compile(r"\w{4,}")
_KNOWN_TO_ALL = frozenset("PV UE EU ECTS VAE HE PDF PME ONG ONU URL FAQ TIC RH IT AI IA UK USA IN OUT OK".split())


class Weakness(StrEnum):
    """In the order in which they are told; the value is the word of addresses."""

    NO_RESPONSIBLE = "sans-responsable"
    NO_DEADLINE = "sans-echeance"
    SILENT = "sans-nouvelle"
    BEFORE_ITS_NEED = "avant-son-prealable"
    OVERLOADED = "charge"
    NOTHING_MEASURABLE = "rien-a-constater"
    ONLY_MINUTES = "pv-seulement"
    UNANSWERED = "recommandation-sans-action"
    ANSWERED_LATE = "recommandation-tardive"
    ALIKE = "semblables"
    UNDEFINED_ACRONYM = "sigle"


@dataclass(frozen=True, slots=True)
class Advised:
    """A recommendation of an evaluation as advice needs it: `actions` are the identities of those that answer it;
    `declined` when it was not retained, with a reason."""

    number: str
    actions: tuple[str, ...]
    declined: bool = False


@dataclass(frozen=True, slots=True)
class Facts:
    """What the plan document does not hold. `last_word` is the day of the last note, proof or postponement of an
    action; `needs` are pairs (an action, the one that must be done before it)."""

    today: dt.date
    boundary: Boundary = Boundary()  # noqa: RUF009 (a frozen value)
    last_word: Mapping[str, dt.date] = field(default_factory=lambda: MappingProxyType({}))
    needs: Sequence[tuple[str, str]] = ()
    recommendations: Sequence[Advised] = ()


@dataclass(frozen=True, slots=True)
class Advice:
    """One weak point: what it is, which actions it is about (their identities, in the order of the plan), and the
    sentence that says it."""

    weakness: Weakness
    sentence: Sentence
    actions: tuple[str, ...] = ()
    body: str = ""


def advise(document: PlanDocument, facts: Facts) -> tuple[Advice, ...]:
    """Every weak point of the plan on that day, by kind. The cost grows with the plan, not with its square."""
    plan = _Plan(document, facts)
    return tuple(advice for rule in _RULES for advice in rule(plan))


class _Plan:
    """The plan and the facts, with what several rules ask."""

    def __init__(self, document: PlanDocument, facts: Facts) -> None:
        self.document, self.facts = document, facts
        self.actions = tuple(document.actions())
        self.by_id = {action.id: action for action in self.actions}
        self.open = tuple(action for action in self.actions if action.state not in SETTLED)

    def year(self, action: Action) -> AcademicYear | None:
        return action.deadline.year(self.facts.boundary)


def _no_responsible(plan: _Plan) -> Iterator[Advice]:
    for action in plan.open:
        if not action.responsibles:
            sentence = say("L’action {action} n’a pas de responsable.", action=_name(action))
            yield Advice(Weakness.NO_RESPONSIBLE, sentence, (action.id,))


def _no_deadline(plan: _Plan) -> Iterator[Advice]:
    vague = {DeadlineKind.NONE, DeadlineKind.UNCLEAR, DeadlineKind.TO_DEFINE}
    for action in plan.open:
        if action.deadline.kind not in vague:
            continue
        if action.deadline.text and action.deadline.kind is DeadlineKind.UNCLEAR:
            sentence = say(
                "L’échéance de l’action {action}, « {deadline} », ne se comprend pas comme une date.",
                action=_name(action),
                deadline=action.deadline.text,
            )
        else:
            sentence = say("L’action {action} n’a pas d’échéance.", action=_name(action))
        yield Advice(Weakness.NO_DEADLINE, sentence, (action.id,))


def _silent(plan: _Plan) -> Iterator[Advice]:
    """Its deadline is past, and nothing was said, proved or postponed since."""
    for action in plan.open:
        due, word = action.deadline.due, plan.facts.last_word.get(action.id)
        if due is None or due >= plan.facts.today or (word is not None and word > due):
            continue
        sentence = say(
            "L’échéance de l’action {action}, {deadline}, est passée sans un mot.",
            action=_name(action),
            deadline=action.deadline.text,
        )
        yield Advice(Weakness.SILENT, sentence, (action.id,))


def _before_its_need(plan: _Plan) -> Iterator[Advice]:
    for first, second in plan.facts.needs:
        action, needed = plan.by_id.get(first), plan.by_id.get(second)
        if action is None or needed is None or needed.state in SETTLED:
            continue
        due, before = action.deadline.due, needed.deadline.due
        if due is not None and before is not None and due < before:
            sentence = say(
                "L’action {action} est attendue en {deadline}, avant l’action {needed} dont elle dépend, "
                "attendue en {later}.",
                action=_name(action),
                deadline=action.deadline.text,
                needed=_name(needed),
                later=needed.deadline.text,
            )
            yield Advice(Weakness.BEFORE_ITS_NEED, sentence, (action.id, needed.id))


def _overloaded(plan: _Plan) -> Iterator[Advice]:
    """Only what is still to be done counts, in the running year and those to come."""
    carried: dict[tuple[AcademicYear, str], list[Action]] = defaultdict(list)
    names: dict[str, str] = {}
    now = plan.facts.boundary.year_of(plan.facts.today)
    for action in plan.open:
        year = plan.year(action)
        if year is None or year < now:
            continue
        for one in action.responsibles:
            carried[year, names.setdefault(key(one.name), one.name)].append(action)
    for (year, body), actions in sorted(carried.items()):
        if len(actions) >= TOO_MANY:
            sentence = say(
                "{body} porte {count} actions à échéance en {year}.", body=body, count=len(actions), year=year.long
            )
            yield Advice(Weakness.OVERLOADED, sentence, tuple(one.id for one in actions), body)


def _nothing_measurable(plan: _Plan) -> Iterator[Advice]:
    for action in plan.open:
        kinds = {result.kind for result in action.expected_results}
        if not kinds:
            sentence = say("L’action {action} n’a aucun résultat attendu.", action=_name(action))
        elif kinds == {ResultKind.STATE}:
            sentence = say(
                "Les résultats de l’action {action} décrivent une situation : rien ne permet de constater "
                "qu’ils sont atteints.",
                action=_name(action),
            )
        else:
            continue
        yield Advice(Weakness.NOTHING_MEASURABLE, sentence, (action.id,))


def _only_minutes(plan: _Plan) -> Iterator[Advice]:
    for action in plan.open:
        if {result.kind for result in action.expected_results} == {ResultKind.MINUTES}:
            sentence = say(
                "L’action {action} n’a que des PV pour preuve : ils disent qu’on en a parlé, "
                "pas ce qui en est sorti.",
                action=_name(action),
            )
            yield Advice(Weakness.ONLY_MINUTES, sentence, (action.id,))


def _unanswered(plan: _Plan) -> Iterator[Advice]:
    for one in plan.facts.recommendations:
        if not one.declined and not any(action in plan.by_id for action in one.actions):
            sentence = say("Aucune action ne répond à la recommandation {number}.", number=one.number)
            yield Advice(Weakness.UNANSWERED, sentence)


def _answered_late(plan: _Plan) -> Iterator[Advice]:
    """All the actions that answer it fall due in the last year of the plan: nothing is left to set it right."""
    last = plan.document.period.ends
    for one in plan.facts.recommendations:
        answering = [plan.by_id[action] for action in one.actions if action in plan.by_id]
        years = [plan.year(action) for action in answering]
        if last is not None and years and all(year is not None and year.first >= last for year in years):
            sentence = say(
                "La recommandation {number} n’est servie que la dernière année du plan.", number=one.number
            )
            yield Advice(Weakness.ANSWERED_LATE, sentence, tuple(action.id for action in answering))


def _alike(plan: _Plan) -> Iterator[Advice]:
    """Only actions that share a rare word are weighed against each other."""
    folded = {action.id: fold(action.text.plain) for action in plan.open}
    holders: dict[str, list[str]] = defaultdict(list)
    for pk, text in folded.items():
        for word in sorted(set(_WORD.findall(text))):
            holders[word].append(pk)
    pairs = {pair for pks in holders.values() if len(pks) <= _RARE for pair in combinations(pks, 2)}
    rank = {action.id: at for at, action in enumerate(plan.actions)}
    for first, second in sorted(pairs, key=lambda pair: (rank[pair[0]], rank[pair[1]])):
        if fuzz.token_sort_ratio(folded[first], folded[second], score_cutoff=ALIKE):
            sentence = say(
                "Les actions {first} et {second} disent presque la même chose.",
                first=_name(plan.by_id[first]),
                second=_name(plan.by_id[second]),
            )
            yield Advice(Weakness.ALIKE, sentence, (first, second))


def _undefined_acronym(plan: _Plan) -> Iterator[Advice]:
    """Only in a plan that has a list of acronyms, or spells some out."""
    texts = {action.id: _everything(action) for action in plan.actions}
    known = {*_KNOWN_TO_ALL, *_words_of(plan.document.acronyms), *_spelt_out(" ".join(texts.values()))}
    used: dict[str, list[str]] = defaultdict(list)
    for pk, text in texts.items():
        for acronym in sorted(set(_ACRONYM.findall(text)) - known):
            used[acronym].append(pk)
    for acronym, actions in sorted(used.items(), key=lambda pair: (-len(pair[1]), pair[0])):
        sentence = say("Le sigle « {acronym} » n’est expliqué nulle part dans le plan.", acronym=acronym)
        yield Advice(Weakness.UNDEFINED_ACRONYM, sentence, tuple(actions))


def _everything(action: Action) -> str:
    names = (one.name for one in action.responsibles)
    results = (one.text.plain for one in action.expected_results)
    return " · ".join([action.text.plain, *names, *results])


def _words_of(acronyms: Mapping[str, str]) -> Iterator[str]:
    for acronym, meaning in acronyms.items():
        yield from (acronym, *_ACRONYM.findall(acronym), *_ACRONYM.findall(meaning))


def _spelt_out(text: str) -> Iterator[str]:
    """ "Validation des acquis (VAE)", "VAE (validation des acquis)": both say what it means."""
    for inside in re.findall(r"\w{4,}\W+\(([^()]{2,12})\)", text):
        yield from _ACRONYM.findall(inside)
    for before in re.findall(r"(\S{2,8})\s*\([^()]*\w{4,}\s+[^()]*\w{4,}[^()]*\)", text):
        yield from _ACRONYM.findall(before)


def _name(action: Action) -> str:
    return action.code or f"« {action.short_title or action.text.plain[:40]} »"


_RULES: tuple[Callable[[_Plan], Iterator[Advice]], ...] = (
    _no_responsible,
    _no_deadline,
    _silent,
    _before_its_need,
    _overloaded,
    _nothing_measurable,
    _only_minutes,
    _unanswered,
    _answered_late,
    _alike,
    _undefined_acronym,
)


def tally(advice: Sequence[Advice]) -> Mapping[Weakness, int]:
    """How many of each kind there are, in the order in which they are told; none is left out at zero."""
    found = Counter(one.weakness for one in advice)
    return {weakness: found[weakness] for weakness in Weakness}
