"""The verdict of a permission: allowed, or denied with a reason a person can read."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Allowed:
    def __bool__(self) -> bool:
        return True


@dataclass(frozen=True, slots=True)
class Denied:
    reason: str

    def __bool__(self) -> bool:
        return False


Verdict = Allowed | Denied
