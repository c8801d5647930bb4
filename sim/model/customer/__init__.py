"""What customers remember and do."""
