"""Scenario files to validated parameters: `scenario` for scenarios, `errors` for their errors, `provenance` for the sources of
values and results, `experiment_file` for the contents of an experiment's file. Only this folder uses Hydra."""
