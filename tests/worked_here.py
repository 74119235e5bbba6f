"""The work of a child process done in this one, for tests of what comes of it: starting a Python for each file
takes longer than reading it. What is asked and answered goes through the same pickles."""

import importlib
import pickle
import threading
import traceback
from collections.abc import Sequence

from portulan.shared import bounded
from portulan.shared.bounded import Bounds, Ended

CHILDREN = (
    "portulan.imports.child",
    "portulan.reports.templates.child",
)  # another settles its own Django

_apart = bounded._run
_one_at_a_time = threading.Lock()  # PDFium is not for several threads


def ran(command: Sequence[str], packed: bytes, bounds: Bounds) -> tuple[int, bytes, bytes]:
    """As `bounded._run`, with the work done here when it is one of ours and is given its usual time."""
    if tuple(command[1:2]) != ("-m",) or command[2] not in CHILDREN or bounds.seconds < 1:
        return _apart(command, packed, bounds)
    work = importlib.import_module(command[2])._answered
    with _one_at_a_time:
        try:
            return 0, bounded._packed(work(pickle.loads(packed))), b""
        except Ended:
            raise
        except Exception:
            return 1, b"", traceback.format_exc().encode()
