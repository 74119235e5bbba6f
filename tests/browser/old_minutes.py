"""Old minutes in Word, as somebody drops them on the page that takes them in."""

from typing import Any

from word_templates import word


def dropped() -> Any:
    """One file for a file field: fictional minutes of the CEP of 12 March 2026, on action 2.1.2."""
    media_type = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    content = word("PV de la CEP", "Réunion du 12 mars 2026", "L’action 2.1.2 est discutée.")
    return {"name": "PV CEP 2026-03-12.docx", "mimeType": media_type, "buffer": content}
