"""What is no sound archive is refused with a sentence, and leaves everything as it was."""

import json
import stat
import uuid
import zipfile

import pytest

from archives.made import archive, everything, first_row, forged, inside_of
from portulan.archives import reading, restoring
from portulan.archives.restoring import read_archive, verify
from portulan.plans.models import Action, Plan
from portulan.shared import filestore
from portulan.shared.errors import Conflict, Invalid
from portulan.tracking.models import Evidence
from portulan.workspaces.models import User, Workspace

pytestmark = pytest.mark.slow

ROWS = "donnees/plans.action.jsonl"


@pytest.fixture
def refused(left, elsewhere):
    """Reads an archive that must be refused with that sentence, and leave everything as it was."""

    def read(file, sentence):
        before = (everything(elsewhere), User.objects.count(), Workspace.objects.count())
        with pytest.raises(Invalid) as said:
            read_archive(file)
        assert sentence in said.value.sentence
        assert (everything(elsewhere), User.objects.count(), Workspace.objects.count()) == before
        assert Action.everywhere.filter(workspace_id=left.pk).count() == 0
        assert filestore.sizes(left.pk) == {}

    return read


def test_a_workspace_that_is_there(worked, kept_apart):
    file = archive(worked.workspace, kept_apart)
    before = everything(worked.workspace)
    with pytest.raises(Conflict) as said:
        read_archive(file)
    assert said.value.sentence == (
        "Cet espace est déjà dans cette installation : « Master fictif » (mias). Rien n’a été modifié."
    )
    assert everything(worked.workspace) == before


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"%PDF-1.7", b"PK\x05\x06" + b"\0" * 18])
def test_what_is_no_archive(refused, gone, content):
    gone.write_bytes(content)
    refused(gone, "n’est pas une archive de Portulan")


def test_a_file_that_is_not_there(refused, gone):
    refused(gone.with_name("absent.zip"), "n’est pas une archive de Portulan")


def test_a_cut_archive(refused, gone):
    gone.write_bytes(gone.read_bytes()[:-400])
    refused(gone, "n’est pas une archive de Portulan, ou il est incomplet")


@pytest.mark.parametrize(
    ("told", "sentence"),
    [
        ({"format": "portulan-archive/2"}, "vient d’un Portulan plus récent"),
        ({"migrations": {"plans": "9999_later"}}, "vient d’un Portulan plus récent"),
        ({"migrations": {"unknown": "0001_initial"}}, "vient d’un Portulan plus récent"),
        ({"format": "autre/1"}, "son manifeste ne se lit pas"),
        ({"format": 1}, "son manifeste ne se lit pas"),
        ({"workspace": []}, "son manifeste ne se lit pas"),
        ({"files": [{"path": "index.html", "size": 1, "sha256": "court"}]}, "son manifeste ne se lit pas"),
        ({"files": []}, "pas exactement ce que dit son manifeste"),
        ({"counts": {"plans.action": 1}}, "pas exactement ce que dit son manifeste"),
    ],
)
def test_what_the_manifest_says(refused, gone, told, sentence):
    refused(forged(gone, told=told), sentence)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"index.html": b"autre chose"}, "a changé depuis qu’elle a été faite : index.html"),
        ({"index.html": None}, "pas exactement ce que dit son manifeste"),
        ({"de-trop.txt": b"x"}, "pas exactement ce que dit son manifeste"),
    ],
)
def test_what_is_not_what_the_manifest_says(refused, gone, changes, sentence):
    refused(forged(gone, changes, honest=False), sentence)


@pytest.mark.parametrize(
    "name", ["../dehors.txt", "/etc/dehors", "a/../../b", "C:\\dehors", "a\\b", "a//b", "a/./b", "a\x01b"]
)
def test_names_that_leave(refused, gone, name):
    refused(forged(gone, {name: b"x"}), "un fichier qui n’a pas à y être")


@pytest.mark.parametrize("attributes", [(stat.S_IFLNK | 0o777) << 16, (stat.S_IFIFO | 0o600) << 16])
def test_links_and_the_like(refused, gone, attributes):
    with zipfile.ZipFile(gone, "a") as held:
        made = zipfile.ZipInfo("lien")
        made.external_attr = attributes
        held.writestr(made, "/etc")
    refused(gone, "un fichier qui n’a pas à y être : lien")


def test_a_bomb(refused, gone):
    with zipfile.ZipFile(gone, "a") as held:
        held.writestr("bombe.txt", b"0" * (3 << 20), zipfile.ZIP_DEFLATED)
    refused(gone, "deviendrait démesuré : bombe.txt")


def test_more_than_the_disk_holds(refused, gone, monkeypatch):
    monkeypatch.setattr(reading.shutil, "disk_usage", lambda _path: type("Usage", (), {"free": 1000}))
    refused(gone, "La place manque sur le disque")


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_twice_the_same_file(refused, gone):
    with zipfile.ZipFile(gone, "a") as held:
        held.writestr("index.html", b"encore")
    refused(gone, "deux fois le même")


