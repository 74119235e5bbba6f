"""The revisions: their list with what slipped, one to read, two compared."""

import datetime as dt
import io
import re
import uuid
import zipfile
from dataclasses import replace

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from portulan.governance.models import Body
from portulan.plandoc.deadline import understand
from portulan.plandoc.text import Wording
from portulan.plans.commands import editing
from portulan.plans.commands.editing import ActionDraft
from portulan.plans.commands.taking_in import freeze
from portulan.plans.models import Action, Plan, Revision
from portulan.plans.queries.document import document_of
from portulan.shared import scoping
from portulan.workspaces.commands import open_workspace

HOME = "/e/mias/revisions/"


def said(html):
    return " ".join(re.sub(r"<[^>]*>", " ", html).replace("\u00a0", " ").split())


def page(client, path):
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def edited(document, **changes):
    """The document with this action otherwise."""
    code = changes.pop("code")

    def below(one):
        return replace(
            one,
            objectives=tuple(map(below, one.objectives)),
            actions=tuple(replace(each, **changes) if each.code == code else each for each in one.actions),
        )

    return replace(document, objectives=tuple(map(below, document.objectives)))


@pytest.fixture
def past(inside):
    """Two editions from before the plan that stands: one deadline slipped twice, one text was otherwise."""
    plan = inside.plan
    Revision.objects.update(adopted_on=dt.date(2026, 4, 21))
    live = document_of(plan)
    first = edited(live, code="1.1.1", deadline=understand("24-25"))
    first = edited(first, code="2.1.1", text=Wording("Rédaction d’une vieille note 2.1.1"))
    second = edited(live, code="1.1.1", deadline=understand("25-26"))
    body = Body.objects.get(acronym="CEP")
    kept = freeze(plan, first, label="Septembre 2024", adopted_on=dt.date(2024, 9, 16))
    Revision.objects.filter(pk=kept.pk).update(body=body, note="Adoptée à l’unanimité.")
    return kept, freeze(plan, second, label="Avril 2025", adopted_on=dt.date(2025, 4, 22))


def test_the_list_tells_what_slipped_from_edition_to_edition(ada, past):
    html = page(ada, HOME)
    text = said(html)
    assert "<h1>Trois révisions du plan sont gardées</h1>" in html
    assert "Depuis « Septembre 2024 » (16 septembre 2024), 1 action est décalée, 2 années en tout." in text
    row = said(html[html.index('<table class="glisse"') :].partition("</table>")[0])
    assert "24-25 Septembre 2024 puis 25-26 + 1 an Avril 2025 puis 26-27 + 1 an" in row
    assert row.endswith("2 ans")
    assert "adoptée par Commission Environnement professionnel" in text
    assert "Adoptée à l’unanimité." in text
    assert "Depuis la précédente : 1 reformulée, 1 échéance changée. 1 action est décalée, 1 année" in text


def test_the_latest_comes_first_and_today_before_it(ada, past):
    html = page(ada, HOME)
    labels = re.findall(r'<h3><a href="[^"]*">([^<]*)</a></h3>', html)
    assert labels == ["Aujourd’hui", "Avril 2026", "Avril 2025", "Septembre 2024"]


def test_where_nothing_slipped_it_is_said(ada, inside):
    html = page(ada, HOME)
    assert "<h1>Une révision du plan est gardée</h1>" in html
    assert "aucune échéance n’a été décalée" in said(html)
    assert "aucune action n’a vu son échéance décalée" in said(html)


def test_an_older_edition_that_was_kept_is_there(ada, inside):
    plan = inside.plan
    old = edited(document_of(plan), code="1.1.1", deadline=understand("24-25"))
    freeze(plan, old, label="Avant tout", adopted_on=dt.date(2024, 1, 1))
    editing.change_action(inside.action("1.1.1"), ActionDraft(deadline="27-28"), actor=inside.ada, postponing=True)
    assert "3 ans" in said(page(ada, HOME))


def test_the_list_leads_readers_nowhere_they_may_not_go(client, cast, past, on_the_day):
    client.force_login(cast.chloe, backend="django.contrib.auth.backends.ModelBackend")
    html = page(client, HOME)
    assert "/e/mias/documents/" not in html
    assert "Trois révisions" in html


