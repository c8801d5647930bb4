"""Methods of an experiment other than comparing a few scenarios: a module each, named as its section in an experiment file.

Each runs what it needs through `runs.Laboratory` and ends in `findings.Findings`; `ask` answers by the method that a file names.
"""
