"""What workers know from birth: the server that they are copied from imports this before it copies the first.

Importing it gets a process ready to live replications; see `sim.execution.warm_start`. Nobody else imports it.
"""

from sim.execution.warm_start import be_ready

be_ready()
