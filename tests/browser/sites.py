"""A running Portulan, as `make run` serves it, on a port and a data folder of its own."""

import os
import re
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
LINK = re.compile(r"https?://\S+")


@dataclass(frozen=True)
class Site:
    """`links` are the one-click links that it printed when it started, in their order."""

    address: str
    links: tuple[str, ...]
    log: Path

    def url(self, path: str) -> str:
        return self.address + path


@contextmanager
def served(folder: Path, *options: str) -> Iterator[Site]:
    """`portulan serve` with these options; stopped at the end. Raises AssertionError with its words if it ends."""
    folder.mkdir(exist_ok=True)
    port, log = free_port(), folder / "served.log"
    address = f"http://localhost:{port}"
    own = {"PORTULAN_DATA_DIR": str(folder / "data"), "PORTULAN_ADDRESS": address, "PORTULAN_LOCAL": "1"}
    inherited = {
        name: value for name, value in os.environ.items() if not name.startswith(("PORTULAN_", "DJANGO_"))
    }
    command = [str(Path(sys.executable).with_name("portulan")), "serve", "--port", str(port), *options]
    with log.open("w") as writing:
        process = subprocess.Popen(
            command, cwd=ROOT, env={**inherited, **own}, stdout=writing, stderr=subprocess.STDOUT
        )
        try:
            wait_for(address, process, log)
            yield Site(address, tuple(LINK.findall(log.read_text()))[1:], log)
        finally:
            process.terminate()
            process.wait(20)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(address: str, process: "subprocess.Popen[bytes]", log: Path, seconds: float = 240) -> None:
    """Until the site answers, whatever it answers."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        assert process.poll() is None, f"it stopped:\n{log.read_text()}"
        try:
            urllib.request.urlopen(address, timeout=30).close()
            return
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.2)
    raise AssertionError(f"it does not answer:\n{log.read_text()}")
