"""The words that several kinds of reports share, in French and in English. A kind keeps what it alone says."""

from dataclasses import dataclass

from portulan.plandoc.status import Status
from portulan.reports.kinds.front import spoken


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """`colon` is what stands between a name and what it says; `statuses` are the names of all, in their order."""

    colon: str
    # an action
    action: str
    actions: str
    code: str
    objective: str
    responsible: str
    due: str
    statuses: tuple[str, ...]
    nobody: str
    # a recommendation
    recommendation: str
    answer: str
    reason: str
    unanswered: str
    no_action: str
    no_evaluation: str
    # a proof
    kind: str
    date: str
    sha256: str
    # figures
    one_cell: str
    in_figures: str
    standings: str
    others: str


def vocabulary(language: str) -> Vocabulary:
    """That of a language; the French one where it has none of its own."""
    return spoken(_WORDS, language)


_FRENCH = Vocabulary(
    colon="\u00a0: ",
    action="Action",
    actions="Actions",
    code="Code",
    objective="Objectif",
    responsible="Responsables",
    due="Échéance",
    statuses=tuple(one.label for one in Status),
    nobody="À désigner",
    recommendation="Recommandation",
    answer="Réponse",
    reason="Motif",
    unanswered="Réponse à donner",
    no_action="Aucune action n’y répond encore.",
    no_evaluation="Aucune évaluation n’est inscrite pour ce plan.",
    kind="Nature",
    date="Date",
    sha256="Empreinte SHA-256",
    one_cell="Une case par action",
    in_figures="En chiffres",
    standings="Une ligne par partie du plan, avec une case par action et les mêmes chiffres en mots",
    others="Autres, dans le rapport d’avancement\u00a0: {n}.",
)
_ENGLISH = Vocabulary(
    colon=": ",
    action="Action",
    actions="Actions",
    code="Code",
    objective="Objective",
    responsible="Responsible",
    due="Due",
    statuses=(
        "Done",
        "Late",
        "Due this year",
        "Under way",
        "To come",
        "Suspended",
        "Dropped",
        "Ongoing · up to date",
        "Ongoing · evidence due",
    ),
    nobody="To be named",
    recommendation="Recommendation",
    answer="Answer",
    reason="Reason",
    unanswered="No answer yet",
    no_action="No action answers it yet.",
    no_evaluation="No evaluation is registered for this plan.",
    kind="Kind",
    date="Date",
    sha256="SHA-256 fingerprint",
    one_cell="One cell for each action",
    in_figures="In figures",
    standings="One line for each part of the plan, with a cell for each action and the same figures in words",
    others="Others, in the progress report: {n}.",
)
_WORDS = {"fr": _FRENCH, "en": _ENGLISH}
