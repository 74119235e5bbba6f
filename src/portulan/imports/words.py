"""What people say that words of a file stand for is remembered with its columns, for the next edition."""

from portulan.imports import rules
from portulan.imports.models import ColumnMapping, Import
from portulan.plandoc.recognition import unknown_words
from portulan.plandoc.recognition.mapping import keyed, mapping_of
from portulan.plandoc.text import fold


def remember_words(opened: Import) -> None:
    """Remember the words that are answered alike throughout this import, forget those that are open again."""
    if all(one["kind"] != unknown_words.KIND for one in opened.reading["doubts"]):
        return
    found, decided = rules.reading_from_json(opened.reading), rules.decisions_from_json(opened.decisions)
    told = unknown_words.told(found.doubts, {doubt: one.effects for doubt, one in decided.answers.items()})
    known = _mapping(opened)
    if known is not None:
        for role, own in told.items():
            words = {**known.words.get(role, {}), **{fold(word): meant for word, meant in own.items()}}
            known.words[role] = {word: meant for word, meant in words.items() if meant}
        if any(known.words.values()) or not known._state.adding:
            known.save()


def _mapping(opened: Import) -> ColumnMapping | None:
    """What is remembered of these columns, or is from now on, as they are read; None where their titles say too
    little, or people must look at them first."""
    tables, told = rules.tables_of(opened.reading), rules.told_from_json(opened.mapping)
    fingerprint = rules.fingerprint(tables)
    if not fingerprint or rules.to_map(opened.reading, told):
        return None
    roles = {**mapping_of(tables), **told.roles}
    fresh = ColumnMapping(fingerprint=fingerprint, titles=[key for key, _one in keyed(tables)], roles=roles)
    return ColumnMapping.objects.filter(fingerprint=fingerprint).first() or fresh
