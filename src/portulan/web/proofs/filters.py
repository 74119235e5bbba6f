"""The filters and the order of the proofs, as they stand in the address: `?annee=2025-2026&tri=titre`."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, replace
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.translation import gettext as _

from portulan.plandoc.academic_year import AcademicYear
from portulan.plandoc.text import fold
from portulan.tracking.models import EvidenceKind, Visibility
from portulan.tracking.queries import PlanView, Proof
from portulan.web.plan.filters import Select, select

LOOSE, DRAFTS, FINAL, LINKED = "sans-resultat", "travail", "achevees", "avec-resultat"

_ORDERS: Mapping[str, Callable[[Proof], Any]] = {
    "date": lambda proof: (proof.on, fold(proof.title)),
    "titre": lambda proof: (fold(proof.title), proof.on),
    "nature": lambda proof: (proof.kind, fold(proof.title)),
    "auteur": lambda proof: (fold(proof.author_name), proof.on),
    "taille": lambda proof: (proof.file_size, fold(proof.title)),
}


@dataclass(frozen=True, slots=True)
class ProofFilters:
    """What was asked for; the field names are those of the address, empty where nothing was asked. `tri` is an
    order, with "-" before it for the other way round."""

    q: str = ""
    annee: str = ""
    nature: str = ""
    instance: str = ""
    objectif: str = ""
    visibilite: str = ""
    prouve: str = ""
    etat: str = ""
    tri: str = ""

    @classmethod
    def read(cls, query: QueryDict) -> "ProofFilters":
        """From an address. An order that does not exist is the usual one: the latest first."""
        asked = cls(**{one.name: query.get(one.name, "").strip()[:200] for one in fields(cls)})
        return replace(asked, tri=asked.tri if asked.tri.removeprefix("-") in _ORDERS else "")

    def set_ones(self) -> dict[str, str]:
        """The filters that are set, by their name in the address; the order is none."""
        names = [one.name for one in fields(self) if one.name != "tri"]
        return {name: value for name in names if (value := getattr(self, name))}

    def query(self, **changed: str) -> str:
        """The query of the page under these filters, some of them changed; begins with "?"."""
        wanted = self.set_ones() | ({"tri": self.tri} if self.tri else {}) | changed
        return "?" + urlencode({name: value for name, value in wanted.items() if value})

    def address(self, *, without: str = "") -> str:
        """The same with one filter taken away."""
        return self.query(**{without: ""} if without else {})

    def keep(self, plan: PlanView) -> tuple[Proof, ...]:
        """The proofs that answer all of them, in the order asked for."""
        about = _About(plan)
        kept = [proof for proof in plan.proofs() if self._answers(proof, about)]
        order = self.tri or "-date"
        kept.sort(key=_ORDERS[order.removeprefix("-")], reverse=order.startswith("-"))
        return tuple(kept)

    def _answers(self, proof: Proof, about: "_About") -> bool:
        return (
            (not self.annee or AcademicYear(proof.academic_year).long == self.annee)
            and (not self.nature or proof.kind == self.nature)
            and (not self.instance or self.instance in about.bodies(proof))
            and (not self.objectif or self.objectif in about.objectives(proof))
            and (not self.visibilite or proof.visibility == self.visibilite)
            and (not self.prouve or (self.prouve == LOOSE) is not about.proves_a_result(proof))
            and (not self.etat or (self.etat == DRAFTS) is proof.draft)
            and all(word in about.words(proof) for word in fold(self.q).split())
        )


class _About:
    """What the plan says around a proof, looked up once for each action."""

    def __init__(self, plan: PlanView) -> None:
        self.plan = plan
        self.results = {result.id for result in plan.results()}
        self.tops = {one.row.id: plan.path_to(one)[0].code for one in plan.actions}

    def bodies(self, proof: Proof) -> set[str]:
        return {body.label for one in self._actions(proof) for body in one.row.bodies}

    def objectives(self, proof: Proof) -> set[str]:
        return {self.tops[one.row.id] for one in self._actions(proof)}

    def proves_a_result(self, proof: Proof) -> bool:
        return bool(proof.results & self.results)

    def words(self, proof: Proof) -> str:
        codes = [f"{one.row.code} {one.row.short_title}" for one in self._actions(proof)]
        return fold(" ".join([proof.title, proof.file_name, proof.url, proof.note, proof.author_name, *codes]))

    def _actions(self, proof: Proof) -> list[Any]:
        return [self.plan.by_id[pk] for pk in proof.actions if pk in self.plan.by_id]


def selects(asked: ProofFilters, plan: PlanView) -> tuple[Select, ...]:
    """The lists of the form, with what the proofs of this plan hold."""
    proofs, about = plan.proofs(), _About(plan)
    years = sorted({AcademicYear(one.academic_year).long for one in proofs}, reverse=True)
    kinds = {one.kind for one in proofs}
    bodies = sorted({label for one in proofs for label in about.bodies(one)}, key=fold)
    tops = [(top.code, " ".join(filter(None, [top.code, top.short_title]))) for top in plan.objectives if top.code]
    return (
        select("annee", _("Année"), _("Toutes"), [(one, one) for one in years], asked),
        select(
            "nature", _("Nature"), _("Toutes"), [one for one in _choices(EvidenceKind) if one[0] in kinds], asked
        ),
        select("instance", _("Instance"), _("Toutes"), [(one, one.replace("'", "’")) for one in bodies], asked),
        select("objectif", _("Objectif"), _("Tous"), tops, asked),
        select("visibilite", _("Visibilité"), _("Toutes"), _choices(Visibility), asked),
        select("prouve", _("Résultats"), _("Avec ou sans"), _with_or_without(), asked),
        select("etat", _("État"), _("Tous"), [(DRAFTS, _("Versions de travail")), (FINAL, _("Achevées"))], asked),
    )


def _with_or_without() -> list[tuple[str, str]]:
    return [(LOOSE, _("Sans résultat")), (LINKED, _("Avec un résultat"))]


def _choices(words: Any) -> list[tuple[str, str]]:
    return [(value, str(label)[:1].upper() + str(label)[1:]) for value, label in words.choices]
