"""Words of priorities and states that are not known: asked about once each, and read as they are told."""

from plandoc.papers import recognised, rows, text
from portulan.plandoc.document import Action, DeclaredState, Priority
from portulan.plandoc.recognition import Recognition, decisions, unknown_words

TITLES = ["Objectif", "Action", "Responsable", "Échéance", "État", "Priorité"]
SAID = [
    ("Au four", "haute"),
    ("fait", "Tip top"),
    ("au four", "Tip top"),
    ("à voir en jury", "moyenne"),
    ("en cours", ""),
]


def found() -> Recognition:
    cells = [
        ["", f"1.1.{rank} Rédiger le guide {rank}", "Direction", "25-26", state, priority]
        for rank, (state, priority) in enumerate(SAID, 1)
    ]
    cells[0][0] = "1.1 Accueillir"
    return recognised(text(*rows(TITLES, *cells)))


def asked(one: Recognition) -> list[tuple[str, str]]:
    return [(doubt.code, str(doubt.question)) for doubt in one.doubts if doubt.kind == unknown_words.KIND]


def actions(one: Recognition) -> list[Action]:
    return list(one.document.actions())


def test_each_cell_in_an_unknown_word_asks_what_it_stands_for() -> None:
    assert asked(found()) == [
        ("1.1.1", "« Au four » : quel état est-ce ?"),
        ("1.1.2", "« Tip top » : quelle priorité est-ce ?"),
        ("1.1.3", "« au four » : quel état est-ce ?"),
        ("1.1.3", "« Tip top » : quelle priorité est-ce ?"),
        ("1.1.4", "« à voir en jury » : quel état est-ce ?"),
    ]
    first, second = [one for one in found().doubts if one.kind == unknown_words.KIND][:2]
    assert [one.label for one in first.proposals] == [
        "Garder tel quel",
        "Pas commencée",
        "En cours",
        "Réalisée",
        "Suspendue",
        "Abandonnée",
    ]
    assert [one.label for one in second.proposals] == [
        "Garder tel quel",
        "Priorité haute",
        "Priorité moyenne",
        "Priorité limitée",
    ]


def test_an_answer_is_the_state_and_the_word_is_kept_beside_no_more() -> None:
    one = found()
    doubt = next(each for each in one.doubts if each.code == "1.1.4" and each.kind == unknown_words.KIND)
    assert actions(one)[3].extra == {"État": "à voir en jury"}
    read = decisions.apply(one.document, doubt.proposals[4].effects)
    assert [(each.state, dict(each.extra)) for each in read.actions()][3] == (DeclaredState.SUSPENDED, {})
    assert decisions.apply(one.document, doubt.proposals[0].effects) == one.document


def test_words_that_were_told_are_read_so_whatever_their_case_and_no_longer_asked_about() -> None:
    one = unknown_words.settled(found(), {"state": {"AU FOUR": "started"}, "priority": {"tip top": "high"}})
    assert asked(one) == [("1.1.4", "« à voir en jury » : quel état est-ce ?")]
    assert [(each.state, each.priority, dict(each.extra)) for each in actions(one)][:3] == [
        (DeclaredState.STARTED, Priority.HIGH, {}),
        (DeclaredState.DONE, Priority.HIGH, {}),
        (DeclaredState.STARTED, Priority.HIGH, {}),
    ]


def test_a_word_that_is_told_to_be_kept_stays_beside_and_is_no_longer_asked_about() -> None:
    one = unknown_words.settled(found(), {"state": {"à voir en jury": "extra", "Au four": None}})
    assert [code for code, _question in asked(one)] == ["1.1.1", "1.1.2", "1.1.3", "1.1.3"]
    assert actions(one)[3].extra == {"État": "à voir en jury"}


def test_what_answers_say_of_a_word_is_told_only_where_they_all_agree() -> None:
    doubts = [one for one in found().doubts if one.kind == unknown_words.KIND]
    by_code = {(one.code, one.id.rsplit(":", 1)[1]): one for one in doubts}
    given = {
        by_code["1.1.1", "state"].id: by_code["1.1.1", "state"].proposals[2].effects,
        by_code["1.1.3", "state"].id: by_code["1.1.3", "state"].proposals[2].effects,
        by_code["1.1.2", "priority"].id: by_code["1.1.2", "priority"].proposals[1].effects,
        by_code["1.1.4", "state"].id: (),
    }
    assert unknown_words.told(doubts, given) == {
        "state": {"Au four": "started", "à voir en jury": "extra"},
        "priority": {"Tip top": None},
    }


def test_what_else_stands_under_the_title_of_a_word_is_kept() -> None:
    one = found().document
    first = next(one.actions())
    effect = {"set": "state", "action": first.id, "is": "started", "title": "Suivi", "text": "en"}
    extra = {"Suivi": "en attente\nen\nbien", "Reste": "en"}
    assert decisions._without(extra, effect) == {"Suivi": "en attente\nbien", "Reste": "en"}
