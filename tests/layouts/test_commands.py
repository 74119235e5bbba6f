"""Templates and logos of a workspace: kept once they are right, replaced, proposed, removed; the journal tells."""

import io

import docx
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

import word_templates as made
from portulan.journal.models import Entry
from portulan.layouts import commands, queries, workshop
from portulan.layouts.models import Logo, Template, Version
from portulan.reports.files import follow_up_file, proofs_file
from portulan.reports.templates.starters import starter
from portulan.shared import filestore
from portulan.shared.bounded import Bounds
from portulan.shared.errors import Conflict, Invalid
from reports.templates import made as facts

pytestmark = pytest.mark.slow

RIGHT = made.word("{{ titre }}", "{{p corps }}")
WRONG = made.word("{{ titer }}", "{% for a in actions %}")


@pytest.fixture
def kept(inside):
    def keep(kind: str = "avancement", name: str = "Maison", data: bytes = RIGHT, **how) -> Template:
        return commands.keep_template(kind, name, "modele.docx", data, actor=inside.ada, **how)

    return keep


def verbs() -> list[str]:
    return list(Entry.objects.filter(verb__regex="^(template|logo)").order_by("at").values_list("verb", flat=True))


def test_a_right_template_is_kept_with_its_file(kept, inside):
    template = kept(name="  Maison ")
    version = queries.current(template)
    assert (template.name, version.number, version.file_name, version.author_name) == (
        "Maison",
        1,
        "modele.docx",
        "Ada",
    )
    assert filestore.path(inside.workspace.pk, version.file_sha256).read_bytes() == RIGHT
    assert verbs() == ["template.added"]


def test_a_wrong_one_is_not_kept_and_each_fault_is_told(kept, inside):
    with pytest.raises(workshop.Faulty) as error:
        kept(data=WRONG)
    assert [str(one.sentence) for one in error.value.problems] == [
        "La balise {{ titer }} n’existe pas. Voulez-vous dire titre ?",
        "{% for a in actions %} n’est pas refermée : ajoutez {% endfor %}.",
    ]
    assert (Template.objects.count(), filestore.sizes(inside.workspace.pk), verbs()) == (0, {}, [])


@pytest.mark.parametrize(
    ("how", "field"), [({"kind": "autre"}, "kind"), ({"name": " "}, "name"), ({"data": b"rien"}, "file")]
)
def test_what_is_refused_says_where(kept, how, field):
    with pytest.raises(Invalid) as error:
        kept(**how)
    assert (error.value.field, Template.objects.count()) == (field, 0)


def test_another_version_takes_its_place_and_the_former_one_stays(kept, inside):
    template = kept()
    commands.replace_file(template, "deux.docx", made.word("{{ date }}"), actor=inside.ada)
    assert [(one.number, one.file_name) for one in template.versions.all()] == [
        (2, "deux.docx"),
        (1, "modele.docx"),
    ]
    with pytest.raises(workshop.Faulty):
        commands.replace_file(template, "trois.docx", WRONG, actor=inside.ada)
    assert queries.current(template).number == 2
    assert verbs() == ["template.added", "template.replaced"]


def test_one_template_a_kind_is_proposed_first(kept, inside):
    first, second, other = (
        kept(by_default=True),
        kept(name="Autre", by_default=True),
        kept("tous", by_default=True),
    )
    assert set(Template.objects.filter(by_default=True)) == {second, other}
    assert commands.change_template(first, "Maison", by_default=True, actor=inside.ada) is True
    assert commands.change_template(first, "Maison", by_default=True, actor=inside.ada) is False
    assert set(Template.objects.filter(by_default=True)) == {first, other}
    every = queries.standing()
    assert queries.templates_for("avancement", every) == [first, other, second]
    assert queries.templates_for("preuves", every) == [other]


def test_what_is_removed_is_proposed_no_more_and_its_file_stays(kept, inside):
    template = kept(by_default=True)
    commands.remove_template(template, actor=inside.ada)
    assert (queries.templates(), queries.template(template.pk), Version.objects.count()) == ([], None, 1)
    for again in (
        lambda: commands.remove_template(template, actor=inside.ada),
        lambda: commands.replace_file(template, "x.docx", RIGHT, actor=inside.ada),
        lambda: commands.change_template(template, "x", by_default=False, actor=inside.ada),
    ):
        with pytest.raises(Conflict):
            again()
    assert verbs() == ["template.added", "template.removed"]


def test_a_report_is_written_in_a_template_with_the_logos_of_the_workspace(kept, inside):
    commands.put_logo(2, "HE Deux", "deux.svg", facts.SVG, actor=inside.ada)
    template = kept(data=made.word("Chez nous : {{ titre }}", "{{p corps }}", head="{{ logo_1 }}"))
    content, _media_type, suffix = follow_up_file(facts.FOLLOW_UP, queries.in_template(template))
    assert (made.lines(content)[0], suffix) == ("Chez nous : Rapport d’avancement", "docx")
    assert 'descr="HE Deux"' in made.part(content, "word/header1.xml")


