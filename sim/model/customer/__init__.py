"""Customers between contacts: attitude, loyalty, follow-ups, complaints, word of mouth."""
