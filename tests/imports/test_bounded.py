"""A file is read in a process of its own, which may hang, crash, swell or lie."""

import os
import pickle
import sys
import time
from pathlib import Path

import pytest

from portulan.imports.bounded import read_and_recognise
from portulan.plandoc.academic_year import Boundary
from portulan.plandoc.reading import read
from portulan.plandoc.reading.source import Unreadable
from portulan.plandoc.recognition import recognise
from portulan.plandoc.recognition.findings import NoPlanFound
from portulan.shared.bounded import Bounds

pytestmark = pytest.mark.slow

EXAMPLES = Path(__file__).parents[2] / "examples"
PLAN = EXAMPLES / "mias-2024-2029.docx"


def python(code: str) -> tuple[str, ...]:
    """A child of another making."""
    return sys.executable, "-c", code


def refused(data: bytes = b"Action", name: str = "plan.txt", **how: object) -> Unreadable:
    with pytest.raises(Unreadable) as refusal:
        read_and_recognise(name, data, **how)  # type: ignore[arg-type]
    return refusal.value


@pytest.mark.parametrize("boundary", [None, Boundary(1, 1)])
def test_a_plan_is_recognised_as_it_is_in_this_process(boundary):
    data = PLAN.read_bytes()
    assert read_and_recognise(PLAN.name, data, boundary) == recognise(read(PLAN.name, data), boundary)


def test_a_few_rows_are_recognised_under_the_roles_that_people_gave():
    data = "Vague\tQui\tAction\nÉcrire\tCP\t1\nLire\tCS\t2\n".encode()
    columns = {"Vague": "actions", "Action": "code"}
    expected = recognise(read("plan.txt", data), None, columns)
    assert read_and_recognise("plan.txt", data, None, columns) == expected


@pytest.mark.skipif(sys.platform == "win32", reason="the time of other processes is not told there")
def test_the_process_costs_little():
    """In time of the processor, which does not depend on what else the machine does."""
    spent = []
    for _ in range(3):
        before = os.times()
        with pytest.raises(NoPlanFound):
            read_and_recognise("rien.txt", b"rien")
        after = os.times()
        spent.append(after.children_user + after.children_system - before.children_user - before.children_system)
    assert min(spent) < 0.6


def test_what_reading_refuses_is_said_in_its_own_words():
    refusal = refused(b"", "vide.docx")
    assert (refusal.code, refusal.sentence) == (
        "empty",
        "Le fichier « vide.docx » est vide. Choisissez le fichier qui contient le plan.",
    )
    assert refusal.sentence.template.startswith("Le fichier « {name} »")


def test_a_child_that_hangs_is_ended():
    start = time.perf_counter()
    refusal = refused(bounds=Bounds(seconds=0.5), child=python("import time; time.sleep(60)"))
    assert time.perf_counter() - start < 5
    assert refusal.code == "too_long"
    assert refusal.sentence.startswith("« plan.txt » demande plus de 1 secondes de lecture.")


@pytest.mark.skipif(sys.platform == "win32", reason="processes have no group there")
def test_what_a_child_started_ends_with_it(tmp_path):
    started = tmp_path / "pid"
    code = (
        "import subprocess, sys, time\n"
        "other = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)'])\n"
        f"open({str(started)!r}, 'w').write(str(other.pid)); time.sleep(60)"
    )
    refused(bounds=Bounds(seconds=2), child=python(code))
    for _ in range(50):
        if not _runs(int(started.read_text())):
            break
        time.sleep(0.1)
    assert not _runs(int(started.read_text()))


def _runs(pid: int) -> bool:
    state = Path(f"/proc/{pid}/stat")
    if Path("/proc/self").exists():
        return state.exists() and state.read_text().rpartition(")")[2].split()[0] not in "ZX"
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


