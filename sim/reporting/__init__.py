"""Presentation of answers: a report that opens without a network, Markdown, and a table in the terminal."""
