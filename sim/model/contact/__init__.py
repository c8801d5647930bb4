"""Rules of a contact: patience, routing, service, recovery."""
