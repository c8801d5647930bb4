"""Demand: how many contacts arrive, and why."""
