"""Running replications: what is run (`tasks`), what runs it (`worker`, `executors`), how it ends early (`cancellation`).

From outside import `tasks`, `worker`, `executors`, `cancellation`, `progress`, `processes.n_cores` and `start_server`, and
`warm_start.ensure_compiled`; the rest serves these.
"""
