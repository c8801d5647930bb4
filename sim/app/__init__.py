"""The app: a manager describes a centre, chooses a change, and sees its effect at once."""
