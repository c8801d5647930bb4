"""What is kept of a run.

`result` is one replication with its tables, made by the pure functions of `frames`; `store` and `full_record` are the results
folder; `status` counts how far a study is, `run_log` which programs work on it.
"""
