"""Results of runs: in memory and on disk.

`result` is one replication with its tables, made by the pure functions of `frames`; `store` and `full_record` are the results
folder; `status` reports the progress of a study, `run_log` the programs that run it.
"""
