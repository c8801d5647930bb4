"""Agents: skills, strain, staffing, rosters, leadership, work pressure."""
