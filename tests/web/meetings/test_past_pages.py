"""The page of old minutes: dropping, reviewing, finishing another day, taking."""

import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from meetings.test_past_minutes import LINES, scan, word, zipped
from portulan.governance.models import Body
from portulan.meetings.models import Meeting, PastMinutes, PastState
from portulan.shared import scoping
from portulan.tracking.models import Evidence

NAMES = ("past_minutes", "past_minutes_upload", "past_minutes_keep")


def address(name="past_minutes", *more, slug="mias"):
    return reverse(name, args=[slug, *more])


def drop(client, **files):
    given = [SimpleUploadedFile(name.replace("__", "."), data) for name, data in files.items()]
    return client.post(address("past_minutes_upload"), {"files": given})


def proposed(client):
    """The form of the review, as the page shows it."""
    typed = {}
    for row in client.get(address()).context["rows"]:
        typed[f"day-{row.id}"] = row.day
        typed[f"body-{row.id}"] = next((value for value, _label, chosen in row.bodies if chosen), "")
        typed[f"proof-{row.id}"] = [one.value for one in row.proofs if one.ticked]
        typed[f"codes-{row.id}"] = row.codes
        if row.leave:
            typed[f"leave-{row.id}"] = "1"
    return typed


@pytest.fixture
def dropped(ada):
    """One file, read, under review."""
    answer = drop(ada, **{"PV CEP 2025-10-08__docx": word(*LINES)})
    assert (answer.status_code, answer.url) == (302, address())
    return PastMinutes.everywhere.get()


def test_what_is_recognised_is_shown_with_how_sure_and_why(ada, dropped):
    page = ada.get(address())
    (row,) = page.context["rows"]
    assert (row.day, row.day_hint.word, row.day_hint.why) == (
        "2025-10-08", "sûr", "le nom et le texte disent le même jour",
    )  # fmt: skip
    assert [label for _value, label, chosen in row.bodies if chosen] == ["Commission Environnement professionnel"]
    assert [(one.code, one.result, one.ticked) for one in row.proofs] == [("1.1.1", "PV de la CEP", True)]
    assert "« action 1.1.1 »" in row.proofs[0].hint.why.replace("\u00a0", " ")


def test_taken_from_the_page(ada, dropped):
    answer = ada.post(address("past_minutes_keep"), proposed(ada) | {"do": "take"})
    assert (answer.status_code, answer.url) == (302, address())
    page = ada.get(address())
    assert "Un PV est repris." in page.content.decode()
    assert page.context["rows"] == ()
    meeting = Meeting.everywhere.get()
    body = ada.get(reverse("meeting", args=["mias", meeting.pk])).content.decode()
    assert "PV repris d’un fichier" in body
    proof = Evidence.everywhere.get()
    with scoping.opened(proof.workspace_id):
        assert [one.text for one in proof.results.all()] == ["PV de la CEP"]
    word_file = ada.get(reverse("minutes_file", args=["mias", meeting.pk, 1, "docx"]))
    assert "PV%20CEP%202025-10-08.docx" in word_file["Content-Disposition"].replace(" ", "%20")
    assert "PV à approuver" not in ada.get(reverse("meetings", args=["mias"])).content.decode()


def test_other_actions_by_their_code_and_a_body_that_changes(ada, cast, dropped):
    typed = proposed(ada) | {"do": "take", f"codes-{dropped.pk}": "1.1.2, 2.1.1", f"proof-{dropped.pk}": []}
    with scoping.opened(cast.workspace.pk):
        other = Body.objects.create(name="Groupe de suivi", kind="group")
    assert ada.post(address("past_minutes_keep"), typed | {f"body-{dropped.pk}": other.pk}).status_code == 302
    proof = Evidence.everywhere.get()
    with scoping.opened(cast.workspace.pk):
        assert sorted(one.code for one in proof.actions.all()) == ["1.1.2", "2.1.1"]
        assert proof.results.count() == 0
    assert Meeting.everywhere.get().body_id == other.pk


def test_kept_for_tomorrow_with_what_was_chosen(ada, dropped):
    typed = proposed(ada) | {"do": "save", f"day-{dropped.pk}": "2025-10-09", f"proof-{dropped.pk}": []}
    assert ada.post(address("past_minutes_keep"), typed).status_code == 302
    (row,) = ada.get(address()).context["rows"]
    assert (row.day, [one.ticked for one in row.proofs]) == ("2025-10-09", [False])
    assert Meeting.everywhere.count() == 0


