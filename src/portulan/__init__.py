"""Portulan: a programme's action plan, steered."""

__version__ = "0.1.0"
