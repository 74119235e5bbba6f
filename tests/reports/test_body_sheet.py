"""The sheet of a body: tagged PDF, two pages for twenty long actions, its words in two languages."""

import io
from pathlib import Path

import pypdfium2

from portulan.plandoc import jsonfile
from portulan.plandoc.status import Status
from portulan.reports.files import body_sheets_file
from portulan.reports.kinds.body_sheet import (
    NOTE_LIMIT,
    BodySheet,
    BodySheets,
    SheetAction,
    SheetResult,
    build,
    shortened,
    words,
)
from portulan.reports.kinds.front import Front
from portulan.typeset.page import PageBreak

EXAMPLE = Path(__file__).parents[2] / "examples" / "mias-2024-2029.json"


def sheet(count: int, name: str = "CEP") -> BodySheet:
    """The sample plan's own actions, the longest texts first, each with a note as long as a sheet takes."""
    plan = jsonfile.loads(EXAMPLE.read_text(encoding="utf-8"))
    actions = sorted(plan.actions(), key=lambda one: -len(one.text.plain))[:count]
    return BodySheet(
        name=name,
        kicker="Commission Environnement professionnel",
        finding=f"La {name} porte des actions",
        members=("Zoé Dupont (Présidence)", "Basile"),
        actions=tuple(
            SheetAction(
                code=one.code,
                text=one.text,
                deadline=one.deadline.text,
                status=Status.LATE,
                pilot=rank % 3 > 0,
                others=("CS", "CP"),
                results=tuple(
                    SheetResult(result.text, rank == 0) for rank, result in enumerate(one.expected_results)
                ),
                note="Relu par deux membres. " * 12,
                noted="2 nov. 2026, Ada",
            )
            for rank, one in enumerate(actions)
        ),
    )


def front(plan: str = "Plan 2024-2029") -> Front:
    return Front("", "Programme", plan, "23 novembre 2026", "23 novembre 2026", "Avril 2026")


def file(*sheets: BodySheet) -> bytes:
    content, media_type, suffix = body_sheets_file(
        BodySheets(front(), sheets),
        "pdf",
    )
    assert (media_type, suffix) == ("application/pdf", "pdf")
    return content


def test_twenty_long_actions_stand_on_two_pages():
    assert len(pypdfium2.PdfDocument(io.BytesIO(file(sheet(20))))) == 2


def test_a_short_one_stands_on_one_page_and_is_tagged():
    content = file(sheet(4))
    assert len(pypdfium2.PdfDocument(io.BytesIO(content))) == 1
    assert b"pdfuaid:part" in content
    said = pypdfium2.PdfDocument(io.BytesIO(content))[0].get_textpage().get_text_range()
    assert "Avril 2026" in said
    assert "23 novembre 2026" in said
    text = pypdfium2.PdfDocument(io.BytesIO(content))[0].get_textpage().get_text_range()
    results = [result for action in sheet(4).actions for result in action.results]
    assert text.count("☑ ") == sum(one.reached for one in results) == 4
    assert text.count("☐ ") == len(results) - 4
    assert text.count("en association") == 2


def test_several_each_begin_a_page():
    tree = build(BodySheets(front("Plan"), (sheet(1), sheet(1, "CS"), sheet(0, "CP"))))
    assert [type(block) for block in tree.blocks].count(PageBreak) == 2
    assert tree.title == "Fiche\u00a0: Plan"


def test_a_long_note_is_cut_between_two_words():
    cut = shortened("mot " * 100)
    assert (len(cut) <= NOTE_LIMIT + 2, cut.endswith("mot\u00a0…")) == (True, True)
    assert shortened("Deux\nlignes") == "Deux lignes"


def test_it_speaks_english_too():
    assert (words("en-GB").columns[1], words("de").columns[1]) == ("Due, status", "Échéance, statut")
    assert len(words("en").shared.statuses) == len(Status)
