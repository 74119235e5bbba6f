"""A workspace that comes back from its archive by the page: what it says, for whom, and what is refused."""

import json
import zipfile
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from archives.made import archive, everything, forged, lived, removed
from portulan.archives import bounded
from portulan.journal.models import Entry
from portulan.shared import filestore, scoping
from portulan.shared.bounded import Bounds
from portulan.shared.errors import Invalid
from portulan.tracking.models import Evidence
from portulan.workspaces.models import Membership, Role, User, Workspace

pytestmark = pytest.mark.family

ADDRESS = "/espaces/reprendre/"
BACKEND = "django.contrib.auth.backends.ModelBackend"


@pytest.fixture
def kept(cast, settings, tmp_path, on_the_day):
    """The archive of Ada's workspace, which is still there."""
    settings.FILES_DIR = tmp_path / "files"
    with scoping.opened(cast.workspace.pk):
        lived(cast)
        return archive(cast.workspace, tmp_path)


@pytest.fixture
def rows(kept, cast):
    """Every row that the archive holds; nothing of it is left here, nor of any other workspace."""
    found = everything(cast.workspace)
    removed(cast.workspace, cast.basile, cast.chloe)
    removed(cast.elsewhere, cast.driss)
    return found


@pytest.fixture
def first(rows, cast):
    """Ada's browser, in a Portulan without a workspace."""
    return signed_in(cast.ada)


def signed_in(user) -> Client:
    browser = Client()
    browser.force_login(user, backend=BACKEND)
    return browser


def send(browser, file, **more):
    return browser.post(ADDRESS, {"file": SimpleUploadedFile("archive.zip", file.read_bytes())}, **more)


def test_all_comes_back_and_the_page_says_what(first, kept, rows, cast):
    page = first.get(ADDRESS)
    assert (page.status_code, reverse("workspace_bring_in")) == (200, ADDRESS)
    answer = send(first, kept)
    assert answer.status_code == 200
    shown = answer.context["page"]
    with zipfile.ZipFile(kept) as held:
        counts = json.loads(held.read("MANIFESTE.json"))["counts"]
    assert [one.split()[0] for one in shown.counts][:8] == [
        str(counts[table])
        for table in (
            "plans.action", "tracking.evidence", "tracking.progressupdate", "plans.revision", "meetings.meeting",
            "governance.body", "workspaces.membership", "journal.entry",
        )
    ]  # fmt: skip
    assert (shown.name, shown.slug, shown.lost) == ("Master fictif", "mias", 0)
    came = Entry.everywhere.get(verb="workspace.brought_in")
    assert (came.actor, came.after) == (cast.ada, {"entries": counts["journal.entry"]})
    came.delete()
    assert everything(Workspace.objects.get(slug="mias")) == rows
    assert first.get(reverse("dashboard", args=["mias"])).status_code == 200


def test_who_brings_it_in_is_of_its_coordination(rows, kept):
    zoe = User.objects.create_user("zoe@example.org", name="Zoé")
    assert send(signed_in(zoe), kept).status_code == 200
    assert Membership.everywhere.get(user=zoe).role == Role.COORDINATION


def test_twice_is_refused(cast, kept):
    before = everything(cast.workspace)
    answer = send(signed_in(cast.ada), kept)
    assert answer.status_code == 409
    assert "Cet espace est déjà dans cette installation" in answer.text
    assert everything(cast.workspace) == before


@pytest.mark.parametrize(
    ("spoil", "sentence"),
    [
        (lambda file: file.write_bytes(b"%PDF-1.7"), "n’est pas une archive de Portulan"),
        (lambda file: file.write_bytes(file.read_bytes()[:-400]), "ou il est incomplet"),
        (lambda file: forged(file, {"index.html": b"autre"}, honest=False), "a changé depuis qu’elle a été faite"),
        (lambda file: forged(file, told={"format": "portulan-archive/2"}), "vient d’un Portulan plus récent"),
        (lambda file: forged(file, told={"migrations": {"plans": "9999_x"}}), "vient d’un Portulan plus récent"),
        (lambda file: forged(file, {"../dehors.txt": b"x"}), "un fichier qui n’a pas à y être"),
    ],
    ids=["no archive", "cut", "wrong hash", "newer format", "newer tables", "leaves its folder"],
)
def test_what_is_no_sound_archive_is_refused_with_its_reason(first, kept, spoil, sentence):
    spoilt = spoil(kept)
    answer = send(first, spoilt if isinstance(spoilt, Path) else kept)
    assert answer.status_code == 422
    assert sentence in answer.text
    assert (Workspace.objects.count(), Evidence.everywhere.count(), User.objects.count()) == (0, 0, 1)


def test_a_bomb_is_refused(first, kept):
    with zipfile.ZipFile(kept, "a") as held:
        held.writestr("bombe.txt", b"0" * (3 << 20), zipfile.ZIP_DEFLATED)
    answer = send(first, kept)
    assert (answer.status_code, "deviendrait démesuré" in answer.text) == (422, True)


def test_no_file_says_what_to_choose(first):
    answer = first.post(ADDRESS)
    assert (answer.status_code, "Choisissez l’archive" in answer.text) == (422, True)


def test_what_takes_too_long_is_left_to_the_command(kept):
    with pytest.raises(Invalid, match="portulan restore"):
        bounded.check(kept, Bounds(seconds=0.01))


def test_the_reason_is_in_the_language_of_the_reader(first, kept):
    kept.write_bytes(b"no")
    answer = send(first, kept, headers={"accept-language": "en"})
    assert "archive" in answer.text
    assert "n’est pas une archive" not in answer.text


@pytest.mark.parametrize("who", ["basile", "chloe"])
def test_only_a_coordination_may_where_there_are_workspaces(cast, kept, who):
    browser = signed_in(getattr(cast, who))
    assert (browser.get(ADDRESS).status_code, send(browser, kept).status_code) == (403, 403)


def test_nobody_who_is_not_signed_in(kept, client):
    assert send(client, kept).url.startswith("/compte/connexion/")


def test_an_archive_may_weigh_more_than_other_files_for_who_may_send_it(cast, kept, settings):
    settings.MAX_UPLOAD_BYTES, settings.MAX_ARCHIVE_UPLOAD_BYTES = 1000, 2000

    def sent(who):
        heavy = SimpleUploadedFile("archive.zip", b"0" * (2 << 20))
        return signed_in(getattr(cast, who)).post(ADDRESS, {"file": heavy})

    for who, sentence in (("ada", "portulan restore"), ("basile", "Allégez le fichier")):
        answer = sent(who)
        assert (who, answer.status_code, sentence in answer.text) == (who, 413, True)
    settings.MAX_ARCHIVE_UPLOAD_BYTES = 4 << 20
    assert sent("ada").status_code == 422
    assert filestore.sizes(cast.elsewhere.pk) == {}
