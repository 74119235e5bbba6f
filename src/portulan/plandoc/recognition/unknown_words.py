"""Words of priorities and states that are not known: what each may stand for, and what people said of it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from portulan.plandoc.document import DeclaredState, Priority
from portulan.plandoc.recognition import decisions
from portulan.plandoc.recognition.findings import Doubt, Effect, Proposal, Recognition
from portulan.plandoc.recognition.roles import EXTRA, PRIORITY, STATE
from portulan.plandoc.sentences import say, sayable
from portulan.plandoc.text import fold

KIND = "unknown_word"

Words = Mapping[str, Mapping[str, str | None]]
"""By role, what each word stands for: a value of `MEANINGS`, "extra" where it is kept as it is, None while nobody
said."""

MEANINGS: Mapping[str, Mapping[str, str]] = {
    STATE: {
        DeclaredState.NOT_STARTED: sayable("Pas commencée"),
        DeclaredState.STARTED: sayable("En cours"),
        DeclaredState.DONE: sayable("Réalisée"),
        DeclaredState.SUSPENDED: sayable("Suspendue"),
        DeclaredState.DROPPED: sayable("Abandonnée"),
    },
    PRIORITY: {
        Priority.HIGH: sayable("Priorité haute"),
        Priority.MEDIUM: sayable("Priorité moyenne"),
        Priority.LOW: sayable("Priorité limitée"),
    },
}


def question(role: str, text: str) -> str:
    word = " ".join(text.split())
    if role == STATE:
        return say("« {text} » : quel état est-ce ?", text=word)
    return say("« {text} » : quelle priorité est-ce ?", text=word)


def proposals(role: str, action: str, title: str, text: str) -> list[Proposal]:
    """What this text of an action's cell may stand for, under the title of its column; kept as it is, first."""
    effect: Effect = {"set": role, "action": action, "title": title, "text": text}
    meant = [Proposal(say(label), ({**effect, "is": str(value)},)) for value, label in MEANINGS[role].items()]
    return [Proposal(say("Garder tel quel")), *meant]


def asked(doubt: Doubt) -> tuple[str, str] | None:
    """The role and the word, as it is written, that this doubt asks about; None for any other doubt."""
    effects = (effect for proposal in doubt.proposals for effect in proposal.effects)
    effect = next(effects, None) if doubt.kind == KIND else None
    return (str(effect["set"]), " ".join(str(effect["text"]).split())) if effect else None


def answers(doubts: Iterable[Doubt], words: Words) -> dict[str, Proposal]:
    """The answer to each doubt about one of these words, by the doubt's identity."""
    known = {(role, fold(word)): meant for role, own in words.items() for word, meant in own.items() if meant}
    found: dict[str, Proposal] = {}
    for doubt in doubts:
        about = asked(doubt)
        meant = known.get((about[0], fold(about[1]))) if about else None
        found.update((doubt.id, one) for one in doubt.proposals if meant and _meant(one.effects) == meant)
    return found


def told(doubts: Iterable[Doubt], answered: Mapping[str, Iterable[Effect]]) -> dict[str, dict[str, str | None]]:
    """What these answers, by doubt, say of each word that is asked about: None unless they all say the same."""
    said: dict[tuple[str, str], set[str | None]] = {}
    written: dict[tuple[str, str], str] = {}
    for doubt in doubts:
        if about := asked(doubt):
            key = about[0], fold(about[1])
            written.setdefault(key, about[1])
            said.setdefault(key, set()).add(_meant(answered[doubt.id]) if doubt.id in answered else None)
    words: dict[str, dict[str, str | None]] = {}
    for key, meant in said.items():
        words.setdefault(key[0], {})[written[key]] = next(iter(meant)) if len(meant) == 1 else None
    return words


def settled(found: Recognition, words: Words) -> Recognition:
    """The recognition with these words read as they were told, and nothing asked of them any more."""
    given = answers(found.doubts, words)
    effects = [effect for one in given.values() for effect in one.effects]
    left = tuple(one for one in found.doubts if one.id not in given)
    return replace(found, document=decisions.apply(found.document, effects), doubts=left)


def wrong(words: object) -> Iterator[str]:
    """What, of words that somebody wrote by hand, says nothing: a role, a word, or what one stands for."""
    if not isinstance(words, dict):
        yield "words"
        return
    for role, own in words.items():
        if role not in MEANINGS or not isinstance(own, dict):
            yield str(role)
            continue
        known = (*MEANINGS[role], EXTRA, None)
        yield from (str(word) for word, meant in own.items() if meant not in known)


def _meant(effects: Iterable[Effect]) -> str:
    return next((str(one["is"]) for one in effects), EXTRA)