@pytest.mark.family
@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("day", "", "Donnez le jour"),
        ("day", "hier", "pas comprise"),
        ("day", "2026-12-25", "pas encore passée"),
        ("body", "", "Choisissez l’instance"),
        ("body", str(uuid.UUID(int=5)), "Choisissez l’instance"),
        ("codes", "9.9.9", "Aucune action ne porte le code 9.9.9"),
    ],
)
def test_what_is_missing_is_said_and_what_was_typed_stays(ada, dropped, field, value, sentence):
    answer = ada.post(address("past_minutes_keep"), proposed(ada) | {"do": "take", f"{field}-{dropped.pk}": value})
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    (row,) = answer.context["rows"]
    if field in ("day", "codes"):
        assert getattr(row, field) == value
    assert Meeting.everywhere.count() == 0


def test_left_out(ada, dropped):
    ada.post(address("past_minutes_keep"), proposed(ada) | {"do": "take", f"leave-{dropped.pk}": "1"})
    assert PastMinutes.everywhere.get().state == PastState.LEFT_OUT
    assert Meeting.everywhere.count() == 0


def test_known_bytes_are_said_and_proposed_to_be_left_out(ada, dropped):
    ada.post(address("past_minutes_keep"), proposed(ada) | {"do": "take"})
    data = b"".join(ada.get(address("past_minutes_file", dropped.pk)).streaming_content)
    drop(ada, autre__docx=data)
    (row,) = ada.get(address()).context["rows"]
    assert row.there == "Déjà repris\u00a0: CEP, 8\u00a0octobre\u00a02025."
    assert row.leave


def test_a_zip_with_a_scan_and_a_stranger(ada, on_the_day):
    data = zipped({"CEP/081025.pdf": scan(), "notes.txt": b"bonjour"})
    answer = drop(ada, tout__zip=data)
    assert answer.status_code == 200
    assert "n’est ni un Word" in answer.content.decode()
    (row,) = ada.get(address()).context["rows"]
    assert (row.name, row.scan, row.day) == ("CEP/081025.pdf", True, "2025-10-08")


@pytest.mark.parametrize("files", [{}, {"vide__docx": b"x"}])
def test_nothing_to_read_is_refused_with_a_sentence(ada, on_the_day, files):
    answer = drop(ada, **files)
    assert answer.status_code == 422
    assert answer.context["said"] != []


def test_the_file_is_opened_by_members_of_the_workspace_only(ada, client, cast, dropped):
    assert b"".join(ada.get(address("past_minutes_file", dropped.pk)).streaming_content)[:2] == b"PK"
    client.force_login(cast.driss, backend="django.contrib.auth.backends.ModelBackend")
    assert client.get(address("past_minutes_file", dropped.pk, slug="ailleurs")).status_code == 404


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("who", ["basile", "chloe"])
def test_only_the_coordination_takes_old_minutes(client, cast, on_the_day, name, who):
    client.force_login(getattr(cast, who), backend="django.contrib.auth.backends.ModelBackend")
    ask = client.get if name == "past_minutes" else client.post
    assert ask(address(name)).status_code == 403


@pytest.mark.parametrize("name", NAMES)
def test_elsewhere_and_signed_out(client, cast, on_the_day, name):
    ask = client.get if name == "past_minutes" else client.post
    assert ask(address(name)).url.startswith(reverse("account_login"))
    client.force_login(cast.driss, backend="django.contrib.auth.backends.ModelBackend")
    assert ask(address(name)).status_code == 404


@pytest.mark.slow
def test_the_same_queries_for_many_files(ada, cast, dropped, django_assert_max_num_queries):
    counts = []
    for grown in (False, True):
        if grown:
            for rank in range(9):
                dropped.pk, dropped.file_sha256 = uuid.uuid4(), f"{rank}" * 64
                dropped.save(force_insert=True)
        with django_assert_max_num_queries(15) as asked:
            assert ada.get(address()).status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_bytes_that_are_no_longer_there_are_not_found(ada, cast, dropped):
    dropped.pk, dropped.file_sha256 = uuid.uuid4(), "0" * 64
    dropped.save(force_insert=True)
    assert ada.get(address("past_minutes_file", dropped.pk)).status_code == 404
