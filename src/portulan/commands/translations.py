"""`portulan translations`: gathers the sentences of the code, tells which have no translation, compiles them.

French is the source language: a `msgid` is the French sentence. Its own catalogue says each as it is, so that
counts agree as French has it (0 is singular). gettext need not be installed."""

import argparse
import ast
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import polib

PACKAGE = Path(__file__).resolve().parent.parent
LOCALE = PACKAGE / "locale"
SOURCE = "fr"

_PLAIN = {"_", "gettext", "gettext_lazy", "gettext_noop", "say", "sayable"}
_PLURAL = {"ngettext", "ngettext_lazy"}
_CONTEXT = {"pgettext", "pgettext_lazy"}
_IN_TEMPLATE = re.compile(
    r"""\s(?P<call>(?:_|gettext|ngettext|pgettext)\((?:u?'(?:\\.|[^'\\])*'|u?"(?:\\.|[^"\\])*"|[\s,]|count)*\))"""
)


@dataclass(frozen=True, slots=True)
class Message:
    """A sentence to translate, and the file that says it."""

    msgid: str
    plural: str
    context: str
    file: str

    @property
    def key(self) -> tuple[str, str]:
        return self.context, self.msgid


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("what", choices=["gather", "check", "compile"])


def run(arguments: argparse.Namespace) -> int:
    return {"gather": gather, "check": check, "compile": compile_all}[arguments.what]()


def compile_all() -> int:
    """Write the .mo of each .po that is newer than it."""
    for source in [*catalogues(), source_catalogue()]:
        target = source.with_suffix(".mo")
        if not target.exists() or target.stat().st_mtime < source.stat().st_mtime:
            polib.pofile(str(source)).save_as_mofile(str(target))
    return 0


def gather() -> int:
    """Bring the sentences of the code into each catalogue; those that are no longer said leave it."""
    said = messages()
    _rewrite(source_catalogue(), [_said_as_is(message) for message in said])
    for file in catalogues():
        known = {(entry.msgctxt or "", entry.msgid): entry for entry in polib.pofile(str(file))}
        _rewrite(file, [_entry(message, known.get(message.key)) for message in said])
        print(
            f"{file.relative_to(PACKAGE)}: {len(said)} sentences, {len(list(_missing(file, said)))} to translate"
        )
    return 0


def check() -> int:
    """1 when a sentence of the code is missing from some catalogue, 0 otherwise."""
    said = messages()
    files = [*catalogues(), source_catalogue()]
    missing = [(file, message) for file in files for message in _missing(file, said)]
    for file, message in missing:
        print(
            f"{file.relative_to(PACKAGE)}: {message.file}: {message.msgid!r} has no translation", file=sys.stderr
        )
    print(f"{len(said)} sentences, {len(missing)} missing translations")
    return 1 if missing else 0


def catalogues() -> list[Path]:
    """The .po files of the languages other than the source."""
    return sorted(file for file in LOCALE.glob("*/LC_MESSAGES/django.po") if file.parts[-3] != SOURCE)


def source_catalogue() -> Path:
    """The .po file of the source language."""
    return LOCALE / SOURCE / "LC_MESSAGES" / "django.po"


def messages() -> list[Message]:
    """Every sentence that the code and the templates mark for translation, each once, with its plural if any."""
    found: dict[tuple[str, str], Message] = {}
    for message in _every_message():
        known = found.setdefault(message.key, message)
        if message.plural and not known.plural:
            found[message.key] = replace(known, plural=message.plural)
    return list(found.values())


def _every_message() -> Iterator[Message]:
    for file in sorted(PACKAGE.rglob("*.py")):
        yield from in_python(file.read_text(), str(file.relative_to(PACKAGE)))
    for pattern in ("*.html", "*.txt"):
        for file in sorted((PACKAGE / "web" / "templates").rglob(pattern)):
            yield from in_template(file.read_text(), str(file.relative_to(PACKAGE)))


def in_python(source: str, file: str) -> Iterator[Message]:
    """The marked sentences of a Python source."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and (message := _message(node, file)):
            yield message


def in_template(source: str, file: str) -> Iterator[Message]:
    """The marked sentences of a template, read as Django itself prepares them for gettext."""
    from django.utils.translation.template import templatize

    for match in _IN_TEMPLATE.finditer(" " + templatize(source)):
        call = ast.parse(match["call"].strip(), mode="eval").body
        if isinstance(call, ast.Call) and (message := _message(call, file)):
            yield message


def _message(call: ast.Call, file: str) -> Message | None:
    name = call.func.id if isinstance(call.func, ast.Name) else getattr(call.func, "attr", "")
    texts = [arg.value for arg in call.args if isinstance(arg, ast.Constant) and isinstance(arg.value, str)]
    if name in _PLAIN and len(texts) == 1:
        return Message(texts[0], "", "", file)
    if name in _PLURAL and len(texts) == 2:
        return Message(texts[0], texts[1], "", file)
    if name in _CONTEXT and len(texts) == 2:
        return Message(texts[1], "", texts[0], file)
    return None


def _missing(file: Path, said: list[Message]) -> Iterator[Message]:
    done = {(entry.msgctxt or "", entry.msgid) for entry in polib.pofile(str(file)).translated_entries()}
    return (message for message in said if message.key not in done)


def _rewrite(file: Path, entries: list[polib.POEntry]) -> None:
    """The catalogue with these entries and no other, under the header that it has."""
    catalogue = polib.pofile(str(file), wrapwidth=110)
    catalogue.clear()
    catalogue.extend(entries)
    catalogue.save(str(file))


def _said_as_is(message: Message) -> polib.POEntry:
    entry = _entry(message, None)
    if message.plural:
        entry.msgstr_plural = {0: message.msgid, 1: message.plural}
    else:
        entry.msgstr = message.msgid
    return entry


def _entry(message: Message, known: polib.POEntry | None) -> polib.POEntry:
    entry = polib.POEntry(msgid=message.msgid, msgctxt=message.context or None, occurrences=[(message.file, "")])
    if message.plural:
        entry.msgid_plural = message.plural
        entry.msgstr_plural = known.msgstr_plural if known and known.msgstr_plural else {0: "", 1: ""}
    elif known:
        entry.msgstr = known.msgstr
    return entry
