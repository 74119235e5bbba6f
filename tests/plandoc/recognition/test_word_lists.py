"""The lists of words, as people complete them: written as they say, in order, each word in its one place."""

import tomllib
from collections import defaultdict
from fnmatch import fnmatch
from itertools import groupby
from pathlib import Path

import pytest

from portulan.plandoc.document import DeclaredState, Priority
from portulan.plandoc.recognition import cell_words
from portulan.plandoc.recognition.roles import DECOY, EXTRA, ROLES
from portulan.plandoc.recognition.title_lexicon import folded_entry
from portulan.plandoc.recognition.word_lists import Entry, entries

ROOT = Path(__file__).parents[3]
TITLES, POSTS = entries("titles"), entries("posts")
LANGUAGES = sorted({entry.language for entry in TITLES})


def _at(entry: Entry) -> str:
    return f"{entry.language}.txt:{entry.line} {entry.text}"


def test_titles_are_known_in_all_languages_of_plans() -> None:
    assert {"any", "fr", "en", "nl", "de", "es", "pt", "it"} <= set(LANGUAGES)


def test_each_entry_says_a_role() -> None:
    assert [_at(entry) for entry in TITLES if entry.section not in {*ROLES, EXTRA, DECOY}] == []


def test_entries_are_folded() -> None:
    assert [_at(entry) for entry in (*TITLES, *POSTS) if not folded_entry(entry.text)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_section_is_in_alphabetical_order(language: str) -> None:
    own = [entry for entry in (*TITLES, *POSTS) if entry.language == language]
    for _, section in groupby(own, key=lambda entry: (entry.section, entry.sure)):
        letters = [(entry.text.lstrip("^*"), entry.text) for entry in section]
        assert letters == sorted(letters)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_word_stands_under_one_role_unless_a_remark_says_which_others(language: str) -> None:
    places: dict[str, list[Entry]] = defaultdict(list)
    for entry in TITLES:
        if entry.language == language:
            places[entry.text].append(entry)
    twice = [_at(one) for found in places.values() if len(found) > 1 for one in found
             if not one.remark.startswith("also ")]  # fmt: skip
    assert twice == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_entry_says_what_a_shorter_one_of_its_section_says(language: str) -> None:
    own = [entry for entry in (*TITLES, *POSTS) if entry.language == language and " " not in entry.text]
    starts = {(one.section, one.sure, one.text[:-1]) for one in own if one.text.endswith("*")}
    spoken = [
        _at(one) for one in own
        if any((one.section, one.sure, one.text[:end]) in starts
               for end in range(1, len(one.text.rstrip("*")) + (not one.text.endswith("*"))))
    ]  # fmt: skip
    assert spoken == []


def test_an_installed_portulan_has_the_lists() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    kept = project["tool"]["setuptools"]["package-data"]["portulan"]
    source = ROOT / "src" / "portulan"
    lists = [path.relative_to(source).as_posix() for path in source.glob("plandoc/recognition/words/**/*.txt")]
    assert len(lists) >= len(LANGUAGES)
    assert [path for path in lists if not any(fnmatch(path, pattern) for pattern in kept)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_section_comes_once(language: str) -> None:
    own = [(entry.section, entry.sure) for entry in TITLES if entry.language == language]
    seen = [key for key, _ in groupby(own)]
    assert len(seen) == len(set(seen))


CELLS = entries("cells")


@pytest.mark.parametrize("kind", ["priority", "state"])
def test_a_word_of_cells_says_one_thing_in_all_languages(kind: str) -> None:
    told: dict[str, set[str]] = defaultdict(set)
    for entry in CELLS:
        if entry.section.startswith(f"{kind} "):
            for said in cell_words.spelt(entry.text):
                told[said].add(entry.section)
    assert {said: sections for said, sections in told.items() if len(sections) > 1} == {}


def test_cells_say_priorities_and_states_that_there_are() -> None:
    known = {f"priority {one.value}" for one in Priority if one}
    known |= {f"state {one.value.replace('_', ' ')}" for one in DeclaredState}
    assert {entry.section for entry in CELLS} == known
    assert [_at(entry) for entry in CELLS if entry.language != "any" and not folded_entry(entry.text)] == []


@pytest.mark.parametrize("language", ["fr", "en", "nl", "de", "es", "pt", "it"])
def test_each_main_language_has_words_for_each_state_and_priority(language: str) -> None:
    own = {entry.section for entry in CELLS if entry.language == language}
    assert own == {entry.section for entry in CELLS}
