"""`portulan demo`: fills an empty Portulan with the sample plan and a clearly labelled fictional year."""

import argparse
import datetime as dt
import sys
from pathlib import Path

from portulan.commands import serve

PLAN, YEAR = "mias-2024-2029.docx", "fictional-year.json"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "folder", type=Path, nargs="?", default=Path("examples"), help=f"where {PLAN} and {YEAR} are"
    )
    parser.add_argument("--today", type=dt.date.fromisoformat, help="the day it is, for tests (2026-11-23)")


def run(arguments: argparse.Namespace) -> int:
    serve.prepare()
    if not fill(arguments.folder, arguments.today):
        print(
            "Cette base a déjà des comptes : l’exemple n’y est pas ajouté. Rien n’a été modifié.", file=sys.stderr
        )
        return 2
    return 0


def fill(folder: Path, today: dt.date | None = None) -> bool:
    """Make the people, import the plan, live the year, leave a second import waiting for review: all of it, or
    nothing. False, and nothing done, where there are accounts already."""
    from django.db import transaction
    from django.utils import timezone, translation

    from portulan.commands import _fictional_life, _fictional_year
    from portulan.workspaces import queries

    if not queries.nobody_yet():
        return False
    year = _fictional_year.read(folder / YEAR, today or timezone.localdate())
    print("Préparation de l’exemple : le plan est importé, puis une année fictive y est ajoutée…", flush=True)
    with transaction.atomic(), translation.override("fr"):
        _fictional_life.live(year, folder / PLAN)
    return True
