"""What changes a plan: `taking_in` (a document becomes a plan), `editing` (one change at a time)."""
