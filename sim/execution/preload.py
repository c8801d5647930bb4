"""Preload of forked workers: the fork server imports this module before it forks the first worker.

The import initialises a process for replications; see `sim.execution.warm_start`. No other module imports it.
"""

from sim.execution.warm_start import initialise_worker

initialise_worker()
