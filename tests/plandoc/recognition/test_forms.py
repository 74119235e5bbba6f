"""Forms that agencies hand out: titles that name the rows below, numbered cards, several tables on one sheet."""

import io

import docx
import openpyxl

from plandoc.papers import outline, recognised, rows, text, word
from portulan.plandoc.reading import read
from portulan.plandoc.recognition import Recognition, recognise
from portulan.plandoc.recognition.columns import SURE

HEAD = ["Action", "Responsable", "Échéance", "Résultat attendu"]


def roles(found: Recognition) -> list[str]:
    return [one.role for one in found.columns]


def test_titles_with_another_first_one_name_the_rows_below() -> None:
    found = recognised(
        word(
            [
                ["Points forts", *HEAD],
                ["Tutorat", "Étendre le tutorat au bloc 2", "Direction", "juin 2026", "Douze tuteurs"],
                ["Recommandations", *HEAD],
                ["Stages", "Visiter chaque lieu de stage", "Secrétariat", "2027", "Rapports de visite"],
                ["Bibliothèque", "Ouvrir la bibliothèque le soir", "Direction", "2028", "Horaire affiché"],
            ]
        )
    )
    assert [one.title.plain for one in found.document.objectives] == ["Points forts", "Recommandations"]
    assert [len(one.actions) for one in found.document.objectives] == [1, 2]


def test_cards_that_count_their_action_are_one_for_each() -> None:
    def card(number: int, action: str, who: str, when: str) -> list[list[str]]:
        return [[f"Action n° {number}", action], ["Pilotage", who], ["Calendrier", when], ["Indicateurs", "Note"]]

    found = recognised(
        word(
            [*card(1, "Ouvrir un guichet social", "Direction", "juin 2026"),
             *card(2, "Former des tuteurs dans chaque section", "Secrétariat", "2027")]
        )
    )  # fmt: skip
    assert [(one.code, one.text.plain) for one in found.document.actions()] == [
        ("1", "Ouvrir un guichet social"),
        ("2", "Former des tuteurs dans chaque section"),
    ]
    assert found.shares.lost == 0


def test_a_line_over_a_card_that_only_counts_it_is_its_number() -> None:
    def card(number: int, action: str) -> list[list[str]]:
        return [
            [f"Mesure n° {number}"], ["Description de l'action", action], ["Responsable", "Direction"],
            ["Échéance", "juin 2026"],
        ]  # fmt: skip

    found = recognised(
        word(card(1, "Ouvrir un guichet social"), "", card(2, "Former des tuteurs dans chaque section"))
    )
    assert [(one.code, one.text.plain) for one in found.document.actions()] == [
        ("1", "Ouvrir un guichet social"),
        ("2", "Former des tuteurs dans chaque section"),
    ]


def test_a_matrix_of_who_does_what_is_kept_as_it_is() -> None:
    head = ["Action", "Doyenne", "Secrétariat", "Étudiants", "Porteur", "Échéance"]
    body = [
        ["Ouvrir un guichet social", "A", "R", "C", "Direction", "2026"],
        ["Former des tuteurs", "C", "A/R", "I", "Cellule pédagogique", "2027"],
        ["Rédiger un guide", "A", "C", "", "Direction", "2028"],
    ]
    found = recognised(text("Plan d'action fictif", *rows(head, *body)))
    assert roles(found) == ["actions", "extra", "extra", "extra", "responsibles", "deadline"]
    assert [action.priority for action in found.document.actions()] == ["", "", ""]


def test_a_postponed_deadline_that_some_rows_have_does_not_take_its_place() -> None:
    head = ["Action", "Responsable", "Échéance initiale", "Échéance révisée"]
    body = [
        ["Ouvrir un guichet social", "Direction", "31/03/2026", "30/06/2026"],
        ["Former des tuteurs", "Secrétariat", "30/09/2026", ""],
        ["Rédiger un guide", "Direction", "31/12/2026", ""],
        ["Revoir le règlement", "Direction", "30/06/2026", "31/10/2026"],
    ]
    found = recognised(text("Plan d'action fictif", *rows(head, *body)))
    assert roles(found) == ["actions", "responsibles", "deadline", "extra"]


def test_who_only_watches_over_an_action_is_not_in_charge_of_it() -> None:
    head = ["Action", "Responsable", "Échéance", "Responsable du suivi"]
    body = [
        ["Ouvrir un guichet social", "Direction", "2026", "Commission qualité"],
        ["Former des tuteurs", "Secrétariat", "2027", "Conseil de section"],
        ["Rédiger un guide", "Direction", "2028", "Commission qualité"],
    ]
    assert roles(recognised(text("Plan d'action fictif", *rows(head, *body)))) == [
        "actions", "responsibles", "deadline", "extra",
    ]  # fmt: skip


