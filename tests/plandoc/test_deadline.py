"""Deadlines in all spellings: kept as written, understood with their first and last day, never guessed."""

import datetime as dt

import pytest

from portulan.plandoc.deadline import Deadline, DeadlineKind, is_like_deadline, understand


def day(text: str) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None


UNDERSTOOD = [
    ("da ottobre 2026", "range", "2026-10-01", None),
    ("30 juin 2027 au plus tard", "day", None, "2027-06-30"),
    ("2027-28 academic year", "academic_year", "2027-09-14", "2028-09-13"),
    ("Late 2027", "calendar_year", "2027-01-01", "2027-12-31"),
    ("continuativo", "continuous", None, None),
    ("26-27", "academic_year", "2026-09-14", "2027-09-13"),
    ("2026/27", "academic_year", "2026-09-14", "2027-09-13"),
    ("2026 – 2027", "academic_year", "2026-09-14", "2027-09-13"),
    ("Année académique 2026-2027", "academic_year", "2026-09-14", "2027-09-13"),
    ("A.A. 26-27", "academic_year", "2026-09-14", "2027-09-13"),
    ("academiejaar 2026-2027", "academic_year", "2026-09-14", "2027-09-13"),
    ("26-27 (si financement)", "academic_year", "2026-09-14", "2027-09-13"),
    ("2026", "calendar_year", "2026-01-01", "2026-12-31"),
    ("Fin 2026", "calendar_year", "2026-01-01", "2026-12-31"),
    ("d’ici fin 2026", "calendar_year", "2026-01-01", "2026-12-31"),
    ("mi-2026", "semester", "2026-01-01", "2026-06-30"),
    ("T1 2026", "quarter", "2026-01-01", "2026-03-31"),
    ("Q3 2025", "quarter", "2025-07-01", "2025-09-30"),
    ("2025-Q3", "quarter", "2025-07-01", "2025-09-30"),
    ("2e trimestre 2026", "quarter", "2026-04-01", "2026-06-30"),
    ("1er semestre 2026", "semester", "2026-01-01", "2026-06-30"),
    ("S2 2026", "semester", "2026-07-01", "2026-12-31"),
    ("Segundo semestre de 2026", "semester", "2026-07-01", "2026-12-31"),
    ("Q1 2026-2027", "semester", "2026-09-14", "2027-01-31"),
    ("juin 2026", "month", "2026-06-01", "2026-06-30"),
    ("Juin 26", "month", "2026-06-01", "2026-06-30"),
    ("June 2026", "month", "2026-06-01", "2026-06-30"),
    ("06/2026", "month", "2026-06-01", "2026-06-30"),
    ("fin juin 2026", "month", "2026-06-01", "2026-06-30"),
    ("junio de 2026", "month", "2026-06-01", "2026-06-30"),
    ("eind juni 2026", "month", "2026-06-01", "2026-06-30"),
    ("rentrée 2026", "month", "2026-09-01", "2026-09-30"),
    ("30/06/2026", "day", "", "2026-06-30"),
    ("2026-06-30", "day", "", "2026-06-30"),
    ("30.06.26", "day", "", "2026-06-30"),
    ("30 juin 2026", "day", "", "2026-06-30"),
    ("Pour le 1er mars 2026", "day", "", "2026-03-01"),
    ("June 30, 2026", "day", "", "2026-06-30"),
    ("by 30 June 2026", "day", "", "2026-06-30"),
    ("30 de junho de 2026", "day", "", "2026-06-30"),
    ("2025-2028", "range", "2025-01-01", "2028-12-31"),
    ("janvier – juin 2026", "range", "2026-01-01", "2026-06-30"),
    ("de septembre 2025 à juin 2026", "range", "2025-09-01", "2026-06-30"),
    ("du 1er janvier 2026 au 30 juin 2026", "range", "2026-01-01", "2026-06-30"),
    ("25-26 et 26-27", "range", "2025-09-14", "2027-09-13"),
    ("2025, 2026", "range", "2025-01-01", "2026-12-31"),
    ("À partir de septembre 2025", "range", "2025-09-01", ""),
    ("Automne 2026", "range", "2026-09-21", "2026-12-20"),
    ("Année 2", "plan_year", "2025-09-14", "2026-09-13"),
    ("Year 1-2", "plan_year", "2024-09-14", "2026-09-13"),
    ("Jahr 2", "plan_year", "2025-09-14", "2026-09-13"),
    ("2. Quartal 2028", "quarter", "2028-04-01", "2028-06-30"),
    ("3T2026", "quarter", "2026-07-01", "2026-09-30"),
    ("2026 (Q2)", "quarter", "2026-04-01", "2026-06-30"),
    ("Q2-Q4/2026", "range", "2026-04-01", "2026-12-31"),
    ("01/2026-06/2026", "range", "2026-01-01", "2026-06-30"),
    ("zweites Halbjahr 2026", "semester", "2026-07-01", "2026-12-31"),
    ("2e helft 2026", "semester", "2026-07-01", "2026-12-31"),
    ("1e semester 2026-2027", "semester", "2026-09-14", "2027-01-31"),
    ("WS 26/27", "semester", "2026-10-01", "2027-03-31"),
    ("1er trimestre 2026-2027", "range", "2026-09-14", "2026-12-31"),
    ("1er trimestre del curso 2026-2027", "range", "2026-09-14", "2026-12-31"),
    ("Term 2 2026/27", "range", "2027-01-01", "2027-03-31"),
    ("Summer term 2027", "range", "2027-04-01", "2027-08-31"),
    ("Autumn term 2026", "range", "2026-09-01", "2026-12-31"),
    ("Spring term 2027", "range", "2027-01-01", "2027-03-31"),
    ("ab März 2026", "range", "2026-03-01", ""),
    ("vor Ende 2026", "calendar_year", "2026-01-01", "2026-12-31"),
    ("End of each term", "continuous", "", ""),
    ("chaque année en mars", "continuous", "", ""),
    ("maio de cada ano", "continuous", "", ""),
    ("todo el curso", "continuous", "", ""),
    ("2x/an", "continuous", "", ""),
    ("En continu", "continuous", "", ""),
    ("Permanent", "continuous", "", ""),
    ("annuellement", "continuous", "", ""),
    ("Chaque année", "continuous", "", ""),
    ("doorlopend", "continuous", "", ""),
    ("Ongoing", "continuous", "", ""),
    ("En continu à partir de 2025", "continuous", "2025-01-01", ""),
    ("À définir", "to_define", "", ""),
    ("TBD", "to_define", "", ""),
    ("nog te bepalen", "to_define", "", ""),
    ("", "none", "", ""),
]


