"""Which regional form of a language a file declares, so that spelling checkers and screen readers choose well."""

_REGIONAL = {"fr": "fr-BE", "en": "en-GB", "nl": "nl-BE", "de": "de-BE"}


def regional(language: str) -> str:
    """`fr` is `fr-BE`; what already names a region, or is not known here, stays as it is."""
    return _REGIONAL.get(language, language or "fr-BE")
