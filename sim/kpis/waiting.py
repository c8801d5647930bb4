"""Measures of volume and waiting: what comes, how long it waits, what gives up."""

import math

from sim.kpis.registry import Sums, kpi, n_answered_calls, n_calls, per_year, ratio
from sim.params import Params


@kpi("Contacts", "1/day", "neither", "contacts on an open day")
def contacts_per_day(s: Sums, p: Params) -> float:
    """Contacts, answered or not, over open days."""
    return ratio(s["n_contacts"], s["n_open_days"])


@kpi("New cases", "1/day", "neither", "new cases on an open day")
def cases_per_day(s: Sums, p: Params) -> float:
    """Cases that reached us for the first time, over open days."""
    return ratio(s["n_opened"], s["n_open_days"])


@kpi("Failure demand: calls that need not exist", "", "lower", "contacts that need not exist: they come from a lasting fault")
def failure_demand_share(s: Sums, p: Params) -> float:
    """Contacts of cases with a root cause, next cases included, over all contacts. Left out above the line: incidents, repeats
    as such."""
    return ratio(s["n_failure"], s["n_contacts"])


@kpi("Root causes fixed", "1/year", "higher", "root causes fixed in a year")
def causes_fixed_per_year(s: Sums, p: Params) -> float:
    """Causes whose fix took effect in the counted days, scaled to 365; those fixed in the warm-up are left out."""
    return per_year(s, "n_causes_fixed")


@kpi("Cases from incidents", "1/year", "lower", "cases that incidents bring in a year")
def incident_cases_per_year(s: Sums, p: Params) -> float:
    """First contacts that an incident brought, scaled to 365 days; those of customers who have left are left out."""
    return per_year(s, "n_incident_cases")


@kpi("Average speed of answer (ASA)", "s", "lower", "wait of those who were answered (ASA)")
def asa_s(s: Sums, p: Params) -> float:
    """Waits of answered calls over answered calls; those answered at once count with 0. Left out: who gave up, whom we
    called back, mails, chats, and waits for a leader or in a second tier."""
    return ratio(s["wait_answered_s"], n_answered_calls(s) - s["n_called_back"])


@kpi("Abandoned calls", "", "lower", "contacts that gave up waiting")
def abandoned_share(s: Sums, p: Params) -> float:
    """Calls that gave up, those that left at once when nobody was free included, over all calls."""
    return ratio(s["n_abandoned"] + s["n_balked"] - s["n_chats_abandoned"], n_calls(s))


@kpi("Blocked (busy tone)", "", "lower", "contacts that met a busy line")
def blocked_share(s: Sums, p: Params) -> float:
    """Calls that found no free line over all calls."""
    return ratio(s["n_blocked"], n_calls(s))


@kpi("Still waiting at closing", "", "lower", "contacts still waiting at closing time")
def turned_away_share(s: Sums, p: Params) -> float:
    """Calls and chats that still waited when the centre closed and were not served, over all calls and chats."""
    return ratio(s["n_turned_away"], n_calls(s) + s["n_chats"])


@kpi("Answered within 20 s (service level)", "", "higher",
     "service level: answered within 20 s, of those we had a fair chance at")
def answered_in_20s_share(s: Sums, p: Params) -> float:
    """Calls answered within 20 s over all calls but those that gave up within 20 s. Counted as missed: gave up later,
    busy line, turned away, called back. This one is meant where nothing else is said."""
    return ratio(s["n_answered_in_time"], n_calls(s) - s["n_lost_in_time"])


@kpi("Answered within 20 s, of all calls", "", "higher", "service level: answered within 20 s, of all")
def answered_in_20s_of_offered_share(s: Sums, p: Params) -> float:
    """Calls answered within 20 s over all calls; who gave up, however soon, counts as missed."""
    return ratio(s["n_answered_in_time"], n_calls(s))


@kpi("Answered within 20 s, of answered calls", "", "higher", "service level: answered within 20 s, of those answered")
def answered_in_20s_of_answered_share(s: Sums, p: Params) -> float:
    """Calls answered within 20 s over answered calls; blind to everyone who gave up."""
    return ratio(s["n_answered_in_time"], n_answered_calls(s))


@kpi("Answered or abandoned within 20 s", "", "higher", "service level: answered or gone within 20 s, of all")
def answered_or_gone_in_20s_share(s: Sums, p: Params) -> float:
    """Calls answered within 20 s or given up within 20 s, over all calls; who gave up soon counts as served."""
    return ratio(s["n_answered_in_time"] + s["n_lost_in_time"], n_calls(s))


@kpi("Longest queue", "", "lower", "longest queue of all counted days")
def queue_peak(s: Sums, p: Params) -> float:
    """Most customers that waited at one moment."""
    return s["queue_peak"] if s["n_days"] else math.nan
