"""What forked workers start with: the server that they are forked from imports this before it forks the first.

Importing it gets a process ready to run replications; see `sim.execution.warm_start`. Nothing else imports it.
"""

from sim.execution.warm_start import initialise_worker

initialise_worker()
