"""Asking: many lives of several centres, compared."""
