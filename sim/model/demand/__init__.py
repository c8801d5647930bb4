"""How many contacts arrive, and why."""
