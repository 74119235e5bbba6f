"""`portulan check`: says what is missing or unsafe in this installation, in sentences."""

import argparse
import os
from collections.abc import Iterator

from portulan.commands._django import ready


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """It takes none."""


def run(arguments: argparse.Namespace) -> int:
    """0 when nothing is to be said, 1 otherwise."""
    ready()
    sentences = [*settings_at_fault(), *database_at_fault()]
    print("\n".join(sentences or ["Tout est en place."]))
    return 1 if sentences else 0


def settings_at_fault() -> Iterator[str]:
    """What the environment says that does not suit a server."""
    from django.conf import settings

    on_a_server = settings.SITE_ADDRESS.startswith("https://")
    if on_a_server and settings.DEBUG:
        yield "PORTULAN_DEBUG est actif : les erreurs montreraient l’intérieur du programme."
    if on_a_server and settings.LOCAL:
        yield "PORTULAN_LOCAL est actif : des liens laisseraient entrer sans mot de passe."
    if on_a_server and settings.EMAIL_BACKEND.endswith("console.EmailBackend"):
        yield "Les messages ne partent pas : ils s’écrivent dans la console (PORTULAN_EMAIL_BACKEND)."
    if not os.access(settings.DATA_DIR, os.W_OK):
        yield f"Le dossier des données ne peut pas être écrit : {settings.DATA_DIR}."


def database_at_fault() -> Iterator[str]:
    """Whether the database answers, and has every table."""
    from django.db import Error, connection
    from django.db.migrations.executor import MigrationExecutor

    try:
        executor = MigrationExecutor(connection)
    except Error:
        yield "La base de données ne répond pas (PORTULAN_DATABASE)."
        return
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        yield "Des tables ne sont pas à jour : portulan migrate."
