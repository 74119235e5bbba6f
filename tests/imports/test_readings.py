"""How far a reading is, told by its process to whoever asks."""

import os
import time
import uuid

import pytest

from portulan.imports import readings, stages
from portulan.imports.bounded import read_and_recognise
from portulan.plandoc.reading import progress, read
from portulan.plandoc.reading.progress import Stage
from portulan.shared import scoping

TABLE = "Action;Responsable;Échéance\nÉcrire;CP;2025-2026\nLire;CS;2026-2027\n".encode()


@pytest.fixture
def folder(tmp_path, settings):
    settings.READINGS_DIR = tmp_path / "readings"
    with scoping.opened(uuid.uuid4()):
        yield tmp_path / "readings"


def test_a_reading_is_followed_until_it_ends(folder):
    token = uuid.uuid4()
    assert readings.stage(token) is None
    with readings.followed(token):
        assert readings.stage(token) == Stage("received")
        stages.write(readings.current(), Stage("page", 3, 12))
        assert readings.stage(token) == Stage("page", 3, 12)
        with scoping.opened(uuid.uuid4()):
            assert readings.stage(token) is None
    assert (readings.stage(token), readings.current(), list(folder.iterdir())) == (None, None, [])


def test_nothing_is_followed_without_a_token(folder):
    with readings.followed(None):
        assert readings.current() is None
    assert not folder.exists()


def test_a_reading_that_was_cut_short_is_forgotten(folder):
    folder.mkdir()
    old, young = folder / "old", folder / "young"
    for one in (old, young):
        stages.write(one, Stage("opening"))
    os.utime(old, (time.time() - 4000,) * 2)
    with readings.followed(uuid.uuid4()):
        assert (old.exists(), young.exists()) == (False, True)


def test_half_a_stage_is_no_stage(folder):
    folder.mkdir()
    (folder / "half").write_bytes(b'["pa')
    assert stages.read(folder / "half") is None


@pytest.mark.slow
def test_the_process_that_reads_tells_its_stages(folder, monkeypatch):
    place = folder / "kept"
    folder.mkdir()
    monkeypatch.setattr(readings, "current", lambda: place)
    read_and_recognise("plan.csv", TABLE)
    assert stages.read(place) == Stage(progress.RECOGNISING)


def test_readers_tell_their_pages_and_sheets():
    from pathlib import Path

    examples = Path(__file__).parents[2] / "examples"
    heard = []
    with progress.listened(heard.append):
        read("plan.pdf", (examples / "mias-2024-2029.pdf").read_bytes())
    pages = [one for one in heard if one.name == progress.PAGE]
    assert heard[0] == Stage(progress.OPENING)
    assert pages == [Stage(progress.PAGE, at, len(pages)) for at in range(1, len(pages) + 1)]
    assert len(pages) > 1
