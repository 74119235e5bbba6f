"""All the proofs in one zip, written while it is sent: files, links, and a manifest of both (CSV and JSON)."""

import json
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from portulan.archives.zipping import PIECE, Sink, different, info, safe
from portulan.plandoc.academic_year import AcademicYear
from portulan.plandoc.text import Wording
from portulan.shared import filestore, scoping
from portulan.tracking.models import EvidenceKind, Visibility
from portulan.tracking.queries import PlanView, Proof
from portulan.typeset import csv
from portulan.typeset.page import Column, Sheet


@dataclass(frozen=True, slots=True)
class Member:
    """A file of the archive: its path inside, and where its bytes are, or what they are. `facts` are its line in
    the manifest."""

    path: str
    stored: Path | None
    content: bytes
    facts: dict[str, Any]


def members(plan: PlanView, proofs: Iterable[Proof]) -> tuple[Member, ...]:
    """What the archive holds, under safe and different names; the line of a file that is lost says so."""
    taken: set[str] = set()
    return tuple(_member(proof, plan, taken) for proof in proofs)


def stream(held: Iterable[Member], manifest: Mapping[str, bytes] | None = None) -> Iterator[bytes]:
    """The bytes of the archive, piece by piece: at no time does memory hold more than one piece of one file. Its
    `manifest` comes first: that of the proofs, unless another is given."""
    if manifest is None:
        held = tuple(held)
        manifest = _manifest(held)
    sink = Sink()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in manifest.items():
            archive.writestr(info(name), content)
        for member in held:
            yield from _written(archive, member, sink)
    yield from sink.taken()


def _written(archive: zipfile.ZipFile, member: Member, sink: Sink) -> Iterator[bytes]:
    if member.stored is None:
        if member.content:
            archive.writestr(info(member.path), member.content)
        yield from sink.taken()
        return
    with member.stored.open("rb") as source, archive.open(info(member.path), "w", force_zip64=True) as target:
        while piece := source.read(PIECE):
            target.write(piece)
            yield from sink.taken()
    yield from sink.taken()


def _member(proof: Proof, plan: PlanView, taken: set[str]) -> Member:
    first = next((one for one in plan.actions if one.row.id in proof.actions), None)
    name = f"{proof.title}.url" if proof.url else proof.file_name
    folder = f"{AcademicYear(proof.academic_year).long}/{safe(first.row.code) if first else '_'}"
    return member_at(proof, plan, different(f"{folder}/{proof.on.isoformat()} {safe(name)}", taken))


def member_at(proof: Proof, plan: PlanView, path: str) -> Member:
    """A proof at that place of an archive."""
    actions = [one for one in plan.actions if one.row.id in proof.actions]
    results = [one for action in actions for one in action.row.results if one.id in proof.results]
    year = AcademicYear(proof.academic_year)
    stored = filestore.path(scoping.open_id(), proof.file_sha256) if proof.file_sha256 else None
    if stored is not None and not stored.exists():
        stored = None
    return Member(
        path,
        stored,
        _shortcut(proof.url) if proof.url else b"",
        {
            "path": path if stored or proof.url else "",
            "sha256": proof.file_sha256,
            "size": proof.file_size,
            "title": proof.title,
            "kind": str(EvidenceKind(proof.kind).label),
            "date": proof.on.isoformat(),
            "academic_year": year.long,
            "actions": [one.row.code or one.row.short_title for one in actions],
            "results": [Wording.from_marked(one.text).plain for one in results],
            "draft": proof.draft,
            "author": proof.author_name,
            "visibility": str(Visibility(proof.visibility).label),
            "note": proof.note,
            "link": proof.url,
            "missing": bool(proof.file_sha256 and stored is None),
        },
    )


def _shortcut(url: str) -> bytes:
    """What Windows and others open as a link."""
    return f"[InternetShortcut]\r\nURL={url}\r\n".encode()


def _manifest(held: tuple[Member, ...]) -> dict[str, bytes]:
    lines = [member.facts for member in held]
    titles = {
        "path": _("Chemin"), "sha256": _("Empreinte SHA-256"), "size": _("Taille en octets"), "title": _("Titre"),
        "kind": _("Nature"), "date": _("Date"), "academic_year": _("Année académique"), "actions": _("Actions"),
        "results": _("Résultats"), "draft": _("Version de travail"), "author": _("Jointe par"),
        "visibility": _("Visibilité"), "note": _("Précision"), "link": _("Lien"),
        "missing": _("Fichier introuvable"),
    }  # fmt: skip
    rows = tuple(tuple(cell(line[name]) for name in titles) for line in lines)
    sheet = Sheet(title=_("Preuves"), columns=tuple(Column(title, 20) for title in titles.values()), rows=rows)
    return {
        "manifeste.csv": csv.write(sheet),
        "manifeste.json": json.dumps({"proofs": lines}, ensure_ascii=False, indent=2).encode(),
    }


def cell(value: Any) -> str:
    """A fact as the manifest in CSV has it."""
    if isinstance(value, bool):
        return _("oui") if value else ""
    return " | ".join(value) if isinstance(value, list) else str(value)
