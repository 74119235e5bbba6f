"""A `Source` becomes a plan document, with doubts and leftovers: pure functions, nothing is guessed in silence."""

from portulan.plandoc.academic_year import Boundary
from portulan.plandoc.carried import restored
from portulan.plandoc.reading.source import Source
from portulan.plandoc.recognition import bodies, doubts, header, hierarchy
from portulan.plandoc.recognition.account import Account
from portulan.plandoc.recognition.findings import NoPlanFound, Recognition
from portulan.plandoc.sentences import say

__all__ = ["NoPlanFound", "Recognition", "recognise"]


def recognise(source: Source, boundary: Boundary | None = None) -> Recognition:
    """The plan in this file. Raises NoPlanFound when it holds none."""
    account = Account()
    account.remnants(source.remnants)
    outline = hierarchy.outline(source, boundary or Boundary(), account)
    if not outline.rows:
        raise NoPlanFound(
            say(
                "Aucun plan d’action n’a été trouvé dans ce document. Portulan y cherche un tableau dont "
                "une colonne donne les actions, et d’autres les responsables, l’échéance ou les résultats "
                "attendus."
            )
        )
    document = header.with_header(outline.document, outline.front, outline.acronyms, account)
    document = restored(document, source.facts)
    account.running_lines((document.title, document.edition, document.organisation))
    return Recognition(
        document=document,
        doubts=tuple(doubts.doubts(document, outline)),
        leftovers=tuple(account.leftovers),
        same_bodies=tuple(bodies.same_bodies(document)),
        remarks=(*source.remarks, *outline.remarks),
        structure=tuple(account.structure),
    )
