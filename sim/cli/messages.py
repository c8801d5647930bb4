"""Messages of the command line; a terminal shows them in English."""

from sim.i18n.translate import message, template

PROGRAM = "contact-centre"
ABOUT = message("Ask what a change does to waiting, customers, people and money in a contact centre over a year.")
EPILOG = message("""examples:
  contact-centre run scenario=aht_cap_180                     one what-if against base
  contact-centre run -m scenario=base,aht_cap_180 conversation.aht_cap_s=null,120,180
  contact-centre experiment fast_is_not_efficient             a question, answered and reported
  contact-centre play fast_is_not_efficient                   a day of two centres, to be watched in a browser
  contact-centre validate my_scenario.yaml                    one line per error, exit status 2
  contact-centre run --config-dir my_folder scenario=mine     scenarios of your own
""")

ARGUMENTS = {
    "section": message("one of these; without it, all but results"),
    "overrides": message("scenario=NAME and key=value, in Hydra's grammar"),
    "multirun": message("sweep: key=1,2,3, range(...), glob(...); the first point is what the others are compared with"),
    "tie": message("keys of a sweep that change together, as a.b,c.d: the first value of each, the second of each, ..."),
    "cfg": message("print the configuration of the scenario instead of running it, as Hydra does"),
    "info": message("print how the configuration is composed instead of running it, as Hydra does"),
    "resolve": message("with --cfg: print the values that references stand for"),
    "max_points": message("points that a sweep may have (default 1000)"),
    "config_dir": message("folder with scenarios of your own"),
    "results": message("folder for the results (default: results)"),
    "name": message("name of an experiment, or a YAML file"),
    "scenarios": message("names of scenarios, or YAML files; key=value among them holds for all"),
    "version": message("print the version"),
    "played": message("name of an experiment, or of a scenario that is shown beside base, or a YAML file"),
    "out": message("file to write (default: animation.html in a folder below results/NAME)"),
    "language": message("language in which it opens; both are in it"),
    "day": message("day of the run to show (default: a representative day)"),
    "port": message("port of the app (default 8501)"),
    "address": message("address that it listens to (default 127.0.0.1: this machine alone)"),
    "no_browser": message("open no browser"),
    "vidigi": message("write each centre's event log too, as CSV for vidigi"),
    "status_folder": message("a study in the results folder (default: all of them)"),
    "reproduce_folder": message("folder of a scenario in a study, as given in the message about a replication that did not "
                                "finish"),
    "replication": message("number of the replication, from 0"),
    "jobs": message("replications at a time (default: one per core); with --cluster local, its workers"),
    "cluster": message("local, or the address of a Dask scheduler, as tls://host:8786: run replications on its workers"),
    "tls": message("folder with ca.pem, cert.pem and key.pem, for a scheduler that uses TLS"),
}

HEADINGS = {
    "scenarios": (message("scenario"), message("question")),
    "experiments": (message("experiment"), message("question")),
    "mechanisms": (message("mechanism"), message("meaning"), message("parameters"), message("random streams"),
                   message("measures")),
    "parameters": (message("parameter"), message("unit"), message("range"), message("base"), message("meaning"),
                   message("source")),
    "results": (message("report"), message("title"), message("command"), message("written"), message("answer")),
    "measures": (message("measure"), message("unit"), message("better"), message("definition")),
    "plugins": (message("kind"), message("plug-in"), message("meaning"), message("package"), message("hash of its source")),
}
TITLES = {"scenarios": message("Scenarios"), "experiments": message("Experiments"), "mechanisms": message("Mechanisms"),
          "parameters": message("Parameters"), "measures": message("Measures"), "plugins": message("Plug-ins"),
          "results": message("Results")}

PAGE = template("Page: {file}")
INDEX = template("All reports: {file}")
ANIMATION = template("Animation: {names}")
NOTHING_LISTED = template("{section}: there are none.")
NO_REPORTS = template("{folder}: there is no report in it.")
TIE_WITHOUT_SWEEP = message("--tie: ties the keys of a sweep; add -m.")
ONE_CONFIGURATION = message("--cfg and --info print one configuration; leave out -m.")
CFG_OR_INFO = message("write --cfg job, with or without --resolve, or --info.")
NOT_ON_A_CLUSTER = template("--cluster: {name} has a page of its own and runs on this machine; use --jobs.")
NO_STUDY = template("{folder}: there is no study in it.")
STATUS = template("{study}: {how}; {done} of {asked} replications are on disk (scenarios: {n})")
DONE, DONE_BUT = message("done"), message("done, except for replications that did not finish")
INCOMPLETE = message("incomplete; the same command continues it")
RUNNING, RUNNING_LEFT = message("running"), template("running, about {minutes} min left")
ACTIVE_RUN = template("{host}, process {pid}, since {began}: {done} of {tasks} replications")
BROKEN_OFF = template("interrupted: {host}, process {pid}, of {began}: {done} of {tasks} replications")
STATUS_SCENARIO = template("{name}: {done} of {asked}")
STATUS_MORE = template("... scenarios not shown: {n}")
N_UNFINISHED, N_BROKEN = template("not finished: {n}"), template("files that cannot be read: {n}")
N_QUARANTINED, N_PARTIAL = template("parts set aside: {n}"), template("unfinished files: {n}")
NO_ERRORS = template("{name}: no errors.")
NO_REPLICATION = template("{folder}: there is no replication {replication}: {n} were asked for, numbered from 0.")
SAME_AS_KEPT = message("The same as the kept replication, to the last bit of every day's sums.")
NOT_AS_KEPT = template("Not the same as the kept replication: {n} of {of} sums of days differ, the first is {first}.")
KEPT_BY_OTHER_CODE = message("The kept replication comes from another version of the simulator.")
NOT_KEPT = message("No result of this replication is kept, so there is nothing to compare it with.")
UNFINISHED = template("{scenario}, replication {replication}: {why}")
STOPPED = message("Stopped. What was finished by then is complete and stays in the results folder.")
PLUGIN_DEFAULT = message("the plug-in's default")
NONE_IN_BASE = message("choice: none in base")
NOT_INSTALLED = message("unknown (not installed)")
NO_SUCH_NUMBER = template("{text}: must be a whole number from {low} to {high}")
NOT_KNOWN = template("{word}: not known here")
SEE_HELP = template("{program}: {detail} (see {program} --help)")
PLAYED = template("To watch, open {path} in a browser; it needs no network.")
LOGGED = template("Event log for vidigi: {path}")
NOTHING_TO_PLAY = template("play {name}: there is no such experiment or scenario.")
NO_APP = message("app: Streamlit is not installed; pip install contact-centre-simulator[app].")
APP_NO_FOLDER = message("app: takes no --config-dir; upload the scenario under “Save and share”.")
APP_ENDED = message("The app has ended.")
NO_PORT = template("{text}: must be a port, a whole number from 1 to {most}")
NO_ADDRESS = template("--address {address}: is no IP address of this machine; 127.0.0.1 is this machine alone.")
PORT_IN_USE = template("--port {port}: is in use or reserved; name another one.")
OPENS = template("The app opens at {url}; Ctrl-C ends it.")


def argument(name: str) -> str:
    """The help text of an argument."""
    return str(ARGUMENTS[name])
