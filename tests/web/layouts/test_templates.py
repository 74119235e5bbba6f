"""The pages of templates: who may, what is refused and kept of what was typed, what is shown."""

import io
import uuid

import docx
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.html import escape

import word_templates as made
from asking import words_of
from portulan.layouts.models import Template
from portulan.plandoc import office
from portulan.reports.templates.telling import EVERY

pytestmark = pytest.mark.slow

PAGE = "/e/mias/reglages/modeles/"
RIGHT = made.word("{{ titre }}")
TYPED = {"kind": "preuves", "name": "Tapé à la main", "by_default": "on"}


def test_a_right_template_is_kept_and_shown(ada, cast, sent):
    answer = ada.post(PAGE, TYPED | {"file": sent(RIGHT)}, follow=True)
    assert "Le modèle « Tapé à la main » est prêt." in words_of(answer)
    (found,) = Template.everywhere.filter(workspace=cast.workspace)
    assert (found.kind, found.by_default) == ("preuves", True)
    assert answer.redirect_chain == [(f"{PAGE}{found.pk}/", 302)]
    listed = words_of(ada.get(PAGE))
    assert all(one in listed for one in ("Tapé à la main", "Liste des preuves", "proposé d’abord", "version 1"))
    assert "a déposé le modèle Word « Tapé à la main »" in words_of(ada.get("/e/mias/journal/"))


def test_faults_are_told_one_by_one_and_what_was_typed_stays(ada, sent):
    wrong = made.word("Un {{ plan.titer }} deux", "{% for p in preuves %}")
    answer = ada.post(PAGE, TYPED | {"file": sent(wrong)})
    assert answer.status_code == 422
    said = words_of(answer)
    assert "2 balises sont à corriger dans Word." in said
    assert "La balise {{ plan.titer }} n’existe pas. Voulez-vous dire plan.titre ?" in said
    assert "texte : Un {{ plan.titer }} deux" in said
    assert "{% for p in preuves %} n’est pas refermée : ajoutez {% endfor %}." in said
    form = answer.context["form"]
    assert {name: form[name].value() for name in ("kind", "name")} == {"kind": "preuves", "name": "Tapé à la main"}
    assert form["by_default"].value() is True
    assert not Template.everywhere.exists()


def test_a_fault_shows_nothing_but_text(ada, sent):
    answer = ada.post(PAGE, TYPED | {"file": sent(made.word("{{ '<script>alert(1)</script>'.x }}"))})
    assert (answer.status_code, "<script>alert" in answer.text) == (422, False)
    assert escape("<script>alert(1)</script>") in answer.text


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"name": " "}, "obligatoire"),
        ({"kind": "autre"}, "autre"),
        ({"file": b"rien"}, "n’est pas un document Word (.docx) qui s’ouvre."),
        ({"file": b""}, "n’est pas un document Word (.docx) qui s’ouvre."),
        ({"file": b"\0" * (6 * 1024 * 1024)}, "Ce fichier pèse 6 Mo : c’est plus que 5 Mo."),
        ({"file": made.with_part(RIGHT, "word/vbaProject.bin", b"x")}, "contient une macro"),
        ({"file": None}, "obligatoire"),
    ],
)
def test_what_is_refused_says_why(ada, sent, change, said):
    data = {**TYPED, "file": RIGHT, **change}
    data = {name: sent(one) if isinstance(one, bytes) else one for name, one in data.items() if one is not None}
    answer = ada.post(PAGE, data)
    assert (answer.status_code, said in words_of(answer)) == (422, True)
    assert not Template.everywhere.exists()


def test_another_version_takes_its_place(ada, sent, kept):
    template = kept()
    where = f"{PAGE}{template.pk}/remplacer/"
    answer = ada.post(where, {"file": sent(made.word("{{ titer }}"), "deux.docx")})
    assert (answer.status_code, "Voulez-vous dire titre ?" in words_of(answer)) == (422, True)
    answer = ada.post(where, {"file": sent(RIGHT, "deux.docx")}, follow=True)
    said = words_of(answer)
    assert "La version 2 de « Maison » est en place." in said
    assert all(one in said for one in ("deux.docx", "modele.docx", "version 1", "en service"))
    first = ada.get(f"{PAGE}{template.pk}/versions/1/")
    assert made.lines(b"".join(first.streaming_content)) == ["Chez nous : {{ titre }}", "{{p corps }}"]
    assert first["Content-Disposition"] == 'attachment; filename="modele.docx"'
    assert ada.get(f"{PAGE}{template.pk}/versions/3/").status_code == 404


def test_a_name_is_changed(ada, kept):
    template = kept()
    where = f"{PAGE}{template.pk}/"
    assert "Rien n’a changé." in words_of(ada.post(where, {"name": "Maison"}, follow=True))
    assert "Le modèle est modifié." in words_of(
        ada.post(where, {"name": "Autre", "by_default": "on"}, follow=True)
    )
    answer = ada.post(where, {"name": " "})
    assert (answer.status_code, "obligatoire" in words_of(answer)) == (422, True)
    assert Template.everywhere.values_list("name", "by_default").get() == ("Autre", True)


def test_removing_asks_first(ada, kept):
    template = kept()
    where = f"{PAGE}{template.pk}/retirer/"
    assert "Retirer le modèle « Maison » ?" in words_of(ada.get(where))
    assert "est retiré." in words_of(ada.post(where, follow=True))
    assert [ada.get(where).status_code, ada.get(f"{PAGE}{template.pk}/").status_code] == [404, 404]
    assert "a retiré le modèle Word « Maison »" in words_of(ada.get("/e/mias/journal/"))


