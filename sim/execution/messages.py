"""The sentences that a study says, in one place, so that another language can follow."""

RAISED = "stopped by a fault of the simulator ({what})"
DIED = "its process died ({how})"
DIED_BY_SIGNAL = "signal {name}{hint}"
DIED_BY_MEMORY = "; perhaps the memory did not suffice"
DIED_WITH_STATUS = "exit status {status}"
QUEUE_TOO_LONG = (
    "the queue grew past {longest} customers on day {day} at {clock}: more work comes in than can be answered{patient}."
    " More agents, fewer contacts{cure}, or a higher centre.longest_queue."
)
NOBODY_GIVES_UP = " and nobody gives up"
CURE_PATIENCE = ", customers who give up (mechanisms.patience)"
UNFINISHED = "{scenario}, replication {replication} (seed {seed}): {why}"
NOTHING_FINISHED = "No replication of {scenario} came to its end, so there is nothing to compare with:"

NO_SCENARIO = "there is no scenario to run."
SAME_NAME = "scenario {name}: stands there twice; give one of them another name (name=...)."
OTHER_CHANCE = (
    "{key} is {here} in {base} and {there} in {other}: scenarios are compared on the same customers and the same days, "
    "so this setting must be the same in all."
)
UNKNOWN_KPI = "{where}: {name}: there is no such measure{hint}"

NOT_WRITABLE = "results folder {folder}: cannot be written: {why}."
WRITING_FAILED = (
    "results folder {folder}: cannot be written any more: {why}. What is finished stays readable; once there is room, "
    "the same command goes on from there."
)
SET_ASIDE = "{file}: {why}; set aside as {new} and computed again."
TRUNCATED = "cannot be read, perhaps cut off while it was written"
FOREIGN = "does not belong to this scenario"
OTHER_CODE = "comes from another version of the simulator"
NOT_KEPT = "{table}: this run kept only the sums of its days; run.record=full keeps them."

POINTS_MISSING = "{n} of {of} points did not end, the first of them {first}: without them nothing can be said of all."
NOT_INSTALLED = "{what} needs {package}, which is not installed: python -m pip install \"contact-centre-simulator[{extra}]\"."

NO_SCHEDULER = "no Dask scheduler answers at {address}: {why}."
SCHEDULER_LOST = (
    "the Dask scheduler at {address} went away. What was finished by then is whole; the same command goes on from there."
)
OTHER_WORKERS = (
    "{n} of {of} workers have another version of the simulator's rules, or none: install the same version on all of them."
)
NO_CERTIFICATE = "{file}: is not there; for TLS a folder holds ca.pem, cert.pem and key.pem."
LOG_BEGUN = "begun: {n} replications to live, {done} finished before"
LOG_PART = "{file}: {scenario}, replications: {n}"
LOG_STOPPED = "stopped by {why} after {n} replications; what is finished is whole"
LOG_ENDED = "ended: {n} replications lived in {seconds:.0f} s"
NO_MANIFEST = "{folder}: is not the folder of a scenario's results: it has no manifest.json."
AGAIN = "{why} [again: contact-centre again {folder} {replication}]"

COMPILING = "Compiling the model for this machine, once; up to half a minute ..."
DONE_BEFORE = "{n} replications were finished before and are not lived again."
ALL_SCENARIOS = "{n} scenarios"
MAP_BAR = "map"
