"""Named random numbers and duration distributions."""
