"""What each kind tells a template is what the vocabulary says: dicts, lists and strings, no more."""

import pytest

from portulan.reports.templates import telling
from portulan.reports.templates.vocabulary import ALL, Body, Group, Many, Picture, Text
from reports.templates.made import EVERY as FACTS


def differences(node, value, path: str) -> list[str]:
    """Where a value is not what the vocabulary says."""
    match node:
        case Text():
            return [] if type(value) is str else [f"{path}: {type(value).__name__}"]
        case Group(names=names):
            return of_names(names, value, path)
        case Many(one=one):
            if type(value) is not list or not value:
                return [f"{path}: no list with something in it"]
            return [found for each in value for found in differences(one, each, f"{path}[]")]
    return []


def of_names(names, value, path: str) -> list[str]:
    expected = {name for name, node in names.items() if not isinstance(node, Picture | Body)}
    if type(value) is not dict or set(value) != expected:
        return [f"{path}: {sorted(expected ^ set(value))}"]
    return [found for name in value for found in differences(names[name], value[name], f"{path}.{name}")]


def small(kind: str):
    """Every list of the sample facts has something in it; those of the second action are empty by design."""
    context = telling.context_of(FACTS[kind])
    if kind == "avancement":
        context["objectifs"] = context["objectifs"][1:]
        context["objectifs"][0]["actions"] = context["actions"][:1]
        context["actions"] = context["actions"][:1]
    return context


@pytest.mark.parametrize("kind", telling.EVERY)
def test_a_context_is_what_the_vocabulary_says(kind):
    assert of_names(telling.names_of(kind), small(kind), kind) == []


@pytest.mark.parametrize("kind", telling.EVERY)
def test_facts_know_their_kind(kind):
    assert telling.kind_of(FACTS[kind]).value == kind


def test_facts_of_no_kind_are_said():
    with pytest.raises(KeyError):
        telling.kind_of("rien")
    with pytest.raises(KeyError):
        telling.names_of("rien")


def test_what_every_template_may_name_is_in_each_kind():
    assert all(telling.names_of(ALL).items() <= telling.names_of(kind).items() for kind in telling.EVERY)


def test_minutes_in_words():
    told = telling.context_of(FACTS["pv"])
    assert (told["titre"], told["projet"]) == ("Procès-verbal n°\u00a03 · 2026-2027", "Projet")
    assert told["quand"] == "Jeudi\u00a03\u00a0décembre\u00a02026, de 14\u00a0h à 16\u00a0h\u00a030"
    assert told["points"][0]["notes"] == ["La note est relue.", "– une", "– deux"]
    assert [one["texte"] for one in told["decisions"]] == ["La note est <finalisée>."]
    assert [(one["nature"], one["suivi"]) for one in told["a_faire"]] == [("À faire", "Ada & Basile")]
    assert (told["plan"]["titre"], told["date"]) == ("Plan <fictif> 2024-2029", "3\u00a0décembre\u00a02026")


def test_the_progress_report_in_words():
    told = telling.context_of(FACTS["avancement"])
    assert (told["titre"], told["plan"]["edition"]) == ("Rapport d’avancement", "Avril 2026")
    assert [one["niveau"] for one in told["objectifs"]] == ["1", "2"]
    assert [(one["code"], one["en_retard"], one["objectif"]) for one in told["actions"]] == [
        ("1.1.1", "oui", "1.1. Soutenir"),
        ("1.1.2", "", "1.1. Soutenir"),
    ]
    assert told["institutions"] == ["HE <Une> & Cie", "HE Deux"]
