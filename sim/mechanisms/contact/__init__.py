"""Mechanisms of a contact: waiting, conversation, decisions, recovery."""
