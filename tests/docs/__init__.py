"""The documentation: its code runs, its links and ids lead somewhere."""
