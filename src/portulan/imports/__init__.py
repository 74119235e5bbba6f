"""A file under review, until it is accepted: nothing of it is in the plan before."""
