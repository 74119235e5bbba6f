"""Three proofs in a workspace of their own, and what they are made of."""

import datetime as dt

import pytest

from portulan.tracking import commands
from web.proofs.made import DAY, given


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.FILES_DIR = tmp_path


@pytest.fixture
def three(inside):
    """Minutes of two actions, a draft, a link for everybody."""
    first, second = inside.action("1.1.1"), inside.action("2.1.1")
    results = [first.expected_results.first(), second.expected_results.first()]
    common = {"actor": inside.basile}
    (minutes,) = commands.add_evidence(
        first, also=[second], on=DAY, files=[given("PV CEP.pdf")], results=results, **common
    ).evidence
    (draft,) = commands.add_evidence(
        first, on=dt.date(2026, 10, 1), files=[given("projet.txt", b"Un projet")], draft=True, **common
    ).evidence
    (link,) = commands.add_evidence(
        second, on=dt.date(2024, 10, 1), url="exemple.be", title="=Site", visibility="public", **common
    ).evidence
    return minutes, draft, link
