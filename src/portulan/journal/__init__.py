"""Who did what, before, after, why, in which batch."""
