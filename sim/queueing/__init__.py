"""Answers known beforehand: formulas and small exact chains that a simulation must come out at.

`queues` one queue in steady state, `networks` contacts that come again, `changing` a day whose load changes,
`practice` what is worked out by hand about work, customers, people and money.
"""
