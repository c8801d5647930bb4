"""What may be said of a measure and of a difference: names, units, verdicts."""
