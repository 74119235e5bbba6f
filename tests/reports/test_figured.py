"""Figures of parts of a plan: piles upon one line, bars, marks that only repeat what is said beside them."""

import re

import pytest

from pdf_reading import alts
from portulan.plandoc.status import Status
from portulan.reports.kinds import figured
from portulan.reports.kinds.figured import Standing
from portulan.typeset import docx, pdf
from portulan.typeset.figures import fitted, laid_out, piles
from portulan.typeset.page import Document, Heading, Table, plain

YEARS = tuple(
    Standing(f"202{rank}", (Status.DONE,) * count, f"{count} réalisées") for rank, count in enumerate((3, 0, 7))
)


def test_piles_stand_upon_one_line_and_are_as_tall_as_what_they_hold():
    drawn = piles([(one.statuses, one.counts) for one in YEARS], 30, 34)
    assert len({(one.width, one.height) for one in drawn}) == 1
    assert [one.svg.count("<g ") for one in drawn] == [3, 0, 7]
    tops = [
        min((float(y) for y in re.findall(r"translate\([\d.]+ ([\d.]+)\)", one.svg)), default=None)
        for one in drawn
    ]
    assert tops[2] < tops[0]
    assert [one.alt for one in drawn] == [one.counts for one in YEARS]


@pytest.mark.parametrize("count", [1, 52, 130, 520])
def test_a_pile_stays_in_its_room(count):
    (drawn,) = piles([((Status.LATE,) * count, "")], 28, 34)
    assert drawn.width <= 28
    assert drawn.height <= 35
    xs = [float(x) for x in re.findall(r"translate\(([\d.]+)", drawn.svg)]
    assert max(xs) < 28


def test_many_years_are_bars():
    many = tuple(Standing(str(year), (Status.DONE,), "1 réalisée") for year in range(2020, 2032))
    (table,) = figured.piles(many, 178, "fr")
    assert isinstance(table, Table)
    assert (len(table.rows), table.columns[0].title) == (12, "Partie du plan")


def test_cells_shrink_until_they_fit_and_none_is_lost():
    size = fitted(520, 178, 26)
    placed = laid_out([Status.DONE] * 520, 178, size)
    assert len(placed) == 520
    assert max(y for _status, _x, y in placed) + size.height <= 26


def test_a_mark_beside_its_words_is_told_to_nobody_twice():
    row = figured.Row((figured.Cell((figured.Paragraph(plain("Réalisée")),), figure=figured.mark(Status.DONE)),))
    document = Document("T", (Heading(1, plain("T")), Table(figured.columns(["Statut"], [1]), (row,))))
    assert alts(pdf.write(document)) == []
    assert b"decorative" in _body(docx.write(document))


def _body(written: bytes) -> bytes:
    import io
    import zipfile

    with zipfile.ZipFile(io.BytesIO(written)) as archive:
        return archive.read("word/document.xml")
