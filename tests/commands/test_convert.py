"""`portulan convert`, as it is run: files in, files out, one line said."""

import csv
import io
import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import docx
import openpyxl
import pytest

from factories import plan_document
from portulan.commands import main
from portulan.plandoc import jsonfile

EXAMPLE = Path(__file__).parents[2] / "examples" / "mias-2024-2029.docx"
COUNTS = "5 objectifs stratégiques, 20 objectifs spécifiques, 52 actions, 75 résultats attendus"


@pytest.fixture(autouse=True)
def _in_french(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "C.UTF-8")


@pytest.fixture
def canonical(tmp_path: Path) -> Path:
    file = tmp_path / "plan.json"
    file.write_text(jsonfile.dumps(plan_document()), encoding="utf-8")
    return file


def refusal(capsys: pytest.CaptureFixture[str], *arguments: object) -> str:
    """What is said on the way out, once it is sure that it is one line and no traceback."""
    assert main(["convert", *map(str, arguments)]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    (line,) = said.err.splitlines()
    return line


def test_the_example_keeps_its_counts(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = tmp_path / "plan.json"
    assert main(["convert", str(EXAMPLE), str(target)]) == 0
    assert capsys.readouterr().out.startswith(COUNTS)
    assert jsonfile.loads(target.read_bytes()).counts().actions == 52


def test_word_and_back_is_the_same_document(tmp_path: Path) -> None:
    first, word, second = tmp_path / "1.json", tmp_path / "2.docx", tmp_path / "3.json"
    assert main(["convert", str(EXAMPLE), str(first)]) == 0
    assert main(["convert", str(first), str(word)]) == 0
    assert main(["convert", str(word), str(second)]) == 0
    assert second.read_text(encoding="utf-8") == first.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("extension", "begins"),
    [("docx", b"PK"), ("pdf", b"%PDF-"), ("xlsx", b"PK"), ("md", b"**"), ("csv", b"\xef\xbb\xbf"), ("JSON", b"{")],
)
def test_every_target(canonical: Path, tmp_path: Path, extension: str, begins: bytes) -> None:
    target = tmp_path / f"cible.{extension}"
    assert main(["convert", str(canonical), str(target)]) == 0
    assert target.read_bytes().startswith(begins)


def test_doubts_are_written_beside(tmp_path: Path) -> None:
    doubts = tmp_path / "doutes.json"
    assert main(["convert", str(EXAMPLE), str(tmp_path / "plan.json"), "--doubts", str(doubts)]) == 0
    written = json.loads(doubts.read_bytes())
    assert list(written) == ["doubts", "leftovers", "columns", "mapping", "words", "shares", "remarks"]
    assert [one["role"] for one in written["columns"]] == list(written["mapping"].values())
    assert all(0.75 <= one["confidence"] <= 1 for one in written["columns"])
    assert (
        sum(written["shares"][part] for part in ("in_fields", "left_over", "debris", "lost"))
        == (written["shares"]["total"])
    )
    assert "3.5.2" in [doubt["code"] for doubt in written["doubts"]]


UNHEARD_OF = """\
Bloub;Zig;Ploc;Grum;Trula
Améliorer l’accueil;Rédiger un guide pour les étudiants;Secrétariat;2025-2026;Guide diffusé
Améliorer l’accueil;Organiser une visite du campus;Secrétariat;2026-2027;Visite faite
Améliorer l’accueil;Former les tuteurs de première année;Direction;2026-2027;Tuteurs formés
Suivre la qualité;Publier un rapport annuel;Direction;2027-2028;Rapport publié
Suivre la qualité;Interroger les diplômés;Commission;2025-2026;Enquête dépouillée
"""
TOLD = {
    "Bloub": "objectives", "Zig": "actions", "Ploc": "responsibles", "Grum": "deadline", "Trula": "extra",
}  # fmt: skip


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    file = tmp_path / "inconnu.csv"
    file.write_text(UNHEARD_OF, encoding="utf-8")
    return file


def told(folder: Path, mapping: object) -> Path:
    file = folder / "colonnes.json"
    file.write_text(json.dumps(mapping), encoding="utf-8")
    return file


def test_columns_are_read_as_they_are_told(sheet: Path, tmp_path: Path) -> None:
    target, doubts = tmp_path / "plan.json", tmp_path / "doutes.json"
    options = ["--columns", str(told(tmp_path, TOLD)), "--doubts", str(doubts)]
    assert main(["convert", str(sheet), str(target), *options]) == 0
    actions = list(jsonfile.loads(target.read_bytes()).actions())
    assert [dict(one.extra) for one in actions][:2] == [{"Trula": "Guide diffusé"}, {"Trula": "Visite faite"}]
    assert json.loads(doubts.read_bytes())["mapping"] == TOLD


def test_what_doubts_wrote_tells_the_columns_of_the_next_file(
    sheet: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target, doubts, again = (tmp_path / f"{name}.json" for name in ("plan", "doutes", "encore"))
    mapping = ["--columns", str(told(tmp_path, TOLD))]
    assert main(["convert", str(sheet), str(target), *mapping, "--doubts", str(doubts)]) == 0
    assert capsys.readouterr().out.startswith("2 objectifs, 5 actions, 0 résultat attendu")
    assert main(["convert", str(sheet), str(again), "--columns", str(doubts)]) == 0
    assert again.read_bytes() == target.read_bytes()


def test_what_a_file_hides_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    book, source, doubts = openpyxl.Workbook(), tmp_path / "plan.xlsx", tmp_path / "doutes.json"
    for row in csv.reader(UNHEARD_OF.replace("Zig", "Action").splitlines(), delimiter=";"):
        book.active.append(row)
    book.active.title = "Suivi"
    book.active.column_dimensions["C"].hidden = True
    book.save(source)
    assert main(["convert", str(source), str(tmp_path / "plan.json"), "--doubts", str(doubts)]) == 0
    assert capsys.readouterr().err.startswith("Des colonnes de la feuille « Suivi » sont masquées")
    assert "masquées" in str(json.loads(doubts.read_bytes())["remarks"])


@pytest.mark.parametrize(
    ("mapping", "said"),
    [
        (["actions"], "colonnes.json n’est pas un objet JSON qui donne un rôle à chaque titre de colonne."),
        ({"Zig": 3}, "colonnes.json n’est pas un objet JSON qui donne un rôle à chaque titre de colonne."),
        (
            {"Zig": "dragon"},
            "colonnes.json\u00a0: le rôle «\u00a0dragon\u00a0» de «\u00a0Zig\u00a0» n’existe pas. ",
        ),
        (
            {"Zag": "actions"},
            "inconnu.csv n’a pas de colonne «\u00a0Zag\u00a0». Ses colonnes sont «\u00a0Bloub\u00a0», ",
        ),
        (TOLD | {"Ploc": "deadline"}, "«\u00a0"),
        (TOLD | {"Zig": "extra"}, "Aucun plan d’action n’a été trouvé"),
    ],
)
def test_columns_that_cannot_be_read_so(
    sheet: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], mapping: object, said: str
) -> None:
    target = tmp_path / "plan.json"
    assert refusal(capsys, sheet, target, "--columns", told(tmp_path, mapping)).startswith(said)
    assert not target.exists()


def test_the_target_is_replaced_whole(canonical: Path, tmp_path: Path) -> None:
    target = tmp_path / "plan.md"
    target.write_text("ancien" * 10_000)
    target.chmod(0o640)
    assert main(["convert", str(canonical), str(target)]) == 0
    assert "ancien" not in target.read_text(encoding="utf-8")
    assert target.stat().st_mode & 0o777 == 0o640
    assert sorted(file.name for file in tmp_path.iterdir()) == ["plan.json", "plan.md"]


def test_a_source_that_is_not_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    said = refusal(capsys, tmp_path / "rien.docx", tmp_path / "plan.json")
    assert said.startswith(f"{tmp_path}/rien.docx ne peut pas être lu\u00a0: ")


def test_a_target_of_no_known_kind(canonical: Path, capsys: pytest.CaptureFixture[str]) -> None:
    said = refusal(capsys, canonical, "plan.odt")
    assert said == (
        "plan.odt\u00a0: ce format n’est pas connu. Choisissez parmi .docx, .pdf, .xlsx, .json, .md, .csv."
    )


def test_a_folder_that_is_not_there(canonical: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = tmp_path / "absent" / "plan.md"
    assert refusal(capsys, canonical, target).startswith(f"{target} ne peut pas être écrit\u00a0: ")


def a_truncated_zip() -> bytes:
    return EXAMPLE.read_bytes()[:9000]


def a_word_file_without_table() -> bytes:
    buffer = io.BytesIO()
    file = docx.Document()
    file.add_paragraph("Compte rendu de la réunion.")
    file.save(buffer)
    return buffer.getvalue()


def a_zip_of_something_else() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("a.txt", "a")
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("name", "contents"),
    [
        ("vide.docx", b""),
        ("image.docx", b"\x89PNG\r\n\x1a\n" + bytes(64)),
        ("tronque.docx", a_truncated_zip()),
        ("sans-tableau.docx", a_word_file_without_table()),
        ("autre.docx", a_zip_of_something_else()),
        ("faux.pdf", b"%PDF-1.7\nrien"),
        ("faux.json", b'{"format": "autre"}'),
        ("profond.json", b"[" * 100_000),
        ("binaire.txt", bytes(range(256)) * 20),
    ],
)
def test_bad_files_get_a_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, contents: bytes
) -> None:
    source = tmp_path / name
    source.write_bytes(contents)
    assert refusal(capsys, source, tmp_path / "plan.md").endswith(".")
    assert not (tmp_path / "plan.md").exists()


