"""Columns under titles that mislead: content settles what they hold."""

from portulan.plandoc.recognition.columns import read_columns
from portulan.plandoc.recognition.profiles import profile


def roles(table: dict[str, tuple[str, ...]]) -> list[str]:
    profiles = [profile(texts) for texts in table.values()]
    return [one.role for one in read_columns(list(table), profiles, list(table.values()))]


ACTIONS = ("Migrer la messagerie vers le cloud", "Renouveler le cœur de réseau", "Chiffrer les postes portables")
DAYS = ("T1 2026", "T2 2026", "31.03.2026")


def test_actions_under_a_title_of_results_are_actions() -> None:
    table = {
        "Jalons": ACTIONS,
        "Chef de file": ("Équipe Réseau", "Support", "Support"),
        "Livraison": DAYS,
        "Comment saurons-nous ?": ("Livret imprimé", "Vingt capsules", "Recueil tiré à 500 exemplaires"),
    }
    assert roles(table) == ["actions", "responsibles", "deadline", "results"]


def test_the_letters_of_a_raci_matrix_say_who_does_it() -> None:
    table = {
        "Chantier": ACTIONS,
        "R": ("Équipe Systèmes", "Équipe Réseau", "Support"),
        "A": ("DSI", "DSI", "DSI"),
        "C": ("Métiers", "Métiers", "Métiers"),
        "I": ("Tous", "Tous", "Tous"),
        "Échéance": DAYS,
    }
    assert roles(table) == ["actions", "responsibles", "extra", "extra", "extra", "deadline"]
