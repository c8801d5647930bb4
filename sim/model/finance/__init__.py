"""Costs, revenue and the ledger of a run."""
