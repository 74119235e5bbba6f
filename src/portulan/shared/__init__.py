"""What every app stands on: the open workspace, permissions, errors, kept files."""
