"""A sentence is the French text, and can be said again in another language."""

import copy
import json
import pickle

from portulan.plandoc.reading.source import Place
from portulan.plandoc.sentences import Sentence, from_json, say, to_json, translated

ENGLISH = {"L’action {code}": "Action {code}", "{action} n’a pas d’échéance": "{action} has no due date"}


def english(template):
    return ENGLISH.get(template, template)


def test_a_sentence_is_its_french_text():
    sentence = say("L’action {code}", code="1.2")
    assert sentence == "L’action 1.2"
    assert (sentence.template, sentence.values) == ("L’action {code}", {"code": "1.2"})


def test_a_sentence_inside_another_is_translated_too():
    sentence = say("{action} n’a pas d’échéance", action=say("L’action {code}", code="1.{2}"))
    assert translated(sentence, english) == "Action 1.{2} has no due date"


def test_any_other_text_stays():
    assert translated("L’action {code}", english) == "L’action {code}"


def test_copies_keep_what_the_sentence_was_made_from():
    sentence = say("L’action {code}", code="1.2")
    for again in (copy.deepcopy(sentence), pickle.loads(pickle.dumps(sentence))):
        assert (type(again), again, again.template) == (Sentence, sentence, sentence.template)


def test_sentences_go_through_json_wherever_they_stand():
    value = {"a": [say("{action} n’a pas d’échéance", action=say("L’action {code}", code="1")), "b", 3]}
    again = from_json(json.loads(json.dumps(to_json(value))))
    assert again == value
    assert translated(again["a"][0], english) == "Action 1 has no due date"


def test_a_place_is_said_from_the_largest_to_the_smallest():
    assert (
        str(Place("en-tête", page=3, table=2, row=5, column=1)) == "en-tête, page 3, tableau 2, ligne 5, colonne 1"
    )
    assert str(Place(sheet="Plan", row=4, column=2)) == "feuille « Plan », cellule B4"
    assert [type(word) for word in Place(line=7).words] == [Sentence]
