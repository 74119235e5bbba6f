"""Two people on the same thing: the second sees what happened meanwhile, and loses nothing of what they typed."""

import html
import re
import uuid

import pytest
from django.test import Client
from django.urls import reverse

import factories
from portulan.governance.models import Body
from portulan.plans.commands import editing
from portulan.plans.models import Action, Objective
from portulan.shared import scoping
from portulan.tracking.models import Postponement, ProgressUpdate
from portulan.workspaces.models import Role
from typed_forms import typed

pytestmark = pytest.mark.family

BACKEND = "django.contrib.auth.backends.ModelBackend"


def address(name, *args):
    return reverse(name, args=["mias", *args])


def met(answer) -> list[tuple[str, str, str, str]]:
    """The rows of what was met: the field, from what to what (-removed-, +added+), who, and what stands here."""
    page = html.unescape(answer.content.decode()).replace("\u00a0", " ")
    table = page.split('class="tableau tableau-fiches rencontre"')[1].split("</table>")[0]
    rows = []
    for row in re.findall(r'<tr><th scope="row">.*?</tr>', table, re.S):
        row = re.sub(r"<del>(.*?)</del>", r"-\1-", re.sub(r"<ins>(.*?)</ins>", r"+\1+", row))
        label, change, who, mine = re.findall(
            r'<th scope="row">(.*?)</th><td>(.*?)<small>(.*?), le .*?</small></td><td>(.*?)</td>', row, re.S
        )[0]
        rows.append((label, change, who, re.sub(r"<[^>]*>", "", mine).strip()))
    return rows


@pytest.fixture
def ada(cast, client) -> Client:
    """Under the true clock: what happened first is told first."""
    client.force_login(cast.ada, backend=BACKEND)
    return client


@pytest.fixture
def emma(cast) -> Client:
    """A second person of the coordination, with a browser of her own."""
    client = Client()
    client.force_login(factories.member(cast.workspace, "Emma", Role.COORDINATION), backend=BACKEND)
    return client


@pytest.fixture
def first(inside):
    return inside.action("1.1.1")


def test_each_field_is_said_word_by_word_beside_what_was_typed(ada, emma, first):
    url = address("action_edit", first.pk)
    theirs = typed(first, text="Rédaction de la première note 1.1.1", priority="high", code="1.1.9")
    mine = typed(first, text="Rédaction de la note annuelle", deadline="25-26", priority="low")
    assert emma.post(url, theirs).status_code == 302
    answer = ada.post(url, mine)
    assert answer.status_code == 409
    assert met(answer) == [
        ("Code", "-1.1.1-+1.1.9+", "Emma", "La nouvelle valeur est reprise."),
        ("Libellé", "Rédaction de la+ première+ note 1.1.1", "Emma", "Rédaction de la note annuelle"),
        ("Priorité", "-À situer-+Haute+", "Emma", "Limitée"),
    ]
    form = answer.context["form"]
    assert [form[name].value() for name in ("code", "text", "deadline", "priority")] == [
        "1.1.9", "Rédaction de la note annuelle", "25-26", "low"
    ]  # fmt: skip
    first.refresh_from_db()
    assert (first.text, first.priority) == ("Rédaction de la première note 1.1.1", "high")
    sent = {name: form[name].value() for name in ("code", "text", "deadline", "priority", "version")}
    assert ada.post(url, mine | sent).status_code == 302
    first.refresh_from_db()
    assert (first.code, first.text, first.deadline_text, first.priority) == (
        "1.1.9", "Rédaction de la note annuelle", "25-26", "low"
    )  # fmt: skip


def test_several_changes_of_several_people_are_all_said(ada, emma, first, inside):
    url, mine = address("action_edit", first.pk), typed(first, text="La mienne")
    emma.post(url, typed(first, code="1.1.7"))
    editing.change_action(first, editing.ActionDraft(code="1.1.8", effort="low"), actor=inside.basile)
    assert met(ada.post(url, mine)) == [
        ("Code", "-1.1.1-+1.1.8+", "Emma, Basile", "La nouvelle valeur est reprise."),
        ("Effort", "+Léger+", "Basile", "La nouvelle valeur est reprise."),
    ]


def test_rows_that_nobody_touched_follow_and_those_that_were_typed_stay(ada, emma, first):
    url = address("action_edit", first.pk)
    results = {"results-0-text": "PV relu"}
    body = Body.objects.create(name="Comité stratégique", acronym="CS")
    theirs = typed(first) | {"results-0-text": "PV signé", "responsibles-1-body": body.pk}
    mine = typed(first) | results
    assert emma.post(url, theirs).status_code == 302
    answer = ada.post(url, mine)
    rows = {label: (change, mine) for label, change, _who, mine in met(answer)}
    assert rows["Résultats attendus"] == ("PV -de la CEP-+signé+, Note de synthèse", "PV relu, Note de synthèse")
    assert rows["Responsables"][1] == "La nouvelle valeur est reprise."
    shown = answer.context["sheet"]
    assert [row["text"].value() for row in shown.results][:2] == ["PV relu", "Note de synthèse"]
    assert [str(row["body"].value()) for row in shown.responsibles][:2] == [
        str(one.body_id) for one in first.responsibilities.order_by("position")
    ]


def test_a_renumbering_meanwhile_is_said(ada, inside, first):
    url, mine = address("action_edit", first.pk), typed(first, text="La mienne")
    objective = Objective.objects.get(code="1.1")
    Action.objects.filter(code="1.1.2").update(code="1.1.7")
    editing.renumber_actions(objective, actor=inside.basile)
    answer = ada.post(url, mine)
    assert [(label, who) for label, _change, who, _mine in met(answer)] == [("Codes", "Basile")]


