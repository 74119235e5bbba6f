"""What the pages of layouts are tested with."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

import word_templates as made
from portulan.layouts import commands


@pytest.fixture
def sent():
    """A file as a form sends it."""
    return lambda data, name="modele.docx": SimpleUploadedFile(name, data)


@pytest.fixture
def kept(inside):
    """A template that stands in Ada's workspace."""

    def keep(kind: str = "avancement", name: str = "Maison", data: bytes = b"", **how):
        data = data or made.word("Chez nous : {{ titre }}", "{{p corps }}")
        return commands.keep_template(kind, name, "modele.docx", data, actor=inside.ada, **how)

    return keep
