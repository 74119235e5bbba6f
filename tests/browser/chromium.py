"""Where Chromium is, and how it is started; run as a program it says loudly that there is none."""

import os
import shutil
import sys

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def path() -> str | None:
    """The first Chromium found: PORTULAN_CHROMIUM, else on PATH."""
    given = os.environ.get("PORTULAN_CHROMIUM")
    return given or next((found for name in NAMES if (found := shutil.which(name))), None)


if __name__ == "__main__" and path() is None:
    rule = "!" * 100
    print(
        f"\n{rule}\n!! Chromium was not found: THE BROWSER TESTS DID NOT RUN. Install it (apt install chromium),\n"
        f"!! or name it in PORTULAN_CHROMIUM, then run `make browser`.\n{rule}\n",
        file=sys.stderr,
    )
    sys.exit(1)
