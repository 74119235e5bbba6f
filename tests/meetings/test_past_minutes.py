"""Old minutes are read in a process of their own, kept under review, taken as closed meetings with their proof."""

import datetime as dt
import io
import zipfile

import pytest
from docx import Document
from pypdfium2 import PdfDocument

from meetings.held import hold
from portulan.governance.models import Body
from portulan.journal.models import Entry
from portulan.meetings.commands import past_files
from portulan.meetings.commands.past_files import Dropped
from portulan.meetings.commands.past_minutes import Wanted, decide_past, read_past, remember_choices
from portulan.meetings.models import Meeting, Minutes, PastMinutes, PastState, Stage
from portulan.meetings.queries.calendars import revised
from portulan.plans.models import ExpectedResult
from portulan.shared import filestore
from portulan.shared.errors import Conflict, Invalid
from portulan.tracking.models import Evidence, EvidenceKind
from portulan.typeset import pdf
from portulan.typeset.page import Document as Tree
from portulan.typeset.page import Paragraph, plain

DAY = dt.date(2025, 10, 8)


def word(*lines) -> bytes:
    file = Document()
    for line in lines:
        file.add_paragraph(line)
    buffer = io.BytesIO()
    file.save(buffer)
    return buffer.getvalue()


def table(*rows) -> bytes:
    """A Word file whose text is all in a table."""
    file = Document()
    made = file.add_table(len(rows), 2)
    for row, texts in zip(made.rows, rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    buffer = io.BytesIO()
    file.save(buffer)
    return buffer.getvalue()


def printed(*lines) -> bytes:
    return pdf.write(Tree("PV", tuple(Paragraph(plain(line)) for line in lines)))


def odt(*lines) -> bytes:
    office = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
    text = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"
    body = "".join(f"<text:p>{line}</text:p>" for line in lines)
    content = (
        f'<office:document-content xmlns:office="{office}" xmlns:text="{text}"><office:body><office:text>{body}'
        "</office:text></office:body></office:document-content>"
    )
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as file:
        file.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        file.writestr("content.xml", content)
    return buffer.getvalue()


def scan() -> bytes:
    """A PDF whose page holds no text."""
    buffer = io.BytesIO()
    with PdfDocument.new() as file:
        file.new_page(595, 842)
        file.save(buffer)
    return buffer.getvalue()


def zipped(files) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in files.items():
            file.writestr(name, data)
    return buffer.getvalue()


def opened(**files):
    given = [(name.replace("__", "."), io.BytesIO(data), len(data)) for name, data in files.items()]
    return past_files.opened(given)


LINES = ("PV de la CEP", "Réunion du 8 octobre 2025", "Action 1.1.1 : la note avance.")


@pytest.fixture
def row(inside, on_the_day):
    """A file under review."""
    (kept,), refused = read_past([Dropped("PV CEP 2025-10-08.docx", word(*LINES))], actor=inside.ada)
    assert refused == []
    return kept


def wanted(row, cast, day=DAY, body="CEP", proofs=None) -> Wanted:
    action = cast.action("1.1.1")
    result = ExpectedResult.objects.get(action=action, kind="minutes")
    pairs = [(action.pk, result.pk)] if proofs is None else proofs
    return Wanted(row, day, Body.objects.get(acronym=body), pairs)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.docx", word(*LINES)),
        ("a.pdf", printed(*LINES)),
        ("a.odt", odt(*LINES)),
        ("b.docx", table(("PV de la CEP", "Réunion du 8 octobre 2025"), ("Action 1.1.1", "la note avance"))),
    ],
)
def test_each_kind_of_file_is_read(inside, on_the_day, name, data):
    (row,), refused = read_past([Dropped(name, data)], actor=inside.ada)
    assert refused == []
    cep = Body.objects.get(acronym="CEP")
    reading = row.reading
    assert (reading["day"]["value"], reading["body"]["value"]) == ("2025-10-08", str(cep.pk))
    assert [one["value"] for one in reading["actions"]] == [str(inside.action("1.1.1").pk)]
    assert filestore.path(row.workspace_id, row.file_sha256).read_bytes() == data


