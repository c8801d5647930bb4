"""Engines: the order of events within one day."""