def test_a_postponement_keeps_what_was_typed(ada, emma, first):
    url = address("action_postpone", first.pk)
    theirs = {"deadline": "27-28", "reason": "Un congé", "version": 1}
    mine = {"deadline": "28-29", "reason": "Un chantier", "where": "Réunion", "version": 1}
    assert emma.post(url, theirs).status_code == 302
    answer = ada.post(url, mine)
    assert answer.status_code == 409
    assert met(answer) == [("Échéance", "-26-27-+27-28+", "Emma", "28-29")]
    form = answer.context["form"]
    assert [form[name].value() for name in ("deadline", "reason", "where")] == ["28-29", "Un chantier", "Réunion"]
    assert Postponement.objects.count() == 1
    assert ada.post(url, mine | {"version": form["version"].value()}).status_code == 302
    assert list(Postponement.objects.order_by("created_at", "to_text").values_list("from_text", "to_text")) == [
        ("26-27", "27-28"), ("27-28", "28-29")
    ]  # fmt: skip


def test_a_move_and_a_removal_keep_what_was_typed(ada, emma, first):
    emma.post(address("action_edit", first.pk), typed(first, text="Autre"))
    other = Objective.objects.get(code="2.1")
    moved = {"objective": other.pk, "code": "2.1.9", "version": 1}
    answer = ada.post(address("action_move", first.pk), moved)
    assert (answer.status_code, answer.context["form"]["code"].value()) == (409, "2.1.9")
    assert met(answer)[0][0] == "Libellé"
    version = answer.context["form"]["version"].value()
    removed = ada.post(address("action_remove", first.pk), {"reason": "Un double", "version": 1})
    assert (removed.status_code, removed.context["form"]["reason"].value()) == (409, "Un double")
    assert met(removed)[0][1:3] == (met(answer)[0][1], "Emma")
    first.refresh_from_db()
    assert first.removed_at is None
    assert ada.post(address("action_move", first.pk), moved | {"version": version}).status_code == 302


def test_an_objective_the_plan_and_a_body_do_the_same(ada, emma, inside):
    objective, body = Objective.objects.get(code="1.1"), Body.objects.get(acronym="CEP")
    cases = {
        address("objective_edit", objective.pk): (
            {"label": "", "code": "1.1", "title": objective.title, "short_title": objective.short_title},
            {"title": "Soutenir tous les acteurs 1.1"}, {"code": "1.9"},
            ("Intitulé", "Soutenir+ tous+ les acteurs 1.1"),
        ),
        address("plan_edit"): (
            {"title": inside.plan.title, "edition": "Avril 2026", "organisation": "Programme fictif"},
            {"edition": "Mai 2026"}, {"organisation": "Le mien"}, ("Version", "-Avril 2026-+Mai 2026+"),
        ),
        address("body_edit", body.pk): (
            {"name": body.name, "acronym": "CEP", "kind": body.kind, "aliases": ""},
            {"aliases": "Comm. EP"}, {"acronym": "C.E.P."}, ("Autres graphies", None),
        ),
    }  # fmt: skip
    for url, (base, theirs, mine, (label, change)) in cases.items():
        seen = ada.get(url).context["form"]["seen"].value()
        assert emma.post(url, base | theirs | {"seen": seen}).status_code == 302, url
        answer = ada.post(url, base | mine | {"seen": seen})
        assert answer.status_code == 409
        told = {row[0]: row for row in met(answer)}
        assert told[label][2:] == ("Emma", "La nouvelle valeur est reprise.")
        assert change is None or told[label][1] == change
        form = answer.context["form"]
        name, value = next(iter(theirs.items()))
        own, typed_value = next(iter(mine.items()))
        assert (form[name].value(), form[own].value()) == (value, typed_value)
        sent = {one: form[one].value() for one in (*base, "seen")}
        assert ada.post(url, sent).status_code == 302
        again = ada.get(url).context["form"]
        assert again[own].value() == typed_value
        assert value in again[name].value()


def test_all_that_changed_since_an_objective_was_read_is_said(ada, emma, inside):
    objective = Objective.objects.get(code="1.1")
    url = address("objective_edit", objective.pk)
    base = {"label": "", "code": "1.1", "title": objective.title, "short_title": objective.short_title}
    emma.post(url, base | {"title": "Un", "seen": ada.get(url).context["form"]["seen"].value()})
    seen = ada.get(url).context["form"]["seen"].value()
    emma.post(url, base | {"title": "Deux", "seen": seen})
    editing.change_objective(objective, editing.ObjectiveDraft(title="Deux", code="1.8"), actor=inside.basile)
    told = met(ada.post(url, base | {"title": "Le mien", "seen": seen}))
    assert [row[:3] for row in told if row[0] in ("Code", "Intitulé")] == [
        ("Code", "-1.1-+1.8+", "Basile"),
        ("Intitulé", "-Un-+Deux+", "Emma"),
    ]


def test_two_notes_both_stay(ada, emma, inside, first):
    url = address("progress_add", first.pk)
    for client, text, state in ((emma, "La sienne", "started"), (ada, "La mienne", "")):
        sent = {"text": text, "on": factories.TODAY.isoformat(), "state": state, "submission": uuid.uuid4()}
        assert client.post(url, sent).status_code == 302
    with scoping.opened(inside.workspace.pk):
        assert set(ProgressUpdate.objects.values_list("text", "author_name")) == {
            ("La sienne", "Emma"), ("La mienne", "Ada")
        }  # fmt: skip
        first.refresh_from_db()
        assert first.state == "started"
    page = ada.get(address("action", first.pk)).content.decode()
    assert "La sienne" in page
    assert "La mienne" in page
