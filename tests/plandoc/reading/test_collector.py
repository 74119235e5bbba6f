"""The collector of cycles rests while a file is read, and no longer."""

import gc

import pytest

from portulan.plandoc.reading import collector, read
from portulan.plandoc.reading.source import Unreadable


def test_it_rests_inside_only() -> None:
    with collector.at_rest():
        assert not gc.isenabled()
        with collector.at_rest():
            assert not gc.isenabled()
        assert not gc.isenabled()
    assert gc.isenabled()


def test_it_works_again_after_a_file_that_is_refused() -> None:
    with pytest.raises(Unreadable):
        read("plan.docx", b"PK\x03\x04 and nothing else")
    assert gc.isenabled()


def test_it_stays_at_rest_where_it_was() -> None:
    gc.disable()
    try:
        read("plan.csv", b"a;b;c\n1;2;3\n")
        assert not gc.isenabled()
    finally:
        gc.enable()
