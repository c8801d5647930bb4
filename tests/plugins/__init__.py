"""Plug-ins: registration, keys, policies, distributions, measures and mechanisms, and the example package."""
