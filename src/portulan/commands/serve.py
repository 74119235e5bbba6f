"""`portulan serve`: brings the database and the static files up to date, then serves Portulan."""

import argparse
import hashlib
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

from portulan.commands import translations
from portulan.commands._django import ready

if TYPE_CHECKING:
    from portulan.workspaces.models import Membership

DEFAULT_PORT = 8000


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--host", default="127.0.0.1", help="the address to listen on")
    parser.add_argument("--port", type=int, default=DEFAULT_PORT)
    parser.add_argument("--threads", type=int, default=4, help="requests answered at the same time")
    parser.add_argument(
        "--no-worker", action="store_true", help="long documents are made by `portulan worker`, started apart"
    )
    parser.add_argument(
        "--demo", type=Path, metavar="FOLDER", help="with the sample plan and its fictional year, from this folder"
    )


def run(arguments: argparse.Namespace) -> int:
    if reason := why_not(arguments.host, arguments.port):
        print(reason, file=sys.stderr)
        return 1
    prepare()
    if arguments.demo:
        fill_apart(arguments.demo)
    print(greeting(), flush=True)
    with nullcontext() if arguments.no_worker else worker_beside():
        return listen(arguments.host, arguments.port, arguments.threads)


@contextmanager
def worker_beside() -> Iterator["subprocess.Popen[bytes]"]:
    """A worker in a process of its own, which ends with this one: it may finish what it makes, for a while."""
    given = ["worker", "--beside", str(os.getpid())]
    worker = subprocess.Popen([sys.executable, "-c", MAIN, *given])
    try:
        yield worker
    finally:
        worker.terminate()
        try:
            worker.wait(_PATIENCE)
        except subprocess.TimeoutExpired:
            worker.kill()
            worker.wait()


def fill_apart(folder: Path) -> None:
    """The demo, where nobody is yet, in a process of its own: writing PDF files starts threads, for which the
    workers that are forked from this process would wait in vain. Raises CalledProcessError."""
    from portulan.workspaces import queries

    if queries.nobody_yet():
        given = ["demo", str(folder)]
        subprocess.run([sys.executable, "-c", MAIN, *given], check=True)


_PATIENCE = 10  # seconds
MAIN = "import sys; from portulan.commands import main; sys.exit(main(sys.argv[1:]))"


def why_not(host: str, port: int) -> str:
    """Why this port cannot be listened on, as a sentence; empty when it can."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except (OSError, OverflowError) as error:
            busy = isinstance(error, OSError) and error.errno not in {13, -2, -3, -5}
            return (
                f"Le port {port} est déjà pris par un autre programme (un Portulan resté ouvert, peut-être). "
                f"Fermez-le, ou choisissez un autre port : make run PORT={next_to(port)}"
                if busy
                else f"Impossible d’écouter sur {host}, port {port} : choisissez-en un autre, entre 1024 et 65535."
            )
    return ""


def next_to(port: int) -> int:
    """A port to propose instead."""
    return port + 1 if port < 65535 else DEFAULT_PORT


def prepare() -> None:
    """Translations compiled, tables and static files up to date; does next to nothing when they are."""
    translations.compile_all()
    ready()
    migrate()
    collect_static()


def migrate() -> None:
    """Apply the migrations that are not applied yet."""
    from django.core.management import call_command
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        call_command("migrate", verbosity=0, interactive=False)


def collect_static() -> None:
    """Collect, fingerprint and compress the static files when one of them changed since the last time."""
    from django.conf import settings
    from django.core.management import call_command

    stamp, wanted = Path(settings.STATIC_ROOT) / ".collected", static_fingerprint()
    if not stamp.exists() or stamp.read_text() != wanted:
        call_command("collectstatic", verbosity=0, interactive=False, clear=True)
        stamp.write_text(wanted)


def static_fingerprint() -> str:
    """Changes when a static file is added, removed or edited."""
    from django.contrib.staticfiles.finders import get_finders

    digest = hashlib.sha256()
    for finder in get_finders():
        for name, storage in finder.list([]):
            state = os.stat(storage.path(name))
            digest.update(f"{name} {state.st_size} {state.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def greeting() -> str:
    """The address, and how to come in: a sign-in link on one's own machine, a welcome link where nobody is yet."""
    from django.conf import settings

    from portulan.web.accounts import links
    from portulan.workspaces.models import User

    lines = ["", f"Portulan est servi sur {settings.SITE_ADDRESS}/"]
    if not User.objects.exists():
        lines += ["Pour créer le premier compte, ouvrez ce lien (valable une fois) :", f"  {links.welcome_link()}"]
    elif settings.LOCAL:
        lines += ["Pour entrer en un clic, ouvrez un de ces liens :"]
        lines += [line for one in members_to_be() for line in one_click(one)]
    return "\n".join([*lines, "Ctrl C pour arrêter.", ""])


def members_to_be() -> "list[Membership]":
    """One member for each role, the earliest first."""
    from portulan.workspaces.models import Membership, Role

    found: dict[str, Membership] = {}
    for one in Membership.everywhere.select_related("user", "workspace").order_by("since"):
        found.setdefault(one.role, one)
    return [found[role] for role in Role if role in found]


def one_click(member: "Membership") -> list[str]:
    """Who that is, and the link that lets them in, straight to their workspace."""
    from django.urls import reverse

    from portulan.web.accounts import links

    where = reverse("dashboard", args=[member.workspace.slug])
    who = f"  {member.user.name} ({member.get_role_display().lower()})"
    return [who, f"    {links.sign_in_link(member.user)}?next={where}"]


def listen(host: str, port: int, threads: int) -> int:
    """Serve until Ctrl C."""
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    Granian(
        "portulan.config.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        blocking_threads=threads,
        log_level=LogLevels.warning,
    ).serve()
    return 0
