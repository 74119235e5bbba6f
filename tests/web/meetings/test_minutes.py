"""The pages of minutes: closing a meeting, reading, taking away, approving, correcting, showing them."""

import datetime as dt
import io

import pytest
from django.urls import reverse
from docx import Document

from meetings.conftest import on
from meetings.held import DAY, hold, item
from portulan.governance.models import Body
from portulan.meetings.commands.planning import plan_meeting
from portulan.meetings.models import Attendance, ItemStage, Meeting, Minutes, Presence, Stage
from portulan.meetings.queries.proposed import proposed_proofs
from portulan.shared import scoping
from portulan.tracking.models import Evidence

pytestmark = pytest.mark.family


@pytest.fixture
def meeting(cast, on_the_day):
    with scoping.opened(cast.workspace.pk):
        return hold(cast)


@pytest.fixture
def closed(ada, meeting):
    """The same, closed through its page."""
    assert sent(ada, meeting).status_code == 302
    return Meeting.everywhere.get(pk=meeting.pk)


def address(name, meeting, *more, slug="mias"):
    return reverse(name, args=[slug, meeting.pk, *more])


def sent(client, meeting, **fields):
    """The closing form as the page proposes it, with these fields changed."""
    with scoping.opened(meeting.workspace_id):
        proofs = [f"{one.pair[0]}:{one.pair[1] or ''}" for one in proposed_proofs(meeting) if one.ticked]
    return client.post(address("meeting_close", meeting), {"visibility": "internal", "proof": proofs} | fields)


def in_as(client, user):
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


# Closing


def test_the_page_says_what_the_minutes_will_say_and_prove(ada, meeting):
    page = ada.get(address("meeting_close", meeting))
    body = page.content.decode()
    assert page.status_code == 200
    assert "<strong>relue</strong>" in body
    assert "La note est finalisée." in body
    assert "«&nbsp;PV de la CEP&nbsp;»" in body
    assert "point 2\u00a0: des notes, 2 décisions" in body
    assert "si le point 3 est traité" in body
    assert [one.ticked for one in page.context["page"].proofs] == [True, False]
    assert [one.title for one in page.context["page"].items] == ["3. Rencontres"]
    assert [one.title for one in page.context["page"].people] == ["Basile"]


def test_the_open_meeting_tells_the_same_proofs_as_its_closing(ada, cast, meeting):
    with scoping.opened(cast.workspace.pk):
        item(meeting, 4, "Calendrier", cast.action("1.1.3"), for_information=True)
    closing = ada.get(address("meeting_close", meeting)).context["page"].proofs
    told = [(one.code, one.on_condition) for one in ada.get(address("meeting", meeting)).context["proving"]]
    assert told == [("1.1.1", ""), ("1.1.2", ", si le point 3 est traité")]
    assert [one.code for one in closing if "pour information" not in one.why] == [code for code, _why in told]


def test_closing_from_the_page_leads_to_the_minutes(ada, meeting):
    with scoping.opened(meeting.workspace_id):
        basile = Attendance.objects.get(meeting=meeting, presence=Presence.EXPECTED)
        third = meeting.items.get(position=3)
    seen = ada.get(address("meeting_close", meeting)).context["page"].seen
    said = {f"presence-{basile.pk}": "excused", f"stage-{third.pk}": "dropped", "seen": seen}
    answer = sent(ada, meeting, visibility="experts", **said)
    assert (answer.status_code, answer.url) == (302, address("meeting", meeting))
    page = ada.get(answer.url)
    assert "Procès-verbal n°\u00a01" in page.content.decode()
    assert "Excusé·es" in page.content.decode()
    assert "Rencontres" not in [one.title for one in page.context["page"].reading.points]
    proof = Evidence.everywhere.get()
    assert (proof.visibility, proof.on) == ("experts", DAY)
    assert [one.code for one in page.context["page"].proved] == ["1.1.1"]


def test_a_proof_of_what_was_not_treated_comes_back_with_what_was_typed(ada, meeting):
    with scoping.opened(meeting.workspace_id):
        lines = proposed_proofs(meeting)
    wanted = [f"{one.pair[0]}:{one.pair[1]}" for one in lines]
    answer = sent(ada, meeting, proof=wanted, visibility="public")
    assert answer.status_code == 422
    assert "Le point 3 n’a pas été traité" in answer.content.decode()
    assert [one.ticked for one in answer.context["page"].proofs] == [True, True]
    assert [word for word, _label, chosen in answer.context["page"].visibilities if chosen] == ["public"]
    assert Meeting.everywhere.get(pk=meeting.pk).stage == Stage.OPEN


def test_what_was_written_meanwhile_is_shown_again(ada, meeting):
    seen = ada.get(address("meeting_close", meeting)).context["page"].seen
    with scoping.opened(meeting.workspace_id):
        meeting.items.filter(position=3).update(notes="Ajouté entre-temps.")
    answer = sent(ada, meeting, seen=seen)
    assert answer.status_code == 409
    assert "Ajouté entre-temps." in answer.content.decode()
    assert answer.context["page"].seen != seen


