"""Queueing theory for contact centres: formulas and small exact Markov chains.

All functions take rates [1/s], times [s] and numbers of agents, and return plain numbers or a named tuple of them; nothing is
simulated. A `ValueError` says where there is no answer, as for a load that the agents cannot handle.

    from sim.queueing import erlang_a, erlang_c, min_agents

One queue in steady state: `erlang_b`, `erlang_c`, `erlang_a`, `min_agents`, `finite_line`, `one_agent_mean_wait_s`,
`priority_mean_waits_s`, `birth_death`. Repeats and retrials: `repeats`, `declining_repeats`, `erlang_a_with_redials`,
`busy_line`. A day whose load and staff change: `period_by_period` (an approximation), `time_varying_day` (exact),
`open_cases_in_a_wave`. `sim.queueing.rules_of_thumb` has workload, customer value, learning, staffing and cost by hand.

Sources stand with each function, by their keys in docs/reference/bibliography.bib.
"""

from sim.queueing.networks import (
    BusyLine,
    Redials,
    Repeats,
    busy_line,
    declining_repeats,
    erlang_a_with_redials,
    repeats,
)
from sim.queueing.sipp import PeriodAverages, StaffedPeriod, n_overloaded, period_by_period
from sim.queueing.steady_state import (
    ErlangA,
    ErlangC,
    FiniteLine,
    birth_death,
    erlang_a,
    erlang_b,
    erlang_c,
    finite_line,
    min_agents,
    one_agent_mean_wait_s,
    priority_mean_waits_s,
)
from sim.queueing.time_varying import Day, Period, Wave, open_cases_in_a_wave, time_varying_day

__all__ = [
    "BusyLine",
    "Day",
    "ErlangA",
    "ErlangC",
    "FiniteLine",
    "Period",
    "PeriodAverages",
    "Redials",
    "Repeats",
    "StaffedPeriod",
    "Wave",
    "birth_death",
    "busy_line",
    "declining_repeats",
    "erlang_a",
    "erlang_a_with_redials",
    "erlang_b",
    "erlang_c",
    "finite_line",
    "min_agents",
    "n_overloaded",
    "one_agent_mean_wait_s",
    "open_cases_in_a_wave",
    "period_by_period",
    "priority_mean_waits_s",
    "repeats",
    "time_varying_day",
]
