"""A file becomes a `Source`: the reader is chosen from the content, not from the name."""

import hashlib
import io
import zipfile

from portulan.plandoc.reading import docx, pdf, text
from portulan.plandoc.reading.source import Source, Unreadable

MAX_BYTES = 50 * 1024 * 1024

_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\x00", b"MM\x00*")


def read(name: str, data: bytes) -> Source:
    """Read a plan file. Raises Unreadable with a sentence for people; never anything else, whatever the bytes."""
    sha256 = hashlib.sha256(data).hexdigest()
    if not data.strip():
        raise Unreadable("empty", f"Le fichier « {name} » est vide. Choisissez le fichier qui contient le plan.")
    if len(data) > MAX_BYTES:
        raise Unreadable(
            "too_large",
            "Ce fichier dépasse 50 Mo. Un plan d’action tient en bien moins : "
            "retirez-en les images, ou enregistrez-le à nouveau.",
        )
    if data[:4] == b"PK\x03\x04" or data[:2] == b"PK":
        return _read_zip(name, sha256, data)
    if b"%PDF-" in data[:1024]:
        return pdf.read(name, sha256, data)
    if data.startswith(_PICTURES) or data[8:12] == b"WEBP":
        raise Unreadable(
            "picture", f"« {name} » est une image. Déposez le document lui-même : Word, PDF ou texte."
        )
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise Unreadable(
            "old_office",
            f"« {name} » est un document Office d’avant 2007. "
            "Ouvrez-le dans Word, puis enregistrez-le au format .docx.",
        )
    return text.read(name, sha256, data)


def _read_zip(name: str, sha256: str, data: bytes) -> Source:
    try:
        names = zipfile.ZipFile(io.BytesIO(data)).namelist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise Unreadable(
            "broken",
            f"« {name} » est abîmé ou incomplet : il ne s’ouvre pas. Copiez-le à nouveau depuis l’original.",
        ) from error
    if "word/document.xml" in names:
        return docx.read(name, sha256, data)
    raise Unreadable(
        "unknown", f"« {name} » n’est pas un document Word. Portulan lit le Word (.docx), le PDF et le texte."
    )
