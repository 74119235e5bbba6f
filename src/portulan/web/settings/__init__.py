"""The settings of a workspace, for its coordination."""
