"""The collector of cycles, at rest while a file becomes values."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def at_rest() -> Iterator[None]:
    """No search for cycles inside: what is read holds none, and the longer the file, the more often each of its
    values would be gone through. Readers are bounded, so that what waits is too."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()