def test_one_revision_is_read_as_it_was(ada, past):
    html = page(ada, f"{HOME}{past[0].pk}/")
    text = said(html)
    assert "<h1>Septembre 2024</h1>" in html
    assert "Révision du 16 septembre 2024, adoptée par Commission Environnement professionnel :" in text
    assert "Rédaction d’une vieille note 2.1.1" in text
    assert text.count("Temps 1 : A l’entrée") == 1
    assert html.count('class="l"') == 9


def test_an_action_that_left_the_plan_is_no_link(ada, past, inside):
    action = inside.action("1.1.2")
    editing.remove_action(action, actor=inside.ada)
    html = page(ada, f"{HOME}{past[0].pk}/")
    assert f"/action/{action.pk}/" not in html
    assert f"/action/{inside.action('1.1.1').pk}/" in html


def test_two_revisions_are_compared(ada, past):
    html = page(ada, f"{HOME}comparer/?de={past[0].pk}&a={past[1].pk}")
    text = said(html)
    assert "<h1>Ce qui a changé entre «\u00a0Septembre 2024\u00a0» et «\u00a0Avril 2025\u00a0»</h1>" in html
    assert "Le plan garde 9 actions : 1 reformulée, 1 échéance changée." in text
    assert "Les objectifs ne changent pas." in text
    assert re.findall(r'<li><a href="#(\w+)">', html) == ["reformulees", "reportees"]
    assert "7 actions inchangées" in text
    assert "<del>d’une vieille</del>" in html
    assert "<del>24-25</del> → <ins>25-26</ins>" in html


def test_the_older_one_comes_first_whatever_was_asked(ada, past):
    one, other = past
    there = said(page(ada, f"{HOME}comparer/?de={one.pk}&a={other.pk}"))
    assert said(page(ada, f"{HOME}comparer/?de={other.pk}&a={one.pk}")) == there


def test_a_revision_is_compared_with_today_unless_another_is_asked(ada, past, inside):
    editing.add_action(
        inside.action("1.1.1").objective, ActionDraft(text="Une action toute neuve"), actor=inside.ada
    )
    html = page(ada, f"{HOME}comparer/?de={past[1].pk}")
    assert "<h1>Ce qui a changé depuis «\u00a0Avril 2025\u00a0»</h1>" in html
    assert "Le plan passe de 9 à 10 actions : 1 ajoutée, 1 échéance changée." in said(html)
    assert "<ins>Une action toute neuve</ins>" in html
    assert "Rien n’a changé" not in html


def test_the_latest_revision_that_differs_is_compared_unless_another_is_asked(ada, past):
    html = page(ada, f"{HOME}comparer/")
    assert "<h1>Ce qui a changé depuis «\u00a0Avril 2025\u00a0»</h1>" in html


def test_a_removed_action_is_struck(ada, past, inside):
    editing.remove_action(inside.action("1.1.2"), actor=inside.ada)
    html = page(ada, f"{HOME}comparer/?de={past[1].pk}")
    assert "<del>Rédaction de la note 1.1.2</del>" in html


def test_the_same_twice_is_told(ada, past):
    html = page(ada, f"{HOME}comparer/?de={past[0].pk}&a={past[0].pk}")
    assert "C’est deux fois la même révision." in html
    assert "Rien n’a changé, mot pour mot." in html


@pytest.mark.parametrize("asked", ["de=x", "a=x", f"de={uuid.UUID(int=5)}", "a=%00", f"de={uuid.UUID(int=0)}"])
def test_what_no_revision_is_called_is_not_found(ada, inside, asked):
    assert ada.get(f"{HOME}comparer/?{asked}").status_code == 404


