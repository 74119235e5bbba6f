"""How documents look: an institution's own Word templates, and its logos."""
