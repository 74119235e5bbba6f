"""Files are kept by the hash of their content."""

import hashlib
import uuid

import pytest

from portulan.shared import filestore


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.FILES_DIR = tmp_path
    return tmp_path


def test_the_same_bytes_stand_once(folder):
    place = uuid.uuid4()
    first, second = filestore.keep(place, [b"PV ", b"du 8"]), filestore.keep(place, [b"PV du 8"])
    assert first == second == filestore.Kept(hashlib.sha256(b"PV du 8").hexdigest(), 7)
    assert [file.read_bytes() for file in folder.rglob("*") if file.is_file()] == [b"PV du 8"]


def test_two_workspaces_share_nothing(folder):
    one, other = uuid.uuid4(), uuid.uuid4()
    kept = filestore.keep(one, [b"x"])
    assert filestore.path(one, kept.sha256).exists()
    assert not filestore.path(other, kept.sha256).exists()


@pytest.mark.parametrize("name", ["../../etc/passwd", "", "A" * 64, "0" * 63])
def test_a_hash_that_is_none_leads_nowhere(name):
    with pytest.raises(ValueError, match="sha256"):
        filestore.path(uuid.uuid4(), name)


def test_a_broken_upload_leaves_nothing_behind(folder):
    def broken():
        yield b"half"
        raise OSError("the line was cut")

    with pytest.raises(OSError, match="cut"):
        filestore.keep(uuid.uuid4(), broken())
    assert [file for file in folder.rglob("*") if file.is_file()] == []
