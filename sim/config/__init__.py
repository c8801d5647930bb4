"""Scenario files to validated parameters."""
