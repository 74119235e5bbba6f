"""The process in which an archive that somebody sent is verified (see `shared.child`): without the database,
without Portulan's own settings."""

from pathlib import Path
from typing import Any

from portulan.shared.child import serve


def _answered(asked: Any) -> tuple[Any, ...]:
    import portulan

    file, data_folder, language = asked
    _settle(Path(portulan.__file__).parent, data_folder, language)
    from portulan.archives.reading import opened
    from portulan.shared.errors import ForPeople

    try:
        with opened(Path(file)) as archive:
            return ("done", dict(archive.manifest.workspace))
    except ForPeople as error:
        return ("refused", error.sentence)
    except (MemoryError, RecursionError):
        return ("too much",)


def _settle(package: Path, data_folder: str, language: str) -> None:
    """The few settings that reading an archive needs."""
    import django
    from django.conf import settings
    from django.utils import translation

    settings.configure(
        USE_I18N=True, LANGUAGE_CODE="fr", LOCALE_PATHS=[package / "locale"], DATA_DIR=Path(data_folder)
    )
    django.setup()
    translation.activate(language)


if __name__ == "__main__":
    serve(_answered)
