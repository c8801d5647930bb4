"""Asking: measures, comparison, replication, storage, studies."""
