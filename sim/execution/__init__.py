"""Running replications: tasks, workers, executors."""
