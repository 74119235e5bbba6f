"""Makes Django ready for a command: the commands that need no database never pay for it."""

import os


def ready() -> None:
    """Read the settings and the models. Environment variables must be set before."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portulan.config.settings")
    django.setup()