def test_needs_no_django(canonical: Path, tmp_path: Path) -> None:
    program = (
        "import sys; from portulan.commands import main; status = main(sys.argv[1:]); "
        "assert 'django' not in sys.modules; sys.exit(status)"
    )
    target = str(tmp_path / "plan.docx")
    done = subprocess.run(
        [sys.executable, "-c", program, "convert", str(canonical), target],
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONUTF8": "1"},
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert "9 actions" in done.stdout


def test_help_names_the_commands(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as leaving:
        main([])
    assert leaving.value.code == 0
    assert "convert" in capsys.readouterr().out


WORDS = """Code;Action;Responsable;Échéance;État
1.1;Rédiger un guide;Direction;2025-2026;Au four
1.2;Former les tuteurs;Direction;2025-2026;fait
1.3;Publier un rapport;Direction;2026-2027;au four
"""


def test_words_are_read_as_the_file_of_columns_tells_them(tmp_path: Path) -> None:
    source, target, doubts = tmp_path / "plan.csv", tmp_path / "plan.json", tmp_path / "doutes.json"
    source.write_text(WORDS, encoding="utf-8")
    assert main(["convert", str(source), str(target), "--doubts", str(doubts)]) == 0
    found = json.loads(doubts.read_bytes())
    assert found["words"] == {"state": {"Au four": None}}
    options = ["--columns", str(told(tmp_path, {**found, "words": {"state": {"Au four": "started"}}}))]
    assert main(["convert", str(source), str(target), *options, "--doubts", str(doubts)]) == 0
    actions = jsonfile.loads(target.read_bytes()).actions()
    assert [(one.state, dict(one.extra)) for one in actions] == [("started", {}), ("done", {}), ("started", {})]
    again = json.loads(doubts.read_bytes())
    assert again["words"] == {"state": {"Au four": "started"}}
    assert [one["kind"] for one in again["doubts"] if one["kind"] == "unknown_word"] == []


@pytest.mark.parametrize(
    ("words", "wrong"), [({"state": {"Au four": "cuit"}}, "Au four"), ({"mood": {}}, "mood"), ([], "words")]
)
def test_words_that_stand_for_nothing_known_are_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], words: object, wrong: str
) -> None:
    source, target = tmp_path / "plan.csv", tmp_path / "plan.json"
    source.write_text(WORDS, encoding="utf-8")
    said = refusal(capsys, source, target, "--columns", told(tmp_path, {"mapping": {}, "words": words}))
    assert said.startswith(f"colonnes.json\u00a0: ce que «\u00a0{wrong}\u00a0» veut dire")
    assert not target.exists()
