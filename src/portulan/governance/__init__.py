"""Bodies, the people who sit in them, from when to when."""
