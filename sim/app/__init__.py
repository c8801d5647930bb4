"""The app: a manager describes the centre, asks what a change does, and sees the answer at once."""
