"""Settings, from the environment."""
