"""Methods of an experiment other than comparing a few scenarios: a module each, named as its section in an experiment file.

Each runs replications through `runs.Laboratory` and returns `findings.Findings`; `ask` selects the method that a file names.
"""
