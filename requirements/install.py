"""Makes .venv as requirements/ say: `python3 requirements/install.py base|dev`. Does nothing when nothing changed.

It runs on any Python from 3.6, so that an old one gets a sentence and not a trace.
"""

import hashlib
import os
import shutil
import subprocess
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
VENV = os.path.join(ROOT, ".venv")
PYTHON = os.path.join(VENV, "bin", "python")
NEEDED = (3, 11)
FILES = {"base": ["build.txt", "base.txt"], "dev": ["dev.txt"]}


def main(name):
    """Install `name` (base or dev) unless its stamp says that it is there."""
    with_a_recent_python()
    stamp = os.path.join(VENV, ".installed-" + name)
    wanted = fingerprint(name)
    if works(PYTHON) and read(stamp) == wanted:
        return
    if not works(PYTHON):
        make_venv()
    say("Installation de ce qu’il faut à Portulan dans .venv (une à deux minutes, la première fois)…")
    requirements = [word for file in FILES[name] for word in ("-r", os.path.join("requirements", file))]
    pip("--require-hashes", *requirements)
    pip("--no-deps", "--no-build-isolation", "--no-index", "--editable", ".")
    with open(stamp, "w") as writing:
        writing.write(wanted)


def with_a_recent_python():
    """Go on with this Python when it is recent enough, else with one that is, else stop with a sentence."""
    if sys.version_info >= NEEDED:
        return
    for minor in (13, 12, 11, 14):
        other = shutil.which(f"python3.{minor}")
        if other and works(other):
            os.execv(other, [other, *sys.argv])
    stop(
        f"Portulan demande Python 3.11 ou plus récent, et celui d’ici est le {sys.version.split()[0]}. "
        "Installez-en un plus récent, puis relancez la même commande."
    )


def works(python):
    """Whether this interpreter runs and is recent enough: a .venv whose Python was removed does not."""
    test = f"import sys; sys.exit(sys.version_info < {NEEDED})"
    try:
        return subprocess.call([python, "-c", test], stderr=subprocess.DEVNULL) == 0
    except OSError:
        return False


def make_venv():
    """A fresh .venv; a half-made or broken one is replaced."""
    try:
        import ensurepip  # noqa: F401
        import venv
    except ImportError:
        stop(
            "Python est là, mais sans son module « venv ». Sur Debian ou Ubuntu : "
            "apt install python3-venv. Puis relancez la même commande."
        )
    try:
        venv.EnvBuilder(clear=True, with_pip=True, symlinks=True).create(VENV)
    except (OSError, subprocess.CalledProcessError) as error:
        stop(f"Le dossier .venv n’a pas pu être fait : {error}. Libérez la place ou les droits, puis relancez.")


def pip(*arguments):
    """Run pip in .venv; when it fails, say so in a sentence with the last words of pip."""
    command = [PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-input"]
    try:
        done = subprocess.run(
            command + list(arguments),
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            env=environment(),
        )
    except KeyboardInterrupt:
        stop("Installation interrompue. Relancez la même commande : elle reprendra.")
    if done.returncode:
        lines = [line for line in done.stdout.decode(errors="replace").splitlines() if "ERROR" in line]
        stop(
            "L’installation s’est arrêtée en chemin, le plus souvent faute de réseau. Ce qui est déjà téléchargé "
            "est gardé : relancez la même commande quand le réseau est revenu.\n" + "\n".join(lines[-3:])
        )


def environment():
    """pip asks nothing, waits little, and keeps its downloads."""
    return dict(os.environ, PIP_RETRIES=os.environ.get("PIP_RETRIES", "2"), PYTHONWARNINGS="ignore")


def fingerprint(name):
    """What the stamp must hold: the requirements, the project's own metadata, where it stands, which Python."""
    digest = hashlib.sha256(repr((ROOT, sys.version_info[:2])).encode())
    for file in [os.path.join("requirements", one) for one in FILES[name]] + ["pyproject.toml"]:
        with open(os.path.join(ROOT, file), "rb") as reading:
            digest.update(reading.read())
    return digest.hexdigest()


def read(path):
    """The text of a small file; nothing when there is none."""
    try:
        with open(path) as reading:
            return reading.read()
    except OSError:
        return ""


def say(sentence):
    sys.stderr.write(sentence + "\n")


def stop(sentence):
    say("\n" + sentence + "\n")
    sys.exit(1)


if __name__ == "__main__":
    main(sys.argv[1])
