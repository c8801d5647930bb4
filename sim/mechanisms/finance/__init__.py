"""Mechanisms of money: pay, bonus, budget."""
