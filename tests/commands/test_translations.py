"""Sentences are found in code and templates, compiled, and told when they lack a translation."""

import re
from collections import Counter

import polib
import pytest
from django.utils import translation
from django.utils.translation import ngettext

from portulan.commands import translations

pytestmark = pytest.mark.slow

PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|\{\w*\}|</?\w+>")


def said_in(found):
    return [(one.msgid, one.plural, one.context) for one in found]


def test_sentences_of_python_code():
    source = (
        '_("Une " "preuve")\nngettext("%(n)d jour", "%(n)d jours", n)\npgettext("bouton", "Fermer")\nother("non")'
    )
    assert said_in(translations.in_python(source, "x.py")) == [
        ("Une preuve", "", ""),
        ("%(n)d jour", "%(n)d jours", ""),
        ("Fermer", "", "bouton"),
    ]


def test_sentences_of_a_template():
    source = (
        "{% translate 'L’échéance' %} {% translate \"Fermer\" context 'bouton' %} {% icon 'x' label=_('Réglé') %}"
        "{% blocktranslate trimmed count n=x %}\n {{ n }} « preuve »\n{% plural %}{{ n }} preuves"
        "{% endblocktranslate %}"
    )
    assert said_in(translations.in_template(source, "x.html")) == [
        ("L’échéance", "", ""),
        ("Fermer", "", "bouton"),
        ("Réglé", "", ""),
        ("%(n)s « preuve »", "%(n)s preuves", ""),
    ]


def test_gathering_keeps_what_is_translated_and_checking_tells_what_is_not(tmp_path, monkeypatch, capsys):
    catalogue = tmp_path / "locale" / "en" / "LC_MESSAGES" / "django.po"
    catalogue.parent.mkdir(parents=True)
    known = polib.POFile()
    known.extend([polib.POEntry(msgid="Plan", msgstr="Plan"), polib.POEntry(msgid="Parti", msgstr="Gone")])
    known.save(str(catalogue))
    (tmp_path / "page.py").write_text('_("Plan"), _("Preuve")')
    monkeypatch.setattr(translations, "PACKAGE", tmp_path)
    monkeypatch.setattr(translations, "LOCALE", tmp_path / "locale")
    source = tmp_path / "locale" / "fr" / "LC_MESSAGES" / "django.po"
    source.parent.mkdir(parents=True)
    polib.POFile().save(str(source))
    translations.gather()
    assert [(one.msgid, one.msgstr) for one in polib.pofile(str(source))] == [
        ("Plan", "Plan"),
        ("Preuve", "Preuve"),
    ]
    assert [(one.msgid, one.msgstr) for one in polib.pofile(str(catalogue))] == [("Plan", "Plan"), ("Preuve", "")]
    assert translations.check() == 1
    assert capsys.readouterr().out.endswith("2 sentences, 1 missing translations\n")
    translations.compile_all()
    assert [one.msgstr for one in polib.mofile(str(catalogue.with_suffix(".mo")))] == ["Plan"]


def test_a_sentence_said_alone_and_counted_is_one_with_a_plural(tmp_path, monkeypatch):
    (tmp_path / "a.py").write_text('_("action")')
    (tmp_path / "b.py").write_text('ngettext("action", "actions", n)')
    monkeypatch.setattr(translations, "PACKAGE", tmp_path)
    assert said_in(translations.messages()) == [("action", "actions", "")]


@pytest.mark.parametrize("language", ["fr", "en"])
def test_each_catalogue_says_every_sentence_and_no_other(language):
    catalogue = polib.pofile(str(translations.LOCALE / language / "LC_MESSAGES" / "django.po"))
    assert [one.msgid for one in catalogue.untranslated_entries()] == []
    assert [one.msgid for one in catalogue if one.fuzzy or one.obsolete] == []
    said = Counter(message.key for message in translations.messages())
    assert Counter((one.msgctxt or "", one.msgid) for one in catalogue) == said


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_translation_keeps_the_placeholders_and_the_tags(language):
    catalogue = polib.pofile(str(translations.LOCALE / language / "LC_MESSAGES" / "django.po"))
    assert [one.msgid for one in catalogue if any(spots(a) != spots(b) for a, b in renderings(one))] == []


def renderings(entry):
    """Each form of the entry beside what it translates."""
    if not entry.msgid_plural:
        return [(entry.msgid, entry.msgstr)]
    return [(entry.msgid, entry.msgstr_plural[0]), (entry.msgid_plural, entry.msgstr_plural[1])]


def spots(text):
    return Counter(PLACEHOLDER.findall(text))


@pytest.mark.parametrize(
    ("language", "counted"),
    [("fr", ["0 action", "1 action", "2 actions"]), ("en", ["0 actions", "1 action", "2 actions"])],
)
def test_nought_is_singular_in_french_and_plural_in_english(language, counted):
    with translation.override(language):
        assert [ngettext("%(n)d action", "%(n)d actions", n) % {"n": n} for n in range(3)] == counted
