"""Statistics over replications."""
