"""Witnesses that disagree: merges, places of columns, words that are not known, rows of titles."""

from plandoc.papers import recognised as read_from
from plandoc.papers import rows, text, word
from portulan.plandoc.reading import read
from portulan.plandoc.recognition import NoPlanFound, Recognition, recognise
from portulan.plandoc.recognition.columns import SURE
from portulan.plandoc.recognition.lists import separators

TITLE = "Action plan 2026-2029 (fictional)"
HEAD = ["Criterion", "Weakness found", "Action", "Lead", "By when", "Indicator"]
BODY = [
    ["Organisation", "Contents overlap", "Review the course guides", "Dean", "June 2026", "Guides published"],
    ["", "Few options in English", "Offer two options in English", "Registrar", "2027", "Two options"],
    [
        "Information",
        "The site is out of date",
        "Redesign the page of the degree",
        "Dean",
        "2026-27",
        "Page online",
    ],
]


def told(*cells: list[str]) -> Recognition:
    return recognise(read("plan", text(TITLE, *rows(*cells))))


def possible(data: bytes) -> Recognition | None:
    try:
        return recognise(read("plan.txt", data))
    except NoPlanFound:
        return None


def roles(found: Recognition) -> list[str]:
    return [one.role for one in found.columns]


def test_a_real_merge_says_which_column_puts_rows_together() -> None:
    found = read_from(word(TITLE, [HEAD, *BODY], merges=[(0, 1, 2)]))
    assert roles(found) == ["objectives", "extra", "actions", "responsibles", "deadline", "results"]
    assert [one.title.plain for one in found.document.objectives] == ["Organisation", "Information"]


def test_a_merged_remark_is_that_of_each_of_its_rows() -> None:
    head = ["Objective", "Rationale", *HEAD[2:]]
    cells = [[row[0], "Women are 24 % of our intake", *row[2:]] for row in BODY]
    cells[1][1] = ""
    found = read_from(word(TITLE, [head, *cells], merges=[(0, 1, 2), (1, 1, 2)]))
    assert [one.extra["Rationale"] for one in found.document.actions()] == ["Women are 24 % of our intake"] * 3


def test_what_stands_before_the_actions_is_their_ground_and_no_result() -> None:
    head = ["Theme", "Evidence", *HEAD[2:]]
    assert roles(told(head, *BODY))[1] == "extra"


def test_grades_under_words_of_something_else_are_no_priority() -> None:
    found = told([*HEAD, "Carbon reduction potential"], *([*row, "High"] for row in BODY))
    assert roles(found)[-1] == "extra"


def test_grades_under_an_unheard_title_are_a_priority_that_is_asked_about() -> None:
    found = told([*HEAD, "Brimole"], *([*row, "High"] for row in BODY))
    assert (found.columns[-1].role, found.columns[-1].confidence < SURE) == ("priority", True)


def test_a_state_in_unknown_words_is_kept_and_asked_about() -> None:
    states = ["done", "under the bridge", "ongoing"]
    found = told([*HEAD, "Status"], *([*row, state] for row, state in zip(BODY, states, strict=True)))
    assert list(found.document.actions())[1].extra["Status"] == "under the bridge"
    assert [(one.kind, one.role) for one in found.doubts if one.kind == "unknown_word"] == [
        ("unknown_word", "extra")
    ]


def test_several_tables_each_below_a_text_of_its_own_have_it_as_objective() -> None:
    def table(lead: str, *body: list[str]) -> list[list[str]]:
        return [[lead], HEAD[2:], *(row[2:] for row in body)]

    found = read_from(word(TITLE, table("Calm behaviour", *BODY[:2]), "", table("Pupils read fluently", BODY[2])))
    assert [one.title.plain for one in found.document.objectives] == ["Calm behaviour", "Pupils read fluently"]


def test_a_text_that_counts_objectives_right_above_the_titles_is_one() -> None:
    found = read_from(word(TITLE, [["Priority 2: Calm behaviour"], HEAD[2:], *(row[2:] for row in BODY)]))
    assert [(one.code, one.title.plain) for one in found.document.objectives] == [("2", "Calm behaviour")]


def test_commas_part_names_that_go_on_small() -> None:
    assert separators(["Natagora, agriculteurs", "École communale"]).parted("Natagora, agriculteurs") == [
        "Natagora",
        "agriculteurs",
    ]


def test_bullets_of_a_text_are_no_part_of_what_they_lead() -> None:
    lines = [
        "What we shall do in 2026",
        "Open the house",
        "- Open the hall on Sundays",
        "- Who: Fatima, Jerome",
        "- By when: March 2026",
        "- Repaint the entrance with the young",
        "- Who: Youth team",
        "- By when: spring 2026",
        "Eat together",
        "- Plant a garden on the square",
        "- Who: Garden committee",
        "- By when: before 15 May 2026",
    ]
    found = recognise(read("plan.txt", text(*lines)))
    assert [one.title.plain for one in found.document.objectives] == ["Open the house", "Eat together"]
    assert next(one.text.plain for one in found.document.actions()) == "Open the hall on Sundays"
    assert found.remarks == ()


