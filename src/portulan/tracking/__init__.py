"""What happens to the plan's actions: progress noted, proofs added."""
