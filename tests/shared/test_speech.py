"""What `plandoc` says, set as French sets it."""

from portulan.plandoc.reading.source import Place
from portulan.shared.speech import said


def test_french_has_its_no_break_spaces():
    assert said("Le fichier « a b.docx » est vide : rien à lire ?") == (
        "Le fichier «\u00a0a b.docx\u00a0» est vide\u00a0: rien à lire\u00a0?"
    )


def test_a_place_is_said_word_by_word():
    assert said(Place(table=2, row=5)) == "tableau 2, ligne 5"
