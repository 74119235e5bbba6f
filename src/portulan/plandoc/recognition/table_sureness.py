"""Columns of a table that the reader had to guess are no surer than the table."""

from collections.abc import Sequence
from dataclasses import replace

from portulan.plandoc.recognition import columns
from portulan.plandoc.recognition.findings import ColumnReading
from portulan.plandoc.sentences import say

NO_LINES = "tableau sans lignes tracées"


def as_sure_as_the_table(readings: Sequence[ColumnReading], confidence: float) -> list[ColumnReading]:
    """No column is surer than the table that it stands in, unless someone said what it is."""
    if confidence >= columns.SURE:
        return list(readings)
    return [
        one
        if one.confidence in (0, 1) or one.confidence <= confidence
        else replace(one, confidence=confidence, reason=say("tableau sans lignes tracées"))
        for one in readings
    ]
