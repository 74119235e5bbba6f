"""Links that let in without a password: one click on one's own machine, and the welcome of an empty Portulan."""

import os
import secrets
from pathlib import Path
from urllib.parse import urlencode

from django.conf import settings
from django.core import signing
from django.urls import reverse

from portulan.workspaces import queries, rules
from portulan.workspaces.models import User

SIGN_IN_LASTS = 24 * 60 * 60
_SALT = "portulan.sign-in-link"


def sign_in_link(user: User) -> str:
    """An address that signs this person in, for a day, where settings.LOCAL is on and nowhere else."""
    token = signing.dumps(str(user.pk), salt=_SALT)
    return settings.SITE_ADDRESS + reverse("sign_in_link", args=[token])


def user_of(token: str) -> User | None:
    """Whom a sign-in link lets in; nobody when it expired, was altered, or this is not somebody's own machine."""
    if not settings.LOCAL:
        return None
    try:
        identity = signing.loads(token, salt=_SALT, max_age=SIGN_IN_LASTS)
    except signing.BadSignature:
        return None
    return User.objects.filter(pk=identity, is_active=True).first()


def welcome_link() -> str:
    """A new welcome address; earlier ones stop working. Only the token's hash is kept, in the data folder."""
    token = secrets.token_urlsafe(32)
    file = _welcome_file()
    file.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w") as writing:
        writing.write(rules.hashed(token))
    return f"{settings.SITE_ADDRESS}{reverse('welcome')}?{urlencode({'jeton': token})}"


def welcomes(token: str) -> bool:
    """Whether this token opens the welcome page: the one printed last, while nobody has an account."""
    file = _welcome_file()
    if not token or not file.is_file() or not queries.nobody_yet():
        return False
    return secrets.compare_digest(file.read_text().strip(), rules.hashed(token))


def _welcome_file() -> Path:
    return Path(settings.DATA_DIR) / "welcome-token.sha256"
