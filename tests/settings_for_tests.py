"""The settings under test, read before any conftest: a data folder of its own, no manifest of static files, and
passwords that are quick to hash, for the tests make many people. What is imported is kept compiled, even where the
environment forbids it: each worker and each child process would compile the whole house anew."""

import os
import sys
import tempfile

os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
os.environ.setdefault("PORTULAN_DATA_DIR", tempfile.mkdtemp(prefix="portulan-tests-"))
os.environ.setdefault("PORTULAN_SECRET_KEY", "for-tests-only")
os.environ.setdefault("PORTULAN_DEBUG", "1")

from portulan.config.settings import *  # noqa: F403

if DATABASES["default"]["ENGINE"] == "django.db.backends.postgresql":  # noqa: F405
    DATABASES["default"]["OPTIONS"] = {"options": "-c synchronous_commit=off -c jit=off"}  # noqa: F405
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
sys.dont_write_bytecode = False
