"""What reads a plan: `document` (the whole plan as a value), `rows` (actions as pages show them)."""
