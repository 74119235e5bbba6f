"""The kept files of a workspace, and the names under which an archive holds them."""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from portulan.archives.tables import tables
from portulan.archives.zipping import different, safe
from portulan.meetings.models import Minutes
from portulan.plandoc.academic_year import AcademicYear
from portulan.shared import filestore
from portulan.tracking.models import Evidence
from portulan.workspaces.models import Workspace

FOLDER = "preuves"


@dataclass(frozen=True, slots=True)
class KeptFile:
    """A kept file: its hash, its path in the archive, and where its bytes are."""

    sha256: str
    path: str
    stored: Path


def kept_files(workspace: Workspace) -> tuple[list[KeptFile], list[str]]:
    """Every kept file under a readable name, each once, and the hashes of those that are missing. A query for each
    table that speaks of files."""
    names = dict[str, str]()
    taken = set[str]()
    for sha256, path in _named(workspace):
        if sha256 not in names:
            names[sha256] = different(f"{FOLDER}/{path}", taken)
    held = filestore.sizes(workspace.pk).keys()
    for sha256 in sorted(held - names.keys()):
        names[sha256] = different(f"{FOLDER}/sans-nom/{sha256}", taken)
    files = [KeptFile(sha256, path, filestore.path(workspace.pk, sha256)) for sha256, path in names.items()]
    return [one for one in files if one.sha256 in held], sorted(names.keys() - held)


def paths_of(files: list[KeptFile]) -> Mapping[str, str]:
    """The path in the archive of each hash."""
    return {one.sha256: one.path for one in files}


def _named(workspace: Workspace) -> Iterator[tuple[str, str]]:
    """The hash and the wished path of each file that a row speaks of: proofs by year, minutes, then the others."""
    proofs = (
        Evidence.everywhere.filter(workspace=workspace).exclude(file_sha256="").order_by("on", "created_at", "id")
    )
    for sha256, on, year, name in proofs.values_list("file_sha256", "on", "academic_year", "file_name"):
        yield sha256, f"{AcademicYear(year).long}/{_dated(on, name)}"
    yield from _minutes(workspace)
    for table in tables():
        columns = {one.name for one in table.fields}
        if table.model is not Evidence and {"file_sha256", "file_name"} <= columns:
            rows = table.model._base_manager.filter(workspace=workspace).exclude(file_sha256="").order_by("pk")
            for sha256, name in rows.values_list("file_sha256", "file_name"):
                yield sha256, f"{table.model._meta.model_name}/{safe(name)}"


def _minutes(workspace: Workspace) -> Iterator[tuple[str, str]]:
    """Each version of the minutes of a meeting, as Word and PDF."""
    rows = Minutes.everywhere.filter(workspace=workspace).select_related("meeting__body").order_by("pk")
    for one in rows:
        name = f"PV {one.meeting.body} v{one.version}"
        for sha256, ending in ((one.word_sha256, "docx"), (one.pdf_sha256, "pdf")):
            if sha256:
                yield sha256, f"pv/{_dated(one.meeting.day, f'{name}.{ending}')}"


def _dated(on: dt.date, name: str) -> str:
    return safe(f"{on.isoformat()} {name}")