def test_who_comes_second_sees_the_minutes(ada, closed):
    for answer in (ada.get(address("meeting_close", closed)), sent(ada, closed)):
        assert (answer.status_code, answer.url) == (302, address("meeting", closed))
    assert "Ada a clos cette réunion" in ada.get(address("meeting", closed)).content.decode()
    assert Minutes.everywhere.count() == 1


def test_a_member_of_the_commission_closes_it_and_proves_only_their_own_actions(client, cast, meeting):
    in_as(client, cast.basile)
    with scoping.opened(cast.workspace.pk):
        action = cast.action("2.1.1")
        action.responsibilities.all().delete()
        item(meeting, 4, "Autre", action, notes="Dit.")
    page = client.get(address("meeting_close", meeting)).context["page"]
    assert [(one.code, one.allowed, one.ticked) for one in page.proofs][-1] == ("2.1.1", False, False)
    assert sent(client, meeting).status_code == 403
    own = [one.value for one in page.proofs if one.ticked]
    assert sent(client, meeting, proof=own).status_code == 302


PAGES = ("meeting_close", "minutes_approve", "minutes_correct", "minutes_show_to")


@pytest.mark.parametrize("name", PAGES)
def test_who_may_only_read_is_refused_with_the_reason(client, cast, closed, name):
    answer = in_as(client, cast.chloe).post(address(name, closed))
    assert answer.status_code == 403
    assert "Votre accès est en lecture" in answer.content.decode()


@pytest.mark.parametrize("name", PAGES)
def test_who_sits_elsewhere_is_refused(client, cast, closed, name):
    with scoping.opened(cast.workspace.pk):
        Meeting.objects.update(body=Body.objects.create(name="Autre groupe", kind="group"))
    answer = in_as(client, cast.basile).post(address(name, closed))
    assert answer.status_code == 403
    assert "celle d’une autre instance" in answer.content.decode()


@pytest.mark.parametrize("name", ["meeting", *PAGES])
def test_another_workspace_has_no_such_meeting(client, cast, closed, name):
    in_as(client, cast.driss)
    ask = client.get if name == "meeting" else client.post
    assert ask(address(name, closed)).status_code == 404
    assert ask(address(name, closed, slug="ailleurs")).status_code == 404
    assert client.get(address("minutes_file", closed, 1, "pdf", slug="ailleurs")).status_code == 404


@pytest.mark.parametrize("name", ["meeting", *PAGES])
def test_who_is_not_signed_in_is_sent_to_sign_in(client, closed, name):
    client.logout()
    answer = client.get(address(name, closed))
    assert answer.status_code == 302
    assert answer.url.startswith(reverse("account_login"))


def test_a_meeting_to_come_is_refused_with_a_sentence(ada, cast, on_the_day):
    with scoping.opened(cast.workspace.pk):
        later = hold(cast, dt.date(2026, 12, 3))
        Meeting.objects.filter(pk=later.pk).update(opened_at=None)
    answer = sent(ada, later)
    assert answer.status_code == 422
    assert "n’a pas encore eu lieu" in answer.content.decode()


# Reading and taking away


def test_every_member_reads_the_minutes_and_takes_them_away(client, cast, closed):
    in_as(client, cast.chloe)
    page = client.get(address("meeting", closed))
    assert page.status_code == 200
    assert not page.context["page"].may_write
    word = client.get(address("minutes_file", closed, 1, "docx"))
    assert "pv-cep-2026-11-19.docx" in word["Content-Disposition"]
    assert "attachment" in word["Content-Disposition"]
    assert "Synthèse" in "\n".join(
        one.text for one in Document(io.BytesIO(b"".join(word.streaming_content))).paragraphs
    )
    pdf = client.get(address("minutes_file", closed, 1, "pdf"))
    assert pdf["Content-Type"] == "application/pdf"
    assert b"".join(pdf.streaming_content).startswith(b"%PDF-")


@pytest.mark.parametrize(("version", "suffix"), [(2, "pdf"), (1, "exe")])
def test_a_version_that_is_not_there_is_not_found(ada, closed, version, suffix):
    assert ada.get(address("minutes_file", closed, version, suffix)).status_code == 404


def test_what_was_typed_as_html_is_shown_as_text(ada, meeting):
    with scoping.opened(meeting.workspace_id):
        meeting.items.filter(position=2).update(notes="<script>alert(1)</script> [x](javascript:alert(1))")
    body = ada.get(address("meeting_close", meeting)).content.decode()
    assert "<script>alert" not in body
    assert "&lt;script&gt;" in body
    assert 'href="javascript' not in body


# Approving, correcting, showing