@pytest.mark.parametrize(("text", "kind", "starts", "due"), UNDERSTOOD)
def test_each_spelling_is_understood(text, kind, starts, due):
    assert understand(text, first_year=2024) == Deadline(text, DeadlineKind(kind), day(starts), day(due))


@pytest.mark.parametrize(
    "text", ["25-28", "bientôt", "32/13/2026", "voir calendrier", "Marie Dupont", "3 réunions", "2026 personnes"]
)
def test_what_is_not_understood_is_kept_and_said_to_be_unclear(text):
    assert understand(text) == Deadline(text, DeadlineKind.UNCLEAR)


def test_a_year_of_the_plan_needs_the_plan():
    assert understand("Année 2") == Deadline("Année 2", DeadlineKind.PLAN_YEAR)


@pytest.mark.parametrize(
    "text",
    [
        "Court terme",
        "mittelfristig",
        "sofort",
        "Dès que possible",
        "semaine 38",
        "6 mois",
        "Q2",
        "juin",
        "FY26",
        "sessione estiva 2027",
        "2.º período",
        "I/2027",
    ],
)
def test_what_no_day_can_be_drawn_from_is_like_a_deadline_all_the_same(text):
    assert understand(text).kind is DeadlineKind.UNCLEAR
    assert is_like_deadline(text)


@pytest.mark.parametrize(
    "text",
    [
        "before the site visit",
        "na de visitatie",
        "à la prochaine évaluation",
        "By October half term",
        "blok 2, 2026-2027",
        "Short term (0–2 years)",
        "From Oct 2026, annually",
        "2 anos letivos (2026/27 e 2027/28)",
        "da gennaio a maggio 2027",
        "Cada cuatrimestre",
        "Ende SoSe 26",
        "voor 1 juni",
        "pour le 1er septembre",
        "per direct",
    ],
)
def test_words_of_time_alone_are_like_a_deadline_whatever_their_order(text):
    assert is_like_deadline(text)


@pytest.mark.parametrize(
    "text", ["1.2", "an open day", "100 heures", "12-24", "a) Auditoría", "Deux enquêtes par an", "May Dupont"]
)
def test_words_beside_those_of_time_make_no_deadline(text):
    assert not is_like_deadline(text)


@pytest.mark.parametrize("text", ["Direction", "80 % des agents", "3 personnes", "Note de cadrage", "2", ""])
def test_what_could_be_something_else_is_not_like_a_deadline(text):
    assert not is_like_deadline(text)


@pytest.mark.parametrize(
    ("text", "kind", "starts", "due"),
    [
        ("01/2027 : projet 06/2027 : vote", DeadlineKind.RANGE, dt.date(2027, 1, 1), dt.date(2027, 6, 30)),
        ("12/2026 : étude 2028 : bilan", DeadlineKind.RANGE, dt.date(2026, 12, 1), dt.date(2028, 12, 31)),
        ("entro il 30/06/2027", DeadlineKind.DAY, None, dt.date(2027, 6, 30)),
        ("entro fine 2027", DeadlineKind.CALENDAR_YEAR, dt.date(2027, 1, 1), dt.date(2027, 12, 31)),
        ("primo semestre 2027", DeadlineKind.SEMESTER, dt.date(2027, 1, 1), dt.date(2027, 6, 30)),
        ("t/m Q2 2028", DeadlineKind.QUARTER, dt.date(2028, 4, 1), dt.date(2028, 6, 30)),
        ("Haushaltsjahr 2028", DeadlineKind.CALENDAR_YEAR, dt.date(2028, 1, 1), dt.date(2028, 12, 31)),
        ("w/c 4 January 2027", DeadlineKind.DAY, None, dt.date(2027, 1, 4)),
        ("AG de mai 2026", DeadlineKind.MONTH, dt.date(2026, 5, 1), dt.date(2026, 5, 31)),
        ("jaarlijks, september", DeadlineKind.CONTINUOUS, None, None),
        ("ogni anno a novembre", DeadlineKind.CONTINUOUS, None, None),
        ("Immediately and ongoing", DeadlineKind.CONTINUOUS, None, None),
    ],
)
def test_what_plans_of_other_hands_write(text, kind, starts, due):
    assert understand(text) == Deadline(text, kind, starts, due)


@pytest.mark.parametrize(
    "text", ["d'ici Noël", "Easter 2027", "End of semester 1", "Q4 2026/27", "vacances de Pâques"]
)
def test_feasts_and_parts_of_a_year_are_like_deadlines(text):
    assert understand(text).kind is DeadlineKind.UNCLEAR
    assert is_like_deadline(text)


@pytest.mark.parametrize("text", ["Note : à revoir", "Réunion : juin : bilan", "2027 : à revoir"])
def test_a_colon_makes_no_steps_without_two_dates(text):
    assert understand(text).kind is DeadlineKind.UNCLEAR
