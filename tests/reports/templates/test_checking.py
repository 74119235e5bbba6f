"""A template with faults: each is told by its tag as it stands, and where it stands."""

import docx
import pytest

import word_templates as made
from portulan.reports.templates.checking import Faulty
from portulan.reports.templates.filling import check


def faults(data: bytes, kind: str = "avancement") -> list[tuple[str, str, str]]:
    try:
        check("modele.docx", data, kind)
    except Faulty as error:
        return [(str(one.sentence), ", ".join(one.place.words), one.place.around) for one in error.problems]
    return []


def sentences(*paragraphs: str, kind: str = "avancement", **how) -> list[str]:
    return [sentence for sentence, _where, _around in faults(made.word(*paragraphs, **how), kind)]


@pytest.mark.family
@pytest.mark.parametrize(
    "paragraphs",
    [
        ("{{ titre }} {{ plan.titre }}", "{{p corps }}", "{{ logo_1 }} {{r logo_2 }}"),
        ("{% for action in actions %}{{ action.code }} {{ loop.index }}{% endfor %}",),
        (
            "{% for a in actions %}",
            "{{ a.code }}{% for r in a.resultats %}{{ r.texte }}{% endfor %}",
            "{% endfor %}",
        ),
        ("{%p for a in actions if a.en_retard %}", "{{ a.code|upper }}", "{%p endfor %}"),
        ("{% if actions and not titre == 'x' %}a{% elif date %}b{% else %}c{% endif %}",),
        ("{{ (objectifs|first).nom }} {{ objectifs[0].actions[0].code }} {{ plan['titre'] }}",),
        ("{% for r in remarques %}{{ r }}{% else %}rien{% endfor %}", "{{ remarques|join(', ') }}"),
        ("{# une remarque que personne ne verra {{ #}",),
        ("{% if titre == “x” %}guillemets de Word{% endif %}",),
        ("{% for a in actions|sort(attribute='code')|reverse %}{{ a.texte }}{% endfor %}",),
        ("{{ bilan_annees|length }} {{ titre|default('–') }} {{ titre ~ date }}",),
        ("{%- if titre -%}x{% endif %}",),
    ],
)
def test_what_is_right_has_no_fault(paragraphs):
    assert sentences(*paragraphs) == []


@pytest.mark.family
@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{{ plan.titer }}", "La balise {{ plan.titer }} n’existe pas. Voulez-vous dire plan.titre ?"),
        ("{{ echeance }}", "La balise {{ echeance }} n’existe pas : echeance n’est pas un mot d’un modèle."),
        ("{{ edition }}", "La balise {{ edition }} n’existe pas. Voulez-vous dire plan.edition ?"),
        (
            "{% for a in actions %}x",
            "{% for a in actions %} n’est pas refermée : ajoutez {% endfor %}.",
        ),
        ("{%p if titre %}", "{%p if titre %} n’est pas refermée : ajoutez {%p endif %}."),
        ("{% endfor %}", "{% endfor %} ne referme rien : il manque {% for … %} avant."),
        ("{% else %}", "{% else %} n’est dans aucune condition : ouvrez-la avec {% if … %}."),
        (
            "{% for a in actions %}{% if a.code %}{% endfor %}",
            "{% endfor %} vient trop tôt : {% if a.code %} est encore ouverte, refermez-la d’abord avec "
            "{% endif %}.",
        ),
        (
            "{{ objectifs.nom }}",
            "Dans {{ objectifs.nom }}, objectifs est une liste : parcourez-la avec "
            "{% for objectif in objectifs %}, puis écrivez {{ objectif.nom }}.",
        ),
        (
            "{{ actions }}",
            "{{ actions }} est une liste : parcourez-la avec {% for action in actions %} … {% endfor %}.",
        ),
        ("{{ plan }}", "{{ plan }} est un ensemble : dites ce que vous en voulez, par exemple plan.titre."),
        ("{% for a in titre %}{% endfor %}", "{% for a in titre %} : ce qui suit « in » n’est pas une liste."),
        ("{{ plan. }}", "La balise {{ plan. }} n’est pas comprise : un signe manque, ou est de trop."),
        ("{{ }}", "La balise {{ }} est vide."),
        ("{{ corps }}", "{{ corps }} prend la place d’un paragraphe : écrivez {{p corps }}."),
        ("avant {{p corps }}", "{{p corps }} se met seule dans un paragraphe du texte, hors de tout tableau."),
        ("{{p titre }}", "{{p titre }} est un texte : écrivez {{ titre }}."),
        ("{{p logo_1 }}", "{{p logo_1 }} est une image : écrivez {{ logo_1 }}."),
        ("{{ logo_1|upper }}", "{{ logo_1|upper }} : une image ou le corps s’écrit seul, sans rien d’autre."),
        (
            "a {%p if titre %} b",
            "{%p if titre %} prend la place de son paragraphe : mettez-la seule sur sa ligne.",
        ),
        ("{%tr if titre %}", "{%tr if titre %} n’a de sens que dans un tableau, sur une ligne à elle."),
        (
            "{{ titre",
            "{{ ouvre une balise qui n’est pas refermée dans son paragraphe : ajoutez }}.",
        ),
        (
            "titre %}",
            "%} referme une balise qui n’est pas ouverte dans son paragraphe : ajoutez {% avant.",
        ),
        (
            "{% set x = 1 %}",
            "{% set x = 1 %} n’est pas une instruction d’un modèle. Il y a for, if, elif, else, endif et endfor.",
        ),
        ("{{ titre[0] }}", "{{ titre[0] }} : il n’y a pas de rang dans ce qui n’est pas une liste."),
        (
            "{% for a, b in actions %}{% endfor %}",
            "{% for a, b in actions %} n’est pas comprise. Une boucle s’écrit {% for action in actions %}.",
        ),
    ],
)
def test_a_fault_is_told_by_its_tag(text, said):
    assert said in sentences(text)


