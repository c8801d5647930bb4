"""Queueing theory: formulas and small exact Markov chains that the simulation is compared with.

`steady_state`: one queue in steady state; `networks`: repeats and retrials; `time_varying`: arrivals and staff that change
during the day; `rules_of_thumb`: workload, customer value, learning, staffing and cost by hand.
"""
