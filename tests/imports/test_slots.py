"""Few files are read at once on a machine, whoever reads them; the others wait, then are told."""

import contextlib
import subprocess
import sys
import time

import pytest

from portulan.imports import slots


@pytest.fixture
def two_places(settings, tmp_path, monkeypatch):
    settings.DATA_DIR = tmp_path
    monkeypatch.setattr(slots, "PLACES", 2)
    monkeypatch.setattr(slots, "WAIT", 0.1)
    return tmp_path / "reading"


def test_a_third_one_waits_then_is_told(two_places):
    with slots.place(), slots.place():
        start = time.monotonic()
        with pytest.raises(slots.Busy) as told, slots.place():
            pass
        assert 0.1 <= time.monotonic() - start < 2
    assert told.value.sentence.startswith("Plusieurs fichiers sont en lecture en ce moment.")


def test_a_place_is_free_again_after_an_error(two_places):
    for _ in range(5):
        with contextlib.suppress(ValueError), slots.place():
            raise ValueError
    with slots.place(), slots.place():
        pass


HOLDS_BOTH = """
import fcntl, sys, time
held = [open(one, "ab") for one in sys.argv[1:]]
for one in held: fcntl.flock(one, fcntl.LOCK_EX)
print("held", flush=True)
time.sleep(60)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="places are counted in each process there")
def test_another_process_counts_and_its_places_are_free_once_it_is_killed(two_places):
    two_places.mkdir()
    files = [str(two_places / f"place-{number}.lock") for number in (1, 2)]
    other = subprocess.Popen([sys.executable, "-c", HOLDS_BOTH, *files], stdout=subprocess.PIPE)
    try:
        assert other.stdout.readline() == b"held\n"
        with pytest.raises(slots.Busy), slots.place():
            pass
    finally:
        other.kill()
        other.communicate()
    with slots.place(), slots.place():
        pass
