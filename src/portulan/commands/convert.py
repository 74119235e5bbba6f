"""`portulan convert`: makes a plan file of another kind from a plan file, without a database.

Reads whatever Portulan reads, or canonical .json. Writes .json, .docx, .pdf, .xlsx, .md or .csv, as the target is
named.
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
from portulan.plandoc.document import PlanDocument
from portulan.plandoc.reading.source import Place, Remark, Unreadable
from portulan.plandoc.recognition import Recognition, mapping, recognised, unknown_words
from portulan.plandoc.recognition.findings import ColumnReading, Doubt, Leftover, NoPlanFound, Shares
from portulan.plandoc.sentences import translated
from portulan.reports.files import Format, plan_file

REFUSED = 2


@dataclasses.dataclass(frozen=True, slots=True)
class Told:
    """What a person says of the columns of a file, by title, and of words of theirs (see `unknown_words`)."""

    columns: Mapping[str, str] = dataclasses.field(default_factory=dict)
    words: unknown_words.Words = dataclasses.field(default_factory=dict)


class CannotConvert(Exception):
    """Why nothing was written, as a sentence for people."""


@dataclasses.dataclass(frozen=True, slots=True)
class Reading:
    """What a source gave: the plan, what is unsure in it, what fits nowhere, what the reader has to say."""

    document: PlanDocument
    doubts: Sequence[Doubt] = ()
    leftovers: Sequence[Leftover] = ()
    columns: Sequence[ColumnReading] = ()
    mapping: Mapping[str, str] = dataclasses.field(default_factory=dict)
    words: unknown_words.Words = dataclasses.field(default_factory=dict)
    shares: Shares = dataclasses.field(default_factory=Shares)
    remarks: Sequence[Remark] = ()


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("source", type=Path, metavar="SOURCE", help="the plan: any kind that is read, or .json")
    parser.add_argument("target", type=Path, metavar="TARGET", help=".json, .docx, .pdf, .xlsx, .md or .csv")
    parser.add_argument(
        "--doubts",
        type=Path,
        metavar="FILE.json",
        help="also write what is unsure, what fits nowhere, and what each column was taken for",
    )
    parser.add_argument(
        "--columns",
        type=Path,
        metavar="MAPPING.json",
        help='what columns hold: {title: role}, or a file that --doubts wrote, where "words" say what each '
        "unknown word stands for",
    )


def run(arguments: argparse.Namespace) -> int:
    try:
        format = target_format(arguments.target)
        told = told_file(arguments.columns) if arguments.columns else None
        reading = read(arguments.source, told)
        put(arguments.target, plan_file(reading.document, format)[0])
        if arguments.doubts:
            put(arguments.doubts, doubts_file(reading))
    except CannotConvert as refusal:
        print(refusal, file=sys.stderr)
        return REFUSED
    print(summary(reading))
    for line in remarks(reading):
        print(line, file=sys.stderr)
    return 0


def read(source: Path, told: Told | None = None) -> Reading:
    """The plan in that file, whatever its kind; its columns and words as they are told."""
    try:
        contents = source.read_bytes()
    except OSError as error:
        raise CannotConvert(
            _("{name} ne peut pas être lu : {reason}.").format(name=source, reason=_why(error))
        ) from error
    return _recognised(source, contents, told or Told())


def told_file(file: Path) -> Told:
    """The roles by title that this file tells, and what words stand for."""
    try:
        told = json.loads(file.read_bytes())
    except OSError as error:
        raise CannotConvert(
            _("{name} ne peut pas être lu : {reason}.").format(name=file, reason=_why(error))
        ) from error
    except ValueError as error:
        told = error
    words: Any = {}
    if isinstance(told, dict) and isinstance(told.get("mapping"), dict):
        told, words = told["mapping"], told.get("words", {})
    if not isinstance(told, dict) or not all(isinstance(one, str) for one in told.values()):
        raise CannotConvert(
            _("{name} n’est pas un objet JSON qui donne un rôle à chaque titre de colonne.").format(name=file.name)
        )
    for title, role in told.items():
        if role not in mapping.KNOWN:
            raise CannotConvert(
                _("{name} : le rôle « {role} » de « {title} » n’existe pas. Choisissez parmi {known}.").format(
                    name=file.name, role=role, title=title, known=", ".join(mapping.KNOWN)
                )
            )
    for wrong in unknown_words.wrong(words):
        raise CannotConvert(
            _(
                "{name} : ce que « {word} » veut dire n’est pas un état ni une priorité. Choisissez parmi {known}."
            ).format(name=file.name, word=wrong, known=", ".join((*_meanings(), "extra")))
        )
    return Told(told, words)


def _meanings() -> list[str]:
    return [meant for known in unknown_words.MEANINGS.values() for meant in known]


def _recognised(source: Path, contents: bytes, told: Told) -> Reading:
    try:
        found = recognised(source.name, contents, columns=told.columns or None)
    except (Unreadable, NoPlanFound) as error:
        raise CannotConvert(translated(error.sentence, _)) from error
    _check_taken(source.name, found, told.columns)
    given = unknown_words.answers(found.doubts, told.words)
    read = unknown_words.settled(found, told.words)
    return Reading(
        read.document,
        read.doubts,
        read.leftovers,
        read.columns,
        mapping.mapping_of(read.tables),
        unknown_words.told(found.doubts, {doubt: one.effects for doubt, one in given.items()}),
        read.shares,
        read.remarks,
    )


def _check_taken(name: str, found: Recognition, told: Mapping[str, str]) -> None:
    """Raises CannotConvert when a column that was told is not there, or could not be read so."""
    if unknown := mapping.unknown(found.tables, told):
        known = ", ".join(f"« {key} »" for key, _one in mapping.keyed(found.tables))
        raise CannotConvert(
            _("{name} n’a pas de colonne « {title} ». Ses colonnes sont {known}.").format(
                name=name, title=unknown[0], known=known
            )
        )
    if refused := mapping.not_taken(found.tables, told):
        raise CannotConvert(
            _("« {title} » a le même rôle qu’une autre colonne, et ce rôle n’en prend qu’une.").format(
                title=refused[0]
            )
        )


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
    """What was found as JSON, each finding with its fields under their own names; a place is said in words.
    `mapping` and `words` are what `--columns` takes."""
    parts = ("doubts", "leftovers", "columns", "mapping", "words", "shares", "remarks")
    contents = {part: _plain(getattr(reading, part)) for part in parts}
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
            *_objectives(reading.document),
            _counted(counts.actions, _("action"), _("actions")),
            _counted(counts.results, _("résultat attendu"), _("résultats attendus")),
            _counted(len(reading.doubts), _("doute"), _("doutes")),
            _counted(len(reading.leftovers), _("fragment non classé"), _("fragments non classés")),
        ]
    )


def _objectives(document: PlanDocument) -> list[str]:
    """Of two levels, or of one."""
    counts = document.counts()
    if not any(one.objectives for one in document.objectives):
        return [_counted(counts.strategic, _("objectif"), _("objectifs"))]
    return [
        _counted(counts.strategic, _("objectif stratégique"), _("objectifs stratégiques")),
        _counted(counts.specific, _("objectif spécifique"), _("objectifs spécifiques")),
    ]


def remarks(reading: Reading) -> list[str]:
    """What the reader has to say of the file, one line each: what is hidden in it, what was read in which way."""
    said = [translated(one.sentence, _) for one in reading.remarks]
    return list(dict.fromkeys(said))


def _counted(number: int, one: str, several: str) -> str:
    return f"{number} {several if number > 1 else one}"
