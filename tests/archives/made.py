"""A workspace with a little of everything, its archive, and archives that somebody forged."""

import hashlib
import io
import json
import zipfile
from dataclasses import dataclass
from pathlib import Path

import factories
from cast import Cast
from portulan.archives import manifest
from portulan.archives.tables import tables
from portulan.archives.writing import write_archive
from portulan.governance.commands import person_of
from portulan.governance.models import Body
from portulan.inquiries.models import Asked, Inquiry, PersonalLink
from portulan.plandoc.recommendations import Recommended
from portulan.plans.commands import recommendations
from portulan.plans.commands.actions import ActionDraft, change_action
from portulan.plans.commands.taking_in import freeze
from portulan.plans.queries.document import document_of
from portulan.priorities import commands as priorities
from portulan.shared import filestore, scoping
from portulan.tracking import commands as tracking
from portulan.tracking.models import ProgressUpdate
from portulan.web.archives.pages import pages
from portulan.workspaces.commands import invite
from portulan.workspaces.models import Institution, Role

LINK = hashlib.sha256(b"un lien").hexdigest()
PDF = b"%PDF-1.7 une preuve fictive"


@dataclass(frozen=True)
class Worked(Cast):
    """The cast, and the token of the invitation that waits."""

    token: str


def lived(cast) -> str:
    """Ada's workspace, which must be open, after some work; the answer is the token of an invitation."""
    action, other = cast.action("1.1.1"), cast.action("2.1.1")
    cast.workspace.institutions.add(Institution.objects.create(name="Haute école fictive", acronym="HEF"))
    for name, content in (("PV *CEP*/mars.pdf", PDF), ("PV CEP.pdf", PDF + b" bis")):
        file = tracking.GivenFile(name, len(content), io.BytesIO(content))
        tracking.add_evidence(
            action, actor=cast.ada, on=factories.TODAY, also=(other,), title=f"PV {name}", files=(file,)
        )
    tracking.add_evidence(
        action, actor=cast.basile, on=factories.TODAY, title="Site", url="https://example.org/a?b=c"
    )
    body = Body.objects.get(acronym="CEP")
    tracking.report_progress(
        action,
        actor=cast.basile,
        on=factories.TODAY,
        text="Les *étoiles* & <b>\u2028 restent",
        state="started",
        body=body,
    )
    change_action(action, ActionDraft(short_title="=Un titre", effort="low"), actor=cast.ada)
    freeze(cast.plan, document_of(cast.plan), label="Première / révision")
    evaluation = recommendations.write_evaluation(
        cast.plan, actor=cast.ada, title="Rapport", agency="AEQES", on=None
    )
    made = recommendations.add_recommendations(
        evaluation, [Recommended("R1", "Clarifier la gouvernance", "1.1", "12")], actor=cast.ada
    )
    recommendations.set_answering(made[0], [action.pk], actor=cast.ada)
    statement = priorities.write_statement(cast.plan, actor=cast.ada, kind="mission", text="Former")
    priorities.set_served(statement, [action.pk, other.pk], actor=cast.ada)
    _ask(cast)
    _invitation, token = invite("invitee@example.org", Role.READER, actor=cast.ada)
    return token


def _ask(cast):
    """Basile is asked for news, with a link of his own, and answered."""
    inquiry = Inquiry.objects.create(sentence="Où en êtes-vous ?", closes_on=factories.TODAY)
    asked = Asked.objects.create(inquiry=inquiry, person=person_of(cast.basile))
    asked.updates.set(ProgressUpdate.objects.all())
    PersonalLink.objects.create(asked=asked, token_sha256=LINK, expires_on=factories.TODAY)


def archive(workspace, folder: Path, name="tout.zip") -> Path:
    """The workspace's archive, in that folder."""
    file = folder / name
    file.write_bytes(b"".join(write_archive(workspace, pages).pieces()))
    return file


def removed(workspace, *people):
    """Remove the workspace to its last row and file, and these accounts."""
    for table in tables():
        for tie in table.ties:
            tie.through._base_manager.filter(**{f"{tie.field.m2m_field_name()}__workspace": workspace}).delete()
    for table in tables():
        rows = table.model._base_manager.filter(workspace=workspace)
        rows._raw_delete(rows.db)
    workspace.institutions.clear()
    type(workspace).objects.filter(pk=workspace.pk)._raw_delete("default")
    for one in people:
        type(one).objects.filter(pk=one.pk)._raw_delete("default")
    filestore.forget(workspace.pk)


def everything(workspace):
    """Every row of a workspace, by table, read without the archive's own code."""
    found = {}
    for table in tables():
        hidden = {one.attname for one in table.model._meta.concrete_fields if "token" in one.name}
        rows = table.model._base_manager.filter(workspace=workspace).order_by("pk").values()
        found[table.name] = [{name: row[name] for name in row if name not in hidden} for row in rows]
        for tie in table.ties:
            held = table.model._base_manager.filter(workspace=workspace).values_list("pk", tie.field.name)
            found[tie.name] = sorted((one, other) for one, other in held if other is not None)
    return found


def inside_of(file: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(file) as held:
        return {name: held.read(name) for name in held.namelist()}


def forged(file: Path, changes=None, *, told=None, honest=True) -> Path:
    """The archive with other files (None takes one away). With `honest`, the manifest says so; `told` changes
    what it says besides."""
    held = inside_of(file)
    written = json.loads(held.pop(manifest.NAME))
    for name, content in (changes or {}).items():
        held[name] = content(held.get(name)) if callable(content) else content
    held = {name: content for name, content in held.items() if content is not None}
    if honest:
        written["files"] = [
            {"path": name, "size": len(content), "sha256": hashlib.sha256(content).hexdigest()}
            for name, content in held.items()
        ]
    written |= told or {}
    target = file.with_name("forge.zip")
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name, content in held.items():
            new.writestr(zipfile.ZipInfo(name), content)
        new.writestr(manifest.NAME, json.dumps(written))
    return target


def first_row(**changes):
    """Changes the first line of a file of rows."""

    def change(content: bytes) -> bytes:
        first, *others = content.splitlines()
        return b"\n".join([json.dumps(json.loads(first) | changes).encode(), *others]) + b"\n"

    return change


def opened(workspace):
    return scoping.opened(workspace.pk)
