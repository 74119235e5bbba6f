"""The fictional year: within its limits, and never in the future."""

import collections
import datetime as dt
import json
from pathlib import Path

import pytest

from portulan.commands import _fictional_year

FILE = Path(__file__).parent.parent.parent / "examples" / "fictional-year.json"
SEEN = dt.date(2026, 11, 23)


def test_it_covers_the_whole_sample_plan():
    year = _fictional_year.read(FILE, SEEN)
    kinds = collections.Counter(event.kind for event in year.events)
    assert (len(year.action_titles), len(year.strategic_titles), len(year.specific_titles)) == (52, 5, 20)
    assert kinds["reached"] == 25


def test_titles_are_short():
    told = _fictional_year.read(FILE, SEEN)
    titles = [*told.action_titles.values(), *told.strategic_titles.values(), *told.specific_titles.values()]
    assert [title for title in titles if len(title) > 40] == []


@pytest.mark.parametrize("today", [SEEN, dt.date(2025, 12, 1), dt.date(2026, 11, 24), dt.date(2029, 3, 6)])
def test_nothing_is_in_the_future_and_the_last_news_is_recent(today):
    days = [event.on for event in _fictional_year.read(FILE, today).events]
    assert days == sorted(days)
    assert dt.timedelta(0) <= today - days[-1] <= dt.timedelta(days=10)


def test_its_people_are_fictional_and_known():
    told = json.loads(FILE.read_text())
    addresses = {one["email"] for one in told["people"]}
    authors = {
        facts["by"]
        for action in told["actions"].values()
        for kind in ("updates", "evidence", "reached", "judged")
        for facts in action.get(kind, [])
    }
    assert {address.partition("@")[2] for address in addresses} == {"example.org"}
    assert authors - addresses == set()


def test_its_earlier_editions_are_past_and_about_actions_of_the_plan():
    year = _fictional_year.read(FILE, SEEN)
    assert [one.on < year.adopted_on <= SEEN for one in year.editions] == [True, True]
    for edition in year.editions:
        named = {*edition.facts["without"], *edition.facts["deadlines"], *edition.facts["texts"]}
        assert named <= set(year.action_titles)


def test_its_inquiries_are_past_and_answered_by_its_people():
    year = _fictional_year.read(FILE, SEEN)
    addresses = {one.email for one in year.people}
    for one in year.inquiries:
        assert {one.by, *(answer.by for answer in one.answers)} <= addresses
        assert {answer.code for answer in one.answers} <= set(year.action_titles)
        assert all(one.on <= answer.on <= SEEN for answer in one.answers)
        assert one.closes_on > SEEN
    assert [len(one.answers) for one in year.inquiries] == [2]
