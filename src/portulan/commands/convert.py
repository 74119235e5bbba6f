"""`portulan convert`: makes a plan file of another kind from a plan file, without a database.

Reads .docx, .pdf, .txt or canonical .json. Writes .json, .docx, .pdf, .xlsx, .md or .csv, as the target is named.
"""

import argparse
import dataclasses
import json
import os
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from portulan.commands._speech import speak as _
from portulan.plandoc import jsonfile
from portulan.plandoc.document import PlanDocument
from portulan.plandoc.reading import read as read_source
from portulan.plandoc.reading.source import Place, Unreadable
from portulan.plandoc.recognition import recognise
from portulan.plandoc.recognition.findings import Doubt, Leftover, NoPlanFound
from portulan.plandoc.sentences import translated
from portulan.reports import Format, plan_file

REFUSED = 2


class CannotConvert(Exception):
    """Why nothing was written, as a sentence for people."""


@dataclasses.dataclass(frozen=True, slots=True)
class Reading:
    """What a source gave: the plan, what is unsure in it, what fits nowhere."""

    document: PlanDocument
    doubts: Sequence[Doubt] = ()
    leftovers: Sequence[Leftover] = ()


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("source", type=Path, metavar="SOURCE", help="the plan: .docx, .pdf, .txt or .json")
    parser.add_argument("target", type=Path, metavar="TARGET", help=".json, .docx, .pdf, .xlsx, .md or .csv")
    parser.add_argument(
        "--doubts", type=Path, metavar="FILE.json", help="also write what is unsure, and what fits nowhere"
    )


def run(arguments: argparse.Namespace) -> int:
    try:
        format = target_format(arguments.target)
        reading = read(arguments.source)
        put(arguments.target, plan_file(reading.document, format)[0])
        if arguments.doubts:
            put(arguments.doubts, doubts_file(reading))
    except CannotConvert as refusal:
        print(refusal, file=sys.stderr)
        return REFUSED
    print(summary(reading))
    return 0


def read(source: Path) -> Reading:
    """The plan in that file, whatever its kind."""
    try:
        contents = source.read_bytes()
    except OSError as error:
        raise CannotConvert(
            _("{name} ne peut pas être lu : {reason}.").format(name=source, reason=_why(error))
        ) from error
    if source.suffix.lower() == ".json":
        return _canonical(source, contents)
    return _recognised(source, contents)


def _canonical(source: Path, contents: bytes) -> Reading:
    try:
        return Reading(jsonfile.loads(contents))
    except jsonfile.NotAPlanFile as error:
        raise CannotConvert(
            _("{name} n’est pas un plan au format JSON de Portulan ({reason}).").format(
                name=source.name, reason=error
            )
        ) from error


def _recognised(source: Path, contents: bytes) -> Reading:
    try:
        found = recognise(read_source(source.name, contents))
    except (Unreadable, NoPlanFound) as error:
        raise CannotConvert(translated(error.sentence, _)) from error
    return Reading(found.document, found.doubts, found.leftovers)


def target_format(target: Path) -> Format:
    """The format that the name of the target asks for."""
    extension = target.suffix.lower().removeprefix(".")
    if extension not in list(Format):
        known = ", ".join(f".{one}" for one in Format)
        raise CannotConvert(
            _("{name} : ce format n’est pas connu. Choisissez parmi {known}.").format(
                name=target.name, known=known
            )
        )
    return Format(extension)


def put(target: Path, contents: bytes) -> None:
    """Write the whole file or none of it: what stood there before stays until the new one is complete."""
    try:
        descriptor, beside = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
        try:
            with os.fdopen(descriptor, "wb") as file:
                file.write(contents)
            os.chmod(beside, _permissions(target))
            os.replace(beside, target)
        except BaseException:
            os.unlink(beside)
            raise
    except OSError as error:
        raise CannotConvert(
            _("{name} ne peut pas être écrit : {reason}.").format(name=target, reason=_why(error))
        ) from error


def _why(error: OSError) -> str:
    match error:
        case FileNotFoundError():
            return _("ce fichier ou son dossier n’existe pas")
        case PermissionError():
            return _("l’accès est refusé")
        case IsADirectoryError():
            return _("c’est un dossier")
        case _:
            return error.strerror or str(error)


def _permissions(target: Path) -> int:
    """Those of the file that is replaced, else those that a new file would have."""
    if target.exists():
        return target.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask


def doubts_file(reading: Reading) -> bytes:
    """Both lists as JSON, each finding with its fields under their own names; a place is said in words."""
    contents = {"doubts": _plain(reading.doubts), "leftovers": _plain(reading.leftovers)}
    return (json.dumps(contents, ensure_ascii=False, indent=2) + "\n").encode()


def _plain(value: Any) -> Any:
    match value:
        case Place():
            return str(value)
        case str() | int() | float() | None:
            return value
        case Mapping():
            return {str(key): _plain(one) for key, one in value.items()}
        case Sequence():
            return [_plain(one) for one in value]
        case _:
            return {field.name: _plain(getattr(value, field.name)) for field in dataclasses.fields(value)}


def summary(reading: Reading) -> str:
    """One line with the counts: "5 objectifs stratégiques, 20 objectifs spécifiques, 52 actions…"."""
    counts = reading.document.counts()
    return ", ".join(
        [
            _counted(counts.strategic, _("objectif stratégique"), _("objectifs stratégiques")),
            _counted(counts.specific, _("objectif spécifique"), _("objectifs spécifiques")),
            _counted(counts.actions, _("action"), _("actions")),
            _counted(counts.results, _("résultat attendu"), _("résultats attendus")),
            _counted(len(reading.doubts), _("doute"), _("doutes")),
            _counted(len(reading.leftovers), _("fragment non classé"), _("fragments non classés")),
        ]
    )


def _counted(number: int, one: str, several: str) -> str:
    return f"{number} {several if number > 1 else one}"
