"""A whole workspace as one file: written, verified, and brought into a Portulan that does not have it."""
