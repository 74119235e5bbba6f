"""Reading .csv: any separator, any common encoding, lines inside quotes."""

import csv
import io
from collections import Counter

from portulan.plandoc.reading import limits, sheets
from portulan.plandoc.reading.encoding import decode
from portulan.plandoc.reading.sheets import Content, Sheet
from portulan.plandoc.reading.source import Place, Remnant, Run, Source

_SEPARATORS = (";", "\t", ",", "|")


def read(name: str, sha256: str, data: bytes) -> Source:
    """Read the records as the rows of one table. Raises Unreadable."""
    text = decode(name, data)
    remnants: tuple[Remnant, ...] = ()
    first, _, rest = text.partition("\n")
    if first.strip().lower().startswith("sep=") and len(first.strip()) <= 5:
        remnants, text = (Remnant(first.strip(), Place(line=1), "separator"),), rest
    sheet = Sheet("")
    filled = 0
    for row, record in enumerate(_records(text, _separator(text)), 1):
        for column, field in enumerate(record, 1):
            if field.strip():
                sheet.cells[row, column] = Content((Run(field.strip()),))
                filled += 1
        if filled > limits.MAX_CELLS:
            raise limits.too_many_cells(name)
    return Source(name, sha256, "csv", tuple(sheets.blocks(sheet, 1)), remnants)


def looks_like(text: str) -> bool:
    """Whether a text without a telling name is made of records, nearly all of one width, 3 at least."""
    head = text[:50_000]
    for separator in (";", "|", ","):
        records = [one for one in _records(head, separator) if any(one)]
        width, times = Counter(map(len, records)).most_common(1)[0] if records else (0, 0)
        if width >= 3 and times >= 3 and times >= 0.75 * len(records):
            return True
    return False


def _separator(text: str) -> str:
    """The one that gives the most records of one width, the wider the better."""

    def worth(separator: str) -> tuple[float, int]:
        records = [one for one in _records(text[:100_000], separator) if any(one)]
        wide = Counter(len(one) for one in records if len(one) > 1)
        width, times = wide.most_common(1)[0] if wide else (1, 0)
        return round(times / max(len(records), 1), 1), width

    return max(_SEPARATORS, key=worth)


def _records(text: str, separator: str) -> list[list[str]]:
    """The records; where quotes are not closed they are taken as signs."""
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=False))
    except csv.Error:
        return [line.split(separator) for line in text.splitlines()]
