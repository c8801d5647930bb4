"""Measures of volume and waiting: what comes, how long it waits, what gives up."""

import math

from sim.measure import Sums, kpi, n_answered_calls, n_calls, ratio
from sim.params import Params


@kpi("Contacts", "1/day", "neither")
def contacts_per_day(s: Sums, p: Params) -> float:
    """Contacts, answered or not, divided by open days."""
    return ratio(s["n_contacts"], s["n_open_days"])


@kpi("New cases", "1/day", "neither")
def cases_per_day(s: Sums, p: Params) -> float:
    """Cases that reached the centre for the first time, divided by open days."""
    return ratio(s["n_opened"], s["n_open_days"])


@kpi("Average speed of answer (ASA)", "s", "lower")
def asa_s(s: Sums, p: Params) -> float:
    """Waits of answered calls, divided by answered calls; those answered at once count as 0. Left out: abandoned calls,
    callbacks, emails, chats, and waits for a team leader or a second tier.
    """
    return ratio(s["wait_answered_s"], n_answered_calls(s) - s["n_called_back"])


@kpi("Abandoned calls", "", "lower")
def abandoned_share(s: Sums, p: Params) -> float:
    """Abandoned calls, those that left at once when no agent was free included, divided by all calls."""
    return ratio(s["n_abandoned"] + s["n_balked"] - s["n_chats_abandoned"], n_calls(s))


@kpi("Blocked (busy tone)", "", "lower")
def blocked_share(s: Sums, p: Params) -> float:
    """Calls that found no free line, divided by all calls."""
    return ratio(s["n_blocked"], n_calls(s))


@kpi("Still waiting at closing", "", "lower")
def turned_away_share(s: Sums, p: Params) -> float:
    """Calls and chats still waiting when the centre closed, and not served, divided by all calls and chats."""
    return ratio(s["n_turned_away"], n_calls(s) + s["n_chats"])


@kpi("Answered within 20 s (service level)", "", "higher")
def answered_in_20s_share(s: Sums, p: Params) -> float:
    """Calls answered within 20 s, divided by all calls except those abandoned within 20 s. Counted as missed: abandoned later,
    busy line, turned away, called back. This definition applies where none is named.
    """
    return ratio(s["n_answered_in_time"], n_calls(s) - s["n_lost_in_time"])


@kpi("Answered within 20 s, of all calls", "", "higher")
def answered_in_20s_of_offered_share(s: Sums, p: Params) -> float:
    """Calls answered within 20 s, divided by all calls; an abandoned call counts as missed, however early."""
    return ratio(s["n_answered_in_time"], n_calls(s))


@kpi("Answered within 20 s, of answered calls", "", "higher")
def answered_in_20s_of_answered_share(s: Sums, p: Params) -> float:
    """Calls answered within 20 s, divided by answered calls; abandoned calls are ignored."""
    return ratio(s["n_answered_in_time"], n_answered_calls(s))


@kpi("Answered or abandoned within 20 s", "", "higher")
def answered_or_gone_in_20s_share(s: Sums, p: Params) -> float:
    """Calls answered or abandoned within 20 s, divided by all calls; a call abandoned early counts as served."""
    return ratio(s["n_answered_in_time"] + s["n_lost_in_time"], n_calls(s))


@kpi("Longest queue", "", "lower")
def queue_peak(s: Sums, p: Params) -> float:
    """Largest number of customers waiting at one moment."""
    return s["queue_peak"] if s["n_days"] else math.nan


@kpi("Still waiting at the end", "", "lower")
def waiting_at_end(s: Sums, p: Params) -> float:
    """Calls, chats and emails that wait for an agent at the end of the last counted open day; no other measure counts them."""
    return s["waiting_at_end"] if s["n_days"] else math.nan
