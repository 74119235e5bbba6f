"""The worker: makes what waits, once whatever their number, and ends with who started it."""

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from portulan.commands import serve

TESTS = Path(__file__).resolve().parent.parent

ASKS = """
import datetime as dt, sys
sys.path.insert(0, sys.argv[1])
import django
django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
from django.db import transaction
from cast import gather
from portulan.exports.commands import Asked, ask
from portulan.shared import scoping
from portulan.web.reports import tasks
with transaction.atomic():
    cast = gather()
with scoping.opened(cast.workspace.pk):
    for kind in ("avancement", "preuves", "recommandations", "synthese"):
        for format in ("pdf", "docx"):
            told = Asked(kind, format, kind, dt.date.today(), {}, "fr")
            ask(told, actor=cast.ada, enqueue=tasks.enqueue)
"""
SAYS = """
import json, django
django.setup()
from django_tasks_db.models import DBTaskResult
from portulan.exports.models import Export
made = [len(one.worker_ids) for one in DBTaskResult.objects.all()]
print(json.dumps([sorted(Export.everywhere.values_list("state", flat=True)), made]))
"""


@pytest.fixture
def environment(tmp_path):
    """A Portulan of its own: a folder, and in it a database that several processes share."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PORTULAN_", "DJANGO_"))}
    own = {"PORTULAN_DATA_DIR": str(tmp_path), "PORTULAN_SECRET_KEY": "for-tests-only"}
    return {**kept, **own, "DJANGO_SETTINGS_MODULE": "portulan.config.settings"}


def started(environment, *code: str, **options) -> "subprocess.Popen[str]":
    command = [sys.executable, "-c", *code]
    return subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True, **options)


def said(environment, *code: str) -> str:
    process = started(environment, *code)
    answer, _nothing = process.communicate(timeout=120)
    assert process.returncode == 0
    return answer


@pytest.mark.slow
def test_two_workers_share_the_queue_and_make_nothing_twice(environment):
    said(environment, ASKS, str(TESTS))
    workers = [started(environment, serve.MAIN, "worker", "--once") for _worker in range(2)]
    assert [one.wait(120) for one in workers] == [0, 0]
    states, made = json.loads(said(environment, SAYS).splitlines()[-1])
    assert states == ["ready"] * 8
    assert made == [1] * 8


def ended(pid: int, within: float) -> bool:
    until = time.monotonic() + within
    while time.monotonic() < until:
        stat = Path(f"/proc/{pid}/stat")
        if not stat.exists() or stat.read_text().split()[2] == "Z":
            return True
        time.sleep(0.2)
    return False


@pytest.mark.slow
@pytest.mark.skipif(not os.path.exists("/proc/self"), reason="it looks at processes as Linux shows them")
def test_a_worker_ends_with_the_process_that_started_it(environment):
    said(environment, serve.MAIN, "migrate")
    starts = (
        "import sys; from portulan.commands import serve\n"
        "with serve.worker_beside() as worker:\n    print(worker.pid, flush=True); sys.stdin.read()"
    )
    for ends in ("by itself", "killed"):
        parent = started(environment, starts, stdin=subprocess.PIPE)
        pid = int(parent.stdout.readline())
        assert not ended(pid, within=3.0)
        parent.kill() if ends == "killed" else parent.stdin.close()
        parent.wait(60)
        assert ended(pid, within=30.0)
