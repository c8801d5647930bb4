"""Ways to ask, other than comparing a few scenarios: a module each, named as its section in an experiment's file."""