def test_approving_in_the_next_meeting(ada, cast, closed):
    with scoping.opened(cast.workspace.pk):
        later = plan_meeting(closed.body, on(dt.date(2026, 11, 23)), actor=cast.ada)
        Meeting.objects.filter(pk=later.pk).update(stage=Stage.OPEN)
    page = ada.get(address("minutes_approve", closed))
    assert page.context["form"].fields["meeting"].initial == later
    answer = ada.post(address("minutes_approve", closed), {"meeting": str(later.pk), "on": ""})
    assert answer.status_code == 302
    kept = Minutes.everywhere.get()
    assert (kept.approved_on, kept.approved_in_id) == (dt.date(2026, 11, 23), later.pk)
    assert "Approuvé le 23\u00a0novembre\u00a02026" in ada.get(answer.url).content.decode()


def test_an_approval_to_come_is_refused_with_what_was_typed(ada, closed):
    answer = ada.post(address("minutes_approve", closed), {"meeting": "", "on": "2026-12-01"})
    assert answer.status_code == 422
    assert answer.context["form"]["on"].value() == "2026-12-01"
    assert Minutes.everywhere.get().approved_on is None


def test_a_correction_is_a_version_that_readers_see(ada, closed):
    point = Minutes.everywhere.get().content["points"][1]
    fields = {"version": "1", "note": "Une précision", f"notes-{point['id']}": "La note est *adoptée*."}
    answer = ada.post(address("minutes_correct", closed), fields)
    assert answer.status_code == 302
    body = ada.get(answer.url).content.decode()
    assert "La note est <em>adoptée</em>." in body
    assert "Une précision" in body
    assert [one.number for one in ada.get(answer.url).context["page"].versions] == [2, 1]
    assert ada.get(address("minutes_file", closed, 1, "pdf")).status_code == 200


def test_a_correction_over_somebody_else_s_keeps_what_was_typed(ada, closed):
    point = Minutes.everywhere.get().content["points"][1]
    fields = {"version": "1", "note": "Une précision", f"notes-{point['id']}": "Premier."}
    assert ada.post(address("minutes_correct", closed), fields).status_code == 302
    answer = ada.post(address("minutes_correct", closed), fields | {f"notes-{point['id']}": "Second."})
    assert answer.status_code == 422
    assert "Ada a corrigé ce PV" in answer.content.decode()
    assert answer.context["page"].points[1].notes.text == "Second."
    assert Minutes.everywhere.count() == 2


def test_a_correction_without_a_word_is_refused(ada, closed):
    answer = ada.post(address("minutes_correct", closed), {"version": "1", "note": ""})
    assert answer.status_code == 422
    assert "Dites en une phrase ce qui est corrigé" in answer.content.decode()


def test_who_may_read_the_minutes_is_changed_from_their_page(ada, closed):
    assert ada.post(address("minutes_show_to", closed), {"visibility": "public"}).status_code == 302
    assert Evidence.everywhere.get().visibility == "public"
    assert ada.post(address("minutes_show_to", closed), {"visibility": "tous"}).status_code == 422
    assert Evidence.everywhere.get().visibility == "public"


def test_a_member_does_not_show_what_another_filed(client, cast, closed):
    answer = in_as(client, cast.basile).post(address("minutes_show_to", closed), {"visibility": "public"})
    assert answer.status_code == 403
    assert Evidence.everywhere.get().visibility == "internal"


@pytest.mark.parametrize("name", ["minutes_approve", "minutes_correct"])
def test_an_open_meeting_has_no_minutes_yet(ada, meeting, name):
    assert ada.get(address(name, meeting)).status_code == 404


# Queries


def longer(meeting, cast):
    """Ten times as many items, people and decisions."""
    from portulan.governance.models import Person

    with scoping.opened(cast.workspace.pk):
        codes = ["1.1.3", "2.1.1", "2.1.2", "2.1.3", "2.2.1", "2.2.2", "2.2.3"]
        for rank, code in enumerate(codes * 3, 10):
            item(meeting, rank, f"Point {rank}", cast.action(code), notes="Dit.", stage=ItemStage.DONE)
        for rank in range(20):
            person = Person.objects.create(name=f"Personne {rank}")
            Attendance.objects.create(meeting=meeting, person=person, position=20 + rank)


@pytest.mark.slow
@pytest.mark.parametrize("name", ["meeting_close", "meeting"])
def test_the_same_queries_for_a_long_meeting(ada, cast, meeting, name, django_assert_max_num_queries):
    counts = []
    for grown in (False, True):
        if grown:
            with scoping.opened(cast.workspace.pk):
                meeting = hold(cast, dt.date(2026, 11, 20))
            longer(meeting, cast)
        if name == "meeting":
            assert sent(ada, meeting).status_code == 302
            ada.get(address(name, meeting))
        with django_assert_max_num_queries(15) as asked:
            assert ada.get(address(name, meeting)).status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_who_sits_in_the_body_asks_little_more(client, cast, meeting, django_assert_max_num_queries):
    in_as(client, cast.basile)
    with django_assert_max_num_queries(15):
        assert client.get(address("meeting_close", meeting)).status_code == 200
