"""Showing: an answer as figures, as a report that opens without a network, and as a table in the terminal."""
