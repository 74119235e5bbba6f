"""`portulan compare`, as it is run: two files in, words or JSON out."""

import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from factories import plan_document
from portulan.commands import main
from portulan.plandoc import jsonfile

EXAMPLE = Path(__file__).parents[2] / "examples" / "mias-2024-2029.docx"


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, Path]:
    """A plan, and the same in which one action is left out, so that the codes of the others shift."""
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    document = plan_document()
    top = document.objectives[0]
    held = top.objectives[0]
    _gone, *kept = held.actions
    shifted = tuple(replace(one, code=f"1.1.{rank}") for rank, one in enumerate(kept, 1))
    newer = replace(
        document, objectives=(replace(top, objectives=(replace(held, actions=shifted),)), *document.objectives[1:])
    )
    older_file, newer_file = tmp_path / "2024.json", tmp_path / "2026.json"
    older_file.write_text(jsonfile.dumps(document), encoding="utf-8")
    newer_file.write_text(jsonfile.dumps(newer), encoding="utf-8")
    return older_file, newer_file


def test_what_changed_is_said_in_words(files, capsys):
    assert main(["compare", *map(str, files)]) == 0
    assert capsys.readouterr().out == (
        "Le plan passe de 9 à 8 actions\u00a0: 1 retirée, 2 renumérotées. Aucune échéance n’est décalée. "
        "Les objectifs ne changent pas.\n"
    )


def test_the_same_in_english(files, capsys, monkeypatch):
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")
    assert main(["compare", *map(str, files)]) == 0
    assert "No due date is put back." in capsys.readouterr().out


def test_as_json_it_says_every_change(files, capsys):
    assert main(["compare", *map(str, files), "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert (said["format"], said["older"]["file"], said["newer"]["actions"]) == (
        "portulan-comparison/1",
        "2024.json",
        8,
    )
    assert [one["sort"] for one in said["changes"]] == ["renumbered", "renumbered", "removed"]


def test_what_is_no_plan_is_refused_in_one_line(files, tmp_path, capsys):
    other = tmp_path / "autre.json"
    other.write_text("{}", encoding="utf-8")
    assert main(["compare", str(files[0]), str(other)]) == 2
    said = capsys.readouterr()
    assert (said.out, len(said.err.splitlines())) == ("", 1)


@pytest.mark.slow
def test_no_installation_is_touched(files, tmp_path):
    """Run as a program of its own: it needs no settings, and leaves no folder of data behind."""
    program = "import sys; from portulan.commands import main; sys.exit(main(sys.argv[1:]))"
    asked = ["compare", str(EXAMPLE), str(EXAMPLE)]
    environment = {
        name: value for name, value in os.environ.items() if not name.startswith(("DJANGO", "PORTULAN"))
    }
    done = subprocess.run(
        [sys.executable, "-c", program, *asked], cwd=tmp_path, env=environment, capture_output=True, check=True
    )
    assert done.stdout.decode().strip() == "Rien n’a changé, mot pour mot."
    assert sorted(one.name for one in tmp_path.iterdir()) == ["2024.json", "2026.json"]