@pytest.mark.parametrize(
    "code",
    [
        "import os; os.abort()",
        "raise RuntimeError",
        "print('plan')",
        "",
        "import pickle, sys; sys.stdout.buffer.write(pickle.dumps(('done', 'a plan')))",
    ],
)
def test_a_child_that_crashes_or_answers_anything_is_said(code):
    refusal = refused(child=python(code))
    assert refusal.code == "ended"
    assert refusal.sentence.startswith("« plan.txt » a interrompu la lecture.")


class Trap:
    """Opens a folder in the process that loads it."""

    def __init__(self, folder: str) -> None:
        self.folder = folder

    def __reduce__(self) -> tuple[object, ...]:
        return os.mkdir, (self.folder,)


def test_nothing_of_an_answer_is_run(tmp_path):
    trap = pickle.dumps(Trap(str(tmp_path / "open")))
    refusal = refused(child=python(f"import sys; sys.stdout.buffer.write({trap!r})"))
    assert (refusal.code, list(tmp_path.iterdir())) == ("ended", [])


@pytest.mark.skipif(sys.platform != "linux", reason="memory is not limited so there")
def test_a_file_that_takes_too_much_memory_is_refused():
    wide = b"Action\tResponsable\n" + b"ab " * 5_000_000 + b"\tCP"
    refusal = refused(wide, bounds=Bounds(memory=120 * 1024**2))
    assert refusal.code == "too_much"
    assert refusal.sentence.startswith("« plan.txt » demande trop de mémoire.")


def test_a_reading_that_takes_too_long_is_ended():
    refusal = refused(PLAN.read_bytes(), PLAN.name, bounds=Bounds(seconds=0.05))
    assert refusal.code == "too_long"


def test_a_child_holds_no_secret_of_portulan(monkeypatch):
    monkeypatch.setenv("PORTULAN_SECRET_KEY", "secret")
    seen = "str('PORTULAN_SECRET_KEY' in os.environ)"
    code = f"import os, sys, pickle; sys.stdout.buffer.write(pickle.dumps(({seen}, '')))"
    assert refused(child=python(code)).code == "False"


def test_a_child_reaches_no_network():
    code = (
        "import sys, pickle, socket\nfrom portulan.shared import child\n"
        "sys.addaudithook(child.refuse_connections)\n"
        "try: socket.create_connection(('127.0.0.1', 9))\n"
        "except PermissionError: sys.stdout.buffer.write(pickle.dumps(('refused', '')))"
    )
    assert refused(child=python(code)).code == "refused"


def test_reading_loads_no_django():
    code = (
        "import sys, pickle\nfrom portulan.imports import child\n"
        "from portulan.plandoc.recognition import recognise\n"
        "sys.stdout.buffer.write(pickle.dumps((str('django' in sys.modules), '')))"
    )
    assert refused(child=python(code)).code == "False"


DRAWS_ITSELF = b"""%PDF-1.7
1 0 obj << /Type /Catalog /Pages 2 0 R >> endobj
2 0 obj << /Type /Pages /Kids [3 0 R] /Count 1 >> endobj
3 0 obj << /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources 6 0 R >> endobj
4 0 obj << /Length 5 >> stream
/X Do
endstream endobj
5 0 obj << /Type /XObject /Subtype /Form /BBox [0 0 595 842] /Resources 6 0 R /Length 11 >> stream
/X Do /X Do
endstream endobj
6 0 obj << /XObject << /X 5 0 R >> >> endobj
trailer << /Size 7 /Root 1 0 R >>
"""


def test_a_drawing_that_draws_itself_twice_ends_in_time_with_a_sentence():
    """The library goes round in it for ages, or until its memory ends, where no limit of our own code is asked."""
    started = time.monotonic()
    refusal = refused(DRAWS_ITSELF, "dessin.pdf", bounds=Bounds(seconds=3))
    assert refusal.code in {"too_long", "ended"}
    assert time.monotonic() - started < 10
    assert refusal.sentence.startswith("« dessin.pdf »")
