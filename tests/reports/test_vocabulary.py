"""The words that reports share: in both languages, and those of the pages."""

import dataclasses

import pytest
from django.utils import translation

from portulan.plandoc.status import Status
from portulan.reports.kinds.vocabulary import vocabulary
from portulan.web.templatetags import ui


@pytest.mark.parametrize("language", ["fr", "en"])
def test_statuses_are_called_as_on_the_pages(language):
    with translation.override(language):
        assert vocabulary(language).statuses == tuple(str(ui.STATUS_LABELS[one]) for one in Status)


def test_no_word_is_missing_and_another_language_reads_french():
    for language in ("fr", "en"):
        assert [one for one in dataclasses.astuple(vocabulary(language)) if not one] == []
    assert vocabulary("nl") == vocabulary("fr-BE") == vocabulary("fr")
