"""The doubts of one kind, or about one word, as one question that one answer may settle."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portulan.imports.rules import Answer
from portulan.plandoc.recognition import unknown_words
from portulan.plandoc.recognition.findings import Doubt, Proposal
from portulan.plandoc.recognition.roles import PRIORITY, STATE
from portulan.shared.errors import Invalid
from portulan.shared.speech import said
from portulan.web.imports.cards import Card
from portulan.web.templatetags import ui

_HEADINGS = {
    "unsure_column": gettext_lazy("%(count)s points sur les colonnes sont à confirmer"),
    "cut_row": gettext_lazy("%(count)s cellules sont peut-être coupées par une fin de page"),
    "parted_lines": gettext_lazy("%(count)s cellules se lisent de deux façons"),
    "cut_word": gettext_lazy("%(count)s cellules ont un mot coupé en fin de ligne"),
    "misplaced": gettext_lazy("%(count)s actions portent le numéro d’un autre objectif"),
    "several_names": gettext_lazy("%(count)s noms en réunissent peut-être plusieurs"),
    "several_people": gettext_lazy("%(count)s textes ont été lus comme plusieurs personnes"),
    "no_responsible": gettext_lazy("%(count)s actions n’ont pas de responsable"),
    "outside_period": gettext_lazy("%(count)s échéances sortent des années du plan"),
    "unclear_deadline": gettext_lazy("%(count)s échéances ne sont pas comprises"),
    "code_twice": gettext_lazy("%(count)s actions partagent leur numéro avec une autre"),
    "no_number": gettext_lazy("%(count)s actions n’ont pas de numéro"),
    "unknown_word": gettext_lazy("%(count)s cellules ne disent ni un état ni une priorité connus"),
    "unknown_acronym": gettext_lazy("%(count)s noms ne figurent pas dans la liste des acronymes"),
    "bare_result": gettext_lazy("%(count)s résultats ne disent pas de quoi"),
    "no_deadline": gettext_lazy("%(count)s actions n’ont pas d’échéance"),
    "number_missing": gettext_lazy("Les numéros sautent à %(count)s endroits"),
}
_WORDS = {
    STATE: gettext_lazy("« %(word)s » dans %(count)s actions : quel état est-ce ?"),
    PRIORITY: gettext_lazy("« %(word)s » dans %(count)s actions : quelle priorité est-ce ?"),
}
_WORD = 60
_OTHERWISE = gettext_lazy("%(count)s points sont à trancher")


@dataclass(frozen=True, slots=True)
class Lot:
    """The doubts of one kind, or about one word; alone, one is shown by itself. `shared` are the answers that
    all those left open take, each by its rank among the proposals of `first`, the first of them; `rank` counts
    lots from 1."""

    rank: int
    cards: tuple[Card, ...]
    heading: str = ""
    progress: str = ""
    pending: str = ""
    first: Card | None = None
    shared: tuple[tuple[int, str], ...] = ()

    @property
    def number(self) -> int:
        return self.cards[0].number

    @property
    def several(self) -> bool:
        return len(self.cards) > 1


def lots_of(cards: Sequence[Card]) -> tuple[Lot, ...]:
    """In the order of their cards."""
    by_question = groupby(cards, lambda one: one.question)
    return tuple(_lot(rank, tuple(own)) for rank, (_question, own) in enumerate(by_question, 1))


def lot_with(cards: Sequence[Card], card: Card) -> Lot:
    """The one in which this card is."""
    return next(lot for lot in lots_of(cards) if any(one.number == card.number for one in lot.cards))


def answers_to_all(lot: Lot, card: Card, rank: int | None) -> dict[str, Answer]:
    """This proposal of the card, for each doubt of its lot that is open. Raises Invalid where one does not take
    it."""
    taken = {own for own, _label in lot.shared}
    if rank is None or rank not in taken or lot.first is None or card.number != lot.first.number:
        raise Invalid(_("Cette réponse ne vaut pas pour tous ces points."))
    wanted = card.doubt.proposals[rank]
    left = [one.doubt for one in lot.cards if one.answer is None]
    chosen = {one.id: next(each for each in one.proposals if _same(each, wanted)) for one in left}
    return {doubt: Answer(one.label, one.effects) for doubt, one in chosen.items()}


def _lot(rank: int, cards: tuple[Card, ...]) -> Lot:
    left = [one for one in cards if one.answer is None]
    return Lot(
        rank,
        cards,
        _heading(cards),
        _progress(cards, len(left)),
        _pending(len(left), len(cards)),
        left[0] if left else None,
        tuple(_shared([one.doubt for one in left])),
    )


def _heading(cards: Sequence[Card]) -> str:
    """« Dix-huit échéances ne sont pas comprises », « « À voir » dans huit actions : quel état est-ce ? »."""
    doubt, count = cards[0].doubt, ui.words(len(cards), "f")
    about = unknown_words.asked(doubt) if len(cards[0].question) > 1 else None
    if about:
        word = Truncator(ui.typo(about[1])).chars(_WORD)
        return _WORDS[about[0]] % {"word": word, "count": count}
    said = str(_HEADINGS.get(doubt.kind, _OTHERWISE)) % {"count": ui.words(len(cards))}
    return said[:1].upper() + said[1:]


def _progress(cards: Sequence[Card], left: int) -> str:
    """How far it is; once all is settled, the answer that all share."""
    if left:
        return _("%(done)d sur %(total)d") % {"done": len(cards) - left, "total": len(cards)}
    answers = {said(one.answer.label) for one in cards if one.answer is not None}
    if len(answers) > 1:
        return _("tout est tranché")
    return _("tout est tranché\u00a0: %(answer)s") % {"answer": ui.typo(answers.pop())}


def _pending(left: int, count: int) -> str:
    """What the answers of the lot are for."""
    if left == 1:
        return _("Pour le point qui reste\u00a0:")
    pending = _("Pour les %(count)d\u00a0:") if left == count else _("Pour les %(count)d qui restent\u00a0:")
    return pending % {"count": left}


def _shared(left: Sequence[Doubt]) -> Iterator[tuple[int, str]]:
    for rank, one in enumerate(left[0].proposals if left else ()):
        labels = [[each.label for each in other.proposals if _same(each, one)] for other in left]
        if all(labels):
            alike = all(one.label in own for own in labels)
            yield rank, said(one.label) if alike else _("Garder tel quel")


def _same(one: Proposal, other: Proposal) -> bool:
    """Whether two doubts are given the same answer: in the same words, or both by keeping what was understood."""
    return one.label == other.label or not (one.effects or other.effects)
