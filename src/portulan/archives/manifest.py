"""The manifest of an archive: what it holds, each file with its size and its hash, and what made it."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from portulan.shared.errors import Invalid

NAME = "MANIFESTE.json"
FORMAT, VERSION = "portulan-archive", 1
_HASH = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Member:
    """A file of the archive; its size is in bytes, its hash a hexadecimal sha256."""

    path: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """`migrations` are the last ones of each app, by which an archive of a newer Portulan is known; `lost` are the
    hashes of kept files that were missing or damaged when it was made."""

    portulan: str
    made_at: str
    workspace: Mapping[str, str]
    migrations: Mapping[str, str]
    counts: Mapping[str, int]
    members: tuple[Member, ...]
    lost: tuple[str, ...] = field(default=())


def written(manifest: Manifest) -> bytes:
    """The manifest as JSON, for programs and for patient people."""
    told = {
        "format": f"{FORMAT}/{VERSION}",
        "portulan": manifest.portulan,
        "made_at": manifest.made_at,
        "workspace": dict(manifest.workspace),
        "migrations": dict(manifest.migrations),
        "counts": dict(manifest.counts),
        "lost": list(manifest.lost),
        "files": [{"path": one.path, "size": one.size, "sha256": one.sha256} for one in manifest.members],
    }
    return (json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode()


def read(content: bytes) -> Manifest:
    """The inverse of `written`. Raises Invalid, also for a newer version."""
    try:
        told = json.loads(content)
        name, _slash, version = str(told["format"]).partition("/")
        if name == FORMAT and int(version) > VERSION:
            raise Invalid(_("Cette archive vient d’un Portulan plus récent : mettez celui-ci à jour d’abord."))
        if (name, version) != (FORMAT, str(VERSION)):
            raise ValueError(name)
        return _manifest(told)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise Invalid(_("Ce fichier n’est pas une archive de Portulan : son manifeste ne se lit pas.")) from None


def _manifest(told: Mapping[str, Any]) -> Manifest:
    members = tuple(Member(str(one["path"]), int(one["size"]), str(one["sha256"])) for one in told["files"])
    if not all(_HASH.fullmatch(one.sha256) for one in members):
        raise ValueError("not a sha256")
    return Manifest(
        portulan=str(told["portulan"]),
        made_at=str(told["made_at"]),
        workspace={name: str(told["workspace"][name]) for name in ("id", "slug", "name")},
        migrations={str(app): str(last) for app, last in told["migrations"].items()},
        counts={str(name): int(count) for name, count in told["counts"].items()},
        members=members,
        lost=tuple(map(str, told["lost"])),
    )