def test_the_name_that_a_faulty_loop_gives_is_no_second_fault():
    said = sentences("{% for a in actoins %}{{ a.code }} {{ a.rien }}{% endfor %}{{ a.code }}")
    assert said[0] == "La balise {% for a in actoins %} n’existe pas. Voulez-vous dire actions ?"
    assert said[1:] == ["La balise {{ a.code }} n’existe pas : a.code n’est pas un mot d’un modèle."]


def test_a_name_of_a_loop_ends_with_it_and_is_corrected_within_it():
    assert sentences("{% for a in actions %}{{ a.cod }}{% endfor %}{{ a.code }}") == [
        "La balise {{ a.cod }} n’existe pas. Voulez-vous dire a.code ?",
        "La balise {{ a.code }} n’existe pas : a.code n’est pas un mot d’un modèle.",
    ]


def test_several_faults_are_told_at_once_with_their_places():
    rows = [["Action", "Texte"], ["{{ actoin.code }}", "{{ titre }}"]]
    data = made.word("Voici {{ plan.titer }} puis la suite du texte", head="{{ dat }}", foot="{{ fin", table=rows)
    found = faults(data)
    assert [where for _sentence, where, _around in found] == [
        "texte",
        "tableau 1, ligne 2",
        "pied de page",
        "en-tête",
    ]
    assert found[0][2] == "Voici {{ plan.titer }} puis la suite du texte"
    assert "Voulez-vous dire date ?" in found[3][0]


def test_a_long_paragraph_is_cut_around_its_tag():
    around = faults(made.word("a" * 60 + " {{ x }} " + "b" * 60))[0][2]
    assert around == "…" + "a" * 31 + " {{ x }} " + "b" * 31 + "…"


def test_a_tag_that_word_cut_into_runs_is_found_whole():
    file = docx.Document()
    paragraph = file.add_paragraph()
    for piece in ("Le plan {", "{ pl", "an.", "titer }", "} dit"):
        paragraph.add_run(piece).bold = len(piece) % 2 == 0
    assert [one[0] for one in faults(made.saved(file))] == [
        "La balise {{ plan.titer }} n’existe pas. Voulez-vous dire plan.titre ?"
    ]


def test_rows_are_repeated_between_two_rows_of_their_own():
    right = [["{%tr for a in actions %}", ""], ["{{ a.code }}", "{{ a.texte }}"], ["{%tr endfor %}", ""]]
    assert sentences(table=right) == []
    assert sentences(table=[["{%tr for a in actions %}", "x"], *right[1:]]) == [
        "{%tr for a in actions %} prend la place de sa ligne de tableau : mettez-la seule sur une ligne."
    ]
    assert sentences(table=[*right[:2], ["{% endfor %}", ""]]) == [
        "{% endfor %} ne va pas avec {%tr for a in actions %} : écrivez {%tr endfor %}."
    ]


def test_a_loop_does_not_run_from_one_cell_to_another():
    said = sentences(table=[["{% for a in actions %}{{ a.code }}", "{{ a.texte }}{% endfor %}"]])
    assert said[0].startswith("{% for a in actions %} s’ouvre à un endroit et {% endfor %} est dans un autre")


def test_a_template_for_every_document_names_what_they_all_have():
    assert sentences("{{ titre }} {{p date }}", kind="tous") == ["{{p date }} est un texte : écrivez {{ date }}."]
    assert sentences("{% for a in actions %}{{ a.code }}{% endfor %}", kind="tous") != []


def test_no_more_faults_are_told_than_people_read():
    assert len(sentences(*(f"{{{{ inconnue{rank} }}}}" for rank in range(90)))) == 40


def test_a_note_at_the_end_is_never_filled_and_its_tag_is_told():
    notes = (
        '<w:endnotes xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:endnote w:id="1">'
        "<w:p><w:r><w:t>{{ titre }}</w:t></w:r></w:p></w:endnote></w:endnotes>"
    )
    assert faults(made.with_part(made.word("x"), "word/endnotes.xml", notes.encode())) == [
        (
            "{{ titre }} ne se remplit pas dans une note de fin : mettez-la dans le texte.",
            "note de fin",
            "{{ titre }}",
        )
    ]


@pytest.mark.family
@pytest.mark.parametrize(
    "hostile",
    [
        "{{ ''.__class__.__mro__ }}",
        "{{ titre.__class__ }}",
        "{{ titre|attr('__class__') }}",
        "{{ self._TemplateReference__context }}",
        "{{ cycler.__init__.__globals__ }}",
        "{{ titre.format(1) }}",
        "{{ range(10) }}",
        "{{ (titre for x in y) }}",
        "{{ 10**9 }}",
        "{{ titre * 1000000000 }}",
        "{{ '%1000000000d' % 1 }}",
        "{{ [1, 2] }}",
        "{{ titre|safe }}",
        "{{ titre|map('upper') }}",
        "{% for i in range(10**9) %}{{ i }}{% endfor %}",
        "{% include '/etc/passwd' %}",
        "{% import 'os' as os %}",
        "{% autoescape false %}{{ titre }}{% endautoescape %}",
        "{% raw %}{{ x }}{% endraw %}",
        "{% macro m() %}{% endmacro %}",
        "{% for a in actions recursive %}{{ loop(a) }}{% endfor %}",
        "{{ " + "(" * 3000 + "titre" + ")" * 3000 + " }}",
    ],
)
def test_nothing_of_python_is_within_reach(hostile):
    assert sentences(hostile) != []