def test_two_columns_of_partners_are_both_read() -> None:
    head = ["Action", "Responsable", "Partenaires internes", "Partenaires externes", "Échéance"]
    body = [
        ["Ouvrir un guichet social", "Direction", "Bibliothèque", "Commune", "2026"],
        ["Former des tuteurs", "Secrétariat", "Service social", "Province, Commune", "2027"],
    ]
    found = recognised(text("Plan d'action fictif", *rows(head, *body)))
    assert [(one.name, one.role) for one in next(found.document.actions()).responsibles] == [
        ("Direction", "pilot"), ("Bibliothèque", "associate"), ("Commune", "associate"),
    ]  # fmt: skip


def test_another_table_below_the_plan_on_its_sheet_is_none_of_it() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    for row in (
        ["Objectif", *HEAD],
        ["Accueillir", "Ouvrir un guichet social", "Direction", "2026", "Guichet ouvert"],
        ["Accueillir", "Former des tuteurs", "Secrétariat", "2027", "Liste des tuteurs"],
        [],
        ["Signatures"],
        ["Nom", "Fonction", "Date", "Signature"],
        ["Mme Hallet", "Directrice", "18/03/2026"],
    ):
        sheet.append(row)
    stream = io.BytesIO()
    book.save(stream)
    found = recognise(read("plan.xlsx", stream.getvalue()))
    assert [one.text.plain for one in found.document.actions()] == [
        "Ouvrir un guichet social", "Former des tuteurs",
    ]  # fmt: skip
    assert "Mme Hallet" in [one.text for one in found.leftovers]


def test_empty_rows_between_parts_of_one_plan_part_nothing() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    for row in (
        ["Objectif", *HEAD],
        ["Accueillir", "Ouvrir un guichet social", "Direction", "2026", "Guichet ouvert"],
        [],
        ["Soutenir", "Former des tuteurs", "Secrétariat", "2027", "Liste des tuteurs"],
    ):
        sheet.append(row)
    stream = io.BytesIO()
    book.save(stream)
    assert outline(recognise(read("plan.xlsx", stream.getvalue()))) == [
        "Accueillir", "- Ouvrir un guichet social", "Soutenir", "- Former des tuteurs",
    ]  # fmt: skip


def test_groups_of_titles_are_told_by_the_blanks_beside_them() -> None:
    found = recognised(
        word(
            [
                ["Action", "Qui", "", "Planning", "", "Résultat attendu"],
                ["", "Pilote", "Partenaires", "Début", "Fin", ""],
                ["Ouvrir un guichet social", "Direction", "Commune", "2026", "2027", "Guichet ouvert"],
                ["Former des tuteurs", "Secrétariat", "Province", "2027", "2028", "Liste des tuteurs"],
            ]
        )
    )
    assert roles(found) == ["actions", "responsibles", "associates", "extra", "deadline", "results"]


def test_actions_without_an_objective_are_asked_about_where_others_have_one() -> None:
    found = recognised(
        word(
            [HEAD, ["Ouvrir un guichet social", "Direction", "2026", "Guichet ouvert"],
             ["Former des tuteurs", "Secrétariat", "2027", "Liste des tuteurs"]],
            "## Soutenir",
            [HEAD, ["Visiter chaque lieu de stage", "Secrétariat", "2027", "Rapports de visite"]],
        )
    )  # fmt: skip
    assert [one.title.plain for one in found.document.objectives] == ["Actions", "Soutenir"]
    assert "unsure_column:objectives" in [one.id for one in found.doubts]


def test_the_number_of_a_recommendation_is_no_number_of_an_action() -> None:
    head = ["N° reco.", "Réponse de l'établissement", "Direction pilote", "Date prévisionnelle"]
    body = [
        ["R1", "Adosser le dialogue de gestion à des contrats", "DGS", "12/2026"],
        ["R2", "Consolider le contrôle interne", "Agence comptable", "06/2027"],
        ["R3", "Clarifier la stratégie de site", "DGS", "2027"],
    ]
    found = recognised(text("Plan d'action fictif", *rows(head, *body)))
    assert [one.recommendations for one in found.document.actions()] == [("R1",), ("R2",), ("R3",)]


def test_an_abbreviated_word_before_a_number_names_an_objective() -> None:
    found = recognised(
        word(
            [
                HEAD,
                ["O.O. 1.1 Réduire la facture énergétique"],
                ["Action 1.1.1 : Isoler les toitures", "Échevin des Travaux", "2027", "Gaz réduit de 25 %"],
                ["Action 1.1.2 : Remplacer l'éclairage public", "Échevin des Travaux", "2029", "LED posées"],
            ]
        )
    )
    objective = found.document.objectives[0]
    assert (objective.label, objective.code, objective.title.plain) == (
        "O.O.", "1.1", "Réduire la facture énergétique",
    )  # fmt: skip
    assert [(one.code, one.text.plain) for one in objective.actions] == [
        ("1.1.1", "Isoler les toitures"), ("1.1.2", "Remplacer l'éclairage public"),
    ]  # fmt: skip


