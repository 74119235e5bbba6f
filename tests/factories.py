"""Small plans and people for tests, made through the real commands."""

import datetime as dt
import uuid

from portulan.plandoc.deadline import understand
from portulan.plandoc.document import (
    Action,
    DeclaredState,
    ExpectedResult,
    Objective,
    Period,
    PlanDocument,
    Responsible,
    ResultKind,
)
from portulan.plandoc.text import Wording
from portulan.plans.models import Action as StoredAction
from portulan.tracking.models import Evidence, EvidenceKind
from portulan.workspaces.models import Membership, Role, User, Workspace

TODAY = dt.date(2026, 11, 23)


def an_id(name: str) -> str:
    return str(uuid.uuid5(uuid.NAMESPACE_OID, name))


def action(
    code: str,
    text: str = "",
    *,
    responsibles: tuple[str, ...] = ("CEP",),
    deadline: str = "26-27",
    results: tuple[str, ...] = ("PV de la CEP", "Note de synthèse"),
    recommendations: tuple[str, ...] = (),
    state: DeclaredState = DeclaredState.NOT_STARTED,
) -> Action:
    return Action(
        id=an_id(f"action {code}"),
        code=code,
        text=Wording(text or f"Rédaction de la note {code}"),
        responsibles=tuple(Responsible(name) for name in responsibles),
        deadline=understand(deadline),
        expected_results=tuple(
            ExpectedResult(
                an_id(f"result {code} {rank}"),
                Wording(result),
                ResultKind.MINUTES if result.startswith("PV") else ResultKind.DOCUMENT,
            )
            for rank, result in enumerate(results, 1)
        ),
        recommendations=recommendations,
        state=state,
    )


def plan_document(actions: int = 3) -> PlanDocument:
    """Two strategic objectives, the second with two "Temps"; `actions` actions below each specific objective."""

    def specific(code: str) -> Objective:
        return Objective(
            id=an_id(f"objective {code}"),
            code=code,
            label="",
            title=Wording(f"Soutenir les acteurs {code}"),
            actions=tuple(action(f"{code}.{rank}") for rank in range(1, actions + 1)),
        )

    label = "Objectif stratégique de développement"
    return PlanDocument(
        title="Plan d'action fictif 2024-2029",
        period=Period(2024, 2028),
        edition="Avril 2026",
        organisation="Programme fictif",
        acronyms={"CEP": "Commission Environnement professionnel", "CS": "Comité stratégique"},
        objectives=(
            Objective(an_id("os 1"), "1", label, Wording("Stimuler les pratiques"), objectives=(specific("1.1"),)),
            Objective(
                an_id("os 2"),
                "2",
                label,
                Wording("Inciter à inscrire sa trajectoire"),
                objectives=(
                    Objective(
                        an_id("temps 1"), "1", "Temps", Wording("A l'entrée"), objectives=(specific("2.1"),)
                    ),
                    Objective(
                        an_id("temps 2"), "2", "Temps", Wording("A la sortie"), objectives=(specific("2.2"),)
                    ),
                ),
            ),
        ),
    )


def workspace(slug: str = "mias", name: str = "Master fictif") -> Workspace:
    return Workspace.objects.create(slug=slug, name=name)


def member(place: Workspace, name: str, role: Role) -> User:
    user = User.objects.create_user(f"{name.lower()}@example.org", "un-mot-de-passe-long", name=name)
    Membership.everywhere.create(workspace=place, user=user, role=role)
    return user


def proof(*actions: StoredAction, on: dt.date = TODAY, results=(), **fields) -> Evidence:
    """A stored proof of these actions: a link, or a file (never stored) when its kind is given; its academic year
    is that of its day."""
    year = actions[0].workspace.boundary.year_of(on).first
    kind = fields.setdefault("kind", EvidenceKind.LINK)
    if kind == EvidenceKind.LINK:
        fields.setdefault("url", "https://example.org/pv")
    else:
        fields = {"file_name": "preuve", "file_sha256": "a" * 64, "file_size": 13} | fields
    fields = {"title": "PV de la CEP", "author_name": "Ada"} | fields
    made = Evidence.objects.create(on=on, academic_year=year, **fields)
    made.actions.set(actions)
    made.results.set(results)
    return made