def test_the_preview_is_the_template_with_todays_plan(ada, kept):
    template = kept("tous")
    answer = ada.get(f"{PAGE}{template.pk}/apercu/docx/")
    assert made.lines(answer.content)[0] == "Chez nous : Rapport d’avancement"
    assert answer["Cache-Control"] == "private, no-store"
    assert ada.get(f"{PAGE}{template.pk}/apercu/odt/").status_code == 404
    if office.program() is None:
        pytest.skip("LIBREOFFICE IS NOT INSTALLED: no preview was drawn")
    picture, whole = (ada.get(f"{PAGE}{template.pk}/apercu/{format}/") for format in ("png", "pdf"))
    assert (picture.content[:4], whole.content[:5]) == (b"\x89PNG", b"%PDF-")
    assert (picture["Content-Type"], whole["Content-Type"]) == ("image/png", "application/pdf")


@pytest.mark.parametrize("kind", [*EVERY, "tous"])
def test_each_kind_is_shown_with_the_plan(ada, kept, kind):
    template = kept(kind)
    assert len(made.lines(ada.get(f"{PAGE}{template.pk}/apercu/docx/").content)) > 2


def test_without_a_plan_there_is_nothing_to_show(ada, kept, cast):
    template = kept()
    cast.plan.delete()
    assert ada.get(f"{PAGE}{template.pk}/apercu/docx/").status_code == 404
    assert "L’aperçu viendra avec le plan" in words_of(ada.get(f"{PAGE}{template.pk}/"))


@pytest.mark.parametrize("who", ["basile", "chloe"])
def test_they_are_the_coordinations(client, cast, kept, who, sent):
    template = kept()
    client.force_login(getattr(cast, who), backend="django.contrib.auth.backends.ModelBackend")
    own = f"{PAGE}{template.pk}/"
    seen = [PAGE, own, f"{own}retirer/", f"{own}apercu/docx/", f"{own}versions/1/"]
    assert [client.get(one).status_code for one in seen] == [403] * 5
    sending = [PAGE, own, f"{own}retirer/", f"{own}remplacer/"]
    assert [client.post(one, TYPED | {"file": sent(RIGHT)}).status_code for one in sending] == [403] * 4
    assert Template.everywhere.values_list("name", "removed_at").get() == ("Maison", None)


def test_nobody_else_sees_them(client, cast, kept, sent):
    own = f"{PAGE}{kept().pk}/"
    everything = [
        PAGE,
        own,
        f"{own}retirer/",
        f"{own}apercu/docx/",
        f"{own}versions/1/",
        f"{PAGE}balises/",
        f"{PAGE}depart/tous/",
    ]
    assert {client.get(one).url.split("?")[0] for one in everything} == {"/compte/connexion/"}
    client.force_login(cast.driss, backend="django.contrib.auth.backends.ModelBackend")
    assert {client.get(one).status_code for one in everything} == {404}
    elsewhere = own.replace("mias", "ailleurs")
    assert [client.get(elsewhere).status_code, client.post(f"{elsewhere}retirer/").status_code] == [404, 404]
    assert client.get(f"{PAGE}{uuid.uuid4()}/".replace("mias", "ailleurs")).status_code == 404


def test_the_list_costs_the_same_with_ten_times_as_many(ada, cast, kept):
    from portulan.layouts.models import Version

    template = kept()
    counts = []
    for _round in range(2):
        with CaptureQueriesContext(connection) as seen:
            assert ada.get(PAGE).status_code == 200
        counts.append(len(seen))
        for rank in range(9):
            version = Version.objects.get(template=template, number=1)
            other = Template.objects.create(kind="tous", name=f"Autre {rank}")
            version.pk, version.template = uuid.uuid4(), other
            version.save(force_insert=True)
    assert counts[0] == counts[1]


@pytest.mark.parametrize("who", ["chloe", "ada"])
@pytest.mark.parametrize("kind", [*EVERY, "tous"])
def test_the_tags_are_listed_with_what_they_say_today(client, cast, on_the_day, who, kind):
    client.force_login(getattr(cast, who), backend="django.contrib.auth.backends.ModelBackend")
    answer = client.get(f"{PAGE}balises/", {"document": kind})
    said = words_of(answer)
    assert "{{p corps }}" in said
    assert "{{ plan.titre }} Le titre du plan Plan d'action fictif 2024-2029" in said.replace("’", "'")
    if kind == "avancement":
        assert "{% for action in actions %}" in said
        assert "{{ action.code }} Son code 1.1.1" in said
    assert (PAGE + '"' in answer.text) is (who == "ada")


def test_the_tags_are_listed_without_a_plan_too(ada, cast):
    cast.plan.delete()
    assert "{{ plan.titre }}" in words_of(ada.get(f"{PAGE}balises/"))
    assert ada.get(f"{PAGE}balises/", {"document": "autre"}).status_code == 404


@pytest.mark.parametrize("kind", [*EVERY, "tous"])
def test_a_template_to_start_from_is_taken_and_given_back(ada, sent, kind):
    for query in ("", "?tout=1"):
        answer = ada.get(f"{PAGE}depart/{kind}/{query}")
        assert docx.Document(io.BytesIO(answer.content)).paragraphs
        again = ada.post(PAGE, {"kind": kind, "name": "Départ", "file": sent(answer.content)})
        assert again.status_code == 302


def test_there_is_no_start_for_what_does_not_exist(ada):
    assert ada.get(f"{PAGE}depart/autre/").status_code == 404
