"""What cells say of a priority and of a state, in the words of the languages of plans."""

import pytest

from portulan.plandoc.document import DeclaredState, Priority
from portulan.plandoc.recognition.vocabulary import priority, state

_STATES = {
    DeclaredState.NOT_STARTED: """
        à lancer | Non engagé | pas encore commencée | à mettre en œuvre | Not yet started | Yet to
        start | To-do | nog niet gestart | te doen | offen | noch nicht begonnen | geplant |
        pendiente | sin iniciar | por iniciar | não iniciada | a iniciar | da avviare | non ancora
        avviata | pendent | 0 %
    """,
    DeclaredState.STARTED: """
        en chantier | Engagé | en cours d’élaboration | Réalisé partiellement | bien avancé | In
        progress | Live | On track | Under way | in uitvoering | gestart | deels gerealiseerd | in
        Umsetzung | läuft | teilweise umgesetzt | en marcha | en ejecución | em curso | a decorrer |
        in corso | avviata | en curs
    """,
    DeclaredState.DONE: """
        bouclé | Réalisé(e) | clôturée | ✅ Terminé | c’est fait | Done | Closed out | Delivered |
        afgerond | gerealiseerd | umgesetzt | abgeschlossen | erledigt | finalizada | cumplido |
        concluída | feito | conclusa | realizzato | assolit | 100 %
    """,
    DeclaredState.SUSPENDED: """
        en suspens | reportée | En stand-by | On hold | Parked | uitgesteld | on-hold gezet |
        zurückgestellt | verschoben | aplazada | en espera | adiada | suspenso | rinviata | in
        attesa | ajornada
    """,
    DeclaredState.DROPPED: """
        abandonnée | non retenu | sans suite | Withdrawn | No longer relevant | geschrapt |
        vervallen | entfällt | nicht weiterverfolgt | descartada | anulado | cancelada | sem efeito
        | annullata | anul·lada
    """,
}
_PRIORITIES = {
    Priority.HIGH: """
        haute | Très urgent | Indispensable | Priorité 1 | 1 – Haute | Haute (1) | High priority |
        Must have | zeer hoog | Hoge prioriteit | hoch | dringend | Alta | prioridad alta | muy alta
        | urgente | elevata | *** | P1
    """,
    Priority.MEDIUM: """
        moyenne | modérée | Importance moyenne | Medium | Should | gemiddeld | mittel | Media |
        Moderada | média | moderato | ** | Niveau 2
    """,
    Priority.LOW: """
        faible | Souhaitable | peu urgent | 3 – Basse | Low | Could have | nice to have | laag |
        niet dringend | niedrig | gering | wünschenswert | Baja | deseable | baixa | desejável |
        bassa | differibile | *
    """,
}
_NEITHER = "Conseil de section | à discuter avec la direction | 2027 | terminal | budget | hoogleraar | Offenburg"


def _cells(told: dict[DeclaredState, str] | dict[Priority, str]) -> list[tuple[str, str]]:
    return [(" ".join(text.split()), value) for value, texts in told.items() for text in texts.split("|")]


@pytest.mark.parametrize(("text", "value"), _cells(_STATES))
def test_a_cell_declares_a_state(text: str, value: DeclaredState) -> None:
    assert state(text) == value


@pytest.mark.parametrize(("text", "value"), _cells(_PRIORITIES))
def test_a_cell_says_a_priority(text: str, value: Priority) -> None:
    assert priority(text) == value


@pytest.mark.parametrize("text", _NEITHER.split(" | "))
def test_other_words_say_neither(text: str) -> None:
    assert state(text) is None
    assert not priority(text)


def test_the_word_beside_a_number_tells_which_end_of_the_scale_is_high() -> None:
    assert priority("3 – haute") == Priority.HIGH
    assert priority("1 - Low") == Priority.LOW
