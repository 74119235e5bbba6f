"""Each character of a file is in the plan, left over or in the layout; one that went nowhere is said."""

from dataclasses import replace
from pathlib import Path

import pytest

from portulan.plandoc.reading import read
from portulan.plandoc.reading.source import Paragraph, Run
from portulan.plandoc.recognition import recognise
from portulan.plandoc.recognition.findings import Shares
from portulan.plandoc.recognition.shares import accounted

EXAMPLES = Path(__file__).parents[3] / "examples"
SMALL = "Plan fictif\n\nObjectif\tAction\tResponsable\nAccueillir\tÉcrire une note\tCP\nLire\tRelire\tCS\n"


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        ("docx", Shares(11990, 0, 93, 0, 12083)),
        ("pdf", Shares(11990, 0, 173, 0, 12163)),
        ("txt", Shares(11990, 5, 552, 0, 12547)),
    ],
)
def test_the_shares_of_the_real_plan(form: str, expected: Shares) -> None:
    file = EXAMPLES / f"mias-2024-2029.{form}"
    assert recognise(read(file.name, file.read_bytes())).shares == expected


def test_the_shares_of_a_small_plan() -> None:
    """In the layout: the titles of the columns that are not the plan's own."""
    shares = recognise(read("plan.txt", SMALL.encode())).shares
    assert (shares.total, shares.lost) == (len("".join(SMALL.split())), 0)
    assert shares.in_fields + shares.left_over + shares.debris == shares.total


def test_no_title_that_recognition_gave_hides_a_loss() -> None:
    """These actions stand under "Actions", which is not in the file."""
    source = read("plan.txt", "Mesure\tQui\tBudget\nÉcrire une note\tCP\t2 €\nRelire\tCS\t3 €\n".encode())
    found = recognise(source)
    assert [one.title.plain for one in found.document.walk()] == ["Actions"]
    assert found.shares.lost == 0
    longer = replace(source, blocks=(*source.blocks, Paragraph((Run("Actions Budget"),))))
    assert accounted(longer, found).shares.lost == len("ActionsBudget")


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        (
            "Ni vu ni connu",
            "11 caractères de ce document n’ont pas trouvé de place : « Ni » ; « vu » ; « ni » ; « connu ».",
        ),
        ("§", "Un caractère de ce document n’a pas trouvé de place : « § »."),
    ],
)
def test_what_went_nowhere_is_listed(more: str, sentence: str) -> None:
    source = read("plan.txt", SMALL.encode())
    found = recognise(source)
    longer = replace(source, blocks=(*source.blocks, Paragraph((Run(more),))))
    told = accounted(longer, found)
    assert [one.sentence for one in told.remarks] == [*(one.sentence for one in found.remarks), sentence]
    assert told.shares == replace(
        found.shares, lost=len("".join(more.split())), total=found.shares.total + len("".join(more.split()))
    )
