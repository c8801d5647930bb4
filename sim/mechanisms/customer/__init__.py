"""Mechanisms of customers: what follows a contact, attitude, purchases, churn."""
