"""Scenario files become validated parameters: `scenario` for scenarios, `errors` for what is wrong with them, `provenance` for
where values and results come from, `experiment_file` for what an experiment's file may hold. Only this folder knows Hydra."""