@pytest.mark.parametrize(
    ("path", "change", "sentence"),
    [
        (ROWS, first_row(workspace=str(uuid.uuid4())), "que ce Portulan ne connaît pas : plans.action.workspace"),
        (ROWS, first_row(inconnu=1), "que ce Portulan ne connaît pas : plans.action.inconnu"),
        (ROWS, first_row(state="inventé"), "ne convient pas : plans.action.state"),
        (ROWS, first_row(state=["done"]), "ne convient pas : plans.action.state"),
        (ROWS, first_row(position="premier"), "ne convient pas : plans.action.position"),
        (ROWS, first_row(position=-1), "ne convient pas : plans.action.position"),
        (ROWS, first_row(position=10**40), "ne convient pas : plans.action.position"),
        (ROWS, first_row(id=None), "une ligne sans identité"),
        (ROWS, first_row(id="moi"), "ne convient pas : plans.action.id"),
        (ROWS, first_row(text=None), "se contredisent"),
        (ROWS, first_row(objective=str(uuid.uuid4())), "parle de ce qu’elle ne contient pas"),
        (ROWS, lambda content: content + content.splitlines()[0], "deux fois la même ligne"),
        (ROWS, lambda content: content + b"{", "ne se lit pas : donnees/plans.action.jsonl"),
        (ROWS, lambda content: b"[" * 200_000, "ne se lit pas : donnees/plans.action.jsonl"),
        (ROWS, lambda content: b"", "parle de ce qu’elle ne contient pas"),
        ("donnees/tracking.evidence.jsonl", first_row(url="javascript:alert(1)"), "tracking.evidence.url"),
        ("donnees/workspaces.membership.jsonl", first_row(role="root"), "workspaces.membership.role"),
        ("donnees/workspaces.invitation.jsonl", first_row(token_sha256="0" * 64), "invitation.token_sha256"),
        ("donnees/personnes.jsonl", first_row(password="x"), "n’est pas décrite comme il faut"),
        ("donnees/personnes.jsonl", first_row(email=""), "n’est pas décrite comme il faut"),
        ("donnees/inconnu.table.jsonl", b"{}\n", "que ce Portulan ne connaît pas : inconnu.table"),
        ("donnees/espace.json", None, "ne dit rien de son espace"),
        ("donnees/espace.json", b"{}", "ne dit rien de son espace"),
        ("donnees/espace.json", first_row(institutions=["x"]), "ne dit rien de son espace"),
        ("donnees/espace.json", first_row(year_month=13), "se contredisent"),
    ],
)
def test_forged_rows(refused, gone, path, change, sentence):
    refused(forged(gone, {path: change}), sentence)


def test_a_row_of_another_workspace_is_not_led_to(refused, gone, elsewhere):
    plan = Plan.everywhere.get(workspace=elsewhere)
    refused(forged(gone, {ROWS: first_row(plan=str(plan.pk))}), "parle de ce qu’elle ne contient pas")


def test_a_row_of_another_workspace_is_not_written_over(refused, gone, elsewhere):
    theirs = Action.everywhere.filter(workspace=elsewhere).first()
    mine = json.loads(inside_of(gone)[ROWS].splitlines()[0])["id"]
    held = {
        name: content.replace(mine.encode(), str(theirs.pk).encode())
        for name, content in inside_of(gone).items()
        if name.startswith("donnees/")
    }
    refused(forged(gone, held), "sont déjà dans cette installation")


def test_a_proof_is_not_tied_to_an_action_of_another_workspace(refused, gone, elsewhere):
    theirs = Action.everywhere.filter(workspace=elsewhere).first()
    path = "donnees/tracking.evidence.actions.jsonl"
    refused(forged(gone, {path: first_row(to=str(theirs.pk))}), "parle de ce qu’elle ne contient pas")
    assert Evidence.actions.through.objects.filter(action=theirs).count() == 0


def test_somebody_elsewhere_is_not_made_the_author(refused, gone, elsewhere):
    change = first_row(actor=str(User.objects.get(name="Driss").pk))
    refused(forged(gone, {"donnees/journal.entry.jsonl": change}), "parle de ce qu’elle ne contient pas")


def test_files_that_cannot_be_kept_leave_nothing(left, gone, monkeypatch):
    kept = []

    def full(workspace_id, chunks, keep=restoring.filestore.keep):
        if kept:
            raise OSError("no space left")
        kept.append(keep(workspace_id, chunks))

    monkeypatch.setattr(restoring.filestore, "keep", full)
    with pytest.raises(OSError, match="no space left"):
        read_archive(gone)
    assert not Workspace.objects.filter(pk=left.pk).exists()
    assert filestore.sizes(left.pk) == {}


def test_verifying_writes_nothing(left, gone):
    assert verify(gone)["name"] == "Master fictif"
    assert not Workspace.objects.filter(pk=left.pk).exists()
    with pytest.raises(Invalid):
        verify(forged(gone, {"index.html": b"x"}, honest=False))


def test_an_older_archive_without_a_column_or_a_table(gone):
    def without_effort(content):
        rows = [json.loads(line) for line in content.splitlines()]
        return b"".join(
            json.dumps({name: row[name] for name in row if name != "effort"}).encode() + b"\n" for row in rows
        )

    told = json.loads(inside_of(gone)["MANIFESTE.json"])["counts"]
    older = forged(
        gone,
        {ROWS: without_effort, "donnees/plans.savedlist.jsonl": None},
        told={"counts": {name: count for name, count in told.items() if name != "plans.savedlist"}},
    )
    restored = read_archive(older)
    assert set(Action.everywhere.filter(workspace=restored.workspace).values_list("effort", flat=True)) == {""}
