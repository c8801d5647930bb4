"""Who is at work, and in what state."""
