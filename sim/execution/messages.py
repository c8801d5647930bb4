"""The messages of a study, in one place.

A message with placeholders gets its values where it is used; it is translated when it is shown.
"""

from sim.i18n.translate import message, template

RAISED = template("stopped by an error in the simulator ({what})")
DIED = template("its process died ({how})")
DIED_BY_SIGNAL = template("signal {name}")
DIED_BY_MEMORY = template("signal {name}; perhaps the memory did not suffice")
DIED_WITH_STATUS = template("exit status {status}")
QUEUE_TOO_LONG = template(
    "the queue grew past {longest} customers on day {day} at {clock}: more work comes in than can be answered. Plan more "
    "agents or fewer contacts, or raise centre.longest_queue."
)
QUEUE_TOO_LONG_WITHOUT_PATIENCE = template(
    "the queue grew past {longest} customers on day {day} at {clock}: more work comes in than can be answered, and no "
    "customer gives up. Plan more agents or fewer contacts, let customers give up (mechanisms.patience), or raise "
    "centre.longest_queue."
)
POLICY_FAILED = template("the routing policy {name} gave no number; run.engine=simpy shows the error.")
POLICY_RAISED = template("the routing policy {name} gave no number: {why}.")
POLICY_NOT_COMPILED = template("the routing policy {name} cannot be compiled ({why}): use run.engine=simpy, or write its score "
                               "as compiled code allows.")
UNFINISHED = template("{scenario}, replication {replication} (seed {seed}): {why}")
NOT_ENDED = template("{scenario}, replication {replication}: {why}")
NOTHING_FINISHED = template("No replication of {scenario} came to its end, so there is nothing to compare with:")

NO_SCENARIO = message("there is no scenario to run.")
SAME_NAME = template("scenario {name}: is listed twice; give one of them another name (name=...).")
NOT_COMPARABLE = template(
    "{key} is {here} in {base} and {there} in {other}: scenarios are compared on the same customers and the same days, "
    "so this setting must be the same in all."
)
UNKNOWN_KPI = template("{where}: {name}: there is no such measure.")

NOT_WRITABLE = template("results folder {folder}: cannot be written: {why}.")
WRITING_FAILED = template(
    "results folder {folder}: can no longer be written: {why}. What is finished stays readable; once there is room, the same "
    "command continues from there."
)
QUARANTINED = template("{file}: {why}; set aside as {new} and computed again.")
DAMAGED = message("is not what was written: cut off, or changed since")
FOREIGN = message("does not belong to this scenario")
OTHER_CODE = message("comes from another version of the simulator")
NOT_KEPT = template("{table}: this run kept only the sums of its days; run.record=full keeps them.")

POINTS_MISSING = template("{n} of {of} points did not finish, the first of them {first}: without them nothing can be "
                          "concluded.")
NOT_INSTALLED = template(
    "{what} needs {package}, which is not installed: python -m pip install \"contact-centre-simulator[{extra}]\"."
)

NO_SCHEDULER = template("no Dask scheduler answers at {address}: {why}.")
SCHEDULER_LOST = template(
    "the connection to the Dask scheduler at {address} was lost. What was finished by then is complete; the same command "
    "continues from there."
)
OTHER_WORKERS = template(
    "{n} of {of} workers have another version of the simulator's rules, or none: install the same version on all of them."
)
NO_CERTIFICATE = template("{file}: is not there; for TLS a folder holds ca.pem, cert.pem and key.pem.")
LOG_BEGUN = template("started: {n} replications to run, {done} finished before")
LOG_PART = template("{file}: {scenario}, replications: {n}")
LOG_STOPPED = template("stopped by {why} after {n} replications; what is finished is complete")
LOG_ENDED = template("ended: {n} replications run in {seconds:.0f} s")
MANIFEST_DAMAGED = template(
    "{file}: is not what was written: cut off, or changed since. The command that made it writes it again."
)
NO_MANIFEST = template("{folder}: is not the folder of a scenario's results: it has no manifest.json.")
REPRODUCE = template("{why} [to reproduce: contact-centre reproduce {folder} {replication}]")

COMPILING = message("Compiling the model for this machine, once; up to half a minute ...")
DONE_BEFORE = template("Replications finished before, which are not run again: {n}.")
ALL_SCENARIOS = template("{n} scenarios")
MAP_BAR = "map"
