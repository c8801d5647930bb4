"""The command line: one module per verb; `sim.cli.main.main` is the entry point."""
