"""Drafts of a revision: the plan worked on beside itself, then adopted or given up."""
