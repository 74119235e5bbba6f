"""Answers to a doubt in one's own words: which body, which result, which full name, which deadline."""

from enum import StrEnum

from django.utils.translation import gettext as _

from portulan.imports.rules import Answer
from portulan.plandoc.deadline import DeadlineKind, understand
from portulan.plandoc.document import Action, PlanDocument
from portulan.plandoc.recognition.findings import Doubt, Effect
from portulan.plandoc.sentences import say
from portulan.shared.errors import Conflict, Invalid


class Way(StrEnum):
    """How a doubt may be answered besides its proposals."""

    NONE = ""
    BODY = "body"
    TEXT = "text"
    DEADLINE = "deadline"
    CODE = "code"


WAYS = {
    "no_responsible": Way.BODY,
    "several_names": Way.TEXT,
    "bare_result": Way.TEXT,
    "unknown_acronym": Way.TEXT,
    "unclear_deadline": Way.DEADLINE,
    "no_deadline": Way.DEADLINE,
    "outside_period": Way.DEADLINE,
    "code_twice": Way.CODE,
    "no_number": Way.CODE,
}


LONGEST = {Way.BODY: 200, Way.TEXT: 200, Way.DEADLINE: 100, Way.CODE: 30}
"""Characters, as the plan keeps them."""


def way(doubt: Doubt) -> Way:
    return WAYS.get(doubt.kind, Way.NONE)


def invitation(doubt: Doubt) -> str:
    """What the button that opens the free answer says."""
    return {
        "no_responsible": _("Choisir une instance…"),
        "several_names": _("Écrire autrement…"),
        "bare_result": _("Autre texte…"),
        "unknown_acronym": _("Autre nom…"),
        "unclear_deadline": _("Donner une échéance…"),
        "no_deadline": _("Donner une échéance…"),
        "outside_period": _("Autre échéance…"),
        "code_twice": _("Autre numéro…"),
        "no_number": _("Donner un numéro…"),
    }.get(doubt.kind, "")


def answer(doubt: Doubt, document: PlanDocument, typed: str) -> Answer:
    """The answer that this text is. Raises Invalid for none, Conflict when the doubt takes proposals only."""
    text = " ".join(typed.replace("\x00", " ").split())
    if way(doubt) is Way.NONE:
        raise Conflict(_("Ce doute se tranche avec une des réponses proposées."))
    longest = LONGEST[way(doubt)]
    if not text or len(text) > longest:
        raise Invalid(_("Écrivez la réponse, en %(count)d caractères au plus.") % {"count": longest})
    if way(doubt) is Way.DEADLINE and understand(text).kind is DeadlineKind.UNCLEAR:
        raise Invalid(
            _(
                "«\u00a0%(text)s\u00a0» n’est pas compris comme une échéance. Écrivez par exemple "
                "«\u00a02026-2027\u00a0», «\u00a0juin 2027\u00a0» ou «\u00a0en continu\u00a0»."
            )
            % {"text": text}
        )
    action = next(one for one in document.actions() if one.id == doubt.subject)
    return Answer(_said(doubt, text), (_effect(doubt, action, text),))


def _said(doubt: Doubt, text: str) -> str:
    if doubt.kind == "no_responsible":
        return say("Confier à « {text} »", text=text)
    if doubt.kind == "unknown_acronym":
        return say("Nommer « {text} »", text=text)
    return say("Écrire « {text} »", text=text)


def _effect(doubt: Doubt, action: Action, text: str) -> Effect:
    if way(doubt) is Way.DEADLINE:
        return {"set": "deadline", "action": action.id, "text": text}
    if way(doubt) is Way.CODE:
        return {"set": "code", "action": action.id, "code": text}
    if doubt.kind == "no_responsible":
        return {"set": "responsibles", "action": action.id, "names": [text]}
    if doubt.kind == "several_names":
        names = [text if _asked(doubt, one.name) else one.name for one in action.responsibles]
        return {"set": "responsibles", "action": action.id, "names": names}
    if doubt.kind == "bare_result":
        result = next(one for one in action.expected_results if _asked(doubt, one.text.plain))
        return {"set": "result", "result": result.id, "text": text}
    acronym = next(one.name for one in action.responsibles if _asked(doubt, one.name))
    return {"set": "acronym", "acronym": acronym, "name": text}


def _asked(doubt: Doubt, text: str) -> bool:
    """Whether the question quotes this text, whatever the spaces: it is the one in doubt."""
    return " ".join(f"« {text} »".split()) in " ".join(doubt.question.split())