def test_headings_that_count_actions_are_the_actions_of_the_tables_below_them() -> None:
    head = ["Led by", "Working with", "Complete by", "We will measure"]
    found = read_from(
        word(
            "# " + TITLE,
            "## Outcome 1: Fewer people feel lonely",
            "### Action 1.1 – Set up befriending calls",
            [head, ["Age Concern Valley", "Library", "October 2026", "120 residents called weekly"]],
            "### Action 1.2 – Reopen the community café",
            [head, ["Parish Council", "Volunteers", "Spring 2027", "60 visitors a day"]],
        )
    )
    assert [(one.code, one.text.plain) for one in found.document.actions()] == [
        ("1.1", "Set up befriending calls"),
        ("1.2", "Reopen the community café"),
    ]
    assert [one.expected_results[0].text.plain for one in found.document.actions()] == [
        "120 residents called weekly",
        "60 visitors a day",
    ]
    assert [one.title.plain for one in found.document.objectives] == ["Fewer people feel lonely"]


def test_brackets_at_the_end_of_lines_say_who_and_until_when() -> None:
    lines = [
        "# Notre projet d’école",
        "## 1. Accueillir chaque enfant",
        "- 1.1 Aménager un coin calme dans chaque classe (Titulaires – décembre 2026)",
        "- 1.2 Rencontrer les parents dès la première semaine (Direction, Titulaires – septembre de chaque année)",
        "## 2. Apprendre ensemble",
        "- 2.1 Créer un conseil de coopération par cycle (Éducatrice, Titulaires – janvier 2027)",
        "- 2.2 Ouvrir la bibliothèque le mercredi après-midi (Comité de parents – rentrée 2027)",
    ]
    found = recognise(read("plan.md", text(*lines)))
    told_of = [
        (one.code, one.text.plain, [who.name for who in one.responsibles], one.deadline.text)
        for one in found.document.actions()
    ]
    assert told_of == [
        ("1.1", "Aménager un coin calme dans chaque classe", ["Titulaires"], "décembre 2026"),
        (
            "1.2",
            "Rencontrer les parents dès la première semaine",
            ["Direction", "Titulaires"],
            "septembre de chaque année",
        ),
        ("2.1", "Créer un conseil de coopération par cycle", ["Éducatrice", "Titulaires"], "janvier 2027"),
        ("2.2", "Ouvrir la bibliothèque le mercredi après-midi", ["Comité de parents"], "rentrée 2027"),
    ]
    assert found.shares.lost == 0


def test_brackets_that_end_with_no_deadline_make_no_plan() -> None:
    lines = [
        "We met the dean (in her office, twice).",
        "We saw the rector (at length, alone).",
        "They agreed (all).",
    ]
    assert possible(text("Minutes", *lines)) is None


def test_a_day_on_which_a_thing_was_done_is_no_deadline() -> None:
    head = [*HEAD, "Date closed"]
    days = ["20/02/2026", "", ""]
    found = told(head, *([*row, day] for row, day in zip(BODY, days, strict=True)))
    assert (roles(found)[4], roles(found)[-1]) == ("deadline", "extra")


def test_existing_measures_are_neither_actions_nor_results() -> None:
    head = ["Domaine", "Mesures existantes", "Mesure à prendre", "Exécutant", "Délai"]
    found = told(head, *(row[:5] for row in BODY))
    assert roles(found)[1:3] == ["extra", "actions"]


def test_cards_that_only_count_keep_their_number() -> None:
    def card(code: str, *values: str) -> list[list[str]]:
        titles = [code, "Verantwortlich", "Umsetzungszeitraum", "Erfolgsindikator"]
        return [list(pair) for pair in zip(titles, values, strict=True)]

    found = read_from(
        word(
            "# Klimaschutzkonzept",
            "## Energie",
            card(
                "E1", "Kommunale Wärmeplanung erstellen", "Stadtplanung", "bis Mitte 2027", "Wärmeplan beschlossen"
            ),
            "## Mobilität",
            card("M1", "Fahrradstraße einrichten", "Tiefbauamt", "Herbst 2026", "Zahl der Unfälle halbiert"),
        )
    )
    assert [(one.code, one.text.plain) for one in found.document.actions()] == [
        ("E1", "Kommunale Wärmeplanung erstellen"),
        ("M1", "Fahrradstraße einrichten"),
    ]


