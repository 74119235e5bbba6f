"""`portulan migrate`: brings the tables of the database up to date."""

import argparse

from portulan.commands import serve
from portulan.commands._django import ready


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """It takes none."""


def run(arguments: argparse.Namespace) -> int:
    ready()
    serve.migrate()
    return 0
