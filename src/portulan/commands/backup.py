"""`portulan backup`: writes a whole workspace as one zip, to be opened in any browser or taken back."""

import argparse
import os
import sys
from pathlib import Path

from portulan.commands._django import ready


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("workspace", metavar="WORKSPACE", help="its name in addresses: /e/NAME/")
    parser.add_argument("file", type=Path, metavar="FILE", help="the zip to write; it must not be there yet")


def run(arguments: argparse.Namespace) -> int:
    ready()
    if reason := why_not(arguments.workspace, arguments.file):
        print(reason, file=sys.stderr)
        return 2
    print(write(arguments.workspace, arguments.file))
    return 0


def why_not(slug: str, file: Path) -> str:
    """Why nothing is written, as a sentence; empty when all is well."""
    from portulan.workspaces.models import Workspace

    slugs = list(Workspace.objects.order_by("slug").values_list("slug", flat=True))
    if slug not in slugs:
        return f"Aucun espace ne s’appelle « {slug} ». Ceux qui sont ici : {', '.join(slugs) or 'aucun'}."
    if file.exists():
        return f"{file} existe déjà : choisissez un autre nom. Rien n’a été écrit."
    if not file.absolute().parent.is_dir():
        return f"Le dossier {file.absolute().parent} n’existe pas. Rien n’a été écrit."
    return ""


def write(slug: str, file: Path) -> str:
    """Write the archive; the file takes its name once it is whole. The answer is a sentence."""
    from portulan.archives.writing import write_archive
    from portulan.web.archives.pages import pages
    from portulan.workspaces.models import Workspace

    draft = file.with_name(f"{file.name}.part")
    archive = write_archive(Workspace.objects.get(slug=slug), pages)
    try:
        with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as target:
            target.writelines(archive.pieces())
            os.fsync(target.fileno())
        os.replace(draft, file)
    finally:
        draft.unlink(missing_ok=True)
    sentence = f"« {slug} » est dans {file} : {len(archive.members)} fichiers, {file.stat().st_size / 1e6:.1f} Mo."
    lost = f" Fichiers introuvables ou abîmés : {', '.join(archive.lost)}." if archive.lost else ""
    return sentence + lost
