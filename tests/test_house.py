"""The house rules that a machine can check in the tracked files."""

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
CODE_LINES, TEMPLATE_LINES = 400, 250
FORBIDDEN_NAMES = {"utils", "helpers", "services", "managers", "misc", "common"}


def tracked(*patterns: str) -> list[Path]:
    """The files of the repository; the test is skipped where there is no git (an unpacked archive)."""
    found = subprocess.run(["git", "ls-files", "-z", *patterns], cwd=ROOT, capture_output=True, text=True)
    if found.returncode:
        pytest.skip("not a git repository")
    return [ROOT / name for name in found.stdout.split("\0") if name and (ROOT / name).is_file()]


def texts() -> list[tuple[Path, str]]:
    found = []
    for file in tracked():
        try:
            found.append((file.relative_to(ROOT), file.read_text(encoding="utf-8")))
        except UnicodeDecodeError:
            continue
    return found


def test_no_index_address_and_no_path_of_a_machine():
    places = "|".join(["home", "root", "Users", "opt", "work"])
    addresses = "|".join(["pypi\\.org", "pythonhosted\\.org", "registry\\.npmjs", "--index-url", "--find-links"])
    wrong = re.compile(rf"(?<![\w.~])/(?:{places})/[\w.-]+/|(?:{addresses})")
    own = Path("tests/test_house.py")
    assert [str(file) for file, text in texts() if file != own and wrong.search(text)] == []


def test_every_requirement_has_its_hashes():
    for file in ("base.txt", "build.txt", "dev.txt"):
        lines = (ROOT / "requirements" / file).read_text().splitlines()
        pinned = [line for line in lines if re.match(r"[\w.\[\]-]+==", line)]
        assert pinned != []
        assert [line for line in pinned if not line.endswith("\\")] == []


def test_files_stay_short():
    code = [file for file in tracked("*.py") if "migrations" not in file.parts and "vendor" not in file.parts]
    long = {
        str(file.relative_to(ROOT)): n for file in code if (n := len(file.read_text().splitlines())) > CODE_LINES
    }
    assert long == {}
    templates = tracked("*.html")
    long = {file.name: n for file in templates if (n := len(file.read_text().splitlines())) > TEMPLATE_LINES}
    assert long == {}


def test_modules_are_named_by_what_they_hold():
    assert [str(file) for file in tracked("src/*.py") if file.stem in FORBIDDEN_NAMES] == []


def test_every_module_says_what_is_in_it():
    modules = [file for file in tracked("src/*.py") if "migrations" not in file.parts and file.read_text().strip()]
    silent = [file for file in modules if file.name != "apps.py" and not file.read_text().startswith('"""')]
    assert [str(file.relative_to(ROOT)) for file in silent] == []


def test_templates_hold_no_script_and_no_style_of_their_own():
    inline = re.compile(r"<style|\sstyle=|\son[a-z]+=\"|<script(?![^>]*\ssrc=)[^>]*>", re.IGNORECASE)
    assert [file.name for file in tracked("src/*.html") if inline.search(file.read_text())] == []


def test_the_commands_of_the_readme_exist():
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    said = set(re.findall(r"(?:^|`)make ([a-z]+)", (ROOT / "README.md").read_text(), re.MULTILINE))
    assert said - targets == set()
    assert {"run", "test", "check", "bench"} <= said


def test_the_links_between_documents_lead_somewhere():
    broken = []
    for page in tracked("*.md"):
        for target in re.findall(r"\]\((?!https?:|#|mailto:)([^)#]+)", page.read_text()):
            if not (page.parent / target).exists():
                broken.append(f"{page.relative_to(ROOT)}: {target}")
    assert broken == []


def test_every_setting_of_the_environment_is_in_the_administrators_guide():
    guide = (ROOT / "docs" / "administration.md").read_text()
    sources = (ROOT / "src/portulan/config/settings.py", ROOT / "src/portulan/config/env.py")
    names = set(
        re.findall(r'(?:env\.)?(?:text|flag|words)\("([A-Z_]+)"', "".join(one.read_text() for one in sources))
    )
    assert {name for name in names if f"`{name}`" not in guide} == set()


def test_the_licence_is_the_official_text():
    lines = (ROOT / "LICENSE").read_text().splitlines()
    assert lines[:2] == ["EUROPEAN UNION PUBLIC LICENCE v. 1.2", "EUPL © the European Union 2007, 2016"]
