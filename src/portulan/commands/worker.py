"""`portulan worker`: makes the long documents that people ask for, one after the other, until it is stopped."""

import argparse
import logging
import os
import signal
import threading
import time
import uuid
from collections.abc import Callable
from typing import TYPE_CHECKING

from portulan.commands._django import ready

if TYPE_CHECKING:
    from django_tasks_db.management.commands.db_worker import Worker

INTERVAL = 1.0  # seconds between two looks at a queue that is empty
_SWEEP = 3600.0  # seconds between two removals of what is old
_KEPT_RESULTS = 7  # days


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--beside", type=int, metavar="PID", help="stop when that process, which started this, ends"
    )
    parser.add_argument("--once", action="store_true", help="make what waits, then stop")


def run(arguments: argparse.Namespace) -> int:
    ready()
    logging.getLogger("django_tasks").setLevel(logging.WARNING)
    logging.getLogger("django_tasks_db").setLevel(logging.ERROR)
    tidy()
    stopped = threading.Event()
    if not arguments.once:
        _in_the_background(lambda: _tidy_now_and_then(stopped))
        if arguments.beside:
            _in_the_background(lambda: _stop_with(arguments.beside, stopped))
    try:
        work(once=arguments.once)
    finally:
        stopped.set()
    return 0


def work(*, once: bool = False) -> None:
    """Make what waits, in the order in which it was asked for; go on until a signal comes, or `once`."""
    worker = a_worker(once=once)
    if not once:
        worker.configure_signals()
    while not _ran(worker):
        time.sleep(INTERVAL)


def _ran(worker: "Worker") -> bool:
    """Whether it came to its end. A database that is locked, or away for a moment, is waited for."""
    from django.db import OperationalError, connections

    try:
        worker.run()
    except OperationalError:
        logging.getLogger(__name__).warning("the database does not answer just now", exc_info=True)
        connections.close_all()
        return False
    return True


def a_worker(*, once: bool) -> "Worker":
    """A worker of every queue. Whatever their number, each task is made by one."""
    from django_tasks_db.management.commands.db_worker import Worker

    return Worker(
        queue_names=["*"],
        interval=INTERVAL,
        batch=once,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id=uuid.uuid4().hex,
        excluded_queue_names=[],
    )


def tidy() -> None:
    """Remove the documents whose time is over, and what the queue remembers of tasks that ended long ago."""
    from django.core.management import call_command

    from portulan.exports.commands import forget_old

    forget_old()
    call_command("prune_db_task_results", min_age_days=_KEPT_RESULTS, queue_name="*", verbosity=0)


def _tidy_now_and_then(stopped: threading.Event) -> None:
    from django.db import close_old_connections

    while not stopped.wait(_SWEEP):
        try:
            tidy()
        except Exception:
            logging.getLogger(__name__).exception("what is old was not removed")
        finally:
            close_old_connections()


def _stop_with(parent: int, stopped: threading.Event) -> None:
    """When the process that started this one is gone, ask ourselves to stop: what is under way is finished."""
    while not stopped.wait(2.0):
        if os.getppid() != parent:
            os.kill(os.getpid(), signal.SIGTERM)
            return


def _in_the_background(what: Callable[[], None]) -> None:
    threading.Thread(target=what, daemon=True).start()
