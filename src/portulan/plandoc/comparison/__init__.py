"""Two plan documents, or three: which row is which, what changed, what a file would change here."""

from portulan.plandoc.comparison.changes import Change, applied, changes, compared, summary
from portulan.plandoc.comparison.matching import Matching, aligned, matching
from portulan.plandoc.comparison.merge import CellProposal, Verdict, merge

__all__ = [
    "CellProposal",
    "Change",
    "Matching",
    "Verdict",
    "aligned",
    "applied",
    "changes",
    "compared",
    "matching",
    "merge",
    "summary",
]
