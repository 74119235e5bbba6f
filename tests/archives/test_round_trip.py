"""Out and in: equal journals, equal hashes, equal documents; and what never leaves."""

import csv
import hashlib
import io
import json
import re
import zipfile
from urllib.parse import unquote

import pytest
from django.db import connection
from django.utils import timezone

import factories
from archives.made import PDF, archive, everything, inside_of, opened, removed
from portulan.archives.restoring import read_archive, verify
from portulan.inquiries.models import PersonalLink
from portulan.journal.models import Entry
from portulan.plandoc import jsonfile
from portulan.plans.models import Revision
from portulan.plans.queries.document import document_of
from portulan.shared import filestore
from portulan.tracking.queries import plan_view
from portulan.workspaces.models import Invitation, Membership, User, Workspace

pytestmark = pytest.mark.slow


def seen(workspace):
    """What people see of a workspace: the document, the statuses, the revisions, the journal."""
    with opened(workspace):
        view = plan_view(workspace, timezone.localdate())
        plan = next(iter(Revision.objects.select_related("plan"))).plan
        return (
            jsonfile.dumps(document_of(plan)),
            [(one.row.code, one.status, len(one.proofs)) for one in view.actions],
            [
                (one.pk, one.sha256, jsonfile.dumps(jsonfile.from_json(one.document)))
                for one in Revision.objects.all()
            ],
            list(Entry.objects.order_by("at", "id").values()),
        )


def test_all_comes_back_as_it_was(worked, kept_apart):
    file = archive(worked.workspace, kept_apart)
    before, shown, place = everything(worked.workspace), seen(worked.workspace), worked.workspace.pk
    elsewhere = everything(worked.elsewhere)
    files = filestore.sizes(place)
    removed(worked.workspace, worked.ada, worked.basile, worked.chloe)
    restored = read_archive(file)
    connection.check_constraints()
    assert everything(restored.workspace) == before
    assert seen(restored.workspace) == shown
    assert sum(map(len, before.values())) == sum(restored.counts.values()) > 60
    assert (filestore.sizes(place), len(files)) == (files, 2)
    assert filestore.path(place, hashlib.sha256(PDF).hexdigest()).read_bytes() == PDF
    assert everything(worked.elsewhere) == elsewhere
    fresh = Workspace.objects.get(pk=place)
    assert (fresh.slug, fresh.created_at, fresh.later_terms) == (
        "mias",
        worked.workspace.created_at,
        worked.workspace.later_terms,
    )
    assert list(fresh.institutions.values_list("name", "acronym")) == [("Haute école fictive", "HEF")]
    assert (restored.made, restored.known, restored.lost) == (3, 0, ())


def test_the_second_archive_is_the_first_one(gone, kept_apart):
    restored = read_archive(gone)
    first, second = inside_of(gone), inside_of(archive(restored.workspace, kept_apart, "encore.zip"))
    told = [json.loads(held.pop("MANIFESTE.json")) | {"made_at": ""} for held in (first, second)]
    assert list(first) == list(second)
    dated = {"LISEZMOI.txt", "index.html"}
    assert {name for name in first if first[name] != second[name]} <= dated
    files = [[one for one in manifest.pop("files") if one["path"] not in dated] for manifest in told]
    assert files[0] == files[1]
    assert told[0] == told[1]


def test_people_are_known_by_their_address(gone):
    again = User.objects.create_user("ada@example.org", "un-autre-mot-de-passe", name="Ada L.")
    restored = read_archive(gone)
    with opened(restored.workspace):
        assert dict(Membership.objects.values_list("user__email", "role")) == {
            "ada@example.org": "coordination",
            "basile@example.org": "responsable",
            "chloé@example.org": "lecture",
        }
        assert Membership.objects.get(role="coordination").user == again
        assert set(Entry.objects.values_list("actor__email", flat=True)) == {
            "ada@example.org",
            "basile@example.org",
        }
    assert (restored.made, restored.known) == (2, 1)
    again.refresh_from_db()
    assert (again.check_password("un-autre-mot-de-passe"), again.name) == (True, "Ada L.")


def test_somebody_who_has_the_identity_of_another_stays_apart(gone):
    first = json.loads(inside_of(gone)["donnees/personnes.jsonl"].splitlines()[0])
    other = User.objects.create(pk=first["id"], email="autre@example.org", name="Autre")
    read_archive(gone)
    made = User.objects.get(email=first["email"])
    assert (made.has_usable_password(), made.name, made.pk == other.pk) == (False, first["name"], False)
    assert not Membership.everywhere.filter(user=other).exists()
    assert Membership.everywhere.filter(user=made).exists()


