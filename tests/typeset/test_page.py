"""The neutral tree."""

from portulan.typeset.page import Heading, Paragraph, Run, paragraphs, plain


def test_the_text_of_runs() -> None:
    runs = (Run("1.1. ", strong=True), Run("Note"))
    assert Paragraph(runs).text == Heading(1, runs).text == "1.1. Note"


def test_no_text_is_no_run() -> None:
    assert plain("") == ()
    assert paragraphs(["a", ""]) == (Paragraph((Run("a"),)), Paragraph(()))
