"""Tags for marks and words say what they should, and every mark that a page names exists."""

import datetime as dt
import re
from pathlib import Path
from types import SimpleNamespace

import pytest
from django import forms
from django.contrib.messages import constants
from django.template import engines
from django.template.loader import render_to_string
from django.utils import translation

import portulan.web
from portulan.plandoc.status import Status
from portulan.plandoc.text import Wording
from portulan.web.frame import AddItem, Frame, NavItem, Ruler, RulerYear
from portulan.web.templatetags import ui

WEB = Path(portulan.web.__file__).parent
STATIC = WEB / "static" / "portulan"
TEMPLATES = sorted((WEB / "templates").rglob("*.html"))
SPRITE = set(re.findall(r'<symbol id="i-([a-z0-9-]+)"', (STATIC / "icons.svg").read_text()))


@pytest.fixture(autouse=True)
def _in_french():
    with translation.override("fr"):
        yield


def rendered(source: str, **context: object) -> str:
    return engines["django"].from_string(source).render(context)


def test_an_icon_is_hidden_from_screen_readers_and_comes_from_the_sprite():
    assert ui.icon("check", "clair") == (
        '<svg class="i clair" aria-hidden="true"><use href="/static/portulan/icons.svg#i-check"/></svg>'
    )


def test_every_icon_named_in_templates_and_code_is_in_the_sprite():
    named = {name for path in TEMPLATES for name in re.findall(r'{% icon "([^"]+)"', path.read_text())}
    assert sorted((named | set(ui.STATUS_ICONS.values())) - SPRITE) == []


def test_labels_are_those_of_the_plan_document():
    assert {one: str(label) for one, label in ui.STATUS_LABELS.items()} == {one: one.label for one in Status}


def test_a_pill_says_one_thing_in_both_languages():
    assert ui.status_pill("avenir").startswith('<span class="st st-avenir"><svg')
    assert ui.status_pill(Status.TO_COME).endswith("</svg>À venir</span>")


def test_the_scale_has_one_cell_for_each_action_in_the_order_of_statuses():
    html = ui.scale([Status.TO_COME, Status.DONE, Status.TO_COME])
    assert re.findall(r"g-(\w+)", html) == ["realisee", "avenir", "avenir"]
    assert 'aria-label="3 actions\u00a0: 1 réalisée, 2 à venir"' in html


def test_the_scale_in_words():
    marks = [Status.DONE, Status.DONE, Status.LATE, Status.SUSPENDED, Status.FED, Status.TO_FEED]
    assert ui.scale_words(marks) == "2 réalisées, 1 en retard, 1 suspendue, 1 à jour, 1 à nourrir"
    assert ui.scale_sentence([]) == "0 action"


def test_the_legend_leads_to_the_filtered_plan():
    assert ui.scale_legend([Status.FED], "/e/mias/plan/") == (
        '<ul class="legende"><li><a href="/e/mias/plan/?statut=ajour"><i class="g g-ajour"></i><b>1</b> '
        "en continu, à jour</a></li></ul>"
    )


@pytest.mark.parametrize(
    ("name", "acronym", "is_instance", "html"),
    [
        ("Comité stratégique", "CS", True, '<abbr class="inst" title="Comité stratégique">CS</abbr>'),
        ("GT Com'", "", True, '<span class="inst">GT Com’</span>'),
        ("Resp. <recherche>", "", False, '<span class="fonc">Resp. &lt;recherche&gt;</span>'),
    ],
)
def test_a_body_is_a_filled_tag_and_a_post_plain_text(name, acronym, is_instance, html):
    assert ui.body_tag(SimpleNamespace(name=name, acronym=acronym, is_instance=is_instance)) == html


def test_nobody_is_to_be_designated():
    assert ui.body_tag(None).endswith("</svg>À désigner</span>")


def test_a_gauge_shows_a_dot_a_result_and_says_it():
    html = ui.results_gauge(1, 3)
    assert html.count("<i") == 3
    assert html.endswith('<span class="vh">1 résultat atteint sur 3</span>')
    assert ui.results_gauge(0, 0) == '<span class="vh">aucun résultat attendu</span>'


def test_emphasis_escapes_sets_the_typography_and_keeps_the_wording():
    assert ui.emphasis("L'UE 20 *Partenariat & réseaux* : suite") == (
        "L’UE 20 <em>Partenariat &amp; réseaux</em>\u00a0: suite"
    )
    assert ui.emphasis(Wording("<script>", ())) == "&lt;script&gt;"


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("l'acteur « politique » ?", "l’acteur «\u00a0politique\u00a0»\u00a0?"),
        ("Prêt:oui http://a.b 'x'", "Prêt:oui http://a.b 'x’"),
        ("", ""),
    ],
)
def test_typography_never_changes_the_length(source, expected):
    assert ui.typo(source) == expected
    assert len(ui.typo(source)) == len(source)


