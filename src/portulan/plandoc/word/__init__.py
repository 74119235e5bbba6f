"""Writes a plan back into the Word file that it came from: only what changed is touched, clean or tracked."""