def test_what_changed_is_given_as_word_with_tracked_changes(ada, past, inside):
    address = f"{HOME}comparer/word/?de={past[0].pk}&amp;a={past[1].pk}"
    assert address in page(ada, f"{HOME}comparer/?de={past[0].pk}&a={past[1].pk}")
    answer = ada.get(address.replace("&amp;", "&"))
    assert answer["Content-Disposition"].startswith("attachment; filename")
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        body = archive.read("word/document.xml").decode()
    assert 'w:author="Ada"' in body
    gone = " ".join("".join(re.findall(r"<w:delText[^>]*>([^<]*)<", body)).split())
    assert gone == "24-25d’une vieille"


def paths(past):
    return [HOME, *(f"{HOME}comparer/{what}?de={past[0].pk}" for what in ("", "word/")), f"{HOME}{past[0].pk}/"]


def test_only_members_see_them(cast, past, on_the_day):
    stranger, anonymous = Client(), Client()
    stranger.force_login(cast.driss, backend="django.contrib.auth.backends.ModelBackend")
    for path in paths(past):
        assert stranger.get(path).status_code == 404
        assert anonymous.get(path).url.startswith("/compte/connexion/")


def test_a_revision_of_another_workspace_is_not_found(cast, ada):
    other = Revision.everywhere.get(workspace=cast.elsewhere)
    assert ada.get(f"{HOME}{other.pk}/").status_code == 404
    assert ada.get(f"{HOME}comparer/?de={other.pk}").status_code == 404


def test_nothing_is_sent_to_them(ada, past):
    assert [ada.post(path).status_code for path in paths(past)] == [405, 405, 405, 405]


def test_before_there_is_a_plan_the_way_to_it_is_shown(cast, client, on_the_day):
    made = open_workspace("Neuf", actor=cast.ada)
    client.force_login(cast.ada, backend="django.contrib.auth.backends.ModelBackend")
    for path in ("revisions/", "revisions/comparer/"):
        answer = client.get(f"/e/{made.slug}/{path}")
        assert answer.url == f"/e/{made.slug}/documents/"


def queries(client, path):
    with CaptureQueriesContext(connection) as captured:
        assert client.get(path).status_code == 200
    return len(captured)


@pytest.mark.slow
def test_queries_do_not_grow_with_the_revisions_nor_with_the_plan(ada, past, inside, tenfold):
    with scoping.opened(inside.workspace.pk):
        few = [queries(ada, path) for path in paths(past)]
        for month in range(1, 6):
            freeze(Plan.objects.get(), document_of(inside.plan), label="X", adopted_on=dt.date(2023, month, 1))
    tenfold(inside.workspace)
    assert Action.everywhere.filter(workspace=inside.workspace).count() == 90
    assert [queries(ada, path) for path in paths(past)] == few
    assert max(few) < 24


def test_two_revisions_are_compared_for_programs(ada, past):
    one, other = past
    answer = ada.get(f"{HOME}comparer.json?de={one.pk}&a={other.pk}")
    said_so = answer.json()
    assert answer["Content-Type"] == "application/json; charset=utf-8"
    assert said_so["format"] == "portulan-comparison/1"
    assert said_so["older"] == {
        "id": str(one.pk),
        "label": "Septembre 2024",
        "on": "2024-09-16",
        "body": "Commission Environnement professionnel",
        "note": "Adoptée à l’unanimité.",
        "actions": 9,
    }
    assert said_so["summary"].startswith("Le plan garde 9 actions\u00a0: 1 reformulée, 1 échéance changée.")
    assert [(row["code"], row["sort"]) for row in said_so["changes"]] == [
        ("1.1.1", "rescheduled"),
        ("2.1.1", "reworded"),
    ]
    page_there = page(ada, f"{HOME}comparer/?de={one.pk}&a={other.pk}")
    assert f"{HOME}comparer.json?de={one.pk}&amp;a={other.pk}" in page_there


def test_programs_see_what_the_page_shows_and_no_more(client, cast, past, on_the_day):
    address = f"{HOME}comparer.json?de={past[0].pk}"
    assert client.get(address).status_code == 302
    for who, status in ((cast.chloe, 200), (cast.driss, 404)):
        client.force_login(who, backend="django.contrib.auth.backends.ModelBackend")
        assert client.get(address).status_code == status
    assert client.get(f"/e/ailleurs/revisions/comparer.json?de={past[0].pk}").status_code == 404
