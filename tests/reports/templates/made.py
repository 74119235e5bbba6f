"""The facts of each kind, small, with what breaks XML in them."""

import datetime as dt

from portulan.plandoc import document as plans
from portulan.plandoc.status import Status
from portulan.plandoc.text import Wording
from portulan.reports.kinds import (
    agenda,
    body_sheet,
    dossier,
    follow_up,
    minutes,
    plan_report,
    proofs,
    recommendations,
    register,
    summary,
)
from portulan.reports.kinds.front import Front
from portulan.reports.templates.logos import drawn
from portulan.typeset.page import Logo

SVG = (
    b'<svg xmlns="http://www.w3.org/2000/svg" width="200" height="80"><rect width="200" height="80" '
    b'fill="#0f5c63"/><circle cx="40" cy="40" r="30" fill="#fff"/></svg>'
)
FRONT = Front(
    institutions="HE <Une> & Cie, HE Deux",
    programme="Programme & co",
    plan="Plan <fictif> 2024-2029",
    day="23 novembre 2026",
    made_on="24 novembre 2026",
    revision="Avril 2026, adoptée le 2 avril 2026",
    scope="OS 1",
    remark="Exemple",
    edition="Avril 2026",
    names=("HE <Une> & Cie", "HE Deux"),
)
LATE = (Status.LATE, Status.DONE)
STANDING = follow_up.Standing("OS 1 : Stimuler", LATE, "une réalisée, une en retard", "à suivre")
ACTION = follow_up.ReportedAction(
    code="1.1.1",
    text=Wording("Rédiger la note & <l’annexe>"),
    bodies=("CEP", "CS"),
    deadline="26-27",
    status=Status.LATE,
    standing="En retard, aucun résultat prouvé",
    results=(follow_up.Result(Wording("PV de la CEP"), True, "atteint, prouvé", ("PV (2026)",)),),
    proofs=("Autre preuve",),
    moves=("d’abord 25-26",),
    note="Une note\nsur deux lignes",
    noted="12 mars 2026, Ada",
)
DONE = follow_up.ReportedAction("1.1.2", Wording("Relire"), (), "", Status.DONE, "Réalisée")
PART = follow_up.Part(
    Wording("Stimuler"), "OS 1", (), (follow_up.Part(Wording("Soutenir"), "1.1", (ACTION, DONE), ()),)
)
FOLLOW_UP = follow_up.FollowUp(
    FRONT,
    "Troisième année",
    "une action est en retard",
    ("Rien d’autre.",),
    LATE,
    "une réalisée, une en retard",
    ((Status.DONE, "Réalisée", 1), (Status.LATE, "En retard", 1)),
    (STANDING,),
    (STANDING,),
    (STANDING,),
    (PART,),
)
PROOF = proofs.ListedProof(
    "PV & notes", "pv.pdf", "PV", "12 mars 2026", "2025-2026", ("1.1.1",), ("PV",), "Ada", "Interne", "a" * 64, "x"
)
ANSWERING = recommendations.Answering(
    "1.1.1", Wording("Rédiger"), "Haute", ("CEP",), "26-27", Status.LATE, "En retard", (Wording("PV"),), ("2.1",)
)
RECOMMENDED = recommendations.Recommended(
    "Axe 1", "1", "Clarifier", "p. 12", "suivie", "Parce que", False, (ANSWERING,)
)
TOLD = dossier.Told("1.1.1", Wording("Rédiger"), "En retard", ("décidé",), ("fait",), ("prouvé",), ("reporté",))
CHAPTER = dossier.Chapter(
    "Évaluation 2023", "Agence", (dossier.Answered("1", "Clarifier", "Axe 1", "suivie", "Parce que", (TOLD,)),)
)
PLAN = plans.PlanDocument(
    title="Plan",
    acronyms={"CEP": "Commission & co"},
    objectives=(
        plans.Objective(
            "a",
            "1",
            "OS",
            Wording("Stimuler"),
            actions=(
                plans.Action(
                    "b",
                    "1.1.1",
                    Wording("Rédiger la note & <l’annexe>"),
                    responsibles=(plans.Responsible("CEP"), plans.Responsible("CS", plans.Role.ASSOCIATE)),
                    expected_results=(plans.ExpectedResult("c", Wording("PV")),),
                    recommendations=("R1",),
                ),
            ),
        ),
    ),
)
ROW = register.Registered(
    "1.1.1",
    "Rédiger",
    "reportée",
    (register.Changed("Échéance", "25-26", "26-27"),),
    ("Parce que",),
    "CEP",
    "2 mai",
)
ACTS = (
    minutes.Act("a", False, "La note est <finalisée>.", "", dt.date(2027, 1, 31)),
    minutes.Act("b", True, "Rédiger la suite.", "Ada & Basile"),
)
SESSION = minutes.Session(
    institutions="HE <Une> & Cie, HE Deux",
    programme="Programme & co",
    body="Commission & co",
    body_label="CEP",
    title="",
    number=3,
    year="2026-2027",
    on=dt.date(2026, 12, 3),
    starts=dt.time(14),
    ends=dt.time(16, 30),
    place="salle <12>",
    attendees=(minutes.Attendee("1", "Ada", "présidence", "present"),),
    points=(
        minutes.Point(
            "2", "Synthèse", "Action 1.1.1", "La note est **relue**.\n\n- une\n- deux", ("Reporté.",), ACTS
        ),
    ),
    chair="Ada",
    remark="Exemple",
    plan="Plan <fictif> 2024-2029",
    names=("HE <Une> & Cie", "HE Deux"),
)
AGENDA = agenda.AgendaSheet(
    front=FRONT,
    body="Commission & co",
    body_label="CEP",
    when="Jeudi 3 décembre 2026, 14 h",
    where="salle <12>",
    points=(agenda.AgendaPoint("1", "14 h", "1.1.1", "Synthèse & co", "en retard", "10 min", ("note.pdf",)),),
    told=(agenda.AgendaPoint("", "", "1.1.2", "Charte", documents=("charte.pdf",)),),
    expected=("Ada (présidence)",),
    excused=("Basile",),
    total="10 min",
)
SHEET = body_sheet.BodySheet(
    "CEP",
    "Commission & co",
    "La CEP porte une action",
    ("Zoé",),
    (
        body_sheet.SheetAction(
            "1.1.1",
            Wording("Rédiger <la note>"),
            "26-27",
            Status.LATE,
            False,
            ("CS",),
            (body_sheet.SheetResult(Wording("PV"), True),),
            "Relu",
            "2 mai, Ada",
        ),
    ),
)
EVERY = {
    "fiche": body_sheet.BodySheets(FRONT, (SHEET,)),
    "ordre-du-jour": AGENDA,
    "pv": minutes.Proceedings(SESSION, minutes.Edition()),
    "registre": register.Register(
        FRONT, "Avril", "Aujourd’hui", "Une action est reportée.", (register.Section("OS 1", (ROW,)),)
    ),
    "plan": plan_report.PlanReport(
        FRONT,
        PLAN,
        "1 objectif, 1 action.",
        "une action est en retard",
        ("Rien d’autre.",),
        LATE,
        "une réalisée, une en retard",
        ((Status.DONE, "Réalisée", 1),),
        (STANDING,),
        (STANDING,),
    ),
    "avancement": FOLLOW_UP,
    "recommandations": recommendations.Followed(
        FRONT,
        "Une recommandation",
        (recommendations.Evaluated("Évaluation 2023", "Agence", (RECOMMENDED,)),),
        ("Rien",),
    ),
    "synthese": summary.Summary(
        FRONT,
        "Troisième année",
        "une action est en retard",
        ("Rien d’autre.",),
        LATE,
        "une réalisée, une en retard",
        (STANDING,),
        (summary.Batch("En retard : 1", (summary.Expected("1.1.1", "Rédiger", "CEP", "26-27"),)),),
        "Une recommandation est suivie.",
        ("Ensuite",),
    ),
    "preuves": proofs.ListedProofs(FRONT, "Une preuve", (PROOF,)),
    "dossier": dossier.Dossier(
        FRONT,
        "Une recommandation",
        (CHAPTER,),
        (dossier.Annex("1", "PV", "PV", "12 mars 2026", ("1.1.1",), "pv.pdf", "a" * 64),),
    ),
}
BUILD = {
    "fiche": body_sheet.build,
    "ordre-du-jour": agenda.build,
    "pv": minutes.build,
    "registre": register.build,
    "plan": plan_report.build,
    "avancement": follow_up.build,
    "recommandations": recommendations.build,
    "synthese": summary.build,
    "preuves": proofs.build,
    "dossier": dossier.build,
}


def logo(alt: str) -> Logo:
    png, width, height = drawn("logo.svg", SVG)
    return Logo(png, width, height, alt)
