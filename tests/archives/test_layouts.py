"""Templates and logos go out with a workspace, and come back in use."""

import pytest

import word_templates as made
from archives.made import archive, everything, inside_of, opened, removed
from portulan.archives.restoring import read_archive
from portulan.layouts import commands, queries
from portulan.reports.files import follow_up_file
from reports.templates import made as facts

pytestmark = pytest.mark.slow


def test_a_template_and_a_logo_come_back_and_dress_a_report(worked, kept_apart):
    letterhead = made.word("Chez nous : {{ titre }}", head="{{ logo_1 }}")
    commands.keep_template("tous", "Maison", "papier.docx", letterhead, by_default=True, actor=worked.ada)
    commands.put_logo(1, "HE Une", "logo.svg", facts.SVG, actor=worked.ada)
    before, file = everything(worked.workspace), archive(worked.workspace, kept_apart)
    assert [name for name in inside_of(file) if name.endswith(("papier.docx", "logo.png"))] == [
        "preuves/logo/logo.png",
        "preuves/version/papier.docx",
    ]
    removed(worked.workspace, worked.ada, worked.basile, worked.chloe)
    restored = read_archive(file)
    assert everything(restored.workspace) == before
    with opened(restored.workspace):
        (template,) = queries.templates_for("avancement", queries.standing())
        content, *_rest = follow_up_file(facts.FOLLOW_UP, queries.in_template(template))
    assert made.lines(content) == ["Chez nous : Rapport d’avancement"]
    assert 'descr="HE Une"' in made.part(content, "word/header1.xml")