def test_a_taken_address_gives_another(gone):
    Workspace.objects.create(slug="mias", name="Un autre")
    restored = read_archive(gone)
    assert (restored.workspace.slug, restored.former_slug) == ("mias-2", "mias")


def test_secrets_stay(left, gone):
    held = b"\n".join([left.content, *inside_of(gone).values()])
    assert len(left.secrets) == 7
    assert [one for one in left.secrets if one.encode() in held] == []
    assert b"invitee@example.org" in held
    read_archive(gone)
    back = Invitation.everywhere.get(workspace_id=left.pk).token_sha256
    link = PersonalLink.everywhere.get(workspace_id=left.pk).token_sha256
    assert [(len(one), one in left.secrets) for one in (back, link)] == [(64, False)] * 2


def test_nothing_of_another_workspace_is_in_it(left, gone):
    held = b"\n".join(inside_of(gone).values())
    assert b"driss@example.org" not in held
    assert str(left.elsewhere).encode() not in held


def test_the_manifest_tells_every_file(gone):
    held = inside_of(gone)
    told = json.loads(held.pop("MANIFESTE.json"))
    assert [(one["path"], one["size"], one["sha256"]) for one in told["files"]] == [
        (name, len(content), hashlib.sha256(content).hexdigest()) for name, content in held.items()
    ]
    assert (told["format"], told["counts"]["plans.action"]) == ("portulan-archive/1", 9)
    assert verify(gone)["slug"] == "mias"


def test_kept_files_have_readable_names(gone):
    names = [name for name in inside_of(gone) if name.startswith("preuves/")]
    assert names == ["preuves/2026-2027/2026-11-23 mars.pdf", "preuves/2026-2027/2026-11-23 PV CEP.pdf"]


def test_a_lost_file_is_told_and_the_rest_comes_back(worked, kept_apart):
    gone = hashlib.sha256(PDF).hexdigest()
    filestore.path(worked.workspace.pk, gone).unlink()
    spoilt = hashlib.sha256(PDF + b" bis").hexdigest()
    filestore.path(worked.workspace.pk, spoilt).write_bytes(b"abime")
    file = archive(worked.workspace, kept_apart)
    assert b"(fichier introuvable)" in inside_of(file)["actions/1-1-1.html"]
    removed(worked.workspace)
    assert set(read_archive(file).lost) == {gone, spoilt}


def test_pages_open_without_anything_else(gone):
    held = inside_of(gone)
    pages = {name: content.decode() for name, content in held.items() if name.endswith(".html")}
    folders = {name.partition("/")[0] for name in pages}
    assert folders == {"index.html", "actions", "instances", "evaluations", "revisions"}
    for name, text in pages.items():
        assert not re.search(r"<script|style=|\son[a-z]+=\"|@import|src=", text), name
        for target in re.findall(r'(?:href)="([^"]*)"', text):
            if target.startswith(("https://example.org/a", "#")):
                continue
            path = unquote(target)
            up = path.startswith("../")
            folder = name.rpartition("/")[0]
            path = path.removeprefix("../") if up or not folder else f"{folder}/{path}"
            assert path in held, (name, target)


def test_what_was_typed_stays_text(gone):
    text = inside_of(gone)["actions/1-1-1.html"].decode()
    assert "&lt;b&gt;" in text
    assert "<b>\u2028" not in text


def test_the_journal_is_readable(left, gone):
    rows = list(csv.reader(io.StringIO(inside_of(gone)["journal.csv"].decode("utf-8-sig")), delimiter=";"))
    assert len(rows) == 1 + len(left.entries)
    assert rows[0][:3] == ["Date et heure", "Personne", "Ce qui a été fait"]
    assert {row[5] for row in rows[1:]} == left.entries
    assert "a invité invitee@example.org" in [row[2] for row in rows]


def test_revisions_have_their_own_hash(left, gone):
    held = inside_of(gone)
    found = {
        hashlib.sha256(text).hexdigest() for name, text in held.items() if re.match(r"revisions/.*json", name)
    }
    assert found == left.revisions


def test_a_workspace_without_a_plan(kept_apart, db):
    place = factories.workspace("vide", "Vide")
    file = archive(place, kept_apart)
    assert "Cet espace n’avait pas encore de plan" in inside_of(file)["index.html"].decode()
    place.delete()
    assert read_archive(file).workspace.name == "Vide"


def test_the_zip_is_sound(gone):
    assert zipfile.ZipFile(gone).testzip() is None
