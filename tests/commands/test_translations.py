"""Sentences are found in code and templates, compiled, and told when they lack a translation."""

import polib

from portulan.commands import translations


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
    translations.gather()
    assert [(one.msgid, one.msgstr) for one in polib.pofile(str(catalogue))] == [("Plan", "Plan"), ("Preuve", "")]
    assert translations.check() == 1
    assert capsys.readouterr().out.endswith("2 sentences, 1 missing translations\n")
    translations.compile_all()
    assert [one.msgstr for one in polib.mofile(str(catalogue.with_suffix(".mo")))] == ["Plan"]
