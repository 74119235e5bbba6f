"""Writes base.txt, build.txt and dev.txt from pyproject.toml: versions with their hashes, no index address."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
COMMAND = [
    *(sys.executable, "-m", "piptools", "compile", "pyproject.toml", "--quiet", "--upgrade"),
    *("--generate-hashes", "--strip-extras", "--allow-unsafe", "--no-header"),
    *("--no-emit-index-url", "--no-emit-trusted-host", "--no-emit-find-links", "--no-emit-options"),
]
FILES = {
    "base.txt": [],
    "build.txt": ["--only-build-deps", "--build-deps-for=editable"],
    "dev.txt": ["--extra=dev", "--extra=postgres", "--constraint=requirements/base.txt"],
}

if __name__ == "__main__":
    for name, options in FILES.items():
        subprocess.run([*COMMAND, *options, f"--output-file=requirements/{name}"], cwd=ROOT, check=True)
        print(f"requirements/{name}")
