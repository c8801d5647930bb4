"""Comparison, precision, break-even, warm-up and attribution over replications."""
