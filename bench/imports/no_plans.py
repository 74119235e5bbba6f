"""Texts that hold no plan: nothing may be invented from them."""

from bench.imports.layouts import Case
from bench.imports.page import Block, Cell, Grid, Heading, Text


def _table(*rows: tuple[str, ...]) -> Grid:
    return Grid(tuple(tuple(Cell(text, bold=index == 0) for text in row) for index, row in enumerate(rows)))


def _case(name: str, *blocks: Block) -> Case:
    return Case(f"no-plan-{name}", None, blocks)


def no_plans() -> list[Case]:
    return [
        _case(
            "minutes",
            Heading("Procès-verbal de la réunion du 12 mars 2026"),
            Text("Présents : M. Lambert, K. Haddad, A. Simon"),
            Text("Excusée : J. Moreau"),
            Heading("1. Approbation du PV précédent", 2),
            Text("Le PV est approuvé à l'unanimité."),
            Heading("2. Stages", 2),
            Text("La commission constate un manque de lieux de stage. Un débat suit."),
            Text("Mme Lambert propose de contacter les alumni."),
            Heading("3. Divers", 2),
            Text("Prochaine réunion le 14 avril 2026."),
        ),
        _case(
            "minutes-table",
            Heading("Compte rendu du conseil de département, 3 février 2026"),
            _table(("Présents", "Excusés"), ("A. Simon, B. Dupuis", "C. Lemaire")),
            _table(
                ("Point", "Discussion"),
                ("1. Budget", "Le budget est présenté et discuté longuement."),
                ("2. Horaires", "Les horaires du second quadrimestre sont communiqués."),
                ("3. Divers", "Rien à signaler."),
            ),
        ),
        _case(
            "budget",
            Heading("Budget prévisionnel 2026"),
            _table(
                ("Poste", "Montant prévu", "Montant engagé", "Solde"),
                ("Personnel", "120 000 €", "98 000 €", "22 000 €"),
                ("Fonctionnement", "35 000 €", "12 000 €", "23 000 €"),
                ("Équipement", "18 500 €", "0 €", "18 500 €"),
                ("Total", "173 500 €", "110 000 €", "63 500 €"),
            ),
        ),
        _case(
            "syllabus",
            Heading("Méthodologie de la recherche : plan de cours"),
            Text("Crédits : 5 ECTS. Enseignante : M. Lambert"),
            _table(
                ("Séance", "Date", "Contenu", "Lectures"),
                ("1", "16/09/2026", "Introduction au cours", "Chapitre 1"),
                ("2", "23/09/2026", "La question de recherche", "Chapitre 2"),
                ("3", "30/09/2026", "L'entretien", "Chapitres 3 et 4"),
                ("4", "07/10/2026", "Le questionnaire", "Chapitre 5"),
            ),
        ),
        _case(
            "contacts",
            Heading("Liste de contacts"),
            _table(
                ("Nom", "Fonction", "Téléphone", "Courriel"),
                ("Marie Lambert", "Directrice", "04 123 45 67", "marie@exemple.invalid"),
                ("Karim Haddad", "Coordinateur", "04 123 45 68", "karim@exemple.invalid"),
                ("Anne Simon", "Secrétaire", "04 123 45 69", "anne@exemple.invalid"),
            ),
        ),
        _case(
            "invoice",
            Heading("Facture n° 2026-114"),
            Text("Date : 12/03/2026"),
            _table(
                ("Désignation", "Qté", "Prix unitaire", "Total"),
                ("Location de salle", "2", "150,00 €", "300,00 €"),
                ("Repas", "30", "18,00 €", "540,00 €"),
                ("TVA 21 %", "", "", "176,40 €"),
                ("Total", "", "", "1 016,40 €"),
            ),
        ),
        _case(
            "timetable",
            Heading("Horaire du premier quadrimestre"),
            _table(
                ("Heure", "Lundi", "Mardi", "Mercredi"),
                ("8h30", "Droit social", "Statistique", "Anglais"),
                ("10h45", "Sociologie", "Droit social", "Séminaire"),
                ("13h30", "Atelier", "", "Stage"),
            ),
        ),
        _case(
            "agenda",
            Heading("Programme of the study day, 12 May 2026"),
            _table(
                ("Time", "Session", "Speaker", "Room"),
                ("09:00", "Welcome and coffee", "Jane Moore", "Hall"),
                ("09:30", "Keynote: measuring impact", "Prof. A. Ray", "Aula 1"),
                ("11:00", "Workshops", "Various", "B12"),
            ),
        ),
        _case(
            "letter",
            Text("Madame, Monsieur,"),
            Text("Nous avons bien reçu votre demande du 3 mars 2026 et vous en remercions."),
            Text("Votre dossier sera examiné par la commission en juin 2026."),
            Text("Veuillez agréer nos salutations distinguées."),
        ),
        _case(
            "report",
            Heading("Rapport d'activités 2025"),
            Heading("1. Introduction", 2),
            Text("L'année 2025 a été marquée par le déménagement du service."),
            Heading("2. Chiffres", 2),
            _table(
                ("Année", "Inscrits", "Diplômés"),
                ("2023", "312", "248"),
                ("2024", "330", "255"),
                ("2025", "341", "270"),
            ),
        ),
        _case("shopping", Text("Liste de courses"), Text("Pommes", 1), Text("Café", 1), Text("Papier", 1)),
        _case(
            "acronyms",
            Heading("Liste des acronymes"),
            _table(("Sigle", "Signification"), ("CP", "Commission programme"), ("CQ", "Cellule qualité")),
        ),
        _case(
            "risks",
            Heading("Students' grades, June 2026"),
            _table(
                ("Student", "Course", "Grade", "Credits"),
                ("A. Ray", "Law", "14/20", "5"),
                ("B. Moore", "Law", "11/20", "5"),
            ),
        ),
    ]
