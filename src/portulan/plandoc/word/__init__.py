"""Writes a plan back into the Word file that it came from: only what changed is touched, clean or tracked."""

from portulan.plandoc.word.writing import Written, write_back

__all__ = ["Written", "write_back"]
