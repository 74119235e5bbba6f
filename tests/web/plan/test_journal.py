"""The journal page, and its words: every verb that a command writes has its sentence."""

import re
import uuid
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

import portulan
from portulan.journal.commands import record
from portulan.journal.models import Entry
from portulan.web.plan.journal_verbs import sentences
from portulan.web.plan.journal_words import in_words, lines

JOURNAL = "/e/mias/journal/"


def said(html: str) -> str:
    return " ".join(re.sub(r"<[^>]*>", "", html).replace("\u00a0", " ").split())


def test_each_verb_written_by_a_command_has_a_sentence():
    written = set()
    for file in Path(portulan.__file__).parent.rglob("commands*"):
        for source in [file] if file.is_file() else file.rglob("*.py"):
            if source.suffix == ".py":
                written |= set(re.findall(r'(?:record\(\s*|verb=)"([a-z]+\.[a-z_]+)"', source.read_text()))
    assert written - set(sentences()) == set()
    assert len(written) >= 15


def test_sentences_name_the_action_as_it_is_called_today(inside):
    action = inside.action("1.1.1")
    record("action.changed", action, actor=inside.ada, name="0.0 ancien code", action_id=action.pk)
    line = lines(in_words(Entry.objects.all())[:1], "mias")[0]
    assert (line.who, said(line.text)) == ("Ada", "a modifié l’action 1.1.1 Rédaction de la note 1.1.1")
    assert f'href="/e/mias/action/{action.pk}/"' in line.text


def test_an_undone_change_says_so_and_is_not_offered_again(inside):
    action = inside.action("1.1.1")
    first = record(
        "action.changed", action, actor=inside.ada, action_id=action.pk, before={"code": "1"}, after={"code": "2"}
    )
    record(
        "undo.action.changed", action, actor=inside.ada, action_id=action.pk, undoes=first, before={"code": "2"}
    )
    newest, oldest = lines(in_words(Entry.objects.all())[:2], "mias")
    assert said(newest.text) == "a annulé une modification de l’action 1.1.1 Rédaction de la note 1.1.1"
    assert (oldest.undone, oldest.undoable) == (True, False)


def test_changes_are_shown_before_and_after(inside):
    action = inside.action("1.1.1")
    record(
        "action.changed",
        action,
        actor=inside.ada,
        action_id=action.pk,
        before={"state": "not_started", "responsibles": [{"written": "CEP"}], "objective_id": "x", "priority": ""},
        after={"state": "started", "responsibles": [{"written": "CEP"}, {"written": "CS"}], "objective_id": "y",
               "priority": "high"},
    )  # fmt: skip
    line = lines(in_words(Entry.objects.all())[:1], "mias")[0]
    assert [(one.label, one.before, one.after) for one in line.changes] == [
        ("Priorité", "À situer", "Haute"),
        ("État déclaré", "Pas commencée", "En cours"),
        ("Responsables", "CEP", "CEP, CS"),
    ]


def test_an_unknown_verb_is_still_told(inside):
    record("chose.faite", inside.plan, actor=None, name="Chose & autre")
    line = lines(in_words(Entry.objects.all())[:1], "mias")[0]
    assert (line.who, line.text) == ("Portulan", "a modifié «\u00a0Chose &amp; autre\u00a0»")


def test_everyone_reads_and_only_the_coordination_undoes(inside, on_the_day):
    action = inside.action("1.1.1")
    entry = record(
        "action.changed", action, actor=inside.ada, action_id=action.pk, before={"code": "1"}, after={"code": "2"}
    )
    for user, offered in ((inside.ada, True), (inside.basile, False), (inside.chloe, False)):
        client = Client()
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        page = client.get(JOURNAL)
        assert page.status_code == 200
        assert (f'action="/e/mias/journal/{entry.pk}/annuler/"' in page.content.decode()) is offered


def test_not_for_others(cast, client):
    assert client.get(JOURNAL).status_code == 302
    client.force_login(cast.driss, backend="django.contrib.auth.backends.ModelBackend")
    assert client.get(JOURNAL).status_code == 404


@pytest.mark.parametrize("number", ["2", "99", "deux", "-1"])
def test_pages_never_break(inside, ada, number):
    for _ in range(70):
        record("progress.noted", inside.plan, actor=inside.ada, action_id=uuid.uuid4(), after={"text": "Vu"})
    assert ada.get(f"{JOURNAL}?page={number}").status_code == 200


def test_as_many_queries_with_one_and_three_entries(inside, ada):
    def number() -> int:
        with CaptureQueriesContext(connection) as queries:
            ada.get(JOURNAL)
        return len(queries)

    def more() -> None:
        action = inside.action("1.1.1")
        record("action.changed", action, actor=inside.ada, action_id=action.pk, before={"code": "1"})

    more()
    ada.get(JOURNAL)
    once = number()
    more()
    more()
    assert number() == once
