"""The command line: a module for each verb; `sim.cli.main.main` is the program."""
