"""Experiments: measures, comparison, replications, storage, studies."""
