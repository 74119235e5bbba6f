"""What titles of real plans say, by language; the titles stand in `titles/`, under the role that they say.

Some mislead: "Reporting to" is nobody in charge, « Groupe cible » no target, „Wirksamkeit geprüft“ no result.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest

from portulan.plandoc.recognition.roles import DECOY, EXTRA, ROLES
from portulan.plandoc.recognition.title_words import said, title_score

FOLDER = Path(__file__).parent / "titles"
LANGUAGES = sorted(path.stem for path in FOLDER.glob("*.txt"))


def _told(language: str) -> dict[str, list[str]]:
    """The titles of a language by role; a line that begins with blanks goes on with the one above."""
    text = (FOLDER / f"{language}.txt").read_text(encoding="utf-8")
    lines = "\n".join(line for line in text.splitlines() if not line.startswith("#")).replace("\n  ", " ")
    return {role: [title.strip() for title in titles.split("|") if title.strip()]
            for role, _, titles in (line.partition(":") for line in lines.splitlines())}  # fmt: skip


def _wrong(language: str) -> Iterator[str]:
    for role, titles in _told(language).items():
        for title in titles:
            found, score = said(title)
            if found != role or score < 0.6:
                yield f"{title}: {found} {score:.2f}, not {role} {title_score(title, role):.2f}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_titles_of_real_plans_say_their_role(language: str) -> None:
    assert list(_wrong(language)) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_role_has_its_titles(language: str) -> None:
    told = _told(language)
    assert set(told) == {*ROLES, EXTRA, DECOY}
    assert sum(map(len, told.values())) >= 40


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_fits_nowhere_is_never_taken_for_a_role(language: str) -> None:
    misled = [(title, role) for title in _told(language)[EXTRA] for role in ROLES
              if title_score(title, role) >= min(0.85, title_score(title, EXTRA))]  # fmt: skip
    assert misled == []
