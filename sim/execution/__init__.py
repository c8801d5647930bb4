"""Execution of replications: tasks (`tasks`), workers and executors (`worker`, `executors`), early end (`cancellation`).

From outside import `tasks`, `worker`, `executors`, `cancellation`, `progress`, `processes.n_cores` and `start_server`, and
`warm_start.ensure_compiled`; the other modules are internal.
"""

MAX_JOBS = 1000    # processes at a time
