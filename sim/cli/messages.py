"""The sentences of the command line, in one place, so that another language can follow."""

PROGRAM = "contact-centre"
ABOUT = "Ask what a change does to waiting, customers, people and money in a contact centre over a year."
EPILOG = """examples:
  contact-centre run scenario=aht_cap_180                     one what-if against base
  contact-centre run -m scenario=base,aht_cap_180 conversation.aht_cap_s=null,120,180
  contact-centre experiment fast_is_not_efficient             a question, answered and reported
  contact-centre play fast_is_not_efficient               a day of two centres, to be watched in a browser
  contact-centre validate my_scenario.yaml                    one line per fault, exit status 2
  contact-centre run --config-dir my_folder scenario=mine     scenarios of your own
"""

HELP = {
    "list": "what there is: scenarios, experiments, parameters, measures",
    "run": "live a year in a scenario, and compare it with base",
    "experiment": "answer one of the questions in experiments/, and report",
    "status": "how far the studies in a results folder have come",
    "again": "live one replication of a results folder once more, to see what stopped it",
    "validate": "check scenarios without running them",
    "play": "a day of two centres as one HTML file that plays by itself",
    "app": "the desk for chiefs, in a browser on this machine (needs the extra `app`)",
}
ARGUMENT = {
    "section": "one of these; without it, all",
    "overrides": "scenario=NAME and key=value, in Hydra's grammar",
    "multirun": "sweep: key=1,2,3, range(...), glob(...); the first point is what the others are compared with",
    "most_points": "points that a sweep may have (default 1000)",
    "config_dir": "folder with scenarios of your own",
    "results": "folder for what comes out (default: results)",
    "name": "name of an experiment, or a YAML file",
    "scenarios": "names of scenarios, or YAML files; key=value among them holds for all",
    "version": "print the version",
    "played": "name of an experiment, or of a scenario that is shown beside base, or a YAML file",
    "out": "file to write (default: results/NAME/stage.html)",
    "language": "language in which it opens; both are in it",
    "day": "day of the run to show (default: an ordinary one)",
    "port": "port of the desk (default 8501)",
    "address": "address that it listens to (default 127.0.0.1: this machine alone)",
    "no_browser": "open no browser",
    "vidigi": "write each centre's event log too, as CSV for vidigi",
    "status_folder": "results folder, or one study in it (default: results)",
    "again_folder": "a scenario's folder in a study, as the line about a replication that did not end tells it",
    "replication": "which replication",
    "jobs": "replications at a time (default: one per core); with --cluster local, its workers",
    "cluster": "local, or the address of a Dask scheduler, as tls://host:8786: live replications on its workers",
    "tls": "folder with ca.pem, cert.pem and key.pem, for a scheduler that speaks TLS",
}

HEADINGS = {
    "scenarios": ("scenario", "question"),
    "experiments": ("experiment", "question"),
    "parameters": ("parameter", "unit", "range", "base", "meaning", "source"),
    "kpis": ("measure", "unit", "better", "definition"),
}
TITLES = {"scenarios": "Scenarios", "experiments": "Experiments", "parameters": "Parameters", "kpis": "Measures"}

PAGE = "Page: {file}"
NOT_ON_A_CLUSTER = "--cluster: {name} has a page of its own and is lived on this machine; take --jobs."
NO_STUDY = "{folder}: there is no study in it."
STATUS = "{study}: {how}; {done} of {asked} replications are on disk (scenarios: {n})"
DONE, DONE_BUT, INCOMPLETE = "done", "done, but for replications that did not end", "incomplete, the same command goes on"
RUNS, RUNS_LEFT = "running", "running, about {minutes} min left"
AT_WORK = "{host}, process {pid}, since {began}: {done} of {tasks} replications"
BROKEN_OFF = "broken off: {host}, process {pid}, of {began}: {done} of {tasks} replications"
STATUS_SCENARIO = "{name}: {done} of {asked}{remarks}"
STATUS_MORE = "... and {n} more scenarios"
N_UNFINISHED, N_BROKEN = ", {n} did not end", ", {n} parts cannot be read"
N_ASIDE, N_SCRAPS = ", {n} parts set aside", ", {n} files begun and not ended"
NO_FAULTS = "{name}: no faults."
UNFINISHED = "{scenario}, replication {replication}: {why}"
STOPPED = "Stopped. What was finished by then is whole and stays in the results folder."
NONE_IN_BASE = "choice: none in base"
NOT_INSTALLED = "unknown (not installed)"
SEE_HELP = "{program}: {message} (see {program} --help)"
PLAYED = "To watch, open {path} in a browser; it needs no network."
LOGGED = "Event log for vidigi: {path}"
NOTHING_TO_PLAY = "play {name}: there is no such experiment or scenario{hint}"
NO_APP = "app: Streamlit and Babel are not installed; pip install contact-centre-simulator[app]."
OPENS = "The desk opens at http://{address}:{port}; Ctrl-C ends it."
