"""What each kind of report tells a template of its facts: one file a kind, `EVERY` of them here."""

from collections.abc import Mapping
from typing import Any

from portulan.reports.kinds.front import Front
from portulan.reports.templates.telling import (
    agenda,
    body_sheet,
    dossier,
    follow_up,
    minutes,
    plan,
    proofs,
    recommendations,
    register,
    summary,
)
from portulan.reports.templates.vocabulary import ALL, COMMON, Kind, Names

_KINDS = (plan, follow_up, recommendations, summary, proofs, dossier, register, body_sheet, agenda, minutes)

EVERY: Mapping[str, Kind] = {one.KIND.value: one.KIND for one in _KINDS}
"""Every kind that a template may be of, by the word of its address. A kind joins by its name in `_KINDS`."""


def names_of(kind: str) -> Names:
    """All that a template of that kind may name; of `ALL`, the common names. Raises KeyError."""
    return COMMON if kind == ALL else {**COMMON, **EVERY[kind].names}


def kind_of(facts: object) -> Kind:
    """The kind of a report, known by the class of its facts. Raises KeyError."""
    for one in EVERY.values():
        if isinstance(facts, one.facts):
            return one
    raise KeyError(type(facts).__name__)


def context_of(facts: Any) -> dict[str, Any]:
    """What a template is filled with, but for pictures and the body: dicts, lists and strings."""
    kind = kind_of(facts)
    return {**common(facts.front, kind.heading(facts.front.language)), **kind.told(facts)}


def common(front: Front, title: str) -> dict[str, Any]:
    """What every template is told."""
    return {
        "titre": title,
        "plan": {"titre": front.plan, "edition": front.edition, "revision": front.revision},
        "programme": front.programme,
        "institution": front.institutions,
        "institutions": list(front.names),
        "date": front.day,
        "etabli_le": front.made_on,
        "partie": front.scope,
        "remarque": front.remark,
    }
