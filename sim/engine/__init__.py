"""When it happens: one day, by an engine."""