def test_dates_as_they_are_written_in_french():
    date = dt.date(2026, 10, 1)
    assert ui.day(date) == "1er\u00a0oct.\u00a02026"
    assert ui.long_day(dt.date(2026, 2, 12)) == "12\u00a0février\u00a02026"
    assert ui.full_day(dt.date(2026, 11, 23)) == "lundi\u00a023\u00a0novembre\u00a02026"
    assert ui.short_day(dt.date(2026, 7, 8)) == "8\u00a0juil."
    assert ui.day(None) == ""
    assert ui.moment(date, "short") == '<time datetime="2026-10-01">1er\u00a0oct.</time>'


def test_a_moment_is_dated_where_people_are():
    late = dt.datetime(2026, 6, 30, 23, 30, tzinfo=dt.UTC)
    assert ui.day(late) == "1er\u00a0juil.\u00a02026"
    assert ui.clock(late) == "1\u00a0h\u00a030"


def test_dates_and_numbers_in_english():
    with translation.override("en"):
        assert ui.long_day(dt.date(2026, 10, 12)) == "12 October 2026"
        assert ui.words(3) == "three"


def test_numbers_in_words_up_to_twenty():
    assert [ui.words(0), ui.words(1), ui.words(1, "f"), ui.words(17), ui.words(21)] == [
        "zéro",
        "un",
        "une",
        "dix-sept",
        "21",
    ]


class ExampleForm(forms.Form):
    title = forms.CharField(label="Intitulé court", help_text="Au plus 40 caractères.")
    warn = forms.BooleanField(label="Prévenir", required=False)


def test_a_field_ties_its_help_and_its_error_to_the_input():
    field = ExampleForm({})["title"]
    html = render_to_string("ui/_field.html", {"field": field})
    described = re.search(r'aria-describedby="([^"]+)"', html)
    assert described is not None
    assert [f'id="{one}"' in html for one in described[1].split()] == [True, True]
    assert 'aria-invalid="true"' in html


def test_the_summary_of_errors_leads_to_the_fields():
    html = render_to_string("ui/_errors.html", {"form": ExampleForm({})})
    assert re.findall(r'<a href="([^"]+)"', html) == ["#id_title"]
    assert "Un point est à corriger." in html


def test_messages_are_announced():
    message = SimpleNamespace(level=constants.SUCCESS, level_tag="success", __str__=lambda self: "Fait.")
    assert 'role="status"' in render_to_string("ui/_messages.html", {"messages": [message]})


def test_the_frame_draws_the_rule_with_attributes_and_says_it():
    years = (RulerYear("24-25", "fait", 100), RulerYear("25-26", "ici", 19))
    html = rendered(
        '{% extends "base.html" %}',
        frame=Frame(
            user_name="Ada",
            plan_title="Plan d'action",
            nav=(NavItem("Plan", "/plan/", True),),
            add_menu=(AddItem("plus", "Ajouter une action", "/a/"),),
            ruler=Ruler("Année 2 sur 2", years, 59.5),
            fictional=True,
        ),
    )
    assert re.findall(r'<rect (?:width|x)="([^"]+)"', html) == ["100%", "19%", "59.5%"]
    assert 'aria-label="Année 2 sur 2"' in html
    assert '<a href="/plan/" aria-current="page">Plan</a>' in html
    assert "Données d’activité fictives" in html


def test_a_visitor_sees_the_mark_and_no_navigation():
    html = rendered('{% extends "ui/anonymous.html" %}{% block heading %}Entrer{% endblock %}', frame=Frame())
    assert html.count("<nav") == 0
    assert "<h1>Entrer</h1>" in html


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_templates_hold_no_inline_style_or_script(path):
    source = path.read_text()
    assert re.findall(r"\sstyle=|<style|\son[a-z]+=\"|javascript:|<script(?![^>]*\ssrc=)", source) == []


def test_every_file_that_a_style_sheet_names_is_there():
    named = {
        (sheet.parent / url).resolve()
        for sheet in (STATIC / "css").glob("*.css")
        for url in re.findall(r'url\("([^"]+)"\)', sheet.read_text())
    }
    assert sorted(path.name for path in named if not path.is_file()) == []
    assert len(named) == 8


def test_both_themes_have_the_same_colours_in_light():
    sheet = (STATIC / "css" / "tokens.css").read_text()
    plain, both = sheet.split("@supports")
    light = dict(re.findall(r"(--[\w-]+): (#\w+);", plain))
    assert light == dict(re.findall(r"(--[\w-]+): light-dark\((#\w+),", both))
