"""Mechanisms of demand: what brings contacts, and what prevents them."""
