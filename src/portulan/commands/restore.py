"""`portulan restore`: brings back a workspace from the zip that `portulan backup` or its page wrote."""

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from portulan.commands import serve

if TYPE_CHECKING:
    from portulan.archives.restoring import Restored


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE", help="the zip")
    parser.add_argument("--check", action="store_true", help="only verify it: nothing is written")


def run(arguments: argparse.Namespace) -> int:
    serve.prepare()
    from django.utils import translation

    from portulan.archives import restoring
    from portulan.shared.errors import ForPeople

    try:
        with translation.override("fr"):
            if arguments.check:
                said = restoring.verify(arguments.file)
                print(
                    f"L’archive de « {said['name']} » est entière : chaque fichier a l’empreinte de son manifeste."
                )
            else:
                print(told(restoring.read_archive(arguments.file)))
    except ForPeople as error:
        print(error.sentence, file=sys.stderr)
        return 2
    return 0


def told(restored: "Restored") -> str:
    """What came in, in sentences."""
    slug = restored.workspace.slug
    lines = [
        f"« {restored.workspace.name} » est repris : {sum(restored.counts.values())} lignes, "
        f"{restored.counts['journal.entry']} entrées du journal.",
        f"Son adresse : /e/{slug}/.",
        f"Comptes : {restored.made} créés, sans mot de passe (on entre par un code), {restored.known} déjà ici.",
    ]
    if slug != restored.former_slug:
        lines[1] += f" L’adresse /e/{restored.former_slug}/ était prise."
    if restored.lost:
        lines.append(f"Fichiers qui manquaient déjà dans l’archive : {', '.join(restored.lost)}.")
    return "\n".join(lines)
