"""The product's settings, with passwords that are quick to hash: the tests make many people."""

from portulan.config.settings import *  # noqa: F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
