"""What matters most: rounds in which members give points, and the statements that actions serve."""
