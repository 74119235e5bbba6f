"""Neutral documents and sheets, and the writers that make files of them."""
