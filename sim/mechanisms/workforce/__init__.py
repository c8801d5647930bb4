"""Mechanisms of the workforce: skills, strain, absence, leadership, rosters."""
