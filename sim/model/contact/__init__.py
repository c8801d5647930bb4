"""What happens in a contact."""
