"""Work of the app: replications in worker processes, their results, and longer jobs."""
