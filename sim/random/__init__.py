"""Named random numbers and distributions of durations."""