def test_a_template_whose_file_is_gone_is_said(kept, inside):
    template = kept()
    filestore.path(inside.workspace.pk, queries.current(template).file_sha256).unlink()
    with pytest.raises(Invalid) as error:
        queries.in_template(template)
    assert "n’est plus là" in error.value.sentence


@pytest.mark.apart
def test_a_template_that_walks_the_plan_without_end_is_ended(kept, monkeypatch):
    """Nine loops in one another over sixty actions: more rounds than any machine does in the time given."""
    loops = "".join(f"{{% for {name} in actions %}}" for name in "abcdefghi")
    template = kept(data=made.word(f"{loops}x{'{% endfor %}' * 9}"))
    monkeypatch.setattr(workshop, "BOUNDS", Bounds(seconds=3))
    plan = facts.follow_up.FollowUp(
        **{
            **{name: getattr(facts.FOLLOW_UP, name) for name in facts.FOLLOW_UP.__slots__},
            "parts": (facts.follow_up.Part(facts.Wording("Tout"), "1", (facts.ACTION,) * 60, ()),),
        }
    )
    with pytest.raises(Invalid) as error:
        follow_up_file(plan, queries.in_template(template))
    assert "demande trop de temps" in error.value.sentence or "n’a pas pu être traité" in error.value.sentence


def test_a_logo_is_drawn_anew_and_takes_the_place_of_the_former(inside):
    first = commands.put_logo(1, " HE Une ", "logo une.svg", facts.SVG, actor=inside.ada)
    again = commands.put_logo(1, "HE Une, nouveau", "logo.svg", facts.SVG, actor=inside.ada)
    assert (first.pk, Logo.objects.count()) == (again.pk, 1)
    (drawn,) = queries.drawn_logos()
    assert (drawn.alt, drawn.width, drawn.height, drawn.png[:4]) == ("HE Une, nouveau", 1500, 600, b"\x89PNG")
    commands.remove_logo(again, actor=inside.ada)
    commands.remove_logo(again, actor=inside.ada)
    assert (queries.drawn_logos(), verbs()) == ((), ["logo.put", "logo.put", "logo.removed"])


@pytest.mark.parametrize(
    ("rank", "alt", "data", "field"),
    [(3, "HE", facts.SVG, "rank"), (1, " ", facts.SVG, "alt"), (1, "HE", b"rien", "file")],
)
def test_a_logo_that_is_refused_says_where(inside, rank, alt, data, field):
    with pytest.raises(Invalid) as error:
        commands.put_logo(rank, alt, "x.svg", data, actor=inside.ada)
    assert (error.value.field, Logo.objects.count(), verbs()) == (field, 0, [])


def test_a_document_is_shown_as_pdf_and_picture(kept, inside):
    data, *_rest = proofs_file(
        facts.EVERY["preuves"], queries.in_template(kept("preuves", data=starter("preuves", "fr")))
    )
    try:
        shown = workshop.show(data)
    except workshop.NoPicture:
        pytest.skip("LIBREOFFICE IS NOT INSTALLED: no template was shown")
    assert (shown.pdf[:5], shown.png[:4]) == (b"%PDF-", b"\x89PNG")


def test_templates_are_listed_in_two_queries(kept, inside):
    counts = []
    for rank in range(3):
        kept(name=f"Modèle {rank}")
        with CaptureQueriesContext(connection) as seen:
            assert [one.versions.all()[0].number for one in queries.templates()] == [1] * (rank + 1)
        counts.append(len(seen))
    assert counts == [2, 2, 2]


def test_what_another_workspace_keeps_is_not_seen(kept, cast):
    from portulan.shared import scoping

    template = kept()
    with scoping.opened(cast.elsewhere.pk):
        assert (queries.templates(), queries.template(template.pk), queries.logos()) == ([], None, [])


def test_the_filled_file_opens(kept, inside):
    content, *_rest = follow_up_file(facts.FOLLOW_UP, queries.in_template(kept(data=starter("avancement", "fr"))))
    assert docx.Document(io.BytesIO(content)).tables


def test_a_logo_that_is_none_that_we_drew_is_not_shown(inside):
    logo = commands.put_logo(1, "HE Une", "logo.svg", facts.SVG, actor=inside.ada)
    kept = filestore.keep(inside.workspace.pk, [b"\x89PNG\r\n\x1a\n" + b"\0" * 8 + b"\0\1\0\0" * 2])
    Logo.objects.filter(pk=logo.pk).update(file_sha256=kept.sha256)
    assert queries.drawn_logos() == ()
