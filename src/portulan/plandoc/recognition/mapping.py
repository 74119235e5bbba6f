"""What people say of the columns: `{title: role}`; a column without a title of its own goes by its place, "#3"."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from portulan.plandoc.recognition.columns import EXTRA, ROLES, SURE
from portulan.plandoc.recognition.findings import ColumnReading, PlanTable
from portulan.plandoc.text import fold

__all__ = ["KNOWN", "keyed", "mapping_of", "not_taken", "unknown", "unsure"]

KNOWN = (*ROLES, EXTRA)


def keyed(tables: Sequence[PlanTable]) -> Iterator[tuple[str, ColumnReading]]:
    """Each column with the key by which it is told; titles that several tables share are told once."""
    seen: set[str] = set()
    for table in tables:
        shared = Counter(fold(one.title) for one in table.columns)
        for one in table.columns:
            titled = one.title and shared[fold(one.title)] == 1
            key = one.title if titled else f"#{one.column + 1}"
            if fold(key) not in seen:
                seen.add(fold(key))
                yield key, one


def mapping_of(tables: Sequence[PlanTable]) -> dict[str, str]:
    """The roles as they were recognised: given back, they are read the same."""
    return {key: one.role for key, one in keyed(tables)}


def unsure(tables: Sequence[PlanTable]) -> bool:
    """Whether a person should look at the columns before anything else."""
    return any(one.confidence < SURE and one.samples for _key, one in keyed(tables))


def unknown(tables: Sequence[PlanTable], mapping: Mapping[str, str]) -> list[str]:
    """The titles of a mapping that no column has."""
    known = {fold(key) for key, _one in keyed(tables)}
    return [key for key in mapping if fold(key) not in known]


def not_taken(tables: Sequence[PlanTable], mapping: Mapping[str, str]) -> list[str]:
    """The columns that could not be read as they were told: their role is that of others already."""
    told = {fold(key): role for key, role in mapping.items()}
    return [key for key, one in keyed(tables) if told.get(fold(key), one.role) != one.role]
