"""The `portulan` command: each module here that has `add_arguments` and `run` is one of its subcommands."""

import argparse
import importlib
import pkgutil
import sys
from collections.abc import Sequence
from types import ModuleType


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the subcommand that is named first. The answer is the exit status: 0, or 2 where it was refused."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    names = _names()
    if given and given[0] in names:
        return _run(_module(given[0]), given[0], given[1:])
    parser = argparse.ArgumentParser(prog="portulan", epilog=_summary(names), formatter_class=_Formatter)
    parser.add_argument("command", choices=names, metavar="command")
    parser.parse_args(given or ["--help"])
    return 2


_Formatter = argparse.RawDescriptionHelpFormatter


def _run(module: ModuleType, name: str, given: list[str]) -> int:
    parser = argparse.ArgumentParser(
        prog=f"portulan {name}", description=module.__doc__, formatter_class=_Formatter
    )
    module.add_arguments(parser)
    return int(module.run(parser.parse_args(given)) or 0)


def _names() -> list[str]:
    return [found.name for found in pkgutil.iter_modules(__path__) if not found.name.startswith("_")]


def _module(name: str) -> ModuleType:
    return importlib.import_module(f"{__name__}.{name}")


def _summary(names: list[str]) -> str:
    first_lines = {name: (_module(name).__doc__ or "").splitlines()[0] for name in names}
    return "\n".join(f"  {name:14} {line.partition(': ')[2]}" for name, line in first_lines.items())