def test_a_field_goes_with_its_post_and_a_post_stands_alone() -> None:
    known = separators(["Pastor en Sociale dienst", "Hoofdkok en Teamverantwoordelijken"])
    assert known.parted("Pastor en Sociale dienst") == ["Pastor", "Sociale dienst"]
    for whole in ("Dean of Teaching and Learning", "Finance and Operations Manager"):
        assert separators([whole]).parted(whole) == [whole]


def test_of_two_columns_of_names_the_first_is_in_charge_and_the_next_one_helps() -> None:
    head = ["Brimole", "Tarquis", "Klipper", "Oostrel", "Vandura"]
    cells = [
        ["Review the course guides", "DGS", "Unions, Alumni", "June 2026", "Guides published by the faculty"],
        ["Offer two options in English", "Accounts", "Library", "2027", "Two options open to all students"],
        ["Redesign the page of the degree", "Estates", "Parents", "2026-27", "Page online in two languages"],
    ]
    found = told(head, *cells)
    assert roles(found) == ["actions", "responsibles", "associates", "deadline", "results"]
    assert [one.confidence < SURE for one in found.columns[1:3]] == [True, True]


def test_labels_inside_a_sentence_follow_the_action_that_begins_it() -> None:
    lines = [
        "# Roadmap",
        "## Goal A: Halve our emissions",
        "- Install solar panels on the hall. Lead: Estates. Timeline: summer 2027. Measure: 180 kWp installed.",
        "- Replace the gas boilers. Lead: Estates, Energy Manager. Timeline: 2030. Measure: no gas use.",
    ]
    found = recognise(read("plan.md", text(*lines)))
    assert [
        (
            one.text.plain,
            [who.name for who in one.responsibles],
            one.deadline.text,
            one.expected_results[0].text.plain,
        )
        for one in found.document.actions()
    ] == [
        ("Install solar panels on the hall", ["Estates"], "summer 2027", "180 kWp installed"),
        ("Replace the gas boilers", ["Estates", "Energy Manager"], "2030", "no gas use"),
    ]


def test_a_goal_said_below_an_action_is_its_result_and_no_objective_of_others() -> None:
    def action(what: str, who: str, when: str, goal: str) -> list[str]:
        return [f"### {what}", f"- Wie: {who}", f"- Wanneer: {when}", f"- Doel: {goal}"]

    lines = [
        "# Jeugdplan",
        "## Ambitie 1. Meer ruimte",
        *action("Een skatepark aanleggen", "Jeugddienst", "juni 2027", "dagelijks gebruik"),
        *action("Speelplein openen", "Jeugdraad", "zomer 2026", "80 kinderen"),
    ]
    found = recognise(read("plan.md", text(*lines)))
    assert [one.title.plain for one in found.document.objectives] == ["Meer ruimte"]
    assert [one.expected_results[0].text.plain for one in found.document.actions()] == [
        "dagelijks gebruik",
        "80 kinderen",
    ]


def test_numbers_that_count_up_are_no_months() -> None:
    head = ["Area", "No", *HEAD[2:]]
    found = told(head, *([row[0], f"M{rank}", *row[2:]] for rank, row in enumerate(BODY, 1)))
    assert [one.code for one in found.document.actions()] == ["M1", "M2", "M3"]


def test_actions_by_their_title_are_asked_about_beside_a_column_far_more_like_them() -> None:
    head = ["Klipper", "Action", "Lead", "By when"]
    cells = [[row[2], what, row[3], row[4]] for row, what in zip(BODY, ("Guides", "Options", "Page"), strict=True)]
    found = told(head, *cells)
    assert next(one.confidence < SURE for one in found.columns if one.role == "actions")


def test_a_shortened_word_inside_a_label_ends_no_sentence() -> None:
    def action(what: str, reference: str) -> list[str]:
        return [
            f"### {what}",
            "- Responsables : Direction",
            "- Échéance : 2026",
            f"- Recomm. et références : {reference}",
        ]

    lines = [
        "# Plan",
        "## Axe 1 : Accueillir",
        *action("Créer un guide", "R1"),
        *action("Former des tuteurs", "R2"),
    ]
    found = recognise(read("plan.md", text(*lines)))
    assert [(one.text.plain, one.recommendations) for one in found.document.actions()] == [
        ("Créer un guide", ("R1",)),
        ("Former des tuteurs", ("R2",)),
    ]


def test_a_word_that_its_hyphen_shortens_is_no_name_of_its_own() -> None:
    cells = ["Bau- und Liegenschaftsamt", "Umweltamt und Stadtwerke", "Stadtwerke und Umweltamt"]
    assert separators(cells).parted(cells[0]) == ["Bau- und Liegenschaftsamt"]
    assert separators(cells).parted(cells[1]) == ["Umweltamt", "Stadtwerke"]
