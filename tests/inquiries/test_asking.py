"""Opening an inquiry, giving links, reminding, revoking."""

import datetime as dt
import uuid

import pytest

from asking import CLOSES, SENTENCE, ask, sitting
from portulan.governance.models import Body, Person, Seat
from portulan.inquiries import commands, queries
from portulan.inquiries.models import Asked, Inquiry, PersonalLink
from portulan.journal.models import Entry
from portulan.shared.errors import Conflict, Invalid
from portulan.tracking.queries import plan_view
from portulan.workspaces.rules import hashed


def journal():
    return list(Entry.objects.filter(verb__regex=r"^(news|link)\.").values_list("verb", "actor_name"))


def test_an_inquiry_gives_each_a_link_of_which_only_the_hash_is_kept(inside, on_the_day):
    louise, thomas = sitting("Louise"), sitting("Thomas")
    one, links = ask(inside.ada, louise, thomas)
    assert [given.link.token_sha256 for given in links] == [hashed(given.token) for given in links]
    assert len({given.token for given in links}) == 2
    assert {given.link.expires_on for given in links} == {CLOSES + dt.timedelta(days=7)}
    entry = Entry.objects.get(verb="news.asked")
    assert (entry.actor, entry.subject_name, entry.after["people"]) == (inside.ada, SENTENCE, ["Louise", "Thomas"])
    assert one.opened_by_name == "Ada"
    stored = [str(value) for row in PersonalLink.objects.values() for value in row.values()]
    assert [given.token for given in links if given.token in " ".join(stored)] == []


def test_the_same_form_asks_once(inside, on_the_day):
    thomas, sent = sitting("Thomas"), uuid.uuid4()
    first = commands.open_inquiry(SENTENCE, CLOSES, [thomas], actor=inside.ada, submission=sent)
    again = commands.open_inquiry(SENTENCE, CLOSES, [thomas], actor=inside.ada, submission=sent)
    assert (again[0], again[1], Inquiry.objects.count()) == (first[0], (), 1)


@pytest.mark.parametrize(
    ("sentence", "closes_on", "field"),
    [
        ("  ", CLOSES, "sentence"),
        (SENTENCE, dt.date(2026, 11, 22), "closes_on"),
        (SENTENCE, dt.date(2027, 11, 23), "closes_on"),
    ],
)
def test_what_cannot_be_asked(inside, on_the_day, sentence, closes_on, field):
    with pytest.raises(Invalid) as refused:
        commands.open_inquiry(sentence, closes_on, [sitting("Thomas")], actor=inside.ada)
    assert refused.value.field == field
    assert Inquiry.objects.count() == 0


def test_only_who_sits_today_is_asked(inside, on_the_day):
    for people in ([], [Person.objects.create(name="Zoé")], [sitting("Yves", ends=dt.date(2026, 9, 13))]):
        with pytest.raises(Invalid) as refused:
            commands.open_inquiry(SENTENCE, CLOSES, people, actor=inside.ada)
        assert refused.value.field == "people"


def test_candidates_are_those_who_sit_where_actions_are_carried(inside, on_the_day):
    sitting("Thomas")
    Seat.objects.create(
        body=Body.objects.create(name="Amicale", kind="group"), person=Person.objects.create(name="Zoé")
    )
    sitting("Yves", ends=dt.date(2026, 9, 13))
    found = queries.candidates(plan_view(inside.workspace, on_the_day))
    assert [(str(one.person), one.awaited) for one in found] == [("Basile", 9), ("Thomas", 9)]


def test_a_reminder_goes_to_the_silent_and_leaves_the_first_link_open(inside, on_the_day):
    one, (louise, thomas, gone, _left) = ask(
        inside.ada, sitting("Louise"), sitting("Thomas"), sitting("Gaël"), leaving := sitting("Yves")
    )
    commands.note(louise.link.asked, inside.action("1.1.1"), on=on_the_day, text="Fait.")
    commands.revoke(gone.link.asked, actor=inside.ada)
    Seat.objects.filter(person=leaving).update(ends=dt.date(2026, 11, 1))
    (again,) = commands.remind(one, actor=inside.ada)
    assert again.link.asked.person.name == "Thomas"
    assert Asked.objects.get(pk=thomas.link.asked.pk).reminded_at is not None
    opening = queries.live_links().filter(asked=thomas.link.asked)
    assert {link.token_sha256 for link in opening} == {hashed(thomas.token), hashed(again.token)}
    assert Entry.objects.get(verb="news.reminded").after == {"people": ["Thomas"]}


def test_nobody_to_remind(asked, inside):
    commands.revoke(asked, actor=inside.ada)
    with pytest.raises(Conflict, match="Personne n’est à relancer"):
        commands.remind(asked.inquiry, actor=inside.ada)


def test_a_revoked_person_may_get_another_link(asked, inside, on_the_day):
    assert commands.revoke(asked, actor=inside.ada) == 1
    with pytest.raises(Conflict, match="rien à retirer"):
        commands.revoke(asked, actor=inside.ada)
    given = commands.give_link(asked, actor=inside.ada)
    assert list(queries.live_links()) == [given.link]
    assert sorted(journal()) == [("link.given", "Ada"), ("link.revoked", "Ada"), ("news.asked", "Ada")]


def test_a_link_given_late_lives_a_week_at_least(asked, inside, on_the_day):
    Inquiry.objects.filter(pk=asked.inquiry_id).update(closes_on=dt.date(2026, 10, 1))
    asked.refresh_from_db()
    given = commands.give_link(asked, actor=inside.ada)
    assert given.link.expires_on == on_the_day + dt.timedelta(days=7)


def test_closing_revokes_all_the_links_of_the_inquiry(inside, on_the_day):
    one, _links = ask(inside.ada, sitting("Louise"), sitting("Thomas"))
    other, _others = ask(inside.ada, sitting("Gaël"))
    assert commands.revoke_all(one, actor=inside.ada) == 2
    assert [link.asked.inquiry for link in queries.live_links()] == [other]
    with pytest.raises(Conflict, match="rien à retirer"):
        commands.revoke_all(one, actor=inside.ada)


def test_two_people_of_an_inquiry_who_are_one_are_reunited(inside, on_the_day):
    from portulan.governance.commands import merge_people
    from portulan.plans.models import Responsibility

    other = Body.objects.create(name="Comité", acronym="CS", kind="commission")
    Responsibility.objects.create(
        action=inside.action("1.1.1"), body=other, role="pilot", written="CS", position=9
    )
    thomas, tom = sitting("Thomas"), sitting("Tom", body="CS")
    ask(inside.ada, thomas, tom)
    merge_people(thomas, tom, actor=inside.ada)
    assert list(Asked.objects.values_list("person__name", flat=True)) == ["Thomas", "Thomas"]