@pytest.mark.parametrize("data", [scan(), pdf.write(Tree("", ()))], ids=["no text", "a page number"])
def test_a_scan_is_kept_with_what_its_name_says(inside, on_the_day, data):
    (row,), refused = read_past([Dropped("CEP 081025.pdf", data)], actor=inside.ada)
    assert refused == []
    row.refresh_from_db()
    assert (row.reading["scan"], row.reading["day"]["value"], row.reading["actions"]) == (True, "2025-10-08", [])


@pytest.mark.apart
def test_what_cannot_be_read_is_refused_with_its_name(inside, on_the_day):
    broken = word(*LINES)[:2000]
    rows, refused = read_past([Dropped("abîmé.docx", broken), Dropped("bon.docx", word(*LINES))], actor=inside.ada)
    assert [one.file_name for one in rows] == ["bon.docx"]
    (sentence,) = refused
    assert "abîmé.docx" in sentence


def test_the_same_bytes_are_under_review_once(inside, on_the_day):
    data = word(*LINES)
    rows, _refused = read_past([Dropped("a.docx", data), Dropped("b.docx", data)], actor=inside.ada)
    assert [one.file_name for one in rows] == ["a.docx"]
    assert PastMinutes.objects.count() == 1


# Files and zips


def test_a_zip_is_opened_with_its_folders():
    data = zipped({"CEP/PV 081025.docx": word("x"), "__MACOSX/._PV.docx": b"x", "CEP/.DS_Store": b"x",
                   "CEP/~$PV.docx": b"x", "CEP/budget.txt": b"bonjour"})  # fmt: skip
    kept, refused = opened(tout__zip=data)
    assert [one.name for one in kept] == ["CEP/PV 081025.docx"]
    assert refused == ["«\u00a0budget.txt\u00a0» n’est ni un Word, ni un PDF, ni un OpenDocument."]


def test_a_name_that_climbs_writes_nowhere():
    kept, _refused = opened(tout__zip=zipped({"../../etc/PV.docx": word("x")}))
    assert [one.name for one in kept] == ["../../etc/PV.docx"]


@pytest.mark.parametrize(
    ("name", "data", "sentence"),
    [
        ("vide__docx", b"", "est vide"),
        ("programme__docx", b"MZ\x90\x00" * 100, "n’est ni un Word"),
        ("cassé__zip", b"PK\x03\x04" + b"x" * 200, "est abîmé"),
    ],
)
def test_what_is_no_minutes_is_refused_with_a_sentence(name, data, sentence):
    kept, refused = opened(**{name: data})
    assert kept == []
    assert sentence in refused[0]


def test_a_file_too_heavy_and_a_zip_too_many_or_too_swollen_are_refused(monkeypatch):
    monkeypatch.setattr(past_files, "MAX_BYTES", 1000)
    _kept, refused = opened(lourd__pdf=b"%PDF-" + b"x" * 2000)
    assert "est trop lourd" in refused[0]
    monkeypatch.setattr(past_files, "MAX_OPENED", 1500)
    bomb = zipped({f"{rank}.pdf": b"%PDF-" + b"0" * 900 for rank in range(3)})
    with pytest.raises(Invalid, match="volumineux"):
        opened(bombe__zip=bomb)
    with pytest.raises(Invalid, match="plus de 60 fichiers"):
        opened(foule__zip=zipped({f"{rank}.pdf": b"%PDF-" for rank in range(61)}))


def test_a_zip_in_a_zip_is_not_opened():
    kept, refused = opened(tout__zip=zipped({"encore.zip": zipped({"PV.docx": word("x")})}))
    assert (kept, len(refused)) == ([], 1)


# Taking


