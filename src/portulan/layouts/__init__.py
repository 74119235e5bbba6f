"""How a workspace has its documents look: its institution's own Word templates, and its logos."""
