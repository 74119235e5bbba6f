"""Taking the whole workspace away, and the pages that are readable without Portulan."""
