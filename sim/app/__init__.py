"""The desk: a chief describes the centre, asks what a change does, and sees it at once."""