def test_taken_it_is_a_closed_meeting_and_a_proof(inside, row):
    (meeting,) = decide_past([wanted(row, inside)], [], actor=inside.ada)
    row.refresh_from_db()
    minutes, proof = Minutes.objects.get(), Evidence.objects.get()
    assert (meeting.stage, meeting.day, meeting.number) == (Stage.CLOSED, DAY, None)
    assert (minutes.word_sha256, minutes.evidence, minutes.content["file_name"]) == (
        row.file_sha256, proof, "PV CEP 2025-10-08.docx",
    )  # fmt: skip
    assert (proof.kind, proof.on, proof.academic_year, proof.visibility) == (
        EvidenceKind.MINUTES,
        DAY,
        2025,
        "internal",
    )
    assert proof.title == "PV CEP, 8\u00a0octobre\u00a02025"
    assert [one.code for one in proof.actions.all()] == ["1.1.1"]
    assert (row.state, row.meeting) == (PastState.TAKEN, meeting)
    assert Entry.objects.get(verb="past_minutes.taken").after["file"] == "PV CEP 2025-10-08.docx"


def test_calendars_leave_out_a_meeting_of_which_only_the_day_is_known(inside, row):
    decide_past([wanted(row, inside)], [], actor=inside.ada)
    hold(inside, dt.date(2025, 10, 9))
    assert [one.day for one in revised()] == [dt.date(2025, 10, 9)]


def test_bytes_that_are_a_proof_already_stand_for_this_too(inside, row):
    decide_past([wanted(row, inside)], [], actor=inside.ada)
    row.pk, row.state = None, PastState.REVIEW
    again = PastMinutes.objects.create(
        file_name=row.file_name, file_sha256=row.file_sha256, file_size=row.file_size, reading=row.reading
    )
    other = [(inside.action("1.1.2").pk, None)]
    decide_past([wanted(again, inside, day=dt.date(2025, 9, 10), proofs=other)], [], actor=inside.ada)
    proof = Evidence.objects.get()
    assert {one.code for one in proof.actions.all()} == {"1.1.1", "1.1.2"}


def test_nothing_proved_is_no_proof(inside, row):
    decide_past([wanted(row, inside, proofs=[])], [], actor=inside.ada)
    assert Evidence.objects.count() == 0
    assert Meeting.objects.get().stage == Stage.CLOSED


def test_all_of_them_or_none(inside, row):
    (other,), _refused = read_past([Dropped("b.docx", word("PV de la CEP"))], actor=inside.ada)
    with pytest.raises(Invalid, match="déjà là ce jour-là"):
        decide_past([wanted(row, inside), wanted(other, inside)], [], actor=inside.ada)
    assert (Meeting.objects.count(), Evidence.objects.count()) == (0, 0)
    assert PastMinutes.objects.filter(state=PastState.REVIEW).count() == 2


@pytest.mark.parametrize("day", [dt.date(2026, 12, 1), dt.date(1980, 1, 1)])
def test_a_day_that_cannot_be_is_refused(inside, row, day):
    with pytest.raises(Invalid):
        decide_past([wanted(row, inside, day=day)], [], actor=inside.ada)


def test_a_meeting_that_is_there_that_day_is_not_doubled(inside, row):
    hold(inside, DAY)
    with pytest.raises(Invalid, match="déjà là"):
        decide_past([wanted(row, inside)], [], actor=inside.ada)


def test_decided_once(inside, row):
    decide_past([], [row], actor=inside.ada)
    row.refresh_from_db()
    assert row.state == PastState.LEFT_OUT
    with pytest.raises(Conflict):
        decide_past([wanted(row, inside)], [], actor=inside.ada)


def test_what_is_chosen_waits_for_tomorrow(inside, row):
    remember_choices({row.pk: {"day": "2025-10-09"}})
    row.refresh_from_db()
    assert row.choice == {"day": "2025-10-09"}
