"""`portulan backup` and `portulan restore`: the demo out and in, and what each says."""

import argparse
import datetime as dt
from pathlib import Path

import pytest
from django.utils import timezone

import factories
from archives.made import everything, removed
from portulan.commands import backup, demo, restore, serve
from portulan.plans.models import Plan
from portulan.plans.queries.document import document_of
from portulan.shared import filestore, scoping
from portulan.tracking.queries import plan_view
from portulan.workspaces.models import User, Workspace

EXAMPLES = Path(__file__).resolve().parent.parent.parent / "examples"


@pytest.fixture(autouse=True)
def prepared(monkeypatch, settings, tmp_path):
    """The tables are there already."""
    monkeypatch.setattr(serve, "prepare", lambda: None)
    settings.FILES_DIR = tmp_path / "files"


def said(capsys):
    captured = capsys.readouterr()
    return captured.out.strip(), captured.err.strip()


def out(slug, file):
    return backup.run(argparse.Namespace(workspace=slug, file=file))


def back(file, *, check=False):
    return restore.run(argparse.Namespace(file=file, check=check))


def test_out_and_in(db, tmp_path, capsys):
    place = factories.workspace("espace", "Un espace")
    file = tmp_path / "espace.zip"
    assert out("espace", file) == 0
    assert said(capsys)[0].startswith(f"« espace » est dans {file} : ")
    assert (file.stat().st_mode & 0o777, sorted(one.name for one in tmp_path.iterdir())) == (0o600, ["espace.zip"])
    assert back(file, check=True) == 0
    assert said(capsys)[0] == (
        "L’archive de « Un espace » est entière : chaque fichier a l’empreinte de son manifeste."
    )
    assert back(file) == 2
    assert said(capsys)[1].startswith("Cet espace est déjà dans cette installation : « Un espace » (espace).")
    removed(place)
    Workspace.objects.create(slug="espace", name="Un autre")
    assert back(file) == 0
    assert said(capsys)[0].splitlines() == [
        "« Un espace » est repris : 0 lignes, 0 entrées du journal.",
        "Son adresse : /e/espace-2/. L’adresse /e/espace/ était prise.",
        "Comptes : 0 créés, sans mot de passe (on entre par un code), 0 déjà ici.",
    ]


def test_what_backup_refuses(db, tmp_path, capsys):
    factories.workspace("espace", "Un espace")
    there = tmp_path / "la.zip"
    there.write_bytes(b"x")
    wrong = [("autre", tmp_path / "a.zip"), ("espace", there), ("espace", tmp_path / "non" / "a.zip")]
    assert [out(slug, file) for slug, file in wrong] == [2, 2, 2]
    assert said(capsys)[1].splitlines() == [
        "Aucun espace ne s’appelle « autre ». Ceux qui sont ici : espace.",
        f"{there} existe déjà : choisissez un autre nom. Rien n’a été écrit.",
        f"Le dossier {tmp_path / 'non'} n’existe pas. Rien n’a été écrit.",
    ]
    assert there.read_bytes() == b"x"


def test_what_restore_refuses(db, tmp_path, capsys):
    file = tmp_path / "a.zip"
    file.write_bytes(b"x")
    assert (back(file), back(file, check=True)) == (2, 2)
    sentence = "Ce fichier n’est pas une archive de Portulan, ou il est incomplet."
    assert said(capsys) == ("", f"{sentence}\n{sentence}")


@pytest.mark.slow
def test_the_demo_out_and_in(db, monkeypatch, tmp_path):
    noon = dt.datetime(2026, 11, 23, 12, tzinfo=dt.UTC)
    monkeypatch.setattr(timezone, "now", lambda: noon)
    assert demo.fill(EXAMPLES) is True
    places = {slug: Workspace.objects.get(slug=slug) for slug in ("mias", "atelier")}
    known = {
        slug: (everything(place), filestore.sizes(place.pk), _seen(place, noon)) for slug, place in places.items()
    }
    for slug in places:
        assert out(slug, tmp_path / f"{slug}.zip") == 0
    for place in places.values():
        removed(place, *User.objects.all())
    for slug, (rows, files, view) in known.items():
        assert back(tmp_path / f"{slug}.zip") == 0
        place = Workspace.objects.get(slug=slug)
        assert everything(place) == rows
        assert (filestore.sizes(place.pk), _seen(place, noon)) == (files, view)
    assert [len(files) > 0 for _rows, files, _view in known.values()] == [True, True]


def _seen(place, noon):
    """The plan with its statuses, and as a document."""
    with scoping.opened(place.pk):
        return plan_view(place, noon.date()), [document_of(plan) for plan in Plan.objects.all()]