def test_helpers_that_no_title_names_are_unsure() -> None:
    head = ["Action", "Responsable politique", "Responsable administratif", "Échéance"]
    body = [
        ["Ouvrir un guichet social", "Échevin", "Mme Hallet", "2026"],
        ["Former des tuteurs", "Bourgmestre", "M. Onclin", "2027"],
        ["Rédiger un guide", "Échevin", "Mme Hallet", "2028"],
    ]
    found = recognised(text("Plan d'action fictif", *rows(head, *body)))
    assert [one.role for one in found.columns if one.confidence < SURE] == ["associates"]


def test_what_is_said_year_by_year_is_no_result_of_its_own() -> None:
    head = ["Maßnahme", "Verantwortlich", "Meilenstein 2026", "Meilenstein 2027", "Frist", "Messgröße"]
    body = [
        [
            "Vorkurs einführen",
            "Studiendekan",
            "Konzept beschlossen",
            "Erster Durchlauf",
            "2027",
            "Quote unter 35 %",
        ],
        [
            "Tutorien ausweiten",
            "Referat Lehre",
            "Ausschreibung erfolgt",
            "24 Tutorien laufen",
            "2028",
            "24 Tutorien",
        ],
    ]
    found = recognised(text("Maßnahmenplan", *rows(head, *body)))
    assert roles(found) == ["actions", "responsibles", "extra", "extra", "deadline", "results"]


def test_of_two_columns_of_results_the_lesser_one_is_unsure() -> None:
    head = ["Action", "Lead", "Key outputs and milestones", "By when", "Success criteria and outcome"]
    body = [
        ["Publish a workload model", "Deputy Head", "Model consulted on", "Sep 2026", "Model in use"],
        ["Appoint an adviser", "School Manager", "Role advertised", "Mar 2026", "Adviser in post"],
    ]
    found = recognised(text("Action plan", *rows(head, *body)))
    assert [(one.title, one.role) for one in found.columns if one.confidence < SURE] == [
        ("Key outputs and milestones", "results")
    ]


def test_one_body_named_in_both_genders_or_by_its_post_is_one_name() -> None:
    head = ["Action", "Responsable", "Échéance"]
    body = [
        ["Ouvrir un guichet social", "Étudiantes et Étudiants", "2026"],
        ["Former des tuteurs", "Finance and Operations Manager", "2027"],
        ["Rédiger un guide", "Direction", "2028"],
    ]
    found = recognised(text("Plan d'action fictif", *rows(head, *body)))
    assert [[one.name for one in action.responsibles] for action in found.document.actions()] == [
        ["Étudiantes et Étudiants"], ["Finance and Operations Manager"], ["Direction"],
    ]  # fmt: skip


def test_a_row_of_titles_inside_a_card_names_the_values_below_it() -> None:
    document = docx.Document()
    for number, action in enumerate(("Draft guidelines on data", "Extend the open access fund"), 1):
        table = document.add_table(4, 3)
        lines = (
            (f"Action {number}", action, ""),
            ("Timing", "Responsible unit", "Status"),
            ("2027", "Library", "In progress"),
            ("Indicators", "Thirty articles", ""),
        )
        for row, texts in enumerate(lines):
            for column, content in enumerate(texts):
                table.cell(row, column).paragraphs[0].add_run(content).bold = row < 2 or (row, column) == (3, 0)
        for row in (0, 3):
            table.cell(row, 1).merge(table.cell(row, 2))
        document.add_paragraph()
    stream = io.BytesIO()
    document.save(stream)
    found = recognise(read("plan.docx", stream.getvalue())).document
    assert [
        (one.code, one.text.plain, one.deadline.text, [who.name for who in one.responsibles], one.state)
        for one in found.actions()
    ] == [
        ("1", "Draft guidelines on data", "2027", ["Library"], "started"),
        ("2", "Extend the open access fund", "2027", ["Library"], "started"),
    ]


def test_other_agents_help_where_somebody_else_is_in_charge() -> None:
    head = ["Proyecto", "Área gestora", "Otros agentes implicados", "Periodo de ejecución"]
    body = [
        ["Redactar el catálogo de caminos", "Concejalía de Urbanismo", "Diputación", "2026-2027"],
        ["Abrir un vivero de empresas", "Agencia de Desarrollo", "Cámara de Comercio", "2028"],
    ]
    assert roles(recognised(text("Plan de acción", *rows(head, *body)))) == [
        "actions", "responsibles", "associates", "deadline",
    ]  # fmt: skip
